import { Rule } from '../rule';
import { NO_PROVISIONER, waits } from '../shared/volumes';

export const CLS004: Rule = {
  id: 'CLS004',
  severity: 'error',
  title: 'A class without provisioner binds immediately',
  why: 'Claims of the class take a volume before their pod is placed. If that volume lives on one node, the pod has to go there, whether it fits or not, and a pod with two claims may '
    + 'get volumes of two nodes and never start.',
  fix: 'Set volumeBindingMode: WaitForFirstConsumer.',
  source: 'pkg/scheduler/framework/plugins/volumebinding/binder.go checkBoundClaims',
  * check(view) {
    for (const item of view.classes) {
      if (item.object.provisioner !== NO_PROVISIONER || waits(item)) continue;
      const volumes = view.inventory.volumes.filter((volume) => volume.className === item.name);
      const anywhere = volumes.length > 0 && volumes.every((volume) => !volume.nodeAffinity);
      yield {
        on: item,
        path: 'volumeBindingMode',
        severity: anywhere ? 'warning' : undefined,
        message: `claims of "${item.name}" bind before their pods are placed${anywhere ? '; its volumes here can be reached from every node, so that does no harm yet' : ''}.`,
      };
    }
  },
};
