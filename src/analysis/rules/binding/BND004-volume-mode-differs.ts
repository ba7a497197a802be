import { volumeModeOf } from '../../model/claim-sources';
import { Rule } from '../rule';
import { nearMisses } from '../shared/near-miss';

export const BND004: Rule = {
  id: 'BND004',
  severity: 'error',
  openWorld: 'lower',
  title: 'A volume fits the claim in all but its volumeMode',
  why: 'A claim for a Filesystem (the default) never binds to a Block volume, nor the other way round. The claim stays Pending.',
  fix: 'Give both the same volumeMode; unset means Filesystem.',
  source: 'component-helpers/storage/volume/pv_helpers.go CheckVolumeModeMismatches',
  check: (view) => nearMisses(view, 'volumeMode', 'volumeMode', (claim, volume) => {
    const other = view.inventory.volumesByName.get(volume)?.volumeMode;
    return `has the volumeMode ${volumeModeOf(claim)}, and the only volume that fits otherwise, "${volume}", is ${other}.`;
  }),
};
