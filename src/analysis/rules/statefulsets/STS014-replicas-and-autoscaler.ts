import { rule } from '../rule';

export const STS014 = rule('STS014', function* (view) {
  for (const item of view.of('StatefulSet', 'Deployment', 'ReplicaSet')) {
    const scaler = view.scaler(item);
    if (scaler && item.spec.replicas !== undefined) {
      yield { on: item, path: 'spec.replicas', message: `replicas is set, but HorizontalPodAutoscaler "${scaler.name}" manages it.` };
    }
  }
});
