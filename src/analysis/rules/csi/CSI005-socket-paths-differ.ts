import { shown } from '../../../core/words';
import { Rule } from '../rule';
import { addressOf, socketOf } from '../shared/csi';

export const CSI005: Rule = {
  id: 'CSI005',
  severity: 'error',
  title: 'Sidecar and driver use different socket paths',
  why: 'The driver listens on a socket in a volume of the pod, and its sidecars connect to it through the same volume. If path or '
    + 'volume differ, the sidecar waits: "Still connecting to unix://…".',
  fix: 'Mount the same volume in both, and use the same file for --csi-address of the sidecar and --endpoint of the driver.',
  source: 'kubernetes-csi/csi-lib-utils connection',
  * check(view) {
    for (const pod of view.pods) {
      const endpoints = pod.containers.flatMap((c) => socketOf(c, 'endpoint') ?? []);
      if (!endpoints.length) continue;
      for (const container of pod.containers) {
        const socket = socketOf(container, 'csi-address');
        const address = addressOf(container, 'csi-address');
        if (!socket && address !== undefined) {
          yield {
            on: pod.item,
            path: `${container.path}.args`,
            message: `"${container.name}" connects to ${shown(address)}, which is in none of its mounts.`,
          };
        }
        if (!socket || endpoints.some(({ volume, path }) => volume === socket.volume && path === socket.path)) continue;
        const [{ volume, path }] = endpoints;
        yield {
          on: pod.item,
          path: `${container.path}.args`,
          message: `"${container.name}" connects to ${socket.path} in volume "${socket.volume}", but the driver listens on ${path} in "${volume}".`,
        };
      }
    }
  },
};
