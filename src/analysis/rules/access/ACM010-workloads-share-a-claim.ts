import { rule } from '../rule';
import { relation, runsToCompletion, sharedClaims, titleOf } from '../shared/sharing';
import { binds, effectiveModes } from '../shared/uses';

export const ACM010 = rule('ACM010', function* (view) {
  if (view.inventory.nodes.length === 1) return;
  for (const { claim, name, users } of sharedClaims(view)) {
    const hold = binds(view, claim);
    const inTurn = users.filter(({ pod }) => pod.item.kind !== 'DaemonSet') // ACM009
      .sort((a, b) => Number(runsToCompletion(a.pod)) - Number(runsToCompletion(b.pod)));
    if (inTurn.length < 2 || hold === 'none' || effectiveModes(view, claim).includes('ReadWriteOncePod')) continue;
    const [{ pod: first }, ...others] = inTurn;
    for (const { pod, path } of others) {
      const how = relation(view, first, pod);
      if (how === 'together' || (hold === 'place' && how === undefined)) continue;
      const both = `claim "${name}" is ReadWriteOnce, and ${titleOf(first)} uses it too`;
      const ends = runsToCompletion(first);
      yield how === 'apart' ? {
        on: pod.item,
        path,
        severity: ends ? undefined : 'error',
        message: `${both}. The pods must run on different nodes, so they never run at the same time.`,
        fix: 'Let the pods run on the same node, give each workload its own claim, or use storage that supports ReadWriteMany.',
      } : {
        on: pod.item,
        path,
        severity: ends ? 'info' : undefined,
        message: `${both}. On another node, the pod ${ends ? 'waits until the other one has finished' : 'cannot attach the volume'}.`,
        fix: runsToCompletion(pod) && !ends ? `Add a required podAffinity (topologyKey: kubernetes.io/hostname) to the pods of ${titleOf(first)}, or use `
          + 'storage that supports ReadWriteMany.' : undefined,
      };
    }
  }
});
