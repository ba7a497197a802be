import { fields } from '../../../core/fields';
import { claimTitle, specPath } from '../../model/claim-sources';
import { Rule } from '../rule';

export const BND028: Rule = {
  id: 'BND028',
  severity: 'warning',
  title: 'Short-lived claim uses a volume with reclaim policy Retain',
  why: 'A volume with reclaim policy Retain serves one claim only. When that claim is deleted the volume becomes Released and keeps its '
    + 'uid, so no other claim binds to it. The claim of an ephemeral volume is deleted with its pod.',
  fix: 'Use a class with a provisioner, an emptyDir, or a claim that outlives the pod.',
  source: 'pkg/controller/volume/persistentvolume/pv_controller.go reclaimVolume',
  * check(view) {
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
  },
};
