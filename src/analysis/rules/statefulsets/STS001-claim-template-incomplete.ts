import { claimTitle, modesOf, requestOf, specPath } from '../../model/claim-sources';
import { Rule } from '../rule';
import { shown } from '../shared/words';

export const STS001: Rule = {
  id: 'STS001',
  severity: 'error',
  title: 'A claim template that makes no valid claim',
  why: 'A template needs a name, access modes and a storage request, and knows two volume modes. Since Kubernetes 1.34 the API server refuses the set; before, it takes the set and then fails to create the claims, so no pod ever appears.',
  fix: 'Complete the template.',
  source: 'pkg/apis/apps/validation/validation.go validateVolumeClaimTemplates',
  * check(view) {
    for (const claim of view.claims.filter(({ kind }) => kind === 'template')) {
      const effect = view.kubernetes >= 34 ? 'the API server refuses the set' : 'its claims cannot be created';
      if (!claim.name) yield { on: claim.item, path: `${claim.path}.metadata.name`, message: `a claim template has no name: ${effect}.` };
      if (!modesOf(claim).length) yield { on: claim.item, path: specPath(claim, 'accessModes'), message: `${claimTitle(claim)} has no access modes: ${effect}.` };
      const { volumeMode } = claim.spec;
      if (volumeMode !== undefined && volumeMode !== null && !['Filesystem', 'Block'].includes(volumeMode)) {
        yield { on: claim.item, path: specPath(claim, 'volumeMode'), message: `${claimTitle(claim)} has the volumeMode ${shown(volumeMode)}: ${effect}.`, fix: 'Write Filesystem or Block.' };
      }
      if (requestOf(claim) === undefined) {
        yield { on: claim.item, path: specPath(claim, 'resources.requests.storage'), message: `${claimTitle(claim)} has no storage request: ${effect}.` };
      }
    }
  },
};
