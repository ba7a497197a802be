import { Claimants } from './claimants';
import { names } from '../../../core/words';
import { claimTitle, specPath } from '../../model/claim-sources';
import { Rule } from '../rule';

export const BND007: Rule = {
  id: 'BND007',
  severity: 'info',
  title: 'Several volumes match the claim equally well',
  why: 'The claim binds, but which of these volumes it gets is not deterministic. A test that always sees the same one proves nothing: '
    + 'of two candidates, the first is chosen in about seven of eight runs. It matters if one of them holds data.',
  fix: 'Set volumeName in the claim and claimRef in the volume, or give the volumes different sizes or labels.',
  source: 'pkg/controller/volume/persistentvolume/index.go findByClaim',
  * check(view) {
    const claimants = new Claimants(view);
    for (const claim of view.claims) {
      const open = view.planned(claim).find(({ outcome, volumes, mayStayUnbound }) => outcome === 'oneOf' && !mayStayUnbound
        && !claimants.contested(volumes).length);
      if (!open) continue;
      yield {
        on: claim.item,
        path: specPath(claim),
        message: `${claimTitle(claim)} can bind to any of ${names(open.volumes)}; they match equally well.`,
      };
    }
  },
};
