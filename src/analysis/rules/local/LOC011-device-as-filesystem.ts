import { fields, text } from '../../../core/fields';
import { volumeModeOf } from '../../model/claim-sources';
import { Rule } from '../rule';
import { sourceOf } from '../shared/volumes';
import { shown } from '../shared/words';

export const LOC011: Rule = {
  id: 'LOC011',
  severity: 'info',
  title: 'A local volume is a device that the kubelet formats',
  why: 'The path is a device and the mode is Filesystem: the kubelet makes a file system on it when it is first used, ext4 unless fsType says otherwise. Whoever wanted the device itself does not get it.',
  fix: 'Set volumeMode: Block, or fsType to say that it is meant.',
  source: 'pkg/volume/local/local.go',
  * check(view) {
    for (const item of view.volumes) {
      const { path, fsType } = fields(item.spec.local);
      if (sourceOf(item) !== 'local' || !/^\/dev\/(?!shm)/.test(text(path) ?? '') || volumeModeOf(item) === 'Block' || fsType) continue;
      yield { on: item, path: 'spec.local.path', message: `the kubelet makes an ext4 file system on ${shown(path)}.` };
    }
  },
};
