import { claimTitle } from '../../model/claim-sources';
import { Rule } from '../rule';
import { binds, effectiveModes, isPinned, isShared, uses } from '../shared/uses';
import { count } from '../shared/words';

export const ACM001: Rule = {
  id: 'ACM001',
  severity: 'error',
  title: 'Several pods share a claim for one node',
  why: 'All replicas name the same claim, and a ReadWriteOnce volume is attached to one node. A replica on another node hangs in ContainerCreating with "Multi-Attach error". On storage that '
    + 'lives on a node the replicas are all brought there instead.',
  fix: 'Use a StatefulSet with a claim template, or storage that can do ReadWriteMany.',
  source: 'pkg/controller/volume/attachdetach/reconciler and pkg/volume/util IsMultiAttachAllowed',
  * check(view) {
    for (const use of uses(view)) {
      const { pod, claim, path } = use;
      const replicas = pod.replicas ?? 0;
      if (!isShared(use) || replicas < 2 || view.scaler(pod.item) || isPinned(pod) || view.inventory.nodes.length === 1) continue;
      const hold = binds(view, claim);
      if (hold === 'none' || effectiveModes(view, claim).includes('ReadWriteOncePod')) continue;
      const effect = hold === 'attach' ? 'which can be attached to one node only' : 'which lives on one node, so that all of them have to run there';
      yield { on: pod.item, path, severity: hold === 'attach' ? undefined : 'warning', message: `${count(replicas, 'replica')} share ${claimTitle(claim)}, ${effect}.` };
    }
  },
};
