import { claimTitle } from '../../model/claim-sources';
import { Rule } from '../rule';
import { surges } from '../shared/surge';
import { binds, effectiveModes, isPinned, isShared, uses } from '../shared/uses';

export const ACM002: Rule = {
  id: 'ACM002',
  severity: 'warning',
  title: 'Rolling update needs a ReadWriteOnce volume on two nodes',
  why: 'By default a Deployment starts the new pod before it stops the old one. On another node, the new pod waits for a volume that '
    + 'the old pod keeps until the new one is Ready: the update hangs.',
  fix: 'Set strategy.type: Recreate, or rollingUpdate.maxSurge: 0.',
  source: 'pkg/controller/volume/attachdetach/reconciler attachDesiredVolumes',
  * check(view) {
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
  },
};
