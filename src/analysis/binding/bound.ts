/*
 * A bound for contests with too many ways to go: what each claim could get at most. Claims may be said to depend on the order that in truth do not;
 * nothing that can happen is left out. Takes O(claims × volumes) at most, less where claims are alike.
 */
import { Facts } from './facts';
import { ClaimFate, Fates, listed, PodFate } from './fates';
import { Group } from './partition';
import { keptOff, mismatch, reaches, suits } from './predicates';
import { provisionable } from './provisioning';
import { unboundAtRest, unmatched } from './unbound';
import { Claim, Pod, Volume } from '../model/model';

/** Comparisons of volumes with nodes that are made for one claim; beyond, a volume counts as in reach. */
const MOST_REACHES = 100_000;

export function settleBound(facts: Facts, group: Group, fates: Fates): void {
  const known = new Map<string, Volume[]>();
  for (const claim of group.claims) fates.claims.set(claim.key, fate(facts, group, claim, known));
  for (const volume of group.volumes) fates.volumes.set(volume.name, { volume, taken: 'maybe' });
  for (const pod of group.pods) fates.pods.set(pod.key, podFate(facts, pod, fates));
}

/** A pod may run where each of its claims may have a volume, and has to wait where one of them can only be made. */
function podFate(facts: Facts, pod: Pod, fates: Fates): PodFate {
  const nodes = possibleNodes(facts, pod);
  const own = pod.uses.map((use) => fates.claims.get(`${pod.namespace}/${use.claimName}`));
  const has = own.map((one) => one !== undefined && one.volumes.length > 0);
  const made = own.map((one) => one !== undefined && one.unbound.some((way) => way.outcome === 'provisioning'));
  const certain = own.every((one) => one !== undefined && !one.unbound.length && facts.usersOf(one.claim).length === 1);
  const goes = nodes.size > 0 && own.every((_, k) => has[k] || made[k]);
  return {
    pod,
    nodes: goes ? nodes : new Set(),
    mayRun: goes && !has.includes(false),
    mayWait: goes && made.includes(true),
    refusal: goes && certain ? undefined : `${goes ? 'there are too many ways to go to be certain that it runs: ' : ''}node(s) didn't find available persistent volumes to bind`,
  };
}

function fate(facts: Facts, group: Group, claim: Claim, known: Map<string, Volume[]>): ClaimFate {
  const volumes = possible(facts, claim, known);
  const surplus = volumes.length >= group.claims.length && facts.usersOf(claim).every((pod) => isSimple(facts, claim, pod));
  const unbound = surplus ? [] : [unboundAtRest(facts, claim)];
  if (!facts.isScheduled(claim)) return { claim, ...listed(volumes), unbound };
  const storageClass = facts.classNamed(claim.className)!;
  const makes = facts.nodes.some((node) => provisionable(facts.inventory, claim, storageClass, node) === 'yes') && facts.usersOf(claim).length > 0;
  return { claim, ...listed(volumes), unbound: makes ? [unmatched(facts, claim.className)] : unbound };
}

/** Whether a pod goes wherever there is a volume for the claim. */
function isSimple(facts: Facts, claim: Claim, { uses, antiAffinity, affinity, after }: Pod): boolean {
  return !facts.isScheduled(claim) || (uses.length === 1 && !antiAffinity.length && !affinity.length && after === undefined);
}

function possible(facts: Facts, claim: Claim, known: Map<string, Volume[]>): Volume[] {
  const reserved = facts.reservedFor(claim).filter((volume) => suits(claim, volume));
  const named = facts.inventory.volumesByName.get(claim.volumeName);
  if (claim.volumeName !== '') {
    const free = named && (reserved.includes(named) || facts.reservedFor(claim).includes(named)
      || (named.claimRef === undefined && (claim.bindCompleted || mismatch(claim, named) === undefined)));
    return free ? [named] : [];
  }
  const slices = facts.freeFor(claim);
  const pods = facts.isScheduled(claim) ? facts.usersOf(claim) : [];
  const id = JSON.stringify([slices.length > 0, String(claim.request), claim.modes, claim.volumeMode, claim.className, facts.laterClass(claim),
    claim.attributesClass, claim.selector, pods.map((pod) => [pod.nodeSelector, pod.nodeAffinity, pod.tolerations])]);
  let free = known.get(id);
  if (!free) {
    free = slices.flatMap(({ shelf, start }) => shelf.volumes.slice(start));
    if (pods.length) free = inReach(facts, pods, free);
    known.set(id, free);
  }
  return reserved.length ? [...reserved, ...free] : free;
}

function inReach(facts: Facts, pods: readonly Pod[], volumes: readonly Volume[]): Volume[] {
  const nodes = facts.nodes.filter((node) => pods.some((pod) => keptOff(pod, node) === undefined));
  if (nodes.length * volumes.length > MOST_REACHES) return [...volumes];
  return volumes.filter((volume) => nodes.some((node) => reaches(node, volume)));
}

function possibleNodes(facts: Facts, pod: Pod): Set<number> {
  return new Set(facts.nodes.map((_, i) => i).filter((i) => keptOff(pod, facts.nodes[i]) === undefined));
}
