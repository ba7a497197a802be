import { named } from './named';
import { isVolumeBoundToClaim } from '../../binding/predicates';
import { claimTitle, specPath, writtenClass } from '../../model/claim-sources';
import { Rule } from '../rule';
import { mismatches } from '../shared/mismatch';

export const BND015: Rule = {
  id: 'BND015',
  severity: 'warning',
  title: 'Claim and volume name each other but do not match',
  why: 'Kubernetes binds a claim and a volume that name each other without comparing them. A claim for 100Gi then gets a volume of 1Gi, '
    + 'or a Filesystem claim a Block volume that no pod can mount.',
  fix: 'Make size, class, access modes and volumeMode match.',
  source: 'pkg/controller/volume/persistentvolume/pv_controller.go syncUnboundClaim',
  * check(view) {
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
  },
};
