import { Rule } from '../rule';
import { CINDER } from '../shared/volumes';

export const OST014: Rule = {
  id: 'OST014',
  severity: 'warning',
  title: 'A VolumeAttributesClass for Cinder',
  why: 'The driver cannot change volumes: ControllerModifyVolume is not implemented. A claim that names the class keeps waiting, and a new one with it is never provisioned.',
  fix: 'Use a StorageClass with another volume type.',
  source: 'cloud-provider-openstack pkg/csi/cinder/driver.go',
  * check(view) {
    for (const item of view.of('VolumeAttributesClass')) {
      if (item.object.driverName === CINDER) yield { on: item, path: 'driverName', message: 'the Cinder driver has no attributes that can be changed.' };
    }
  },
};
