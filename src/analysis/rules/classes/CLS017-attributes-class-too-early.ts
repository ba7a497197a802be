import { CLS017 as judgement, missingAttributesClass } from '../../../kubernetes/features';
import { specPath } from '../../model/claim-sources';
import { on, rule } from '../rule';

export const CLS017 = rule(judgement, function* (view) {
  for (const claim of view.claims) yield* on(claim.item, missingAttributesClass(claim.spec, view.minor, specPath(claim)));
  for (const volume of view.volumes) yield* on(volume, missingAttributesClass(volume.spec, view.minor));
});
