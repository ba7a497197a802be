import { fields } from '../../../core/fields';
import { shown } from '../../../core/words';
import { parseQuantity } from '../../../kubernetes/quantity';
import { claimTitle, specPath } from '../../model/claim-sources';
import { rule } from '../rule';

export const BND022 = rule('BND022', function* (view) {
  for (const claim of view.claims) {
    const requests = fields(fields(claim.spec.resources).requests);
    const path = (key: string) => specPath(claim, `resources.requests.${key}`);
    for (const key of ['storageClassName', 'accessModes', 'volumeMode', 'volumeName', 'selector'].filter((k) => k in requests)) {
      yield {
        on: claim.item,
        path: path(key),
        message: `${key} is misplaced under resources.requests, where every value is parsed as a quantity.`,
        fix: `Move ${key} to spec.`,
      };
    }
    const amount = parseQuantity(requests.storage);
    if (requests.storage === undefined && claim.kind !== 'template' && claim.kind !== 'dataVolume') {
      yield { on: claim.item, path: path('storage'), message: `${claimTitle(claim)} has no storage request.` };
    } else if (amount !== undefined && amount <= 0n) {
      yield {
        on: claim.item,
        path: path('storage'),
        message: `${claimTitle(claim)} requests ${shown(requests.storage)}; the request must be greater than zero.`,
      };
    }
  }
});
