import { FAST_CLASS } from '../examples/classes';
import { AUTOSCALER, DATABASE_SERVICE, databaseWith } from '../examples/workloads';
import { Rule } from '../rule';
import { manifests, without } from '../shared/manifests';

export const STS014: Rule = {
  id: 'STS014',
  severity: 'warning',
  title: 'replicas is set although an autoscaler scales the workload',
  why: 'Each apply or GitOps sync sets the number back to what is written, and the autoscaler changes it again: pods come and go, and for a StatefulSet volumes with them.',
  fix: 'Leave replicas out.',
  source: 'argo-cd docs, Best Practices, Leaving room for imperativeness',
  failing: manifests`
    ${FAST_CLASS}
    ---
    ${DATABASE_SERVICE}
    ---
    ${databaseWith('replicas: 3')}
    ---
    ${AUTOSCALER}
  `,
  get passing() { return without(this.failing, 'replicas: 3'); },
  expects: 'StatefulSet/db spec.replicas',
  * check(view) {
    for (const item of view.of('StatefulSet', 'Deployment', 'ReplicaSet')) {
      const scaler = view.scaler(item);
      if (scaler && item.spec.replicas !== undefined) yield { on: item, path: 'spec.replicas', message: `replicas is set, and HorizontalPodAutoscaler "${scaler.name}" sets it too.` };
    }
  },
};
