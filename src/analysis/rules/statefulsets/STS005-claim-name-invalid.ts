import { shown } from '../../../core/words';
import { isDnsLabel, isDnsSubdomain } from '../../../kubernetes/names';
import { claimTitle, firstOrdinal } from '../../model/claim-sources';
import { Rule } from '../rule';

export const STS005: Rule = {
  id: 'STS005',
  severity: 'error',
  title: 'Claim template name gives invalid claim names',
  why: 'Claims are named template-set-ordinal, which must be a valid object name of at most 253 characters. The pod also uses the '
    + 'template name as a volume name, limited to 63 characters without dots.',
  fix: 'Name the template with lower-case letters, digits and "-", at most 63 characters.',
  source: 'pkg/controller/statefulset/stateful_set_utils.go getPersistentVolumeClaimName',
  * check(view) {
    for (const claim of view.claims.filter(({ kind, name }) => kind === 'template' && name)) {
      const first = `${claim.name}-${claim.item.name}-${firstOrdinal(claim.item) + Math.max(view.mostReplicas(claim.item), 1) - 1}`;
      if (isDnsLabel(claim.name) && isDnsSubdomain(first)) continue;
      yield {
        on: claim.item,
        path: `${claim.path}.metadata.name`,
        message: `${claimTitle(claim)} gives claim names such as "${shown(first)}", which are not valid for a claim and its volume.`,
      };
    }
  },
};
