import { modesOf } from '../../model/claim-sources';
import { Rule } from '../rule';
import { nearMisses } from '../shared/near-miss';

export const BND003: Rule = {
  id: 'BND003',
  severity: 'error',
  openWorld: 'lower',
  title: 'Volume matches the claim except for an access mode',
  why: 'A volume must list every access mode that the claim requests. Kubernetes compares the lists only; it does not check what the '
    + 'storage supports. The claim stays Pending.',
  fix: 'Request only modes that the volume lists, or add the missing mode to the volume if its storage supports it.',
  source: 'pkg/controller/volume/persistentvolume/index.go allPossibleMatchingAccessModes',
  check: (view) => nearMisses(view, 'accessModes', 'accessModes', (claim, volume) => {
    const offered = view.inventory.volumesByName.get(volume)?.modes ?? [];
    const missing = modesOf(claim).filter((mode) => !offered.includes(mode));
    return `requests ${missing.join(' and ')}, which the only volume that otherwise matches, "${volume}", does not list.`;
  }),
};
