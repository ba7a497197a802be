/*
 * Builds the search problem of a component.
 */
import { ClusterIndex } from './cluster-index';
import { Component } from './components';
import { termMatchesPod } from './inter-pod-affinity';
import { checkNodeAffinity, filterVolumeZone, zoneLabels } from './node-predicates';
import { ACCESS_MODES, checkVolumeSatisfyClaim, isVolumeBoundToClaim, PRE_BOUND_VOLUME, satisfies } from './predicates';
import { AccessModeTier, BindingProblem, candidateGroups, ClassCandidates, ProblemClaim, ProblemPod, VolumeGroup } from './problem';
import { checkVolumeProvisions } from './provisioning';
import { NO_NODE, UNKNOWN_NODE } from './state-encoding';
import { addTo } from '../../core/multimap';
import { Claim, Node, Volume } from '../model/admitted';
import { nodeRejection } from '../model/node-selection';

export function buildProblem(cluster: ClusterIndex, component: Component): BindingProblem {
  return new ProblemBuilder(cluster, component).build();
}

class ProblemBuilder {
  private readonly nodes: readonly Node[];
  private readonly volumeGroups: readonly VolumeGroup[];
  private readonly groupOf: ReadonlyMap<Volume, number>;
  private readonly claimAt: ReadonlyMap<string, number>;
  private readonly podAt: ReadonlyMap<string, number>;
  /** Candidates of claims that ask for the same and have no pre-bound volume. */
  private readonly sharedCandidates = new Map<string, ClassCandidates>();

  constructor(private readonly cluster: ClusterIndex, private readonly component: Component) {
    this.nodes = cluster.nodes;
    this.volumeGroups = groupVolumes(component, cluster.nodes);
    this.groupOf = new Map(this.volumeGroups.flatMap(({ volumes }, i) => volumes.map((volume): [Volume, number] => [volume, i])));
    this.claimAt = new Map(component.claims.map((claim, i) => [claim.key, i]));
    this.podAt = new Map(component.pods.map((pod, i) => [pod.key, i]));
  }

  public build(): BindingProblem {
    const { cluster, nodes, volumeGroups } = this;
    const claims = this.component.claims.map((claim) => this.problemClaim(claim));
    const demand = volumeGroups.map(() => 0);
    for (const claim of claims) for (const group of candidateGroups(claim)) demand[group]++;
    return { cluster, claims, volumeGroups, nodes, demand, pods: this.problemPods(claims) };
  }

  private problemClaim(claim: Claim): ProblemClaim {
    const later = this.cluster.retroactiveDefaultClass(claim);
    const requested = claim.volumeName === '' ? undefined : this.cluster.inventory.volumesByName.get(claim.volumeName);
    return {
      claim,
      candidates: this.classCandidates(claim, claim.className),
      defaultedCandidates: later === undefined ? undefined : this.classCandidates(claim, later),
      requestedGroup: claim.volumeName === '' ? undefined : requested ? this.groupOf.get(requested) ?? -1 : -1,
      requestedFits: requested !== undefined && (isVolumeBoundToClaim(requested, claim)
        || (requested.claimRef === undefined && checkVolumeSatisfyClaim(claim, requested) === undefined)),
      rebinds: rebinds(claim, requested),
      createdWithPod: this.creatingPod(claim),
      selectedNode: this.selectedNode(claim),
      readWriteOncePod: claim.modes.includes('ReadWriteOncePod'),
      pods: this.cluster.podsUsing(claim).map((pod) => this.podAt.get(pod.key) ?? -1).filter((i) => i >= 0),
    };
  }

  private classCandidates(claim: Claim, className: string): ClassCandidates {
    const preBound = this.cluster.preBoundVolumes(claim).filter((volume) => satisfies(PRE_BOUND_VOLUME, claim, volume));
    if (preBound.length) return this.findCandidates(claim, className, preBound);
    const key = JSON.stringify([
      className, searches(claim), String(claim.request), claim.modes, claim.volumeMode, claim.attributesClass, claim.selector,
    ]);
    let found = this.sharedCandidates.get(key);
    if (!found) this.sharedCandidates.set(key, found = this.findCandidates(claim, className, []));
    return found;
  }

  private findCandidates(claim: Claim, className: string, preBound: readonly Volume[]): ClassCandidates {
    const delayBinding = this.cluster.isDelayBindingMode(className);
    const storageClass = this.cluster.classNamed(className);
    const ranges = searches(claim) ? this.cluster.volumeIndex.findByClaim(claim, className) : [];
    const unclaimed = ranges.map(({ bucket, start }) => this.groupsFrom(bucket.volumes, start)).filter((groups) => groups.length);
    const { cluster: { inventory }, nodes } = this;
    return {
      className,
      delayBinding,
      tiers: this.tiers(claim, preBound, delayBinding ? [] : unclaimed),
      preBound: preBound.filter((volume) => volume.className === className).map((volume) => this.groupOf.get(volume)!),
      unclaimed: delayBinding ? [...new Set(unclaimed.flat())].sort((a, b) => this.compareCapacity(a, b)) : [],
      provisioning: delayBinding && storageClass ? nodes.map((node) => checkVolumeProvisions(inventory, claim, storageClass, node)) : [],
    };
  }

  /**
   * The groups of a bucket's volumes from `start` on, smallest first. A bucket may have volumes of other components, which no claim of this
   * one can get.
   */
  private groupsFrom(volumes: readonly Volume[], start: number): number[] {
    const found = new Set<number>();
    for (let i = start; i < volumes.length; i++) {
      const group = this.groupOf.get(volumes[i]);
      if (group !== undefined) found.add(group);
    }
    return [...found];
  }

  private tiers(claim: Claim, preBound: readonly Volume[], unclaimed: ReadonlyArray<readonly number[]>): AccessModeTier[] {
    const lists = new Map<string, { modeCount: number; preBound: number[]; unclaimed: number[] }>();
    const listOf = ({ modes }: Volume) => {
      const key = modes.join();
      let list = lists.get(key);
      if (!list) lists.set(key, list = { modeCount: modes.length, preBound: [], unclaimed: [] });
      return list;
    };
    for (const volume of preBound) if (ACCESS_MODES.holds(claim, volume)) listOf(volume).preBound.push(this.groupOf.get(volume)!);
    for (const groups of unclaimed) listOf(this.volumeGroups[groups[0]].sample).unclaimed.push(...groups);
    const counts = [...new Set([...lists.values()].map(({ modeCount }) => modeCount))].sort((a, b) => a - b);
    return counts.map((count) => ({ lists: [...lists.values()].filter(({ modeCount }) => modeCount === count) }));
  }

  private compareCapacity(a: number, b: number): number {
    const [one, other] = [this.volumeGroups[a].sample.capacity, this.volumeGroups[b].sample.capacity];
    return one < other ? -1 : one > other ? 1 : 0;
  }

  private selectedNode({ selectedNode }: Claim): number {
    if (selectedNode === undefined) return NO_NODE;
    const node = this.nodes.findIndex(({ name }) => name === selectedNode);
    return node < 0 ? UNKNOWN_NODE : node;
  }

  private creatingPod(claim: Claim): number {
    if (claim.from === undefined) return -1;
    const creator = this.cluster.podsUsing(claim)
      .find((pod) => (pod.after !== undefined || pod.optional) && (pod.from ?? `Pod/${pod.name}`) === claim.from);
    return creator ? this.podAt.get(creator.key) ?? -1 : -1;
  }

  private problemPods(claims: readonly ProblemClaim[]): ProblemPod[] {
    const { pods } = this.component;
    const isShared = (c: number) => c >= 0 && claims[c].pods.length > 1
      && (claims[c].candidates.delayBinding || claims[c].defaultedCandidates?.delayBinding === true);
    return pods.map((pod): ProblemPod => {
      const own = pod.uses.map((use) => this.claimAt.get(`${pod.namespace}/${use.claimName}`) ?? -1);
      const hasPodAffinity = pod.affinity.length + pod.antiAffinity.length > 0
        || pods.some((other) => [...other.antiAffinity, ...other.affinity].some((term) => termMatchesPod(term, pod)));
      return {
        pod,
        claims: own,
        nodeRejections: this.nodes.map((node) => nodeRejection(pod, node)),
        predecessor: pod.after === undefined ? -1 : this.podAt.get(pod.after) ?? -1,
        hasPodAffinity,
        nodeMatters: hasPodAffinity || pod.disks.length > 0 || own.some(isShared),
      };
    });
  }
}

/** Volumes that are named by themselves stay alone; labels and places only tell volumes apart where something asks for them. */
function groupVolumes({ claims, pods, volumes: all }: Component, nodes: readonly Node[]): VolumeGroup[] {
  const requested = new Set(claims.map((claim) => claim.volumeName));
  const selects = claims.some((claim) => claim.selector !== undefined);
  const places = pods.length > 0;
  const alike = new Map<string, Volume[]>();
  for (const volume of all) {
    const isAlone = requested.has(volume.name) || volume.claimRef || volume.deleting;
    addTo(alike, isAlone ? volume.name : JSON.stringify([
      String(volume.capacity), volume.className, volume.volumeMode, volume.attributesClass, volume.modes,
      selects ? Object.entries(volume.labels).sort() : 0,
      places ? [volume.nodeAffinity ?? 0, zoneLabels(volume.labels).map((label) => volume.labels[label])] : 0,
    ]), volume);
  }
  return [...alike.values()].map((volumes) => ({
    volumes,
    sample: volumes[0],
    reachableFrom: places ? nodes.map((node) => checkNodeAffinity(volumes[0], node)) : [],
    zoneMatches: places ? nodes.map((node) => filterVolumeZone(node, volumes[0])) : [],
  }));
}

/** Whether a claim looks for a volume: one that names its volume, or was bound before, takes no other. */
function searches(claim: Claim): boolean {
  return claim.volumeName === '' && !claim.bindCompleted;
}

/** The volume has no claimRef, or one with the claim's uid. */
function rebinds(claim: Claim, volume: Volume | undefined): boolean {
  if (!volume) return false;
  return !volume.claimRef || (volume.claimRef.uid !== '' && volume.claimRef.uid === claim.uid);
}
