import { VolumeIndex } from '../../binding/volume-index';
import { claimTitle, specPath } from '../../model/claim-sources';
import { Volume } from '../../model/model';
import { rule } from '../rule';
import { isStatic } from '../shared/near-miss';

export const BND027 = rule('BND027', function* (view) {
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
});
