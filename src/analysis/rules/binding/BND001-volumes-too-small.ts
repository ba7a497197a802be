import { fields } from '../../../core/fields';
import { requestOf } from '../../model/claim-sources';
import { Rule } from '../rule';
import { nearMisses } from '../shared/near-miss';
import { shown } from '../shared/words';

export const BND001: Rule = {
  id: 'BND001',
  severity: 'error',
  openWorld: 'lower',
  title: 'No volume is large enough for the claim',
  why: 'Only an existing volume can serve this claim, and each one that fits otherwise is smaller than the request. Capacity is compared exactly, so a '
    + 'volume that is one byte short counts as too small. The claim stays Pending until a larger volume appears.',
  fix: 'Request less, or add a volume of at least that size.',
  source: 'component-helpers/storage/volume/pv_helpers.go FindMatchingVolume',
  check: (view) => nearMisses(view, 'capacity', 'resources.requests.storage', (claim, volume) => {
    const capacity = fields(view.find('PersistentVolume', '', volume)?.spec.capacity).storage;
    return `asks for ${shown(requestOf(claim))}, and no volume is that large: "${volume}" comes closest with ${shown(capacity)}.`;
  }),
};
