/*
 * A component as a search problem, in numbers: claims, groups of volumes, pods and nodes that can influence each other, with everything
 * about them that does not change while they bind. Claims, groups, pods and nodes are named by their index; -1 is none.
 */
import { ClusterIndex } from './cluster-index';
import { VolumeProvision } from './provisioning';
import { Claim, Node, Pod, Volume } from '../model/admitted';

/** Volumes that no claim and no pod of the component can tell apart. */
export interface VolumeGroup {
  readonly volumes: readonly Volume[];
  readonly sample: Volume;
  /** For each node: whether the node affinity of the volumes allows it. */
  readonly reachableFrom: readonly boolean[];
  /** For each node: whether it is in the zone that the volumes' labels name. */
  readonly zoneMatches: readonly boolean[];
}

/** Volumes with the same access modes. */
export interface AccessModeList {
  readonly preBound: readonly number[];
  /** Smallest first. */
  readonly unclaimed: readonly number[];
}

/** Lists with equally many access modes: which of them the controller looks at first is not defined. */
export interface AccessModeTier {
  readonly lists: readonly AccessModeList[];
}

/** The volumes that a claim chooses from when it has a certain class. */
export interface ClassCandidates {
  readonly className: string;
  /** The class has the mode WaitForFirstConsumer. */
  readonly delayBinding: boolean;
  /** For the controller, fewest access modes first. */
  readonly tiers: readonly AccessModeTier[];
  /** For the scheduler: pre-bound groups. */
  readonly preBound: readonly number[];
  /** For the scheduler: the others, smallest first. */
  readonly unclaimed: readonly number[];
  /** For each node: whether a volume can be provisioned for the claim. */
  readonly provisioning: readonly VolumeProvision[];
}

export interface ProblemClaim {
  readonly claim: Claim;
  readonly candidates: ClassCandidates;
  /** Candidates once the controller has assigned the default class to a claim without class. */
  readonly defaultedCandidates?: ClassCandidates;
  /** Group of the volume in spec.volumeName, -1 if that volume does not exist; undefined if the claim names none. */
  readonly requestedGroup?: number;
  /** The controller binds the claim to the volume that it names, if that one is available. */
  readonly requestedFits: boolean;
  /** A claim annotated as bound gets the volume that it names back; otherwise it is Lost. */
  readonly rebinds: boolean;
  /** Pod that the claim is created with, if that pod has to wait for another one. */
  readonly createdWithPod: number;
  /** As a state encodes it. */
  readonly selectedNode: number;
  readonly readWriteOncePod: boolean;
  /** Pods that use it. */
  readonly pods: readonly number[];
}

export interface ProblemPod {
  readonly pod: Pod;
  /** Claims of its volumes, in order; -1 for one that does not exist. */
  readonly claims: readonly number[];
  /** For each node why the scheduler rejects it whatever the volumes are; undefined where it does not. */
  readonly nodeRejections: ReadonlyArray<string | undefined>;
  /** Pod that must be ready before this one is created. */
  readonly predecessor: number;
  /** Which node it gets influences other pods or claims. */
  readonly nodeMatters: boolean;
  /** It has affinity terms, or terms of other pods select it. */
  readonly hasPodAffinity: boolean;
}

export interface BindingProblem {
  readonly cluster: ClusterIndex;
  readonly claims: readonly ProblemClaim[];
  readonly volumeGroups: readonly VolumeGroup[];
  readonly pods: readonly ProblemPod[];
  readonly nodes: readonly Node[];
  /** For each group: how many claims could get a volume of it. */
  readonly demand: readonly number[];
}

/** Every group of which a claim could get a volume. */
export function candidateGroups({ candidates, defaultedCandidates, requestedGroup }: ProblemClaim): Set<number> {
  const all = new Set<number>(requestedGroup !== undefined && requestedGroup >= 0 ? [requestedGroup] : []);
  for (const { tiers, preBound, unclaimed } of defaultedCandidates ? [candidates, defaultedCandidates] : [candidates]) {
    for (const { lists } of tiers) {
      for (const list of lists) for (const group of [...list.preBound, ...list.unclaimed]) all.add(group);
    }
    for (const group of [...preBound, ...unclaimed]) all.add(group);
  }
  return all;
}
