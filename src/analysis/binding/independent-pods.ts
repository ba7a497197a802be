/*
 * Pods whose scheduling influences nothing: where they run follows from the results of their claims.
 */
import { ClaimResult, BindingResults, PodResult } from './binding-results';
import { ClusterIndex } from './cluster-index';
import { checkNodeAffinity, filterVolumeZone, nodeRejection, reasonNodeConflict } from './node-predicates';
import { Claim, Node, Pod, Volume } from '../model/model';
import { Arrival } from '../options';

export function scheduleIndependentPod(cluster: ClusterIndex, pod: Pod, results: BindingResults): void {
  results.pods.set(pod.key, pod.nodeName === '' ? schedule(cluster, pod, results) : podWithNodeName(cluster, pod, results));
}

/** A pod with spec.nodeName: the scheduler does not see it, and the kubelet waits for its claims. */
export function podWithNodeName(cluster: ClusterIndex, pod: Pod, results: BindingResults): PodResult {
  const node = cluster.nodes.findIndex((one) => one.name === pod.nodeName);
  const nodes = new Set(node < 0 ? [] : [node]);
  const problems = pod.uses.map((use) => {
    const result = results.claims.get(`${pod.namespace}/${use.claimName}`);
    if (!result) return `persistentvolumeclaim "${use.claimName}" not found`;
    if (!result.unbound.length) return undefined;
    return result.unbound.every(({ outcome }) => outcome === 'provisioning') ? '' : `persistentvolumeclaim "${use.claimName}" is not bound`;
  });
  const problem = problems.find((one) => one);
  return { pod, nodes, mayRun: problem === undefined && !problems.includes(''), mayWait: problem === undefined, refusal: problem };
}

function schedule(cluster: ClusterIndex, pod: Pod, results: BindingResults): PodResult {
  const rejected = (message: string, mayWait = false, possible = new Set<number>()): PodResult => (
    { pod, nodes: possible, mayRun: false, mayWait, refusal: message });
  if (pod.gated) return rejected('Scheduling is blocked due to non-empty scheduling gates');
  const count = cluster.nodes.length;
  if (!count) return rejected('no nodes available to schedule pods');
  const claims = pod.uses.map((use) => results.claims.get(`${pod.namespace}/${use.claimName}`));
  const problem = preFilter(pod, claims);
  if (problem) {
    const early = nodesBeforeClaimLost(cluster, pod, claims);
    return { ...rejected(`0/${count} nodes are available: ${problem}.`, false, early), mayRun: early.size > 0 };
  }
  const reasons = new Map<string, number>();
  const nodes = new Set<number>();
  cluster.nodes.forEach((node, i) => {
    const reason = nodeRejection(pod, node) ?? filterBoundVolumes(cluster, node, claims as ClaimResult[]);
    if (reason === undefined) nodes.add(i);
    else reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  });
  const unbound = (claims as ClaimResult[]).filter((result) => result.unbound.length > 0);
  const immediate = `0/${count} nodes are available: pod has unbound immediate PersistentVolumeClaims.`;
  const never = unbound.some((result) => !result.volumes.length);
  const onlyProvisioning = unbound.every((result) => result.unbound.every(({ outcome }) => outcome === 'provisioning'));
  if (never) return rejected(immediate, nodes.size > 0 && onlyProvisioning, nodes);
  if (!nodes.size) return rejected(`0/${count} nodes are available: ${[...reasons].map(([reason, n]) => `${n} ${reason}`).sort().join(', ')}.`);
  const conflict = `may get a volume that no node reaches: ${reasonNodeConflict(cluster.inventory.world.kubernetesVersion)}`;
  const elsewhere = alwaysFitsSomeNode(cluster, nodes, claims as ClaimResult[]) ? undefined : conflict;
  return { pod, nodes, mayRun: true, mayWait: false, refusal: unbound.length ? immediate : elsewhere };
}

/** Whether one of the nodes reaches the volumes of the pod, whichever of its possible volumes each claim gets. */
function alwaysFitsSomeNode(cluster: ClusterIndex, nodes: ReadonlySet<number>, claims: readonly ClaimResult[]): boolean {
  const open = claims.filter(({ volumes, more }) => volumes.length + more > 1);
  if (!open.length) return true;
  const fits = (node: number, volume: Volume) => checkNodeAffinity(volume, cluster.nodes[node]) && filterVolumeZone(cluster.nodes[node], volume);
  const all = [...nodes];
  if (all.some((node) => claims.every(({ volumes }) => volumes.every((volume) => fits(node, volume))))) return open.every(({ more }) => !more);
  if (open.length > 1 || open[0].more) return false;
  const closed = claims.filter((result) => result !== open[0]);
  return open[0].volumes.every((volume) => all.some((node) => fits(node, volume) && closed.every(({ volumes: [only] }) => fits(node, only))));
}

/** Where a pod may go that was created before its claim: a claim annotated as bound counts as such until the controller finds that it is Lost. */
function nodesBeforeClaimLost(cluster: ClusterIndex, pod: Pod, claims: ReadonlyArray<ClaimResult | undefined>): Set<number> {
  const { arrival } = cluster.inventory.world;
  const volumes = pod.uses.map((_, k) => {
    const { claim, volumes: [only, other] = [], unbound = [] } = claims[k] ?? {};
    if (!unbound.length) return other ? undefined : only;
    const comesFirst = claim && (arrival === Arrival.ANY || (arrival === Arrival.DOCUMENT_ORDER && pod.item.index < claim.item.index));
    return comesFirst && claim.bindCompleted ? cluster.inventory.volumesByName.get(claim.volumeName) : undefined;
  });
  return new Set(cluster.nodes.flatMap((node, i) => {
    const fits = (volume: Volume | undefined) => volume !== undefined && checkNodeAffinity(volume, node) && filterVolumeZone(node, volume);
    return nodeRejection(pod, node) === undefined && volumes.every(fits) ? [i] : [];
  }));
}

function preFilter(pod: Pod, claims: ReadonlyArray<ClaimResult | undefined>): string | undefined {
  const missing = pod.uses.find((use, k) => !claims[k] && !use.ephemeral);
  if (missing) return `persistentvolumeclaim "${missing.claimName}" not found`;
  for (const [k, use] of pod.uses.entries()) {
    const result = claims[k];
    if (!result) return `waiting for ephemeral volume controller to create the persistentvolumeclaim "${use.claimName}"`;
    const problem = unusableClaim(pod, use.ephemeral, result.claim);
    if (problem) return problem;
    if (!result.volumes.length && result.unbound.some(({ outcome }) => outcome === 'lost')) {
      return `persistentvolumeclaim "${use.claimName}" bound to non-existent persistentvolume "${result.claim.volumeName}"`;
    }
  }
  return undefined;
}

function unusableClaim(pod: Pod, ephemeral: boolean, claim: Claim): string | undefined {
  if (claim.deleting) return `persistentvolumeclaim "${claim.name}" is being deleted`;
  return ephemeral && claim.ownedByPod !== pod.name ? `PVC ${claim.key} was not created for pod ${pod.key} (pod is not owner)` : undefined;
}

/** Why a node cannot reach the volumes of bound claims; undefined if it can. */
function filterBoundVolumes(cluster: ClusterIndex, node: Node, claims: readonly ClaimResult[]): string | undefined {
  const bound = claims.filter((result) => result.volumes.length > 0);
  if (!bound.every((result) => result.volumes.some((volume) => checkNodeAffinity(volume, node)))) {
    return reasonNodeConflict(cluster.inventory.world.kubernetesVersion);
  }
  const zoneMatches = bound.every((result) => result.volumes.some((volume) => filterVolumeZone(node, volume)));
  return zoneMatches ? undefined : 'node(s) had no available volume zone';
}
