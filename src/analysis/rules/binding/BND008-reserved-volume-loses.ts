import { names } from '../../../core/words';
import { isVolumeBoundToClaim } from '../../binding/predicates';
import { rule } from '../rule';

export const BND008 = rule('BND008', function* (view) {
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
});
