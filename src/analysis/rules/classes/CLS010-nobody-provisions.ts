import { text } from '../../../core/fields';
import { isInTreeProvisioner } from '../../../kubernetes/volume-plugins';
import { Rule } from '../rule';
import { isServed } from '../shared/volumes';

export const CLS010: Rule = {
  id: 'CLS010',
  severity: 'warning',
  openWorld: 'lower',
  title: 'No driver here serves the provisioner of a class',
  why: 'The claim waits for a provisioner of exactly that name: ExternalProvisioning, for ever, if nobody has it. The name of a CSI class is what its driver calls itself, '
    + 'such as cinder.csi.openstack.org, not what a Deployment or a flag is called.',
  fix: 'Write the name of the driver, add the driver, or name it with --known-drivers.',
  source: 'pkg/controller/volume/persistentvolume/pv_controller.go provisionClaimOperationExternal',
  * check(view) {
    for (const item of view.classes) {
      const name = text(item.object.provisioner);
      if (!name || isInTreeProvisioner(name) || isServed(view, name)) continue;
      yield { on: item, path: 'provisioner', message: `nothing here serves the provisioner "${name}".` };
    }
  },
};
