/*
 * What becomes of claims, volumes and pods, over all the ways in which things can go.
 */
import { Claim, Pod, Volume } from '../model/model';

/** A way in which a claim has no volume. */
export interface Unbound {
  readonly outcome: 'provisioning' | 'waiting' | 'pending' | 'lost';
  /** Whether more objects in the cluster could change it. */
  readonly depends: boolean;
  readonly provisioner?: string;
  readonly event?: string;
  readonly message: string;
}

export interface ClaimFate {
  readonly claim: Claim;
  /** Volumes that it may get, at most `MOST_LISTED`. */
  readonly volumes: readonly Volume[];
  /** How many more there are. */
  readonly more: number;
  /** Ways in which it has none. */
  readonly unbound: readonly Unbound[];
}

export interface VolumeFate {
  readonly volume: Volume;
  readonly taken: 'always' | 'never' | 'maybe';
}

export interface PodFate {
  readonly pod: Pod;
  /** Indexes of the nodes that it may run on, or that its volumes may be made for. */
  readonly nodes: ReadonlySet<number>;
  readonly mayRun: boolean;
  readonly mayWait: boolean;
  /** It is not even made in some way, as the pod before it does not get ready. */
  readonly queues?: boolean;
  /** What the scheduler says in the ways in which it stays where it is. */
  readonly refusal?: string;
}

/** Volumes that are listed for one claim; a contest of thousands would fill the memory otherwise. */
export const MOST_LISTED = 500;

export interface Fates {
  readonly claims: Map<string, ClaimFate>;
  readonly volumes: Map<string, VolumeFate>;
  readonly pods: Map<string, PodFate>;
}

export function listed(volumes: readonly Volume[]): { volumes: readonly Volume[]; more: number } {
  return volumes.length > MOST_LISTED ? { volumes: volumes.slice(0, MOST_LISTED), more: volumes.length - MOST_LISTED } : { volumes, more: 0 };
}
