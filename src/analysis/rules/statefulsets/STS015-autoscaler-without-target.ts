import { fields } from '../../../core/fields';
import { STS015 as judgement, utilizationWithoutRequests } from '../../../kubernetes/judgements/workloads';
import { on, rule } from '../rule';

export const STS015 = rule(judgement, function* (view) {
  for (const scaler of view.of('HorizontalPodAutoscaler')) {
    const { kind, name } = fields(scaler.spec.scaleTargetRef);
    if (!['Deployment', 'StatefulSet', 'ReplicaSet'].includes(kind) || typeof name !== 'string') continue;
    const target = view.find(kind, scaler.namespace, name);
    if (target) {
      yield* on(scaler, utilizationWithoutRequests(scaler.object, view.podIn(target)?.spec ?? {}));
      continue;
    }
    yield {
      on: scaler,
      path: 'spec.scaleTargetRef.name',
      severity: view.closedWorld ? undefined : 'warning',
      message: `target ${kind} "${name}" is not in the input.`,
      fix: 'Correct scaleTargetRef, or add the target.',
    };
  }
});
