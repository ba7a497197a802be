import { Claimants } from './claimants';
import { claimTitle, specPath } from '../../model/claim-sources';
import { Rule } from '../rule';
import { names } from '../shared/words';

export const BND006: Rule = {
  id: 'BND006',
  severity: 'warning',
  title: 'Claims compete for volumes',
  why: 'More than one claim can take the same volume, and which one gets it depends on the order in which the controller happens to look at them. The others take '
    + 'another volume or stay Pending, and a second deployment of the same manifests may end differently.',
  fix: 'Reserve a volume for each claim: claimRef with namespace and name in the volume, and volumeName in the claim.',
  source: 'pkg/controller/volume/persistentvolume/pv_controller.go syncClaim',
  * check(view) {
    const claimants = new Claimants(view);
    for (const claim of view.claims) {
      const open = view.planned(claim).filter(({ outcome }) => outcome === 'oneOf');
      const contested = [...new Set(open.slice(0, MOST_REPLICAS).flatMap(({ volumes }) => claimants.contested(volumes)))];
      if (!contested.length) continue;
      const own = new Set(open.map(({ namespace, name }) => `${namespace}/${name}`));
      const rivals = [...new Set(contested.slice(0, 10).flatMap((volume) => claimants.some(volume, 10)))].filter((key) => !own.has(key));
      const against = rivals.length ? `with ${names(rivals)}` : 'among its own replicas';
      const loser = open.some(({ mayStayUnbound }) => mayStayUnbound) ? '; there are not enough for all of them' : '';
      yield { on: claim.item, path: specPath(claim), message: `${claimTitle(claim)} competes ${against} for ${names(contested)}${loser}.` };
    }
  },
};

/** Replicas of one template that are looked at for names. */
const MOST_REPLICAS = 20;
