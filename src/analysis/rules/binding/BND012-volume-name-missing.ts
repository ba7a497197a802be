import { text } from '../../../core/fields';
import { claimTitle, specPath } from '../../model/claim-sources';
import { rule } from '../rule';

export const BND012 = rule('BND012', function* (view) {
  for (const claim of view.claims) {
    const name = text(claim.spec.volumeName);
    if (!name || view.find('PersistentVolume', '', name)) continue;
    yield {
      on: claim.item,
      path: specPath(claim, 'volumeName'),
      message: `${claimTitle(claim)} names volume "${name}", which is not in the input.`,
    };
  }
});
