import { Rule } from '../rule';
import { CINDER, driverOf } from '../shared/volumes';

export const CLS013: Rule = {
  id: 'CLS013',
  severity: 'info',
  title: 'The class forbids expansion although its driver can do it',
  why: 'Without allowVolumeExpansion the API server refuses to let a claim grow. Cinder volumes can grow while they are in use, and the field can be changed at any time.',
  fix: 'Set allowVolumeExpansion: true, or false to say that it is meant.',
  source: 'plugin/pkg/admission/storage/persistentvolume/resize/admission.go',
  * check(view) {
    for (const item of view.classes) {
      if (driverOf(item.object.provisioner) !== CINDER || typeof item.object.allowVolumeExpansion === 'boolean') continue;
      yield { on: item, path: 'allowVolumeExpansion', message: `claims of "${item.name}" cannot grow.` };
    }
  },
};
