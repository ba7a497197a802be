import { strings, text, whole } from '../../../core/fields';
import { labelSelector, matches } from '../../../kubernetes/selectors';
import { Rule } from '../rule';
import { count } from '../shared/words';

export const STS013: Rule = {
  id: 'STS013',
  severity: 'warning',
  title: 'PodDisruptionBudget allows no evictions',
  why: 'If no replica can be evicted, a node that runs one cannot be drained: kubectl drain and node upgrades wait forever.',
  fix: 'Allow one eviction: maxUnavailable: 1, or a minAvailable below the number of replicas.',
  source: 'pkg/registry/core/pod/storage/eviction.go',
  * check(view) {
    for (const budget of view.of('PodDisruptionBudget')) {
      const { minAvailable, maxUnavailable } = budget.spec;
      const selector = labelSelector(budget.spec.selector);
      for (const item of view.of('StatefulSet', 'Deployment')) {
        const pod = view.podIn(item);
        if (!pod || !selector?.length || item.namespace !== budget.namespace || !matches(selector, strings(pod.labels))) continue;
        const replicas = view.scaler(item) ? whole(view.scaler(item)!.spec.minReplicas) ?? 1 : pod.replicas ?? 1;
        const kept = amount(minAvailable, replicas);
        const path = minAvailable !== undefined && kept !== undefined && kept >= replicas ? 'minAvailable' : amount(maxUnavailable, replicas) === 0 ? 'maxUnavailable' : undefined;
        if (path && replicas > 0) {
          yield {
            on: budget,
            path: `spec.${path}`,
            message: `none of the ${count(replicas, 'replica')} of ${item.kind} "${item.name}" can be evicted, so their nodes cannot be drained.`,
          };
        }
      }
    }
  },
};

/** A number or a percentage of the replicas, rounded up as the disruption controller does. */
function amount(value: unknown, replicas: number): number | undefined {
  const percent = /^(\d{1,3})%$/.exec(text(value) ?? '');
  return percent ? Math.ceil(Number(percent[1]) * replicas / 100) : whole(value);
}
