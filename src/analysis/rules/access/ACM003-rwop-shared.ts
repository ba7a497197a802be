import { count } from '../../../core/words';
import { PodSource } from '../../model/pod-sources';
import type { View } from '../../model/view';
import { rule } from '../rule';
import { sharedClaims, titleOf } from '../shared/sharing';
import { surges } from '../shared/surge';
import { effectiveModes } from '../shared/uses';

export const ACM003 = rule('ACM003', function* (view) {
  for (const { claim, name, users } of sharedClaims(view)) {
    if (!effectiveModes(view, claim).includes('ReadWriteOncePod')) continue;
    for (const [i, use] of users.entries()) {
      const cause = (claim.kind === 'template' ? undefined : problem(view, use.pod)) ?? (i ? `${titleOf(users[0].pod)} uses it too` : undefined);
      if (cause) yield { on: use.pod.item, path: use.path, message: `claim "${name}" allows one pod (ReadWriteOncePod), but ${cause}.` };
    }
  }
});

function problem(view: View, pod: PodSource): string | undefined {
  const replicas = pod.item.kind === 'DaemonSet' ? Infinity : view.mostReplicas(pod.item);
  if (replicas > 1) return pod.item.kind === 'DaemonSet' ? 'every node runs one' : `up to ${count(replicas, 'pod')} use it`;
  return pod.item.kind === 'Deployment' && surges(pod.item) ? 'a rolling update starts the new pod before the old one stops' : undefined;
}
