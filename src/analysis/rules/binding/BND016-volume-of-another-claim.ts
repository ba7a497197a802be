import { named } from './named';
import { isVolumeBoundToClaim } from '../../binding/predicates';
import { claimTitle, specPath } from '../../model/claim-sources';
import { Rule } from '../rule';


export const BND016: Rule = {
  id: 'BND016',
  severity: 'error',
  title: 'The named volume belongs to another claim',
  why: 'A volume binds to one claim. This claim names a volume that is reserved for another one, or that another claim names too; one of them stays Pending for ever.',
  fix: 'Give each claim a volume of its own, and make claimRef and volumeName agree.',
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
        message: `${claimTitle(source)} names the volume "${volume.name}", which ${claimRef ? `is reserved for "${other}"` : `"${other}" names too`}.`,
      };
    }
  },
};
