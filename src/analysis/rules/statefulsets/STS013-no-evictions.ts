import { strings, whole } from '../../../core/fields';
import { allowsNoEviction, STS013 as judgement } from '../../../kubernetes/judgements/workloads';
import { labelSelector, matches } from '../../../kubernetes/selectors';
import { on, rule } from '../rule';

export const STS013 = rule(judgement, function* (view) {
  for (const budget of view.of('PodDisruptionBudget')) {
    const selector = labelSelector(budget.spec.selector);
    for (const item of view.of('StatefulSet', 'Deployment')) {
      const pod = view.podIn(item);
      if (!pod || !selector?.length || item.namespace !== budget.namespace || !matches(selector, strings(pod.labels))) continue;
      const replicas = view.scaler(item) ? whole(view.scaler(item)!.spec.minReplicas) ?? 1 : pod.replicas ?? 1;
      yield* on(budget, allowsNoEviction(budget.object, { kind: item.kind, name: item.name, replicas }));
    }
  }
});
