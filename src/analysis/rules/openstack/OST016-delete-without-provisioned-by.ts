import { PROVISIONED_BY } from '../../../kubernetes/annotations';
import { Rule } from '../rule';
import { CINDER, csiDriverOf } from '../shared/volumes';

export const OST016: Rule = {
  id: 'OST016',
  severity: 'warning',
  title: 'Cinder volume with policy Delete but no provisioned-by annotation',
  why: 'csi-provisioner deletes only volumes with the annotation pv.kubernetes.io/provisioned-by. A volume without it becomes Failed '
    + 'when its claim is deleted, and the Cinder volume stays.',
  fix: 'Use persistentVolumeReclaimPolicy: Retain, or add the annotation pv.kubernetes.io/provisioned-by: cinder.csi.openstack.org.',
  source: 'sig-storage-lib-external-provisioner controller.go shouldDelete',
  * check(view) {
    for (const item of view.volumes) {
      if (csiDriverOf(item) !== CINDER || item.spec.persistentVolumeReclaimPolicy !== 'Delete') continue;
      if (item.annotations[PROVISIONED_BY] === undefined) {
        yield { on: item, path: 'spec.persistentVolumeReclaimPolicy', message: `"${item.name}" has reclaim policy Delete but no annotation pv.kubernetes.io/provisioned-by, so nothing deletes it.` };
      }
    }
  },
};
