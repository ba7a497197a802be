import { fields, text } from '../../../core/fields';
import { count } from '../../../core/words';
import { exclusive, singleWriterShared } from '../../../kubernetes/judgements/workloads';
import { claimTitle } from '../../model/claim-sources';
import type { ManifestObject } from '../../model/manifest-object';
import { PodSource } from '../../model/pod-sources';
import type { View } from '../../model/view';
import { about, on, rule } from '../rule';
import { relation, runsToCompletion, sharedClaims, titleOf } from '../shared/sharing';
import { binds, effectiveModes, isPinned, isShared, uses } from '../shared/uses';

export const ACM001 = rule('ACM001', function* (view) {
  for (const use of uses(view)) {
    const { pod, claim, path } = use;
    const replicas = pod.replicas ?? 0;
    if (!isShared(use) || replicas < 2 || view.scaler(pod.item) || isPinned(pod) || view.inventory.nodes.length === 1) continue;
    const hold = binds(view, claim);
    const shared = { claim: claimTitle(claim), path, modes: effectiveModes(view, claim), replicas };
    if (hold !== 'none') yield* on(pod.item, singleWriterShared({ ...shared, hold }));
  }
});

export const ACM002 = rule('ACM002', function* (view) {
  for (const use of uses(view)) {
    const { pod, claim } = use;
    if (pod.item.kind !== 'Deployment' || !isShared(use) || isPinned(pod) || !surges(pod.item) || view.mostReplicas(pod.item) !== 1) continue;
    if (view.inventory.nodes.length === 1 || binds(view, claim) !== 'attach' || effectiveModes(view, claim).includes('ReadWriteOncePod')) continue;
    yield about(pod.item, 'spec.strategy', `on an update, a new pod on another node waits for ${claimTitle(claim)}, which the old pod still holds.`);
  }
});

export const ACM003 = rule('ACM003', function* (view) {
  for (const { claim, name, users } of sharedClaims(view)) {
    if (!effectiveModes(view, claim).includes('ReadWriteOncePod')) continue;
    for (const [i, use] of users.entries()) {
      const cause = (claim.kind === 'template' ? undefined : problem(view, use.pod)) ?? (i ? `${titleOf(users[0].pod)} uses it too` : undefined);
      if (cause) yield* on(use.pod.item, [exclusive(`claim "${name}"`, use.path, cause)]);
    }
  }
});

function problem(view: View, pod: PodSource): string | undefined {
  const replicas = pod.item.kind === 'DaemonSet' ? Infinity : view.mostReplicas(pod.item);
  if (replicas > 1) return pod.item.kind === 'DaemonSet' ? 'every node runs one' : `up to ${count(replicas, 'pod')} use it`;
  return pod.item.kind === 'Deployment' && surges(pod.item) ? 'a rolling update starts the new pod before the old one stops' : undefined;
}

export const ACM007 = rule('ACM007', function* (view) {
  for (const use of uses(view)) {
    const { pod, claim } = use;
    const scaler = view.scaler(pod.item);
    if (!scaler || !isShared(use) || view.mostReplicas(pod.item) < 2 || isPinned(pod) || view.inventory.nodes.length === 1) continue;
    const hold = binds(view, claim);
    if (hold === 'none' || effectiveModes(view, claim).includes('ReadWriteOncePod')) continue;
    yield about(scaler, 'spec.maxReplicas',
      `up to ${count(view.mostReplicas(pod.item), 'pod')} of ${pod.item.kind} "${pod.item.name}" share ${claimTitle(claim)}, which `
        + 'only one node at a time can use.',
      { severity: hold === 'attach' ? undefined : 'warning' });
  }
});

export const ACM009 = rule('ACM009', function* (view) {
  for (const use of uses(view)) {
    const { pod, claim, path } = use;
    if (pod.item.kind !== 'DaemonSet' || !isShared(use) || isPinned(pod) || view.inventory.nodes.length === 1 || binds(view, claim) === 'none') {
      continue;
    }
    yield about(pod.item, path, `the pods of all nodes share ${claimTitle(claim)}, which only one node at a time can use.`);
  }
});

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
        fix: runsToCompletion(pod) && !ends ? 'Add a required podAffinity (topologyKey: kubernetes.io/hostname) to the pods of '
          + `${titleOf(first)}, or use `
          + 'storage that supports ReadWriteMany.' : undefined,
      };
    }
  }
});

/** Whether a rolling update starts new pods before it stops old ones; maxSurge defaults to 25 %, which is rounded up to at least one. */
function surges(deployment: ManifestObject): boolean {
  const strategy = fields(deployment.spec.strategy);
  if (strategy.type === 'Recreate') return false;
  const surge = fields(strategy.rollingUpdate).maxSurge ?? '25%';
  return surge !== 0 && !/^0+%?$/.test(text(surge) ?? '');
}
