import { isVolumeBoundToClaim } from '../../binding/predicates';
import { Rule } from '../rule';
import { names } from '../shared/words';

export const BND008: Rule = {
  id: 'BND008',
  severity: 'error',
  title: 'A volume that is reserved for a claim loses to another',
  why: 'claimRef alone reserves a volume, but does not bind the claim to it: volumes with fewer access modes are looked at first, and a free one that fits ends the '
    + 'search. The claim binds there, and the reserved volume, perhaps with the data, stays empty-handed.',
  fix: 'Set spec.volumeName of the claim as well.',
  source: 'pkg/controller/volume/persistentvolume/index.go findByClaim',
  * check(view) {
    for (const volume of view.inventory.volumes) {
      const { claimRef } = volume;
      const claim = claimRef && view.inventory.claims.get(`${claimRef.namespace}/${claimRef.name}`);
      const source = claim && view.sourceOf(claim.key);
      const planned = source && view.planned(source).find((p) => p.name === claim.name);
      if (!claim || claim.volumeName || !isVolumeBoundToClaim(volume, claim) || !planned) continue;
      const others = planned.volumes.filter((name) => name !== volume.name);
      if (!others.length) continue;
      const verb = planned.outcome === 'oneOf' ? 'may bind' : 'binds';
      yield {
        on: volume.item,
        path: 'spec.claimRef',
        message: `the claim "${claim.key}" that this volume is reserved for ${verb} to ${names(others)} instead.`,
      };
    }
  },
};
