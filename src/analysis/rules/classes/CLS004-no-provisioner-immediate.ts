import { Rule } from '../rule';
import { NO_PROVISIONER, waits } from '../shared/volumes';

export const CLS004: Rule = {
  id: 'CLS004',
  severity: 'error',
  title: 'Class with kubernetes.io/no-provisioner binds immediately',
  why: 'Claims of the class bind before their pod is scheduled. If the volume is local to a node, the pod must run there even if it '
    + 'does not fit. A pod with two claims can get volumes on two nodes and never start.',
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
        message: `claims of class "${item.name}" bind before their pods are `
          + `scheduled${anywhere ? '; harmless while every node can reach its volumes' : ''}.`,
      };
    }
  },
};
