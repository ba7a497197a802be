import { shown } from '../../../core/words';
import { rule } from '../rule';
import { addressOf, socketOf } from '../shared/csi';

export const CSI005 = rule('CSI005', function* (view) {
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
});
