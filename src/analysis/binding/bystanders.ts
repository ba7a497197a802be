/*
 * Pods whose scheduling decides nothing: what the fates of their claims make of them.
 */
import { Facts } from './facts';
import { ClaimFate, Fates, PodFate } from './fates';
import { inZone, keptOff, outOfReach, reaches } from './predicates';
import { Claim, Node, Pod, Volume } from '../model/model';
import { Arrival } from '../options';

export function settleBystander(facts: Facts, pod: Pod, fates: Fates): void {
  fates.pods.set(pod.key, pod.nodeName === '' ? scheduled(facts, pod, fates) : placed(facts, pod, fates));
}

/** A pod with a stated node: the kubelet there waits for its claims. */
export function placed(facts: Facts, pod: Pod, fates: Fates): PodFate {
  const node = facts.nodes.findIndex((one) => one.name === pod.nodeName);
  const nodes = new Set(node < 0 ? [] : [node]);
  const problems = pod.uses.map((use) => {
    const fate = fates.claims.get(`${pod.namespace}/${use.claimName}`);
    if (!fate) return `persistentvolumeclaim "${use.claimName}" not found`;
    if (!fate.unbound.length) return undefined;
    return fate.unbound.every((way) => way.outcome === 'provisioning') ? '' : `persistentvolumeclaim "${use.claimName}" is not bound`;
  });
  const problem = problems.find((one) => one);
  return { pod, nodes, mayRun: problem === undefined && !problems.includes(''), mayWait: problem === undefined, refusal: problem };
}

function scheduled(facts: Facts, pod: Pod, fates: Fates): PodFate {
  const refused = (message: string, mayWait = false, possible = new Set<number>()): PodFate => (
    { pod, nodes: possible, mayRun: false, mayWait, refusal: message });
  if (pod.gated) return refused('Scheduling is blocked due to non-empty scheduling gates');
  const count = facts.nodes.length;
  if (!count) return refused('no nodes available to schedule pods');
  const own = pod.uses.map((use) => fates.claims.get(`${pod.namespace}/${use.claimName}`));
  const problem = preFilter(pod, own);
  if (problem) {
    const early = nodesBeforeLoss(facts, pod, own);
    return { ...refused(`0/${count} nodes are available: ${problem}.`, false, early), mayRun: early.size > 0 };
  }
  const reasons = new Map<string, number>();
  const nodes = new Set<number>();
  facts.nodes.forEach((node, i) => {
    const reason = keptOff(pod, node) ?? unreached(facts, node, own as ClaimFate[]);
    if (reason === undefined) nodes.add(i);
    else reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  });
  const unbound = (own as ClaimFate[]).filter((fate) => fate.unbound.length > 0);
  const immediate = `0/${count} nodes are available: pod has unbound immediate PersistentVolumeClaims.`;
  const never = unbound.some((fate) => !fate.volumes.length);
  if (never) return refused(immediate, nodes.size > 0 && unbound.every((fate) => fate.unbound.every((way) => way.outcome === 'provisioning')), nodes);
  if (!nodes.size) return refused(`0/${count} nodes are available: ${[...reasons].map(([reason, n]) => `${n} ${reason}`).sort().join(', ')}.`);
  const elsewhere = isReachedAnyway(facts, nodes, own as ClaimFate[]) ? undefined : `may get a volume that no node reaches: ${outOfReach(facts.inventory.world.kubernetesVersion)}`;
  return { pod, nodes, mayRun: true, mayWait: false, refusal: unbound.length ? immediate : elsewhere };
}

/** Whether one of the nodes reaches the volumes of the pod, whichever of those that it may get each claim has. */
function isReachedAnyway(facts: Facts, nodes: ReadonlySet<number>, own: readonly ClaimFate[]): boolean {
  const open = own.filter(({ volumes, more }) => volumes.length + more > 1);
  if (!open.length) return true;
  const fits = (node: number, volume: Volume) => reaches(facts.nodes[node], volume) && inZone(facts.nodes[node], volume);
  const all = [...nodes];
  if (all.some((node) => own.every(({ volumes }) => volumes.every((volume) => fits(node, volume))))) return open.every(({ more }) => !more);
  if (open.length > 1 || open[0].more) return false;
  const closed = own.filter((fate) => fate !== open[0]);
  return open[0].volumes.every((volume) => all.some((node) => fits(node, volume) && closed.every(({ volumes: [only] }) => fits(node, only))));
}

/**
 * Where a pod may go that was there before its claim: one that says that it is bound counts as such until the controller has found that it is lost.
 */
function nodesBeforeLoss(facts: Facts, pod: Pod, own: ReadonlyArray<ClaimFate | undefined>): Set<number> {
  const { arrival } = facts.inventory.world;
  const volumes = pod.uses.map((_, k) => {
    const { claim, volumes: [only, other] = [], unbound = [] } = own[k] ?? {};
    if (!unbound.length) return other ? undefined : only;
    const comesFirst = claim && (arrival === Arrival.ANY || (arrival === Arrival.DOCUMENT_ORDER && pod.item.index < claim.item.index));
    return comesFirst && claim.bindCompleted ? facts.inventory.volumesByName.get(claim.volumeName) : undefined;
  });
  return new Set(facts.nodes.flatMap((node, i) => {
    const goes = keptOff(pod, node) === undefined && volumes.every((volume) => volume !== undefined && reaches(node, volume) && inZone(node, volume));
    return goes ? [i] : [];
  }));
}

function preFilter(pod: Pod, own: ReadonlyArray<ClaimFate | undefined>): string | undefined {
  const missing = pod.uses.find((use, k) => !own[k] && !use.ephemeral);
  if (missing) return `persistentvolumeclaim "${missing.claimName}" not found`;
  for (const [k, use] of pod.uses.entries()) {
    const fate = own[k];
    if (!fate) return `waiting for ephemeral volume controller to create the persistentvolumeclaim "${use.claimName}"`;
    const problem = unusable(pod, use.ephemeral, fate.claim);
    if (problem) return problem;
    if (!fate.volumes.length && fate.unbound.some((way) => way.outcome === 'lost')) {
      return `persistentvolumeclaim "${use.claimName}" bound to non-existent persistentvolume "${fate.claim.volumeName}"`;
    }
  }
  return undefined;
}

function unusable(pod: Pod, ephemeral: boolean, claim: Claim): string | undefined {
  if (claim.deleting) return `persistentvolumeclaim "${claim.name}" is being deleted`;
  return ephemeral && claim.ownedByPod !== pod.name ? `PVC ${claim.key} was not created for pod ${pod.key} (pod is not owner)` : undefined;
}

function unreached(facts: Facts, node: Node, own: readonly ClaimFate[]): string | undefined {
  const bound = own.filter((fate) => fate.volumes.length > 0);
  if (!bound.every((fate) => fate.volumes.some((volume) => reaches(node, volume)))) {
    return outOfReach(facts.inventory.world.kubernetesVersion);
  }
  return bound.every((fate) => fate.volumes.some((volume) => inZone(node, volume))) ? undefined : 'node(s) had no available volume zone';
}
