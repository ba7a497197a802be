import { Rule } from '../rule';

export const STS014: Rule = {
  id: 'STS014',
  severity: 'warning',
  title: 'replicas is set although an autoscaler scales the workload',
  why: 'Each apply or GitOps sync resets the number of replicas, and the autoscaler changes it again. Pods are deleted and recreated, '
    + 'and for a StatefulSet volumes with them.',
  fix: 'Remove replicas.',
  source: 'argo-cd docs, Best Practices, Leaving room for imperativeness',
  * check(view) {
    for (const item of view.of('StatefulSet', 'Deployment', 'ReplicaSet')) {
      const scaler = view.scaler(item);
      if (scaler && item.spec.replicas !== undefined) {
        yield { on: item, path: 'spec.replicas', message: `replicas is set, but HorizontalPodAutoscaler "${scaler.name}" manages it.` };
      }
    }
  },
};
