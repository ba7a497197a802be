/*
 * A moment of a contest: which claim has which kind of volume, which node was selected for it, which pod runs where.
 */
import { Contest, UNKNOWN_NODE } from './contest';

/** Values of a claim besides the kind that it has. */
export const UNBOUND = -1;
/** Unbound, and the default class was given to it. */
export const DEFAULTED = -2;
export const LOST = -3;

/** Values of a pod besides its node; also of a claim's selected node. */
export const NOWHERE = -1;
/** On one of its possible nodes, which one matters to nobody. */
export const SOMEWHERE = -2;
/** Scheduled, but the binding that it waits for never completes. */
export const STALLED = -4;
/** Added to a pod's node while its volumes are being provisioned there. */
export const WAITING = 10_000;

/** Claims, then selected nodes, then pods. */
export type State = Int16Array;

export class Layout {
  public readonly size: number;

  constructor(private readonly contest: Contest) {
    this.size = 2 * contest.claims.length + contest.pods.length;
  }

  public start(): State {
    const state = new Int16Array(this.size).fill(-1);
    this.contest.claims.forEach((contender, i) => {
      state[this.selected(i)] = contender.selectedNode;
      if (contender.claim.bindCompleted && (contender.named === undefined || contender.named < 0)) state[i] = LOST;
    });
    this.contest.pods.forEach(({ pod }, i) => {
      if (pod.nodeName === '') return;
      const node = this.contest.nodes.findIndex((one) => one.name === pod.nodeName);
      state[this.pod(i)] = node < 0 ? UNKNOWN_NODE : node;
    });
    return state;
  }

  public selected(claim: number): number {
    return this.contest.claims.length + claim;
  }

  public pod(pod: number): number {
    return 2 * this.contest.claims.length + pod;
  }

  /** How many volumes of each kind nobody has, of those that are available. */
  public left(state: State, available: readonly number[] = this.contest.kinds.map((kind) => kind.volumes.length)): number[] {
    const left = [...available];
    for (let i = 0; i < this.contest.claims.length; i++) if (state[i] >= 0) left[state[i]]--;
    return left;
  }
}

export function isUnbound(value: number): boolean {
  return value === UNBOUND || value === DEFAULTED;
}

/** Whether the pod runs. */
export function runs(value: number): boolean {
  return value !== NOWHERE && value !== STALLED && value < WAITING - 10;
}

/** Whether it was given a node, be it that its volumes are still being made. */
export function isPlaced(value: number): boolean {
  return value !== NOWHERE && value !== STALLED;
}

/** Index of the node of a placed pod; negative if it does not matter or is not known. */
export function nodeOf(value: number): number {
  return value >= WAITING - 10 ? value - WAITING : value;
}

export function key(state: State): string {
  return state.join();
}
