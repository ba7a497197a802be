import { rule } from '../rule';

export const STS012 = rule('STS012', function* (view) {
  for (const item of view.of('StatefulSet')) {
    const service = view.find('Service', item.namespace, item.spec.serviceName);
    const probes = view.podIn(item)?.containers.some(({ value }) => value.readinessProbe);
    if (item.spec.podManagementPolicy === 'Parallel' || view.mostReplicas(item) < 3 || !probes || service?.spec.publishNotReadyAddresses === true) {
      continue;
    }
    yield {
      on: item,
      path: 'spec.podManagementPolicy',
      message: 'each pod is created after the previous one is Ready; if readiness needs peers, the first never becomes Ready.',
    };
  }
});
