import { shown } from '../../../core/words';
import { rule } from '../rule';
import { controllersOf } from '../shared/csi';
import { driverOf } from '../shared/volumes';

export const CSI011 = rule('CSI011', function* (view) {
  for (const item of view.classes.filter(({ object }) => object.allowVolumeExpansion === true)) {
    const own = controllersOf(view, driverOf(item.object.provisioner));
    if (!own.length || own.some(({ sidecars }) => sidecars.has('csi-resizer'))) continue;
    yield {
      on: item,
      path: 'allowVolumeExpansion',
      message: `class "${item.name}" allows expansion, but the controller of ${shown(item.object.provisioner)} has no csi-resizer.`,
    };
  }
});
