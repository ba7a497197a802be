import { named } from './named';
import { claimTitle, specPath } from '../../model/claim-sources';
import { Rule } from '../rule';
import { mismatches } from '../shared/mismatch';

export const BND013: Rule = {
  id: 'BND013',
  severity: 'error',
  title: 'volumeName names a volume that does not match the claim',
  why: 'Kubernetes compares size, class, attributes class, volumeMode and access modes even if the claim names its volume. If one of '
    + 'them differs, the claim stays Pending with the event VolumeMismatch.',
  fix: 'Make the field match, or name another volume.',
  source: 'pkg/controller/volume/persistentvolume/pv_controller.go checkVolumeSatisfyClaim',
  * check(view) {
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
  },
};
