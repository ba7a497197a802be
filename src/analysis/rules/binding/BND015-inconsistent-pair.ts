import { named } from './named';
import { isVolumeBoundToClaim } from '../../binding/predicates';
import { claimTitle, specPath, writtenClass } from '../../model/claim-sources';
import { Rule } from '../rule';
import { mismatches } from '../shared/mismatch';

export const BND015: Rule = {
  id: 'BND015',
  severity: 'warning',
  title: 'Claim and volume name each other but do not fit',
  why: 'When both sides name each other, Kubernetes binds them without comparing anything. A claim for 100Gi then sits on a volume of 1Gi, or a Filesystem claim on a Block '
    + 'volume that no pod can mount.',
  fix: 'Make size, class, access modes and volumeMode equal in both.',
  source: 'pkg/controller/volume/persistentvolume/pv_controller.go syncUnboundClaim',
  * check(view) {
    for (const { claim, source, volume } of named(view)) {
      if (!isVolumeBoundToClaim(volume, claim)) continue;
      for (const mismatch of mismatches(claim, volume)) {
        if (mismatch.field === 'storageClassName' && writtenClass(source) === undefined) continue;
        yield {
          on: source.item,
          path: specPath(source, mismatch.field),
          message: `${claimTitle(source)} and the volume "${volume.name}" name each other and so bind, although the volume does not fit: ${mismatch.text}.`,
        };
      }
    }
  },
};
