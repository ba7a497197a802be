import { modesOf } from '../../model/claim-sources';
import { Rule } from '../rule';
import { nearMisses } from '../shared/near-miss';

export const BND003: Rule = {
  id: 'BND003',
  severity: 'error',
  openWorld: 'lower',
  title: 'A volume fits the claim in all but an access mode',
  why: 'A volume must list every access mode that the claim asks for. The modes are labels here: nothing looks at what the storage could do. The claim stays '
    + 'Pending.',
  fix: 'Ask for the modes that the volume lists, or add the missing one to the volume if its storage can do it.',
  source: 'pkg/controller/volume/persistentvolume/index.go allPossibleMatchingAccessModes',
  check: (view) => nearMisses(view, 'accessModes', 'accessModes', (claim, volume) => {
    const offered = view.inventory.volumesByName.get(volume)?.modes ?? [];
    const missing = modesOf(claim).filter((mode) => !offered.includes(mode));
    return `asks for ${missing.join(' and ')}, which the only volume that fits otherwise, "${volume}", does not list.`;
  }),
};
