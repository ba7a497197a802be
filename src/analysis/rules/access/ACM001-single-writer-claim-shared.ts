import { count } from '../../../core/words';
import { claimTitle } from '../../model/claim-sources';
import { rule } from '../rule';
import { binds, effectiveModes, isPinned, isShared, uses } from '../shared/uses';

export const ACM001 = rule('ACM001', function* (view) {
  for (const use of uses(view)) {
    const { pod, claim, path } = use;
    const replicas = pod.replicas ?? 0;
    if (!isShared(use) || replicas < 2 || view.scaler(pod.item) || isPinned(pod) || view.inventory.nodes.length === 1) continue;
    const hold = binds(view, claim);
    if (hold === 'none' || effectiveModes(view, claim).includes('ReadWriteOncePod')) continue;
    const effect = hold === 'attach' ? 'which can be attached to only one node' : 'which is local to one node, so all of them must run there';
    yield {
      on: pod.item,
      path,
      severity: hold === 'attach' ? undefined : 'warning',
      message: `${count(replicas, 'replica')} share ${claimTitle(claim)}, ${effect}.`,
    };
  }
});
