import { named } from './named';
import { isVolumeBoundToClaim } from '../../binding/predicates';
import { claimTitle, specPath } from '../../model/claim-sources';
import { rule } from '../rule';


export const BND016 = rule('BND016', function* (view) {
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
});
