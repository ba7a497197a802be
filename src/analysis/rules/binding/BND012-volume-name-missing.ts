import { text } from '../../../core/fields';
import { claimTitle, specPath } from '../../model/claim-sources';
import { Rule } from '../rule';

export const BND012: Rule = {
  id: 'BND012',
  severity: 'warning',
  openWorld: 'lower',
  title: 'volumeName names a missing volume',
  why: 'A claim with volumeName binds to that volume only. Until the volume exists the claim stays Pending, and no event says why.',
  fix: 'Correct spec.volumeName, or add the volume.',
  source: 'pkg/controller/volume/persistentvolume/pv_controller.go syncUnboundClaim',
  * check(view) {
    for (const claim of view.claims) {
      const name = text(claim.spec.volumeName);
      if (!name || view.find('PersistentVolume', '', name)) continue;
      yield {
        on: claim.item,
        path: specPath(claim, 'volumeName'),
        message: `${claimTitle(claim)} names volume "${name}", which is not in the input.`,
      };
    }
  },
};
