import { fields } from '../../../core/fields';
import { shown } from '../../../core/words';
import { requestOf } from '../../model/claim-sources';
import { Rule } from '../rule';
import { nearMisses } from '../shared/near-miss';

export const BND001: Rule = {
  id: 'BND001',
  severity: 'error',
  openWorld: 'lower',
  title: 'No volume is large enough for the claim',
  why: 'Only an existing volume can serve this claim, and every volume that otherwise matches is smaller than the request. Sizes are '
    + 'compared to the byte. The claim stays Pending until a larger volume exists.',
  fix: 'Lower the request, or add a volume of at least that size.',
  source: 'component-helpers/storage/volume/pv_helpers.go FindMatchingVolume',
  check: (view) => nearMisses(view, 'capacity', 'resources.requests.storage', (claim, volume) => {
    const capacity = fields(view.find('PersistentVolume', '', volume)?.spec.capacity).storage;
    return `requests ${shown(requestOf(claim))}, but no matching volume is that large; the closest is "${volume}" with ${shown(capacity)}.`;
  }),
};
