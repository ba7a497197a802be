import { claimTitle } from '../../model/claim-sources';
import { Rule } from '../rule';
import { binds, isPinned, isShared, uses } from '../shared/uses';

export const ACM009: Rule = {
  id: 'ACM009',
  severity: 'warning',
  title: 'DaemonSet shares a ReadWriteOnce claim',
  why: 'Every node runs a pod of the DaemonSet, and all of them use the same claim. Only the first node can attach the volume.',
  fix: 'Use an ephemeral volume or a hostPath for node-local data, or a claim with ReadWriteMany or ReadOnlyMany.',
  source: 'pkg/volume/util IsMultiAttachAllowed',
  * check(view) {
    for (const use of uses(view)) {
      const { pod, claim, path } = use;
      if (pod.item.kind !== 'DaemonSet' || !isShared(use) || isPinned(pod) || view.inventory.nodes.length === 1 || binds(view, claim) === 'none') {
        continue;
      }
      yield { on: pod.item, path, message: `the pods of all nodes share ${claimTitle(claim)}, which only one node at a time can use.` };
    }
  },
};
