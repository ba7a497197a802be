import { fields } from '../../../core/fields';
import { shown } from '../../../core/words';
import { requestOf } from '../../model/claim-sources';
import { rule } from '../rule';
import { nearMisses } from '../shared/near-miss';

export const BND001 = rule('BND001', (view) => nearMisses(view, 'capacity', 'resources.requests.storage', (claim, volume) => {
  const capacity = fields(view.find('PersistentVolume', '', volume)?.spec.capacity).storage;
  return `requests ${shown(requestOf(claim))}, but no matching volume is that large; the closest is "${volume}" with ${shown(capacity)}.`;
}));
