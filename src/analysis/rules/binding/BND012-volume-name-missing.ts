import { text } from '../../../core/fields';
import { claimTitle, specPath } from '../../model/claim-sources';
import { RESERVING_CLAIM } from '../examples/claims';
import { RESERVED_VOLUME } from '../examples/volumes';
import { Rule } from '../rule';
import { manifests, replaced } from '../shared/manifests';

export const BND012: Rule = {
  id: 'BND012',
  severity: 'warning',
  openWorld: 'lower',
  title: 'volumeName points to a volume that is not there',
  why: 'A claim that names its volume takes no other. While that volume does not exist the claim stays Pending, and not even an event says why.',
  fix: 'Correct spec.volumeName, or add the volume.',
  source: 'pkg/controller/volume/persistentvolume/pv_controller.go syncUnboundClaim',
  failing: replaced(RESERVING_CLAIM, { 'volumeName: data': 'volumeName: nope' }),
  passing: manifests`
    ${RESERVED_VOLUME}
    ---
    ${RESERVING_CLAIM}
  `,
  expects: 'PersistentVolumeClaim/db spec.volumeName',
  * check(view) {
    for (const claim of view.claims) {
      const name = text(claim.spec.volumeName);
      if (!name || view.find('PersistentVolume', '', name)) continue;
      yield { on: claim.item, path: specPath(claim, 'volumeName'), message: `${claimTitle(claim)} waits for the volume "${name}", which is not here.` };
    }
  },
};
