import { count } from '../../../core/words';
import { ClaimSource, claimTitle } from '../../model/claim-sources';
import { PodSource } from '../../model/pod-sources';
import type { View } from '../../model/view';
import { rule } from '../rule';
import { surges } from '../shared/surge';
import { effectiveModes, isShared, uses } from '../shared/uses';

export const ACM003 = rule('ACM003', function* (view) {
  const users = new Map<ClaimSource, PodSource>();
  for (const use of uses(view)) {
    const { pod, claim, path } = use;
    if (!isShared(use) || !effectiveModes(view, claim).includes('ReadWriteOncePod')) continue;
    const other = users.get(claim);
    users.set(claim, other ?? pod);
    const cause = problem(view, pod) ?? (other && other !== pod ? `${other.item.kind} "${other.item.name}" uses it too` : undefined);
    if (cause) yield { on: pod.item, path, message: `${claimTitle(claim)} allows one pod (ReadWriteOncePod), but ${cause}.` };
  }
});

function problem(view: View, pod: PodSource): string | undefined {
  const replicas = pod.item.kind === 'DaemonSet' ? Infinity : view.mostReplicas(pod.item);
  if (replicas > 1) return pod.item.kind === 'DaemonSet' ? 'every node runs one' : `up to ${count(replicas, 'pod')} use it`;
  return pod.item.kind === 'Deployment' && surges(pod.item) ? 'a rolling update starts the new pod before the old one stops' : undefined;
}
