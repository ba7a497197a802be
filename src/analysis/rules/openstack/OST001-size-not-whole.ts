import { shown } from '../../../core/words';
import { parseQuantity } from '../../../kubernetes/quantity';
import { claimTitle, requestOf, specPath } from '../../model/claim-sources';
import { rule } from '../rule';
import { CINDER, driverOf } from '../shared/volumes';

const GIB = parseQuantity('1Gi')!;

export const OST001 = rule('OST001', function* (view) {
  for (const claim of view.claims) {
    const size = parseQuantity(requestOf(claim));
    if (size === undefined || size % GIB <= 0n || driverOf(view.classOf(claim)?.object.provisioner) !== CINDER) continue;
    yield {
      on: claim.item,
      path: specPath(claim, 'resources.requests.storage'),
      message: `${claimTitle(claim)} requests ${shown(requestOf(claim))}, but Cinder provisions ${size / GIB + 1n}Gi.`,
    };
  }
});
