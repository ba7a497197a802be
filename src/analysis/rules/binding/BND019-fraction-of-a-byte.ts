import { fields } from '../../../core/fields';
import { shown } from '../../../core/words';
import { parseQuantity } from '../../../kubernetes/quantity';
import { claimTitle, requestOf, specPath } from '../../model/claim-sources';
import { rule } from '../rule';

export const BND019 = rule('BND019', function* (view) {
  for (const claim of view.claims) {
    const request = requestOf(claim);
    if (isFraction(request)) {
      yield {
        on: claim.item,
        path: specPath(claim, 'resources.requests.storage'),
        message: `${claimTitle(claim)} requests ${shown(request)}, a fraction of a byte.`,
      };
    }
  }
  for (const volume of view.volumes) {
    const capacity = fields(volume.spec.capacity).storage;
    if (isFraction(capacity)) {
      yield { on: volume, path: 'spec.capacity.storage', message: `the volume has a capacity of ${shown(capacity)}, a fraction of a byte.` };
    }
  }
});

function isFraction(quantity: unknown): boolean {
  const amount = parseQuantity(quantity);
  return amount !== undefined && amount % 1_000_000_000n !== 0n;
}
