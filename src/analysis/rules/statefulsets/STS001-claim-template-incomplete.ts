import { shown } from '../../../core/words';
import { CHANGED_IN } from '../../../kubernetes/changes';
import { minorNumber } from '../../../kubernetes/minor';
import { claimTitle, modesOf, requestOf, specPath } from '../../model/claim-sources';
import { rule } from '../rule';

export const STS001 = rule('STS001', function* (view) {
  for (const claim of view.claims.filter(({ kind }) => kind === 'template')) {
    const effect = view.kubernetes >= minorNumber(CHANGED_IN.claimTemplates) ? 'the API server rejects the set' : 'its claims cannot be created';
    if (!claim.name) {
      yield { on: claim.item, path: `${claim.path}.metadata.name`, message: `a claim template has no name: ${effect}.`, fix: 'Set metadata.name.' };
    }
    if (!modesOf(claim).length) {
      yield {
        on: claim.item,
        path: specPath(claim, 'accessModes'),
        message: `${claimTitle(claim)} has no access modes: ${effect}.`,
        fix: 'Set spec.accessModes.',
      };
    }
    const { volumeMode } = claim.spec;
    if (volumeMode !== undefined && volumeMode !== null && !['Filesystem', 'Block'].includes(volumeMode)) {
      yield {
        on: claim.item,
        path: specPath(claim, 'volumeMode'),
        message: `${claimTitle(claim)} has the unknown volumeMode ${shown(volumeMode)}: ${effect}.`,
        fix: 'Use Filesystem or Block.',
      };
    }
    if (requestOf(claim) === undefined) {
      yield {
        on: claim.item,
        path: specPath(claim, 'resources.requests.storage'),
        message: `${claimTitle(claim)} has no storage request: ${effect}.`,
        fix: 'Set spec.resources.requests.storage.',
      };
    }
  }
});
