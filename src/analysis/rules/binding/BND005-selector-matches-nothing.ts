import { rule } from '../rule';
import { nearMisses } from '../shared/near-miss';

export const BND005 = rule('BND005', (view) => nearMisses(view, 'selector', 'selector', (_, volume) =>
  `selects labels that the only volume that otherwise matches, "${volume}", does not have.`));
