import { rule } from '../rule';
import { CINDER, driverOf } from '../shared/volumes';

export const CLS013 = rule('CLS013', function* (view) {
  for (const item of view.classes) {
    if (driverOf(item.object.provisioner) !== CINDER || typeof item.object.allowVolumeExpansion === 'boolean') continue;
    yield { on: item, path: 'allowVolumeExpansion', message: `claims of class "${item.name}" cannot be expanded.` };
  }
});
