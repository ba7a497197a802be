/*
 * An upper bound for components with too many orders to search: what each claim could get at most. Some claims may be reported to depend on the order
 * that in truth do not; nothing that can happen is left out. Takes O(claims × volumes) at most, less where claims are alike.
 */
import { ClaimResult, BindingResults, listedVolumes, PodResult } from './binding-results';
import { ClusterIndex } from './cluster-index';
import { Component } from './components';
import { checkNodeAffinity } from './node-predicates';
import { checkVolumeSatisfyClaim, PRE_BOUND_VOLUME, satisfies } from './predicates';
import { checkVolumeProvisions } from './provisioning';
import { unboundWithoutScheduling, noMatchingVolume } from './unbound-claim';
import { Claim, Pod, Volume } from '../model/admitted';
import { nodeRejection } from '../model/node-selection';

/** Comparisons of volumes with nodes for one claim; beyond, a volume counts as reachable. */
const MAX_AFFINITY_CHECKS = 100_000;

export function solveUpperBound(cluster: ClusterIndex, component: Component, results: BindingResults): void {
  const known = new Map<string, Volume[]>();
  for (const claim of component.claims) results.claims.set(claim.key, claimUpperBound(cluster, component, claim, known));
  for (const volume of component.volumes) results.volumes.set(volume.name, { volume, bound: 'maybe' });
  for (const pod of component.pods) results.pods.set(pod.key, podUpperBound(cluster, pod, results));
}

/** A pod may run if each of its claims may have a volume, and has to wait if one of them can only be provisioned. */
function podUpperBound(cluster: ClusterIndex, pod: Pod, results: BindingResults): PodResult {
  const nodes = possibleNodes(cluster, pod);
  const claims = pod.uses.map((use) => results.claims.get(`${pod.namespace}/${use.claimName}`));
  const mayBind = claims.map((result) => result !== undefined && result.volumes.length > 0);
  const mayProvision = claims.map((result) => result !== undefined && result.unbound.some(({ outcome }) => outcome === 'provisioning'));
  const isCertain = claims.every((result) => result !== undefined && cluster.podsUsing(result.claim).length === 1
    && (!result.unbound.length || isProvisionedAnywhere(cluster, pod, result, nodes)));
  const fits = nodes.size > 0 && claims.every((_, k) => mayBind[k] || mayProvision[k]);
  const uncertain = fits ? 'not fully explored (too many orderings); it may not be schedulable: ' : '';
  return {
    pod,
    nodes: fits ? nodes : new Set(),
    mayRun: fits && !mayBind.includes(false),
    mayWait: fits && mayProvision.includes(true),
    mayFail: !(fits && isCertain),
    refusal: fits && isCertain ? undefined : `${uncertain}node(s) didn't find available persistent volumes to bind`,
  };
}

/** Whether a claim that no volume can serve gets one from its provisioner on every node that its pod may go to. */
function isProvisionedAnywhere(cluster: ClusterIndex, { affinity, antiAffinity }: Pod, result: ClaimResult, nodes: ReadonlySet<number>): boolean {
  const { claim, volumes, unbound } = result;
  if (volumes.length || affinity.length || antiAffinity.length || unbound.some(({ outcome }) => outcome !== 'provisioning')) return false;
  const storageClass = cluster.classNamed(claim.className);
  return storageClass !== undefined
    && [...nodes].every((node) => checkVolumeProvisions(cluster.inventory, claim, storageClass, cluster.nodes[node]) === 'provisionable');
}

function claimUpperBound(cluster: ClusterIndex, component: Component, claim: Claim, known: Map<string, Volume[]>): ClaimResult {
  const volumes = possibleVolumes(cluster, claim, known);
  const surplus = volumes.length >= component.claims.length && cluster.podsUsing(claim).every((pod) => onlyVolumesDecide(cluster, claim, pod));
  const unbound = surplus ? [] : [unboundWithoutScheduling(cluster, claim)];
  if (!cluster.isDelayBindingClaim(claim)) return { claim, ...listedVolumes(volumes), unbound };
  const storageClass = cluster.classNamed(claim.className)!;
  const mayProvision = cluster.podsUsing(claim).length > 0
    && cluster.nodes.some((node) => checkVolumeProvisions(cluster.inventory, claim, storageClass, node) === 'provisionable');
  if (!mayProvision) return { claim, ...listedVolumes(volumes), unbound };
  const waits = claim.from === undefined && cluster.podsUsing(claim).every(isUncertain) ? [unboundWithoutScheduling(cluster, claim)] : [];
  return { claim, ...listedVolumes(volumes), unbound: [noMatchingVolume(cluster, claim, claim.className), ...waits] };
}

/** Whether the default scheduler may never see the pod. */
function isUncertain({ optional, otherScheduler }: Pod): boolean {
  return optional || otherScheduler;
}

/** Whether a pod can be scheduled wherever there is a volume for the claim. */
function onlyVolumesDecide(cluster: ClusterIndex, claim: Claim, pod: Pod): boolean {
  const { uses, antiAffinity, affinity, after } = pod;
  return !cluster.isDelayBindingClaim(claim)
    || (uses.length === 1 && !antiAffinity.length && !affinity.length && after === undefined && !isUncertain(pod));
}

function possibleVolumes(cluster: ClusterIndex, claim: Claim, known: Map<string, Volume[]>): Volume[] {
  const preBound = cluster.preBoundVolumes(claim).filter((volume) => satisfies(PRE_BOUND_VOLUME, claim, volume));
  const requested = cluster.inventory.volumesByName.get(claim.volumeName);
  if (claim.volumeName !== '') {
    const isPossible = requested && (preBound.includes(requested) || cluster.preBoundVolumes(claim).includes(requested)
      || (requested.claimRef === undefined && (claim.bindCompleted || checkVolumeSatisfyClaim(claim, requested) === undefined)));
    return isPossible ? [requested] : [];
  }
  const ranges = cluster.unclaimedCandidates(claim);
  const pods = cluster.isDelayBindingClaim(claim) ? cluster.podsUsing(claim) : [];
  const id = JSON.stringify([
    ranges.length > 0, String(claim.request), claim.modes, claim.volumeMode, claim.className, cluster.retroactiveDefaultClass(claim),
    claim.attributesClass, claim.selector, pods.map((pod) => [pod.nodeSelector, pod.nodeAffinity, pod.tolerations]),
  ]);
  let unclaimed = known.get(id);
  if (!unclaimed) {
    unclaimed = ranges.flatMap(({ bucket, start }) => bucket.volumes.slice(start));
    if (pods.length) unclaimed = reachableVolumes(cluster, pods, unclaimed);
    known.set(id, unclaimed);
  }
  return preBound.length ? [...preBound, ...unclaimed] : unclaimed;
}

function reachableVolumes(cluster: ClusterIndex, pods: readonly Pod[], volumes: readonly Volume[]): Volume[] {
  const nodes = cluster.nodes.filter((node) => pods.some((pod) => nodeRejection(pod, node) === undefined));
  if (nodes.length * volumes.length > MAX_AFFINITY_CHECKS) return [...volumes];
  return volumes.filter((volume) => nodes.some((node) => checkNodeAffinity(volume, node)));
}

function possibleNodes(cluster: ClusterIndex, pod: Pod): Set<number> {
  return new Set(cluster.nodes.map((_, i) => i).filter((i) => nodeRejection(pod, cluster.nodes[i]) === undefined));
}
