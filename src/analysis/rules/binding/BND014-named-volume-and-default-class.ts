import { named } from './named';
import { orNone } from '../../../core/words';
import { claimTitle, specPath, writtenClass } from '../../model/claim-sources';
import { Rule } from '../rule';

export const BND014: Rule = {
  id: 'BND014',
  severity: 'error',
  title: 'Claim that names a volume receives the default class',
  why: 'A claim without storageClassName receives the default class when it is created, even if it names a volume. If the volume has '
    + 'another class or none, the claim stays Pending with "storageClassName does not match".',
  fix: 'Set storageClassName: "" in the claim.',
  source: 'plugin/pkg/admission/storage/storageclass/setdefault/admission.go',
  * check(view) {
    for (const { claim, source, volume } of named(view)) {
      if (writtenClass(source) !== undefined || volume.claimRef || claim.bindCompleted) continue;
      const path = specPath(source, 'storageClassName');
      const subject = `${claimTitle(source)} names volume "${volume.name}", which has ${orNone('class', volume.className)}, but sets no `
        + 'storageClassName';
      const fix = `Set storageClassName: "${volume.className}" in the claim.`;
      if (claim.classDefaulted && claim.className !== volume.className) {
        yield { on: source.item, path, message: `${subject}, so it receives the default class "${claim.className}".`, fix };
      } else if (!claim.classDefaulted && !view.closedWorld && volume.className === '') {
        yield { on: source.item, path, severity: 'warning', message: `${subject}. If the cluster has a default class, the two do not match.`, fix };
      }
    }
  },
};
