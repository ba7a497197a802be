import { VolumeIndex } from '../../binding/volume-index';
import { claimTitle, specPath } from '../../model/claim-sources';
import { Volume } from '../../model/model';
import { Rule } from '../rule';
import { isStatic } from '../shared/near-miss';

export const BND027: Rule = {
  id: 'BND027',
  severity: 'info',
  title: 'The binding mode decides which volume the claim gets',
  why: 'With Immediate binding volumes with the fewest access modes come first, whatever their size; with WaitForFirstConsumer the smallest comes first, whatever its modes. For this claim the two '
    + 'differ, so a changed binding mode, or a claim that is bound before its pod, changes where the data goes.',
  fix: 'Give all volumes of a class the same access modes, or name the volume.',
  source: 'pkg/controller/volume/persistentvolume/index.go and component-helpers/storage/volume/pv_helpers.go',
  * check(view) {
    const candidates = new VolumeIndex(view.inventory.volumes);
    for (const claim of view.claims) {
      const [made] = view.made(claim);
      if (!made || made.volumeName || !(view.classOf(claim) || isStatic(view, claim))) continue;
      const firsts = candidates.findByClaim(made).map(({ bucket, start }) => bucket.volumes[start]);
      const smallest = firsts.reduce<Volume | undefined>((least, volume) => (least && least.capacity <= volume.capacity ? least : volume), undefined);
      const [immediate] = firsts;
      if (!smallest || smallest.capacity === immediate.capacity) continue;
      yield {
        on: claim.item,
        path: specPath(claim, 'storageClassName'),
        message: `${claimTitle(claim)} takes "${smallest.name}" under WaitForFirstConsumer and "${immediate.name}" under Immediate binding.`,
      };
    }
  },
};
