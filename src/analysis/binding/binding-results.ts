/*
 * What becomes of claims, volumes and pods, over all orders in which they can arrive and be processed.
 */
import { Claim, Pod, Volume } from '../model/admitted';

/** Why a claim has no volume. */
export interface UnboundReason {
  readonly outcome: 'provisioning' | 'waiting' | 'pending' | 'lost';
  /** Whether other objects in the cluster, which the input does not have, could change it. */
  readonly dependsOnCluster: boolean;
  readonly provisioner?: string;
  readonly event?: string;
  readonly message: string;
}

export interface ClaimResult {
  readonly claim: Claim;
  /** Volumes that it may get, at most MAX_LISTED_VOLUMES. */
  readonly volumes: readonly Volume[];
  /** How many more there are. */
  readonly more: number;
  /** Why it may have none; empty if it always gets one. */
  readonly unbound: readonly UnboundReason[];
  /** The classes that it may get, where several default classes are newest. */
  readonly classes?: readonly string[];
}

export interface VolumeResult {
  readonly volume: Volume;
  /** Whether a claim is bound to it. */
  readonly bound: 'always' | 'never' | 'maybe';
}

export interface PodResult {
  readonly pod: Pod;
  /** Indexes of the nodes that it may run on, or that its volumes may be provisioned for. */
  readonly nodes: ReadonlySet<number>;
  readonly mayRun: boolean;
  /** It may have to wait for volumes to be provisioned. */
  readonly mayWait: boolean;
  /** It may not be scheduled, or may have a node where its volumes do not mount. */
  readonly mayFail: boolean;
  /** It may not even be created, as the pod before it does not become ready. */
  readonly notCreated?: boolean;
  /** What the scheduler or the kubelet reports where it does not run. */
  readonly refusal?: string;
}

/** Volumes that are listed for one claim; thousands of claims that compete for thousands of volumes would fill the memory otherwise. */
const MAX_LISTED_VOLUMES = 500;

export interface BindingResults {
  readonly claims: Map<string, ClaimResult>;
  readonly volumes: Map<string, VolumeResult>;
  readonly pods: Map<string, PodResult>;
}

export function listedVolumes(volumes: readonly Volume[]): { volumes: readonly Volume[]; more: number } {
  const more = Math.max(0, volumes.length - MAX_LISTED_VOLUMES);
  return { volumes: more ? volumes.slice(0, MAX_LISTED_VOLUMES) : volumes, more };
}
