import { names } from '../../../core/words';
import { isVolumeBoundToClaim } from '../../binding/predicates';
import { Rule } from '../rule';

export const BND008: Rule = {
  id: 'BND008',
  severity: 'error',
  title: 'Claim binds to another volume than the one reserved for it',
  why: 'claimRef reserves a volume, but does not bind the claim to it. The controller tries volumes with fewer access modes first, and '
    + 'takes the first free one that matches. The claim binds there, and the reserved volume, perhaps with the data, stays unused.',
  fix: 'Also set spec.volumeName in the claim.',
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
      const verb = planned.outcome === 'oneOf' ? 'can bind' : 'binds';
      yield {
        on: volume.item,
        path: 'spec.claimRef',
        message: `claim "${claim.key}", for which this volume is reserved, ${verb} to ${names(others)} instead.`,
      };
    }
  },
};
