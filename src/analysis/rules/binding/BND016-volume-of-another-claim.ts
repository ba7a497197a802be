import { named } from './named';
import { isVolumeBoundToClaim } from '../../binding/predicates';
import { claimTitle, specPath } from '../../model/claim-sources';
import { Rule } from '../rule';


export const BND016: Rule = {
  id: 'BND016',
  severity: 'error',
  title: 'volumeName names the volume of another claim',
  why: 'A volume binds to one claim. This claim names a volume that is reserved for another claim, or that another claim names too. One '
    + 'of them stays Pending.',
  fix: 'Give each claim its own volume, and make claimRef and volumeName agree.',
  source: 'pkg/controller/volume/persistentvolume/pv_controller.go syncUnboundClaim',
  * check(view) {
    const first = new Map<string, string>();
    for (const { claim, source, volume } of named(view)) {
      const { claimRef } = volume;
      const other = claimRef && !isVolumeBoundToClaim(volume, claim) ? `${claimRef.namespace}/${claimRef.name}` : first.get(volume.name);
      if (!first.has(volume.name)) first.set(volume.name, claim.key);
      if (other === undefined || (other === claim.key && claimRef)) continue; // a stale uid is BND010's
      yield {
        on: source.item,
        path: specPath(source, 'volumeName'),
        message: `${claimTitle(source)} names volume "${volume.name}", which `
          + `${claimRef ? `is reserved for claim "${other}"` : `claim "${other}" names too`}.`,
      };
    }
  },
};
