import { named } from './named';
import { orNone } from '../../../core/words';
import { claimTitle, specPath, writtenClass } from '../../model/claim-sources';
import { rule } from '../rule';

export const BND014 = rule('BND014', function* (view) {
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
});
