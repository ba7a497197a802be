import { fields } from '../../../core/fields';
import { claimTitle, specPath } from '../../model/claim-sources';
import { rule } from '../rule';

export const BND028 = rule('BND028', function* (view) {
  for (const claim of view.claims) {
    const policy = fields(claim.item.spec.persistentVolumeClaimRetentionPolicy);
    const passing = claim.kind === 'ephemeral' || (claim.kind === 'template' && (policy.whenDeleted === 'Delete' || policy.whenScaled === 'Delete'));
    if (!passing) continue;
    const possible = view.planned(claim).slice(0, 20).flatMap(({ volumes }) => volumes);
    const kept = possible.map((name) => view.inventory.volumesByName.get(name)).find((volume) => volume?.reclaimPolicy === 'Retain');
    if (kept) {
      yield {
        on: claim.item,
        path: specPath(claim),
        message: `${claimTitle(claim)} uses volume "${kept.name}" with reclaim policy Retain, to which no later claim can bind.`,
      };
    }
  }
});
