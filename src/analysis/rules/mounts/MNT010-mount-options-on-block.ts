import { list } from '../../../core/fields';
import { claimTitle, specPath, volumeModeOf } from '../../model/claim-sources';
import { Rule } from '../rule';

export const MNT010: Rule = {
  id: 'MNT010',
  severity: 'warning',
  title: 'Mount options on a Block volume',
  why: 'A Block volume is never mounted, so its mount options mean nothing; some CSI drivers refuse them.',
  fix: 'Remove mountOptions, or volumeMode: Block.',
  source: 'CSI specification, VolumeCapability',
  * check(view) {
    for (const volume of view.volumes) {
      if (volume.spec.volumeMode === 'Block' && list(volume.spec.mountOptions).length) {
        yield { on: volume, path: 'spec.mountOptions', message: 'the volume is Block and has mount options.' };
      }
    }
    for (const claim of view.claims) {
      const storageClass = view.classOf(claim);
      if (volumeModeOf(claim) !== 'Block' || !storageClass || !list(storageClass.object.mountOptions).length) continue;
      yield { on: claim.item, path: specPath(claim, 'volumeMode'), message: `${claimTitle(claim)} is Block, and its class "${storageClass.name}" has mount options.` };
    }
  },
};
