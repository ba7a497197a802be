/*
 * A state of a component: which group of volumes each claim is bound to, which node was selected for it, which node each pod is on.
 */
import { BindingProblem } from './problem';
import { LOST, NO_NODE, NOT_CREATED, UNBOUND, UNKNOWN_NODE } from './state-encoding';

/** Values of the claims, then their selected nodes, then values of the pods; see state-encoding.ts. */
export type State = Int16Array;

/** Where the values of a component's claims and pods are in its states. */
export class StateLayout {
  public readonly size: number;

  constructor(private readonly problem: BindingProblem) {
    this.size = 2 * problem.claims.length + problem.pods.length;
  }

  /** The state as the manifests describe it. */
  public initial(): State {
    const { claims, pods } = this.problem;
    const state = new Int16Array(this.size);
    claims.forEach(({ claim, requestedGroup, selectedNode }, c) => {
      const volumeIsGone = requestedGroup === undefined || requestedGroup < 0;
      state[c] = claim.bindCompleted && volumeIsGone ? LOST : UNBOUND;
      state[this.selectedNodeAt(c)] = selectedNode;
    });
    pods.forEach(({ pod }, p) => { state[this.podAt(p)] = pod.optional ? NOT_CREATED : this.newPod(p); });
    return state;
  }

  /** The value of a pod that has just been created. */
  public newPod(p: number): number {
    const { pods, nodes } = this.problem;
    const { nodeName } = pods[p].pod;
    const node = nodes.findIndex((one) => one.name === nodeName);
    return nodeName === '' ? NO_NODE : node < 0 ? UNKNOWN_NODE : node;
  }

  public selectedNodeAt(claim: number): number {
    return this.problem.claims.length + claim;
  }

  public podAt(pod: number): number {
    return 2 * this.problem.claims.length + pod;
  }

  /** How many volumes of each group no claim has, of those that exist. */
  public availableVolumes(state: State, existing: readonly number[] = this.problem.volumeGroups.map((group) => group.volumes.length)): number[] {
    const available = [...existing];
    for (let c = 0; c < this.problem.claims.length; c++) if (state[c] >= 0) available[state[c]]--;
    return available;
  }
}

/** Equal for equal states. */
export function stateKey(state: State): string {
  return state.join();
}
