import { shown } from '../../../core/words';
import { Rule } from '../rule';
import { controllersOf } from '../shared/csi';
import { driverOf } from '../shared/volumes';

export const CSI011: Rule = {
  id: 'CSI011',
  severity: 'error',
  title: 'StorageClass allows expansion but the driver has no csi-resizer',
  why: 'The API server accepts the larger request because the class allows it, but no sidecar expands the volume: the claim stays at '
    + 'Resizing.',
  fix: 'Add the csi-resizer sidecar to the controller, or remove allowVolumeExpansion.',
  source: 'kubernetes-csi/external-resizer README',
  * check(view) {
    for (const item of view.classes.filter(({ object }) => object.allowVolumeExpansion === true)) {
      const own = controllersOf(view, driverOf(item.object.provisioner));
      if (!own.length || own.some(({ sidecars }) => sidecars.has('csi-resizer'))) continue;
      yield {
        on: item,
        path: 'allowVolumeExpansion',
        message: `class "${item.name}" allows expansion, but the controller of ${shown(item.object.provisioner)} has no csi-resizer.`,
      };
    }
  },
};
