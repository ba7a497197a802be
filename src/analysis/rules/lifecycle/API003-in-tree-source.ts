import { minorNumber } from '../../../kubernetes/minor';
import { Rule } from '../rule';
import { sources } from '../shared/plugins';
import { isServed } from '../shared/volumes';

export const API003: Rule = {
  id: 'API003',
  severity: 'warning',
  title: 'An in-tree volume source that a CSI driver has to serve',
  why: 'Kubernetes translates this old form into a CSI volume and has no code for it any more. Without the driver the volume is never attached.',
  fix: 'Write the csi form, and see to it that the driver is installed.',
  source: 'pkg/volume/csimigration/plugin_manager.go; k8s.io/csi-translation-lib',
  * check(view) {
    for (const { item, plugin, path } of sources(view)) {
      if (!plugin.migrated || view.kubernetes < minorNumber(plugin.migrated)) continue;
      const there = isServed(view, plugin.driver!);
      yield {
        on: item,
        path,
        severity: there ? 'info' : undefined,
        message: `${plugin.title} volumes in this form are passed on to the CSI driver ${plugin.driver}${there ? '' : ', which is not here'}.`,
      };
    }
  },
};
