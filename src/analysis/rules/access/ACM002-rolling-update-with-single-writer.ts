import { claimTitle } from '../../model/claim-sources';
import { rule } from '../rule';
import { surges } from '../shared/surge';
import { binds, effectiveModes, isPinned, isShared, uses } from '../shared/uses';

export const ACM002 = rule('ACM002', function* (view) {
  for (const use of uses(view)) {
    const { pod, claim } = use;
    if (pod.item.kind !== 'Deployment' || !isShared(use) || isPinned(pod) || !surges(pod.item) || view.mostReplicas(pod.item) !== 1) continue;
    if (view.inventory.nodes.length === 1 || binds(view, claim) !== 'attach' || effectiveModes(view, claim).includes('ReadWriteOncePod')) continue;
    yield {
      on: pod.item,
      path: 'spec.strategy',
      message: `on an update, a new pod on another node waits for ${claimTitle(claim)}, which the old pod still holds.`,
    };
  }
});
