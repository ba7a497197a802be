import { Rule } from '../rule';
import { nearMisses } from '../shared/near-miss';

export const BND005: Rule = {
  id: 'BND005',
  severity: 'error',
  openWorld: 'lower',
  title: 'The claim selects labels that no volume has',
  why: 'A selector restricts a claim to volumes whose labels match it. No volume of the claim\'s class does, so it stays Pending. A claim with a selector is not '
    + 'provisioned either.',
  fix: 'Label the volume, or correct the selector.',
  source: 'component-helpers/storage/volume/pv_helpers.go FindMatchingVolume',
  check: (view) => nearMisses(view, 'selector', 'selector', (_, volume) =>
    `selects labels that the only volume that fits otherwise, "${volume}", does not have.`),
};
