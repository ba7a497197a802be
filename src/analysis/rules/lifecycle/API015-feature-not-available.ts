import { API015 as judgement, missingClaimFeatures, missingVolumeFeatures } from '../../../kubernetes/features';
import { specPath } from '../../model/claim-sources';
import { on, Rule } from '../rule';

export const API015: Rule = {
  ...judgement,
  * check(view) {
    for (const item of view.volumes) yield* on(item, missingVolumeFeatures(item.spec, view.minor));
    for (const claim of view.claims) yield* on(claim.item, missingClaimFeatures(claim.spec, view.minor, specPath(claim)));
  },
};
