import { fields, text } from '../../../core/fields';
import { shown } from '../../../core/words';
import { parseQuantity } from '../../../kubernetes/quantity';
import { claimTitle, requestOf, specPath } from '../../model/claim-sources';
import { rule } from '../rule';

export const BND018 = rule('BND018', function* (view) {
  for (const claim of view.claims) {
    for (const planned of view.planned(claim)) {
      const name = planned.volume ?? text(claim.spec.volumeName) ?? planned.nearest?.volume;
      const volume = name === undefined ? undefined : view.inventory.volumesByName.get(name);
      const capacity = fields(volume?.item.object.spec.capacity).storage;
      if (!volume || !decidedByUnit(requestOf(claim), capacity)) continue;
      yield {
        on: claim.item,
        path: specPath(claim, 'resources.requests.storage'),
        message: `${claimTitle(claim)} requests ${shown(requestOf(claim))} and volume "${volume.name}" has ${shown(capacity)}; the unit `
          + 'alone decides whether they match.',
      };
      break;
    }
  }
});

/** Whether the request would fit, or not, just because one side is written in Gi and the other in G. */
function decidedByUnit(request: unknown, capacity: unknown): boolean {
  const [asked, has] = [request, capacity].map((value) => /^([\d.]+)([kKMGTPE])(i?)$/.exec(text(value) ?? ''));
  if (!asked || !has || asked[2].toUpperCase() !== has[2].toUpperCase() || asked[3] === has[3]) return false;
  const fits = parseQuantity(has[0])! >= parseQuantity(asked[0])!;
  return fits !== Number(has[1]) >= Number(asked[1]);
}
