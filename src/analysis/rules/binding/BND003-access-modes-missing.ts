import { modesOf } from '../../model/claim-sources';
import { rule } from '../rule';
import { nearMisses } from '../shared/near-miss';

export const BND003 = rule('BND003', (view) => nearMisses(view, 'accessModes', 'accessModes', (claim, volume) => {
  const offered = view.inventory.volumesByName.get(volume)?.modes ?? [];
  const missing = modesOf(claim).filter((mode) => !offered.includes(mode));
  return `requests ${missing.join(' and ')}, which the only volume that otherwise matches, "${volume}", does not list.`;
}));
