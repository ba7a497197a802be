import { claimTitle } from '../../model/claim-sources';
import { rule } from '../rule';
import { binds, isPinned, isShared, uses } from '../shared/uses';

export const ACM009 = rule('ACM009', function* (view) {
  for (const use of uses(view)) {
    const { pod, claim, path } = use;
    if (pod.item.kind !== 'DaemonSet' || !isShared(use) || isPinned(pod) || view.inventory.nodes.length === 1 || binds(view, claim) === 'none') {
      continue;
    }
    yield { on: pod.item, path, message: `the pods of all nodes share ${claimTitle(claim)}, which only one node at a time can use.` };
  }
});
