import { isDnsLabel, isDnsSubdomain } from '../../../kubernetes/names';
import { claimTitle, firstOrdinal } from '../../model/claim-sources';
import { Rule } from '../rule';
import { shown } from '../shared/words';

export const STS005: Rule = {
  id: 'STS005',
  severity: 'error',
  title: 'The name of a claim template gives invalid claim names',
  why: 'Claims are named template-set-ordinal. What is no valid object name, or longer than 253 characters, cannot be created. The pod uses the template name as a volume name, which may have 63 characters, without dots.',
  fix: 'Name the template with lower-case letters, digits and "-", at most 63 characters.',
  source: 'pkg/controller/statefulset/stateful_set_utils.go getPersistentVolumeClaimName',
  * check(view) {
    for (const claim of view.claims.filter(({ kind, name }) => kind === 'template' && name)) {
      const first = `${claim.name}-${claim.item.name}-${firstOrdinal(claim.item) + Math.max(view.mostReplicas(claim.item), 1) - 1}`;
      if (isDnsLabel(claim.name) && isDnsSubdomain(first)) continue;
      yield { on: claim.item, path: `${claim.path}.metadata.name`, message: `${claimTitle(claim)} gives claims such as "${shown(first)}", which is no valid name for a claim and its volume.` };
    }
  },
};
