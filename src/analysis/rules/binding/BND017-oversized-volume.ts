import { fields } from '../../../core/fields';
import { claimTitle, requestOf, specPath } from '../../model/claim-sources';
import { Rule } from '../rule';
import { shown } from '../shared/words';

export const BND017: Rule = {
  id: 'BND017',
  severity: 'info',
  title: 'The claim takes a volume of twice its size or more',
  why: 'A volume belongs to one claim as a whole; what is not asked for is lost to everybody else.',
  fix: 'Offer a smaller volume, or ask for what the volume has.',
  source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#binding',
  * check(view) {
    for (const claim of view.claims) {
      const [made] = view.made(claim);
      const bound = view.planned(claim).map(({ volume }) => view.inventory.volumesByName.get(volume ?? '')).find((v) => v && v.capacity >= 2n * made.request);
      if (!bound || made.request === 0n) continue;
      const capacity = shown(fields(bound.item.object.spec.capacity).storage);
      yield {
        on: claim.item,
        path: specPath(claim, 'resources.requests.storage'),
        message: `${claimTitle(claim)} asks for ${shown(requestOf(claim))} and takes "${bound.name}" of ${capacity} as a whole.`,
      };
    }
  },
};
