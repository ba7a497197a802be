import { VolumeIndex } from '../../binding/volume-index';
import { claimTitle, specPath } from '../../model/claim-sources';
import { Volume } from '../../model/model';
import { Rule } from '../rule';
import { isStatic } from '../shared/near-miss';

export const BND027: Rule = {
  id: 'BND027',
  severity: 'info',
  title: 'Binding mode decides which volume the claim gets',
  why: 'With Immediate, the controller prefers the volume with the fewest access modes. With WaitForFirstConsumer, the scheduler '
    + 'prefers the smallest. For this claim the two differ, so changing the binding mode, or binding before the pod exists, changes '
    + 'where the data is stored.',
  fix: 'Give all volumes of the class the same access modes, or set volumeName.',
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
        message: `${claimTitle(claim)} binds to "${smallest.name}" with WaitForFirstConsumer, but to "${immediate.name}" with Immediate.`,
      };
    }
  },
};
