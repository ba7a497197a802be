import { Rule } from '../rule';
import { addressOf, socketOf } from '../shared/csi';
import { shown } from '../shared/words';

export const CSI005: Rule = {
  id: 'CSI005',
  severity: 'error',
  title: 'A sidecar looks for the socket where the driver does not put it',
  why: 'The driver listens on a socket in a volume of the pod, and its sidecars connect to it through the same volume. If path or volume differ the sidecar waits: "Still connecting to unix://…".',
  fix: 'Mount the same volume in both, and make --csi-address of the sidecar and --endpoint of the driver the same file in it.',
  source: 'kubernetes-csi/csi-lib-utils connection',
  * check(view) {
    for (const pod of view.pods) {
      const endpoints = pod.containers.flatMap((c) => socketOf(c, 'endpoint') ?? []);
      if (!endpoints.length) continue;
      for (const container of pod.containers) {
        const socket = socketOf(container, 'csi-address');
        const address = addressOf(container, 'csi-address');
        if (!socket && address !== undefined) {
          yield { on: pod.item, path: `${container.path}.args`, message: `"${container.name}" looks for ${shown(address)}, which lies in none of its mounts.` };
        }
        if (!socket || endpoints.some(({ volume, path }) => volume === socket.volume && path === socket.path)) continue;
        const [{ volume, path }] = endpoints;
        yield {
          on: pod.item,
          path: `${container.path}.args`,
          message: `"${container.name}" looks for ${socket.path} in the volume "${socket.volume}", and the driver listens on ${path} in "${volume}".`,
        };
      }
    }
  },
};
