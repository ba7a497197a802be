import { PROVISIONED_BY } from '../../../kubernetes/annotations';
import { Rule } from '../rule';
import { CINDER, csiDriverOf } from '../shared/volumes';

export const OST016: Rule = {
  id: 'OST016',
  severity: 'warning',
  title: 'Nobody deletes this Cinder volume',
  why: 'csi-provisioner deletes only what carries the mark of a driver, pv.kubernetes.io/provisioned-by. A volume that was written by hand has none: when its claim goes, it becomes Failed, and the volume in Cinder stays.',
  fix: 'Use persistentVolumeReclaimPolicy: Retain, or add the annotation pv.kubernetes.io/provisioned-by: cinder.csi.openstack.org.',
  source: 'sig-storage-lib-external-provisioner controller.go shouldDelete',
  * check(view) {
    for (const item of view.volumes) {
      if (csiDriverOf(item) !== CINDER || item.spec.persistentVolumeReclaimPolicy !== 'Delete') continue;
      if (item.annotations[PROVISIONED_BY] === undefined) {
        yield { on: item, path: 'spec.persistentVolumeReclaimPolicy', message: `"${item.name}" has no mark that says who deletes it.` };
      }
    }
  },
};
