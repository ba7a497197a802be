import { ZONE } from '../../../kubernetes/labels';
import { Rule } from '../rule';
import { isSingleWriter, LOCAL_PATH, waits } from '../shared/volumes';
import { count } from '../shared/words';

export const CLS005: Rule = {
  id: 'CLS005',
  severity: 'warning',
  title: 'A class of volumes bound to a zone binds immediately',
  why: 'The volume is made before the pod is placed, in a zone that nobody chose for the pod. The pod then has to follow it there, and stays Pending where its own rules or the free '
    + 'capacity say otherwise.',
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
          message: `the local-path provisioner needs to know the node of the pod: claims of "${item.name}" fail with "configuration error, no node was specified".`,
        };
      } else if (isSingleWriter(item.object.provisioner) && zones.size !== 1) {
        const known = zones.size ? `the nodes are in ${count(zones.size, 'zone')}` : 'the cluster may have several zones';
        yield {
          on: item,
          path: 'volumeBindingMode',
          severity: zones.size ? undefined : 'info',
          message: `volumes of "${item.name}" are made in a zone that no pod has been placed in, and ${known}.`,
        };
      }
    }
  },
};
