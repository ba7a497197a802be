import { text } from '../../../core/fields';
import { isInTreeProvisioner } from '../../../kubernetes/volume-plugins';
import { Rule } from '../rule';
import { isServed } from '../shared/volumes';

export const CLS010: Rule = {
  id: 'CLS010',
  severity: 'warning',
  openWorld: 'lower',
  title: 'StorageClass with a provisioner that nothing serves',
  why: 'Claims wait for a provisioner of exactly this name, with the event ExternalProvisioning. For a CSI driver it is the name that '
    + 'the driver registers, such as cinder.csi.openstack.org, not the name of a Deployment.',
  fix: 'Use the registered name of the driver, add the driver, or declare it with --known-drivers.',
  source: 'pkg/controller/volume/persistentvolume/pv_controller.go provisionClaimOperationExternal',
  * check(view) {
    for (const item of view.classes) {
      const name = text(item.object.provisioner);
      if (!name || isInTreeProvisioner(name) || isServed(view, name)) continue;
      yield { on: item, path: 'provisioner', message: `nothing in the input serves provisioner "${name}".` };
    }
  },
};
