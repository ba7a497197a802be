import { Rule } from '../rule';
import { nearMisses } from '../shared/near-miss';

export const BND005: Rule = {
  id: 'BND005',
  severity: 'error',
  openWorld: 'lower',
  title: 'Selector of the claim matches no volume',
  why: "A selector restricts a claim to volumes with matching labels. No volume of the claim's class has them, so the claim stays "
    + 'Pending. A claim with a selector is not provisioned dynamically either.',
  fix: 'Add the labels to the volume, or correct the selector.',
  source: 'component-helpers/storage/volume/pv_helpers.go FindMatchingVolume',
  check: (view) => nearMisses(view, 'selector', 'selector', (_, volume) =>
    `selects labels that the only volume that otherwise matches, "${volume}", does not have.`),
};
