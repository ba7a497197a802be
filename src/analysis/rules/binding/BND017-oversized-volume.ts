import { fields } from '../../../core/fields';
import { shown } from '../../../core/words';
import { claimTitle, requestOf, specPath } from '../../model/claim-sources';
import { rule } from '../rule';

export const BND017 = rule('BND017', function* (view) {
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
});
