import { fields, text } from '../../../core/fields';
import { shown } from '../../../core/words';
import { volumeModeOf } from '../../model/claim-sources';
import { rule } from '../rule';
import { sourceOf } from '../shared/volumes';

export const LOC011 = rule('LOC011', function* (view) {
  for (const item of view.volumes) {
    const { path, fsType } = fields(item.spec.local);
    if (sourceOf(item) !== 'local' || !/^\/dev\/(?!shm)/.test(text(path) ?? '') || volumeModeOf(item) === 'Block' || fsType) continue;
    yield { on: item, path: 'spec.local.path', message: `the kubelet creates an ext4 filesystem on ${shown(path)}.` };
  }
});
