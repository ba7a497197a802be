import { Rule } from '../rule';
import { CINDER, driverOf } from '../shared/volumes';

export const CLS013: Rule = {
  id: 'CLS013',
  severity: 'info',
  title: 'allowVolumeExpansion is unset although the driver supports it',
  why: 'Without allowVolumeExpansion: true, the API server rejects a larger request of an existing claim. Cinder can expand volumes '
    + 'while they are in use. The field can be changed at any time.',
  fix: 'Set allowVolumeExpansion: true, or false if that is intended.',
  source: 'plugin/pkg/admission/storage/persistentvolume/resize/admission.go',
  * check(view) {
    for (const item of view.classes) {
      if (driverOf(item.object.provisioner) !== CINDER || typeof item.object.allowVolumeExpansion === 'boolean') continue;
      yield { on: item, path: 'allowVolumeExpansion', message: `claims of class "${item.name}" cannot be expanded.` };
    }
  },
};
