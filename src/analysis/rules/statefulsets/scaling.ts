import { fields, strings, whole } from '../../../core/fields';
import { count } from '../../../core/words';
import { allowsNoEviction, utilizationWithoutRequests } from '../../../kubernetes/judgements/workloads';
import { labelSelector } from '../../../kubernetes/selectors';
import { satisfies, UNCLAIMED_VOLUME } from '../../binding/predicates';
import { Claim, Volume } from '../../model/admitted';
import { claimTitle } from '../../model/claim-sources';
import type { ManifestObject } from '../../model/manifest-object';
import { about, on, rule } from '../rule';
import { LabelIndex } from '../shared/label-index';
import { isStatic } from '../shared/near-miss';
import { staticConfigs } from '../shared/static-provisioner';
import { isNodeLocal, NO_PROVISIONER } from '../shared/volumes';

export const STS009 = rule('STS009', function* (view) {
  const running = staticConfigs(view).filter(({ provisioners }) => provisioners.length);
  const discovered = new Set(running.flatMap(({ classes }) => classes.map(({ name }) => name)));
  for (const item of view.of('StatefulSet')) {
    for (const claim of view.templatesOf(item)) {
      const [made] = view.made(claim);
      if (made && discovered.has(made.className)) continue; // the static provisioner creates volumes for disks of the nodes
      const offered = made && view.inventory.volumes.some(({ className }) => className === made.className);
      if (!made || !isStatic(view, claim) || !(offered || view.closedWorld)) continue;
      const fitting = view.inventory.volumes.filter((volume) => serves(volume, made)).length;
      const wanted = view.mostReplicas(item);
      if (fitting >= wanted) continue;
      const scaled = view.scaler(item) ? ' at the maximum of its autoscaler' : '';
      yield about(item, 'spec.replicas',
        `${count(wanted, 'replica')}${scaled} each need a volume for ${claimTitle(claim)}, but only ${fitting} match.`);
    }
  }
});

/** Whether the claim of some replica can bind to a volume. */
function serves(volume: Volume, claim: Claim): boolean {
  const set = (name: string) => name.replace(/-\d+$/, '');
  if (volume.claimRef && (volume.claimRef.namespace !== claim.namespace || set(volume.claimRef.name) !== set(claim.name))) return false;
  return satisfies(UNCLAIMED_VOLUME, claim, volume);
}

export const STS010 = rule('STS010', function* (view) {
  for (const item of view.of('StatefulSet')) {
    const scaler = view.scaler(item);
    const local = scaler && view.templatesOf(item).find((claim) => isNodeLocal(view.classOf(claim)?.object.provisioner));
    if (!scaler || !local) continue;
    const volumes = view.inventory.volumes.filter(({ className }) => className === view.className(local)).length;
    const nodes = view.inventory.nodes.length;
    const most = view.mostReplicas(item);
    const isStaticClass = view.classOf(local)?.object.provisioner === NO_PROVISIONER;
    const limit = isStaticClass && volumes && volumes < most ? count(volumes, 'volume') : nodes && nodes < most ? count(nodes, 'node') : undefined;
    if (limit) {
      yield about(scaler, 'spec.maxReplicas',
        `maxReplicas allows ${most} replicas of StatefulSet "${item.name}", but there ${limit.startsWith('1 ') ? 'is' : 'are'} `
          + `only ${limit} for their local data.`);
    }
  }
});

/** Workloads of a budget that are named: one is enough to correct it. */
const MOST_OF_A_BUDGET = 100;

export const STS013 = rule('STS013', function* (view) {
  const budgets = view.of('PodDisruptionBudget');
  const workloads = new Map<string, Map<number, LabelIndex<ManifestObject>>>();
  for (const item of budgets.length ? view.of('StatefulSet', 'Deployment') : []) {
    const pod = view.podIn(item);
    if (!pod) continue;
    const replicas = view.scaler(item) ? whole(view.scaler(item)!.spec.minReplicas) ?? 1 : pod.replicas ?? 1;
    const sizes = workloads.get(item.namespace) ?? new Map<number, LabelIndex<ManifestObject>>();
    const index = sizes.get(replicas) ?? new LabelIndex();
    index.add(strings(pod.labels), item);
    workloads.set(item.namespace, sizes.set(replicas, index));
  }
  for (const budget of budgets) {
    const selector = labelSelector(budget.spec.selector) ?? [];
    if (!selector.length) continue;
    const verdicts = (item: ManifestObject, replicas: number) =>
      on(budget, allowsNoEviction(budget.object, { kind: item.kind, name: item.name, replicas }));
    // Most sizes leave room for an eviction, whatever the workload is called.
    const tight = [...workloads.get(budget.namespace) ?? []].filter(([replicas]) => verdicts(budget, replicas).length);
    const found = tight.flatMap(([replicas, index]) => index.matching(selector, MOST_OF_A_BUDGET).map((item) => ({ item, replicas })));
    for (const { item, replicas } of found.sort((a, b) => a.item.index - b.item.index).slice(0, MOST_OF_A_BUDGET)) yield* verdicts(item, replicas);
  }
});

export const STS014 = rule('STS014', function* (view) {
  for (const item of view.of('StatefulSet', 'Deployment', 'ReplicaSet')) {
    const scaler = view.scaler(item);
    if (scaler && item.spec.replicas !== undefined) {
      yield about(item, 'spec.replicas', `replicas is set, but HorizontalPodAutoscaler "${scaler.name}" manages it.`);
    }
  }
});

export const STS015 = rule('STS015', function* (view) {
  for (const scaler of view.of('HorizontalPodAutoscaler')) {
    const { kind, name } = fields(scaler.spec.scaleTargetRef);
    if (!['Deployment', 'StatefulSet', 'ReplicaSet'].includes(kind) || typeof name !== 'string') continue;
    const target = view.find(kind, scaler.namespace, name);
    if (target) {
      yield* on(scaler, utilizationWithoutRequests(scaler.object, view.podIn(target)?.spec ?? {}));
      continue;
    }
    yield about(scaler, 'spec.scaleTargetRef.name',
      `target ${kind} "${name}" is not in the input.`,
      { severity: view.closedWorld ? undefined : 'warning', fix: 'Correct scaleTargetRef, or add the target.' });
  }
});
