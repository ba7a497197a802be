import { named } from './named';
import { claimTitle, specPath } from '../../model/claim-sources';
import { rule } from '../rule';
import { mismatches } from '../shared/mismatch';

export const BND013 = rule('BND013', function* (view) {
  for (const { claim, source, volume } of named(view)) {
    if (volume.claimRef || claim.bindCompleted) continue;
    const [mismatch] = mismatches(claim, volume);
    if (!mismatch || (mismatch.field === 'storageClassName' && (claim.classDefaulted || !claim.hasClass))) continue; // BND014
    yield {
      on: source.item,
      path: specPath(source, mismatch.field),
      message: `${claimTitle(source)} names volume "${volume.name}", but ${mismatch.text}.`,
      fix: mismatch.fix,
    };
  }
});
