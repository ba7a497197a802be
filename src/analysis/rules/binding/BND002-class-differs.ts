import { orNone } from '../../../core/words';
import { writtenClass } from '../../model/claim-sources';
import { rule } from '../rule';
import { nearMisses } from '../shared/near-miss';

export const BND002 = rule('BND002', (view) => nearMisses(view, 'storageClass', 'storageClassName', (claim, volume) => {
  if (!view.closedWorld && writtenClass(claim) === undefined) return undefined; // the cluster may have a default class
  const other = view.inventory.volumesByName.get(volume)?.className ?? '';
  return `has ${orNone('class', view.className(claim))}, but the only volume that otherwise matches, "${volume}", has ${orNone('class', other)}.`;
}));
