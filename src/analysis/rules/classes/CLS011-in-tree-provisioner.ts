import { own, text } from '../../../core/fields';
import { Rule } from '../rule';
import { MIGRATED, NO_PROVISIONER } from '../shared/volumes';

export const CLS011: Rule = {
  id: 'CLS011',
  severity: 'error',
  title: 'An in-tree provisioner that is gone',
  why: 'The provisioners that were compiled into Kubernetes have been removed. Some names are passed on to the CSI driver that took over; for all others every claim fails with '
    + 'ProvisioningFailed, "no volume plugin matched name".',
  fix: 'Name the CSI driver.',
  source: 'pkg/volume/csimigration/plugin_manager.go',
  * check(view) {
    for (const item of view.classes) {
      const name = text(item.object.provisioner) ?? '';
      const driver = own(MIGRATED, name);
      if (driver) {
        yield {
          on: item,
          path: 'provisioner',
          severity: 'warning',
          message: `"${name}" is passed on to the CSI driver ${driver}, which has to be installed.`,
          fix: `Write ${driver}.`,
        };
      } else if (name.startsWith('kubernetes.io/') && name !== NO_PROVISIONER) {
        yield { on: item, path: 'provisioner', message: `Kubernetes has no provisioner "${name}" any more.` };
      }
    }
  },
};
