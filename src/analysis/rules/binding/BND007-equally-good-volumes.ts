import { Claimants } from './claimants';
import { names } from '../../../core/words';
import { claimTitle, specPath } from '../../model/claim-sources';
import { rule } from '../rule';

export const BND007 = rule('BND007', function* (view) {
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
});
