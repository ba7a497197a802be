/*
 * Pods whose scheduling influences nothing: where they run follows from the results of their claims.
 */
import { ClaimResult, BindingResults, PodResult } from './binding-results';
import { ClusterIndex } from './cluster-index';
import { checkNodeAffinity, filterVolumeZone, reasonNodeConflict } from './node-predicates';
import { Claim, Node, Pod, Volume } from '../model/admitted';
import { nodeRejection } from '../model/node-selection';
import { Arrival } from '../options';

export function scheduleIndependentPod(cluster: ClusterIndex, pod: Pod, results: BindingResults): void {
  results.pods.set(pod.key, pod.nodeName === '' ? schedule(cluster, pod, results) : podWithNodeName(cluster, pod, results));
}

/** A pod with spec.nodeName: the scheduler does not see it, and the kubelet waits for its claims. */
export function podWithNodeName(cluster: ClusterIndex, pod: Pod, results: BindingResults): PodResult {
  const node = cluster.nodes.findIndex((one) => one.name === pod.nodeName);
  const nodes = new Set(node < 0 ? [] : [node]);
  const uses = pod.uses.map((use) => useOnNode(cluster, node, use.claimName, results.claims.get(`${pod.namespace}/${use.claimName}`)));
  const problem = uses.find(({ failure }) => failure !== undefined)?.failure;
  const isPossible = uses.every(({ mayMount, mayWait }) => mayMount || mayWait);
  return {
    pod,
    nodes,
    mayRun: uses.every(({ mayMount }) => mayMount),
    mayWait: isPossible && uses.some(({ mayWait }) => mayWait),
    mayFail: problem !== undefined,
    refusal: problem,
  };
}

/** What may become of a claim on the node that its pod names. */
interface UseOnNode {
  readonly mayMount: boolean;
  /** Its volume may have to be provisioned first. */
  readonly mayWait: boolean;
  /** What the kubelet reports where the claim does not mount. */
  readonly failure?: string;
}

/** The kubelet mounts bound claims only, and checks the node affinity of their volumes (operation_generator.go, checkNodeAffinity). */
function useOnNode(cluster: ClusterIndex, node: number, name: string, result: ClaimResult | undefined): UseOnNode {
  if (!result) return { mayMount: false, mayWait: false, failure: `persistentvolumeclaim "${name}" not found` };
  const { volumes, unbound } = result;
  const unreachable = node < 0 ? undefined : volumes.find((volume) => !checkNodeAffinity(volume, cluster.nodes[node]));
  const stays = unbound.some(({ outcome }) => outcome !== 'provisioning');
  return {
    mayMount: volumes.some((volume) => node < 0 || checkNodeAffinity(volume, cluster.nodes[node])),
    mayWait: unbound.some(({ outcome }) => outcome === 'provisioning'),
    failure: unreachable ? `MountVolume.NodeAffinity check failed for volume "${unreachable.name}": no matching NodeSelectorTerms`
      : stays ? `persistentvolumeclaim "${name}" is not bound` : undefined,
  };
}

function schedule(cluster: ClusterIndex, pod: Pod, results: BindingResults): PodResult {
  const rejected = (message: string, possible = new Set<number>()): PodResult => (
    { pod, nodes: possible, mayRun: false, mayWait: false, mayFail: true, refusal: message });
  if (pod.gated) return rejected('Scheduling is blocked due to non-empty scheduling gates');
  const count = cluster.nodes.length;
  if (!count) return rejected('no nodes available to schedule pods');
  const claims = pod.uses.map((use) => results.claims.get(`${pod.namespace}/${use.claimName}`));
  const problem = preFilter(pod, claims);
  if (problem) {
    const early = problem.isLost ? nodesBeforeClaimLost(cluster, pod, claims) : new Set<number>();
    return { ...rejected(`0/${count} nodes are available: ${problem.message}.`, early), mayRun: early.size > 0 };
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
  const isProvisioning = ({ unbound: reasons_ }: ClaimResult) => reasons_.some(({ outcome }) => outcome === 'provisioning');
  const mayWait = nodes.size > 0 && unbound.some(isProvisioning) && unbound.every((result) => result.volumes.length > 0 || isProvisioning(result));
  const mayFail = unbound.some((result) => result.unbound.some(({ outcome }) => outcome !== 'provisioning'));
  if (never) return { ...rejected(immediate, mayWait ? nodes : undefined), mayWait, mayFail: mayFail || !mayWait };
  if (!nodes.size) {
    const message = `0/${count} nodes are available: ${[...reasons].map(([reason, n]) => `${n} ${reason}`).sort().join(', ')}.`;
    const certain = (claims as ClaimResult[]).filter((result) => !isProvisioning(result));
    const fits = (node: Node) => nodeRejection(pod, node) === undefined && filterBoundVolumes(cluster, node, certain) === undefined;
    const onceProvisioned = unbound.some(isProvisioning) ? cluster.nodes.flatMap((node, i) => (fits(node) ? [i] : [])) : [];
    return { ...rejected(message, new Set(onceProvisioned)), mayWait: onceProvisioned.length > 0 };
  }
  const conflict = `may get a volume that no node reaches: ${reasonNodeConflict(cluster.inventory.world.kubernetesVersion)}`;
  const elsewhere = alwaysFitsSomeNode(cluster, nodes, claims as ClaimResult[]) ? undefined : conflict;
  return { pod, nodes, mayRun: true, mayWait, mayFail: mayFail || elsewhere !== undefined, refusal: unbound.length ? immediate : elsewhere };
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
    const comesFirst = claim && (arrival === Arrival.ANY || (cluster.isInOrder && pod.item.index < claim.item.index));
    return comesFirst && claim.bindCompleted ? cluster.inventory.volumesByName.get(claim.volumeName) : undefined;
  });
  return new Set(cluster.nodes.flatMap((node, i) => {
    const fits = (volume: Volume | undefined) => volume !== undefined && checkNodeAffinity(volume, node) && filterVolumeZone(node, volume);
    return nodeRejection(pod, node) === undefined && volumes.every(fits) ? [i] : [];
  }));
}

function preFilter(pod: Pod, claims: ReadonlyArray<ClaimResult | undefined>): { message: string; isLost?: boolean } | undefined {
  const missing = pod.uses.find((use, k) => !claims[k] && !use.ephemeral);
  if (missing) return { message: `persistentvolumeclaim "${missing.claimName}" not found` };
  for (const [k, use] of pod.uses.entries()) {
    const result = claims[k];
    if (!result) return { message: `waiting for ephemeral volume controller to create the persistentvolumeclaim "${use.claimName}"` };
    const problem = unusableClaim(pod, use.ephemeral, result.claim);
    if (problem) return { message: problem };
    if (!result.volumes.length && result.unbound.some(({ outcome }) => outcome === 'lost')) {
      return {
        message: `persistentvolumeclaim "${use.claimName}" bound to non-existent persistentvolume `
        + `"${result.claim.volumeName}"`,
        isLost: true,
      };
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
