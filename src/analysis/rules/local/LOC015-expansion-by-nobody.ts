import { localPathNames } from './local-path';
import { text } from '../../../core/fields';
import { Rule } from '../rule';
import { NO_PROVISIONER } from '../shared/volumes';

export const LOC015: Rule = {
  id: 'LOC015',
  severity: 'info',
  title: 'A class of local volumes promises expansion',
  why: 'The API server lets a claim grow, and then waits for a controller that does not exist: neither provisioner of local volumes expands anything. The claim keeps the condition Resizing.',
  fix: 'Set allowVolumeExpansion: false, unless it is meant: sizes of local-path directories are not enforced.',
  source: 'rancher/local-path-provisioner issue 190',
  * check(view) {
    const provisioners = localPathNames(view);
    for (const item of view.classes) {
      const name = text(item.object.provisioner) ?? '';
      if (item.object.allowVolumeExpansion === true && (provisioners.has(name) || name === NO_PROVISIONER)) {
        yield { on: item, path: 'allowVolumeExpansion', message: `nothing expands volumes of "${item.name}".` };
      }
    }
  },
};
