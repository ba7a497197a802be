import { Rule } from '../rule';

export const STS012: Rule = {
  id: 'STS012',
  severity: 'warning',
  preset: 'strict',
  title: 'Ordered pod start can deadlock pods that need their peers',
  why: 'With OrderedReady, the second pod is created after the first is Ready. Software that is ready only with a quorum of peers never '
    + 'gets there. A headless Service that publishes only ready addresses also keeps the peers from finding each other.',
  fix: 'Set podManagementPolicy: Parallel, and publishNotReadyAddresses: true in the Service.',
  source: 'kubernetes.io docs, StatefulSets, Pod Management Policies',
  * check(view) {
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
  },
};
