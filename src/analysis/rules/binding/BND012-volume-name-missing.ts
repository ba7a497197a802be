import { text } from '../../../core/fields';
import { claimTitle, specPath } from '../../model/claim-sources';
import { Rule } from '../rule';

export const BND012: Rule = {
  id: 'BND012',
  severity: 'warning',
  openWorld: 'lower',
  title: 'volumeName points to a volume that is not there',
  why: 'A claim that names its volume takes no other. While that volume does not exist the claim stays Pending, and not even an event says why.',
  fix: 'Correct spec.volumeName, or add the volume.',
  source: 'pkg/controller/volume/persistentvolume/pv_controller.go syncUnboundClaim',
  * check(view) {
    for (const claim of view.claims) {
      const name = text(claim.spec.volumeName);
      if (!name || view.find('PersistentVolume', '', name)) continue;
      yield { on: claim.item, path: specPath(claim, 'volumeName'), message: `${claimTitle(claim)} waits for the volume "${name}", which is not here.` };
    }
  },
};
