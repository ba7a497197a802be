import { shown } from '../../../core/words';
import { isDnsLabel, isDnsSubdomain } from '../../../kubernetes/names';
import { claimTitle, firstOrdinal } from '../../model/claim-sources';
import { rule } from '../rule';

export const STS005 = rule('STS005', function* (view) {
  for (const claim of view.claims.filter(({ kind, name }) => kind === 'template' && name)) {
    const first = `${claim.name}-${claim.item.name}-${firstOrdinal(claim.item) + Math.max(view.mostReplicas(claim.item), 1) - 1}`;
    if (isDnsLabel(claim.name) && isDnsSubdomain(first)) continue;
    yield {
      on: claim.item,
      path: `${claim.path}.metadata.name`,
      message: `${claimTitle(claim)} gives claim names such as "${shown(first)}", which are not valid for a claim and its volume.`,
    };
  }
});
