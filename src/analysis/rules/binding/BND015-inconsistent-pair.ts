import { named } from './named';
import { isVolumeBoundToClaim } from '../../binding/predicates';
import { claimTitle, specPath, writtenClass } from '../../model/claim-sources';
import { rule } from '../rule';
import { mismatches } from '../shared/mismatch';

export const BND015 = rule('BND015', function* (view) {
  for (const { claim, source, volume } of named(view)) {
    if (!isVolumeBoundToClaim(volume, claim)) continue;
    for (const mismatch of mismatches(claim, volume)) {
      if (mismatch.field === 'storageClassName' && writtenClass(source) === undefined) continue;
      yield {
        on: source.item,
        path: specPath(source, mismatch.field),
        message: `${claimTitle(source)} and volume "${volume.name}" name each other, so they bind although ${mismatch.text}.`,
        fix: mismatch.fix,
      };
    }
  }
});
