import { orNone } from '../../../core/words';
import { writtenClass } from '../../model/claim-sources';
import { Rule } from '../rule';
import { nearMisses } from '../shared/near-miss';

export const BND002: Rule = {
  id: 'BND002',
  severity: 'error',
  openWorld: 'lower',
  title: 'Volume matches the claim except for its class',
  why: 'A claim binds only to volumes of its own class. With `storageClassName: ""` it binds only to volumes without a class. The claim '
    + 'stays Pending.',
  fix: 'Set the same storageClassName on the claim and the volume.',
  source: 'component-helpers/storage/volume/pv_helpers.go FindMatchingVolume',
  check: (view) => nearMisses(view, 'storageClass', 'storageClassName', (claim, volume) => {
    if (!view.closedWorld && writtenClass(claim) === undefined) return undefined; // the cluster may have a default class
    const other = view.inventory.volumesByName.get(volume)?.className ?? '';
    return `has ${orNone('class', view.className(claim))}, but the only volume that otherwise matches, "${volume}", has ${orNone('class', other)}.`;
  }),
};
