import { volumeModeOf } from '../../model/claim-sources';
import { Rule } from '../rule';
import { nearMisses } from '../shared/near-miss';

export const BND004: Rule = {
  id: 'BND004',
  severity: 'error',
  openWorld: 'lower',
  title: 'Volume matches the claim except for its volumeMode',
  why: 'A Filesystem claim (the default) never binds to a Block volume, nor a Block claim to a Filesystem volume. The claim stays Pending.',
  fix: 'Set the same volumeMode on the claim and the volume; the default is Filesystem.',
  source: 'component-helpers/storage/volume/pv_helpers.go CheckVolumeModeMismatches',
  check: (view) => nearMisses(view, 'volumeMode', 'volumeMode', (claim, volume) => {
    const other = view.inventory.volumesByName.get(volume)?.volumeMode;
    return `has volumeMode ${volumeModeOf(claim)}, but the only volume that otherwise matches, "${volume}", has volumeMode ${other}.`;
  }),
};
