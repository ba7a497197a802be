import { fields, text } from '../../../core/fields';
import { shown } from '../../../core/words';
import { volumeModeOf } from '../../model/claim-sources';
import { Rule } from '../rule';
import { sourceOf } from '../shared/volumes';

export const LOC011: Rule = {
  id: 'LOC011',
  severity: 'info',
  title: 'Local volume is a device that the kubelet formats',
  why: 'The path is a device and volumeMode is Filesystem. On first use the kubelet creates a filesystem on it, ext4 unless fsType is '
    + 'set, instead of passing the raw device to the pod.',
  fix: 'Set volumeMode: Block, or set fsType explicitly.',
  source: 'pkg/volume/local/local.go',
  * check(view) {
    for (const item of view.volumes) {
      const { path, fsType } = fields(item.spec.local);
      if (sourceOf(item) !== 'local' || !/^\/dev\/(?!shm)/.test(text(path) ?? '') || volumeModeOf(item) === 'Block' || fsType) continue;
      yield { on: item, path: 'spec.local.path', message: `the kubelet creates an ext4 filesystem on ${shown(path)}.` };
    }
  },
};
