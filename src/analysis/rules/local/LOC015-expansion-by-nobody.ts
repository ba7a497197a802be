import { localPathNames } from './local-path';
import { text } from '../../../core/fields';
import { Rule } from '../rule';
import { NO_PROVISIONER } from '../shared/volumes';

export const LOC015: Rule = {
  id: 'LOC015',
  severity: 'info',
  title: 'StorageClass of local volumes allows expansion',
  why: 'The API server accepts the larger request, but no provisioner of local volumes supports expansion. The claim keeps the '
    + 'condition Resizing.',
  fix: 'Set allowVolumeExpansion: false, unless it is intended: local-path does not enforce sizes.',
  source: 'rancher/local-path-provisioner issue 190',
  * check(view) {
    const provisioners = localPathNames(view);
    for (const item of view.classes) {
      const name = text(item.object.provisioner) ?? '';
      if (item.object.allowVolumeExpansion === true && (provisioners.has(name) || name === NO_PROVISIONER)) {
        yield { on: item, path: 'allowVolumeExpansion', message: `class "${item.name}" allows expansion, but nothing expands its volumes.` };
      }
    }
  },
};
