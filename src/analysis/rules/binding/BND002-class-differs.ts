import { writtenClass } from '../../model/claim-sources';
import { Rule } from '../rule';
import { nearMisses } from '../shared/near-miss';

export const BND002: Rule = {
  id: 'BND002',
  severity: 'error',
  openWorld: 'lower',
  title: 'A volume fits the claim in all but its class',
  why: 'A claim binds only to volumes of its own class. The empty class is a class like any other: a claim with `storageClassName: ""` takes volumes without a '
    + 'class and no others. The claim stays Pending.',
  fix: 'Give both the same storageClassName.',
  source: 'component-helpers/storage/volume/pv_helpers.go FindMatchingVolume',
  check: (view) => nearMisses(view, 'storageClass', 'storageClassName', (claim, volume) => {
    if (!view.closedWorld && writtenClass(claim) === undefined) return undefined; // the cluster may have a default class
    const other = view.inventory.volumesByName.get(volume)?.className ?? '';
    return `has the class "${view.className(claim)}", and the only volume that fits otherwise, "${volume}", has the class "${other}".`;
  }),
};
