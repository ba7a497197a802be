import { Claimants } from './claimants';
import { names } from '../../../core/words';
import { claimTitle, specPath } from '../../model/claim-sources';
import { rule } from '../rule';

export const BND006 = rule('BND006', function* (view) {
  const claimants = new Claimants(view);
  for (const claim of view.claims) {
    const open = view.planned(claim).filter(({ outcome }) => outcome === 'oneOf');
    const contested = [...new Set(open.slice(0, MOST_REPLICAS).flatMap(({ volumes }) => claimants.contested(volumes)))];
    if (!contested.length) continue;
    const own = new Set(open.map(({ namespace, name }) => `${namespace}/${name}`));
    const rivals = [...new Set(contested.slice(0, 10).flatMap((volume) => claimants.some(volume, 10)))].filter((key) => !own.has(key));
    const against = rivals.length ? `with ${names(rivals)}` : 'with its own replicas';
    const loser = open.some(({ mayStayUnbound }) => mayStayUnbound) ? '; there are fewer volumes than claims' : '';
    yield { on: claim.item, path: specPath(claim), message: `${claimTitle(claim)} competes ${against} for ${names(contested)}${loser}.` };
  }
});

/** Replicas of one template that a message considers. */
const MOST_REPLICAS = 20;
