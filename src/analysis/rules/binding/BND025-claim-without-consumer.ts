import { text } from '../../../core/fields';
import { Rule } from '../rule';
import { waits } from '../shared/volumes';

export const BND025: Rule = {
  id: 'BND025',
  severity: 'info',
  title: 'WaitForFirstConsumer claim without a consumer',
  why: 'With WaitForFirstConsumer a claim stays Pending until a pod uses it. That is expected, but Argo CD shows the application as '
    + 'Progressing until then.',
  fix: 'Add the pod, remove the claim, or use a class with volumeBindingMode Immediate.',
  source: 'pkg/controller/volume/persistentvolume/pv_controller.go emitEventForUnboundDelayBindingClaim',
  * check(view) {
    for (const claim of view.claims) {
      if (claim.kind !== 'claim' || !waits(view.classOf(claim)) || view.users(claim).length || text(claim.spec.volumeName)) continue;
      if (view.planned(claim).some(({ outcome }) => outcome === 'bound')) continue;
      yield {
        on: claim.item,
        path: 'spec',
        message: `no pod uses the claim, and its class "${view.className(claim)}" waits for the first consumer.`,
      };
    }
  },
};
