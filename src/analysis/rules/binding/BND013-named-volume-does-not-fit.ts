import { named } from './named';
import { claimTitle, specPath } from '../../model/claim-sources';
import { Rule } from '../rule';
import { mismatches } from '../shared/mismatch';

export const BND013: Rule = {
  id: 'BND013',
  severity: 'error',
  title: 'The named volume does not fit the claim',
  why: 'When a claim names its volume, Kubernetes still compares size, class, attributes class, volumeMode and access modes. One difference, and the claim stays Pending with '
    + 'the event VolumeMismatch.',
  fix: 'Make the field equal in both, or name another volume.',
  source: 'pkg/controller/volume/persistentvolume/pv_controller.go checkVolumeSatisfyClaim',
  * check(view) {
    for (const { claim, source, volume } of named(view)) {
      if (volume.claimRef || claim.bindCompleted) continue;
      const [mismatch] = mismatches(claim, volume);
      if (!mismatch || (mismatch.field === 'storageClassName' && (claim.classDefaulted || !claim.hasClass))) continue; // BND014
      yield {
        on: source.item,
        path: specPath(source, mismatch.field),
        message: `${claimTitle(source)} names the volume "${volume.name}", but ${mismatch.text}.`,
      };
    }
  },
};
