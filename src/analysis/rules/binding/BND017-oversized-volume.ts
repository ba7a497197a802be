import { fields } from '../../../core/fields';
import { shown } from '../../../core/words';
import { claimTitle, requestOf, specPath } from '../../model/claim-sources';
import { Rule } from '../rule';

export const BND017: Rule = {
  id: 'BND017',
  severity: 'info',
  title: 'Volume at least twice as large as the request',
  why: 'A claim binds to a whole volume. Capacity beyond the request is not available to other claims.',
  fix: 'Add a smaller volume, or request the full capacity.',
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
        message: `${claimTitle(claim)} requests ${shown(requestOf(claim))}, but binds to volume "${bound.name}" of ${capacity}.`,
      };
    }
  },
};
