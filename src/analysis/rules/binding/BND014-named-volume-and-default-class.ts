import { named } from './named';
import { claimTitle, specPath, writtenClass } from '../../model/claim-sources';
import { Rule } from '../rule';

export const BND014: Rule = {
  id: 'BND014',
  severity: 'error',
  title: 'The default class comes between a claim and the volume it names',
  why: 'A claim without storageClassName gets the default class on creation, also when it names a volume. The volume has no class, so the two no longer match, and the claim '
    + 'stays Pending with "storageClassName does not match".',
  fix: 'Set storageClassName: "" in the claim.',
  source: 'plugin/pkg/admission/storage/storageclass/setdefault/admission.go',
  * check(view) {
    for (const { claim, source, volume } of named(view)) {
      if (writtenClass(source) !== undefined || volume.claimRef || claim.bindCompleted) continue;
      const path = specPath(source, 'storageClassName');
      const subject = `${claimTitle(source)} names the volume "${volume.name}" of class "${volume.className}" but no class`;
      if (claim.classDefaulted && claim.className !== volume.className) {
        yield { on: source.item, path, message: `${subject}, and gets the default class "${claim.className}".` };
      } else if (!claim.classDefaulted && !view.closedWorld && volume.className === '') {
        yield { on: source.item, path, severity: 'warning', message: `${subject}: if the cluster has a default class, they will not match.` };
      }
    }
  },
};
