import { volumeModeOf } from '../../model/claim-sources';
import { rule } from '../rule';
import { nearMisses } from '../shared/near-miss';

export const BND004 = rule('BND004', (view) => nearMisses(view, 'volumeMode', 'volumeMode', (claim, volume) => {
  const other = view.inventory.volumesByName.get(volume)?.volumeMode;
  return `has volumeMode ${volumeModeOf(claim)}, but the only volume that otherwise matches, "${volume}", has volumeMode ${other}.`;
}));
