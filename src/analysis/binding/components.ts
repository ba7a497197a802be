/*
 * Cuts a cluster into components: claims and pods of different components cannot influence each other.
 */
import { ClusterIndex } from './cluster-index';
import { termMatchesPod } from './inter-pod-affinity';
import { VolumeBucket } from './volume-index';
import { addTo } from '../../core/multimap';
import { Claim, Pod, PodTerm, Volume } from '../model/admitted';

/** Claims, volumes and pods that can influence each other. */
export interface Component {
  readonly claims: Claim[];
  readonly volumes: Volume[];
  /** Pods whose scheduling influences claims or other pods. */
  readonly pods: Pod[];
}

export interface Components {
  readonly components: readonly Component[];
  /** Pods that influence nothing: what they get follows from their claims. */
  readonly independentPods: readonly Pod[];
}

export function findComponents(cluster: ClusterIndex): Components {
  const claims = [...cluster.inventory.claims.values()].filter(({ goes }) => !goes);
  const { volumes } = cluster.inventory;
  const pods = [...cluster.inventory.pods.values()];
  const volumeAt = new Map(volumes.map((volume, i) => [volume, claims.length + i]));
  const claimAt = new Map(claims.map((claim, i) => [claim.key, i]));
  const podAt = new Map(pods.map((pod, i) => [pod, claims.length + volumes.length + i]));
  const sets = new DisjointSets(claims.length + volumes.length + pods.length);

  uniteClaimsWithVolumes(cluster, claims, volumeAt, sets);
  const interacting = interactingPods(cluster, pods, (a, b) => sets.unite(podAt.get(a)!, podAt.get(b)!));
  for (const pod of interacting) {
    for (const { claimName } of pod.uses) {
      const claim = claimAt.get(`${pod.namespace}/${claimName}`);
      if (claim !== undefined) sets.unite(podAt.get(pod)!, claim);
    }
  }

  const components = new Map<number, Component>();
  const componentOf = (element: number): Component => {
    const root = sets.find(element);
    let component = components.get(root);
    if (!component) components.set(root, component = { claims: [], volumes: [], pods: [] });
    return component;
  };
  claims.forEach((claim, i) => componentOf(i).claims.push(claim));
  for (const pod of interacting) componentOf(podAt.get(pod)!).pods.push(pod);
  for (const [volume, i] of volumeAt) components.get(sets.find(i))?.volumes.push(volume);
  return { components: [...components.values()], independentPods: pods.filter((pod) => !interacting.has(pod)) };
}

/** Unites each claim with every volume that it might get. Of a bucket all volumes from a start on belong together, so each is united once. */
function uniteClaimsWithVolumes(cluster: ClusterIndex, claims: readonly Claim[], volumeAt: ReadonlyMap<Volume, number>, sets: DisjointSets): void {
  const unitedFrom = new Map<VolumeBucket, number>();
  claims.forEach((claim, i) => {
    for (const volume of cluster.preBoundVolumes(claim)) sets.unite(i, volumeAt.get(volume)!);
    const requested = cluster.inventory.volumesByName.get(claim.volumeName);
    if (requested) sets.unite(i, volumeAt.get(requested)!);
    for (const { bucket, start } of cluster.unclaimedCandidates(claim)) {
      const last = bucket.volumes.length - 1;
      const until = unitedFrom.get(bucket) ?? last;
      for (let k = start; k < until; k++) sets.unite(volumeAt.get(bucket.volumes[k])!, volumeAt.get(bucket.volumes[last])!);
      unitedFrom.set(bucket, Math.min(until, start));
      sets.unite(i, volumeAt.get(bucket.volumes[last])!);
    }
  });
}

/** The pods whose scheduling influences claims or other pods; those that influence each other are united. */
function interactingPods(cluster: ClusterIndex, pods: readonly Pod[], unite: (a: Pod, b: Pod) => void): Set<Pod> {
  const result = new Set<Pod>();
  const together = (...some: Pod[]) => some.forEach((pod) => {
    result.add(pod);
    unite(some[0], pod);
  });
  for (const pod of pods) {
    const before = pod.after === undefined ? undefined : cluster.inventory.pods.get(pod.after);
    if (before) together(before, pod);
    if (pod.optional && pod.uses.some(({ claimName }) =>
      cluster.inventory.claims.get(`${pod.namespace}/${claimName}`)?.from !== undefined)) together(pod);
    if (pod.nodeName === '' && pod.uses.some(({ claimName }) => maySchedulerBind(cluster, pod, claimName))) together(pod);
  }
  for (const [key, users] of cluster.podsByClaim) {
    const claim = cluster.inventory.claims.get(key);
    if (users.length > 1 && claim?.modes.includes('ReadWriteOncePod')) together(...users);
  }
  const byDisk = new Map<string, Pod[]>();
  for (const pod of pods) for (const id of new Set(pod.disks.map((disk) => disk.id))) addTo(byDisk, id, pod);
  for (const sharing of byDisk.values()) if (sharing.length > 1) together(...sharing);
  for (const { holders, term } of affinityTerms(pods)) {
    const matched = pods.filter((pod) => termMatchesPod(term, pod));
    if (matched.length) together(...new Set([...holders, ...matched]));
  }
  return result;
}

function maySchedulerBind(cluster: ClusterIndex, pod: Pod, claimName: string): boolean {
  const claim = cluster.inventory.claims.get(`${pod.namespace}/${claimName}`);
  if (!claim) return false;
  const later = cluster.retroactiveDefaultClass(claim);
  return cluster.isDelayBindingClaim(claim) || (later !== undefined && cluster.isDelayBindingMode(later));
}

/** The distinct affinity terms and the pods that have them. */
function affinityTerms(pods: readonly Pod[]): Array<{ holders: Pod[]; term: PodTerm }> {
  const found = new Map<string, { holders: Pod[]; term: PodTerm }>();
  for (const pod of pods) {
    for (const term of [...pod.affinity, ...pod.antiAffinity]) {
      const key = JSON.stringify(term);
      const known = found.get(key);
      if (known) known.holders.push(pod);
      else found.set(key, { holders: [pod], term });
    }
  }
  return [...found.values()];
}

/** Union-find with path compression. */
class DisjointSets {
  private readonly parent: Int32Array;

  constructor(size: number) {
    this.parent = Int32Array.from({ length: size }, (_, i) => i);
  }

  public find(element: number): number {
    let root = element;
    while (this.parent[root] !== root) root = this.parent[root];
    for (let at = element; this.parent[at] !== root;) {
      const next = this.parent[at];
      this.parent[at] = root;
      at = next;
    }
    return root;
  }

  public unite(a: number, b: number): void {
    this.parent[this.find(a)] = this.find(b);
  }
}
