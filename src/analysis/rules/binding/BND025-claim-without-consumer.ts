import { text } from '../../../core/fields';
import { rule } from '../rule';
import { waits } from '../shared/volumes';

export const BND025 = rule('BND025', function* (view) {
  for (const claim of view.claims) {
    if (claim.kind !== 'claim' || !waits(view.classOf(claim)) || view.users(claim).length || text(claim.spec.volumeName)) continue;
    if (view.planned(claim).some(({ outcome }) => outcome === 'bound')) continue;
    yield {
      on: claim.item,
      path: 'spec',
      message: `no pod uses the claim, and its class "${view.className(claim)}" waits for the first consumer.`,
    };
  }
});
