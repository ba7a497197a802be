import { count } from '../../../core/words';
import { rule } from '../rule';
import { isNodeLocal, NO_PROVISIONER } from '../shared/volumes';

export const STS010 = rule('STS010', function* (view) {
  for (const item of view.of('StatefulSet')) {
    const scaler = view.scaler(item);
    const local = scaler && view.templatesOf(item).find((claim) => isNodeLocal(view.classOf(claim)?.object.provisioner));
    if (!scaler || !local) continue;
    const volumes = view.inventory.volumes.filter(({ className }) => className === view.className(local)).length;
    const nodes = view.inventory.nodes.length;
    const most = view.mostReplicas(item);
    const isStaticClass = view.classOf(local)?.object.provisioner === NO_PROVISIONER;
    const limit = isStaticClass && volumes && volumes < most ? count(volumes, 'volume') : nodes && nodes < most ? count(nodes, 'node') : undefined;
    if (limit) {
      yield {
        on: scaler,
        path: 'spec.maxReplicas',
        message: `maxReplicas allows ${most} replicas of StatefulSet "${item.name}", but there ${limit.startsWith('1 ') ? 'is' : 'are'} `
          + `only ${limit} for their local data.`,
      };
    }
  }
});
