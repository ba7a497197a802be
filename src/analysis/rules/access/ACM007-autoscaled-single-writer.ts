import { count } from '../../../core/words';
import { claimTitle } from '../../model/claim-sources';
import { rule } from '../rule';
import { binds, effectiveModes, isPinned, isShared, uses } from '../shared/uses';

export const ACM007 = rule('ACM007', function* (view) {
  for (const use of uses(view)) {
    const { pod, claim } = use;
    const scaler = view.scaler(pod.item);
    if (!scaler || !isShared(use) || view.mostReplicas(pod.item) < 2 || isPinned(pod) || view.inventory.nodes.length === 1) continue;
    const hold = binds(view, claim);
    if (hold === 'none' || effectiveModes(view, claim).includes('ReadWriteOncePod')) continue;
    yield {
      on: scaler,
      path: 'spec.maxReplicas',
      severity: hold === 'attach' ? undefined : 'warning',
      message: `up to ${count(view.mostReplicas(pod.item), 'pod')} of ${pod.item.kind} "${pod.item.name}" share ${claimTitle(claim)}, which `
        + 'only one node at a time can use.',
    };
  }
});
