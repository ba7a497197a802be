import { ZONE } from '../../../kubernetes/labels';
import { Rule } from '../rule';
import { isSingleWriter, LOCAL_PATH, waits } from '../shared/volumes';
import { count } from '../shared/words';

export const CLS005: Rule = {
  id: 'CLS005',
  severity: 'warning',
  title: 'Class with zonal or node-local volumes binds immediately',
  why: 'The volume is provisioned before the pod is scheduled, in an arbitrary zone. The pod must then run in that zone, and stays '
    + 'Pending if its scheduling constraints or the free capacity do not allow it.',
  fix: 'Set volumeBindingMode: WaitForFirstConsumer.',
  source: 'cloud-provider-openstack docs/cinder-csi-plugin/features.md, Topology',
  * check(view) {
    const zones = new Set(view.inventory.nodes.flatMap(({ labels }) => labels[ZONE] ?? []));
    for (const item of view.classes) {
      if (waits(item)) continue;
      if (item.object.provisioner === LOCAL_PATH) {
        yield {
          on: item,
          path: 'volumeBindingMode',
          severity: 'error',
          message: `claims of class "${item.name}" fail with "configuration error, no node was specified": local-path needs a scheduled pod.`,
        };
      } else if (isSingleWriter(item.object.provisioner) && zones.size !== 1) {
        const known = zones.size ? `the nodes are in ${count(zones.size, 'zone')}` : 'the cluster can have several zones';
        yield {
          on: item,
          path: 'volumeBindingMode',
          severity: zones.size ? undefined : 'info',
          message: `volumes of class "${item.name}" are provisioned before their pods are scheduled, and ${known}.`,
        };
      }
    }
  },
};
