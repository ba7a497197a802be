import { Rule } from '../rule';

export const STS014: Rule = {
  id: 'STS014',
  severity: 'warning',
  title: 'replicas is set although an autoscaler scales the workload',
  why: 'Each apply or GitOps sync sets the number back to what is written, and the autoscaler changes it again: pods come and go, and for a StatefulSet volumes with them.',
  fix: 'Leave replicas out.',
  source: 'argo-cd docs, Best Practices, Leaving room for imperativeness',
  * check(view) {
    for (const item of view.of('StatefulSet', 'Deployment', 'ReplicaSet')) {
      const scaler = view.scaler(item);
      if (scaler && item.spec.replicas !== undefined) yield { on: item, path: 'spec.replicas', message: `replicas is set, and HorizontalPodAutoscaler "${scaler.name}" sets it too.` };
    }
  },
};
