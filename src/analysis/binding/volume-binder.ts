/*
 * The scheduler's volume binder: the volumes of one pod on one node.
 * Mirrors pkg/scheduler/framework/plugins/volumebinding/binder.go.
 */
import { reasonNodeConflict } from './node-predicates';
import { ACCESS_MODES } from './predicates';
import { BindingProblem, candidateGroups } from './problem';
import { candidatesOf, smallestVolumes } from './pv-controller';
import { State, StateLayout } from './state';
import { isUnbound, NO_NODE } from './state-encoding';

/** One way to schedule a pod. */
export interface Placement {
  readonly node: number;
  /** Claims and the volume groups that the scheduler binds them to. */
  readonly staticBindings: readonly Binding[];
  /** Claims whose volumes are to be provisioned for the node. */
  readonly dynamicProvisions: readonly number[];
  /** The controller rejects a volume that the scheduler picked, or a provisioner refuses a claim, so the binding never completes. */
  readonly neverBinds: boolean;
}

/** A claim and a group of volumes. */
type Binding = readonly [claim: number, group: number];

interface Matching {
  readonly bindings: readonly Binding[];
  /** Claims that no volume matches. */
  readonly unmatched: readonly number[];
}

const REASON_BIND_CONFLICT = "node(s) didn't find available persistent volumes to bind";
const REASON_NOT_ENOUGH_SPACE = 'node(s) did not have enough free storage';

/** Work of a step of the search, for each claim and volume that it looks at. */
const WORK_PER_STEP = 20;

/**
 * Up to this many claims of one pod Go sorts by insertion (sort.Sort, pdqsort), which leaves equally large ones in the order of the pod's volumes.
 */
const MAX_STABLE_SORT = 12;

export class VolumeBinder {
  private readonly reasonNodeConflict: string;
  private readonly candidateGroups: ReadonlyArray<ReadonlySet<number>>;

  /** @param spend Is told of each step of a search, and may throw where there are too many. */
  constructor(private readonly problem: BindingProblem, private readonly layout: StateLayout, private readonly volumesMayBeLate: boolean,
    private readonly spend: (work: number) => void) {
    const { kubernetesVersion } = problem.cluster.inventory.world;
    this.candidateGroups = problem.claims.map(candidateGroups);
    this.reasonNodeConflict = reasonNodeConflict(kubernetesVersion);
  }

  /** The volume groups that claims are bound to. */
  public boundGroups(state: State, claims: readonly number[]): number[] {
    return [...new Set(claims.flatMap((c) => this.boundGroup(state, c) ?? []))];
  }

  /** A claim that is unbound although nothing has to wait for the pod: it has an Immediate class, or names its volume. */
  public isUnboundImmediate(state: State, c: number): boolean {
    const claim = this.problem.claims[c];
    const delayBinding = claim.requestedGroup === undefined && candidatesOf(claim, state[c]).delayBinding;
    return isUnbound(state[c]) && this.boundGroup(state, c) === undefined && !delayBinding;
  }

  /**
   * How a node can serve the claims of a pod, or why it cannot (a reason a line).
   *
   * @param claims A claim that several volumes of the pod use is in it as often: the scheduler looks for as many volumes.
   * @param ignored Claims that do not matter.
   */
  public findPodVolumes(state: State, available: readonly number[], claims: readonly number[], node: number,
    ignored: ReadonlySet<number>): string | Placement[] {
    const conflict = this.checkBoundClaims(state, claims, node) ? '' : this.reasonNodeConflict;
    const unbound = claims.filter((c) => isUnbound(state[c]) && this.boundGroup(state, c) === undefined && !ignored.has(c));
    const found = this.findVolumesToBind(state, available, unbound, node);
    if (!conflict && typeof found !== 'string') return found;
    return [conflict, typeof found === 'string' ? found : ''].filter((reason) => reason).join('\n');
  }

  /** Whether the node reaches the volumes that claims of the pod are bound to. */
  private checkBoundClaims(state: State, claims: readonly number[], node: number): boolean {
    return this.boundGroups(state, claims).every((group) => this.problem.volumeGroups[group].reachableFrom[node]);
  }

  /** The group that the scheduler takes a claim to be bound to: one annotated as bound counts as such until the controller finds that it is Lost. */
  private boundGroup(state: State, c: number): number | undefined {
    if (state[c] >= 0) return state[c];
    const { claim, requestedGroup } = this.problem.claims[c];
    return isUnbound(state[c]) && claim.bindCompleted && requestedGroup !== undefined && requestedGroup >= 0 ? requestedGroup : undefined;
  }

  private findVolumesToBind(state: State, available: readonly number[], unbound: readonly number[], node: number): string | Placement[] {
    const selectedNode = (c: number) => state[this.layout.selectedNodeAt(c)];
    const toProvision = [...new Set(unbound.filter((c) => selectedNode(c) !== NO_NODE))];
    if (toProvision.some((c) => selectedNode(c) !== node)) return REASON_BIND_CONFLICT;
    const toMatch = unbound.filter((c) => !toProvision.includes(c)).sort((a, b) => this.compareRequests(a, b));
    const placements = new Map<string, Placement>();
    let reason = REASON_BIND_CONFLICT;
    const anyOrder = toMatch.length > MAX_STABLE_SORT;
    for (const { bindings, unmatched } of this.findMatchingVolumes(state, [...available], toMatch, node, anyOrder)) {
      const provisions = [...new Set([...toProvision, ...unmatched])];
      const rejection = this.checkVolumeProvisions(state, provisions, node);
      if (rejection !== undefined) {
        reason = rejection;
        continue;
      }
      const dynamicProvisions = provisions.filter((c) => !bindings.some(([bound]) => bound === c));
      const isRefused = dynamicProvisions.some((c) => candidatesOf(this.problem.claims[c], state[c]).provisioning[node] === 'refused');
      for (const staticBindings of oneBindingPerClaim(bindings)) {
        const neverBinds = isRefused || staticBindings.some(([c, group]) => !hasAccessModes(this.problem, c, group));
        const key = JSON.stringify([[...staticBindings].sort((a, b) => a[0] - b[0]), [...dynamicProvisions].sort(), neverBinds]);
        placements.set(key, { node, staticBindings, dynamicProvisions, neverBinds });
      }
    }
    return placements.size ? [...placements.values()] : reason;
  }

  /** Why the volumes of claims cannot be provisioned for a node; undefined if they can. */
  private checkVolumeProvisions(state: State, claims: readonly number[], node: number): string | undefined {
    const answers = claims.map((c) => candidatesOf(this.problem.claims[c], state[c]).provisioning[node] ?? 'bindConflict');
    const rejection = answers.find((answer) => answer !== 'provisionable' && answer !== 'refused');
    if (rejection === undefined) return undefined;
    return rejection === 'notEnoughSpace' ? REASON_NOT_ENOUGH_SPACE : REASON_BIND_CONFLICT;
  }

  private compareRequests(a: number, b: number): number {
    const [one, other] = [this.problem.claims[a].claim.request, this.problem.claims[b].claim.request];
    return one < other ? -1 : one > other ? 1 : 0;
  }

  /**
   * Greedy, as the scheduler is: claim by claim, the smallest volume, never taken back; all ties.
   *
   * @param anyOrder Equally large claims come in every order.
   */
  private findMatchingVolumes(state: State, available: number[], order: readonly number[], node: number, anyOrder: boolean): Matching[] {
    if (!order.length) return [{ bindings: [], unmatched: [] }];
    const results: Matching[] = [];
    for (const c of anyOrder ? this.firstClaims(state, available, order, node) : [order[0]]) {
      const others = order.filter((_, i) => i !== order.indexOf(c));
      const matching = this.findMatchingVolume(state, available, c, node);
      this.spend(WORK_PER_STEP * (order.length + matching.length));
      for (const group of matching) {
        available[group]--;
        for (const { bindings, unmatched } of this.findMatchingVolumes(state, available, others, node, anyOrder)) {
          results.push({ bindings: [[c, group], ...bindings], unmatched });
        }
        available[group]++;
      }
      if (matching.length && !this.volumesMayBeLate) continue;
      for (const { bindings, unmatched } of this.findMatchingVolumes(state, available, others, node, anyOrder)) {
        results.push({ bindings, unmatched: [c, ...unmatched] });
      }
    }
    return results;
  }

  /** Which of the equally large claims may come first: one alone if it takes what none of the others can take, as then its turn decides nothing. */
  private firstClaims(state: State, available: readonly number[], order: readonly number[], node: number): readonly number[] {
    const equal = order.filter((c) => this.compareRequests(c, order[0]) === 0);
    const independent = equal.find((c) => {
      const matching = this.findMatchingVolume(state, available, c, node);
      return order.every((other) => other === c || matching.every((group) => !this.candidateGroups[other].has(group)));
    });
    return independent === undefined ? equal : [independent];
  }

  /** The groups of volumes that FindMatchingVolume may return for a claim on a node: a pre-bound volume, else one of the smallest. */
  private findMatchingVolume(state: State, available: readonly number[], c: number, node: number): number[] {
    const candidates = candidatesOf(this.problem.claims[c], state[c]);
    const isReachable = (group: number) => this.problem.volumeGroups[group].reachableFrom[node];
    const preBound = candidates.preBound.filter((group) => available[group] > 0);
    if (this.volumesMayBeLate) return [...preBound, ...candidates.unclaimed].filter((group) => available[group] > 0 && isReachable(group));
    if (preBound.length) return preBound.filter(isReachable);
    return smallestVolumes(this.problem, candidates.unclaimed, available, isReachable);
  }
}

/** The scheduler matches pre-bound volumes without looking at their access modes; the controller does not bind those that lack one. */
export function hasAccessModes(problem: BindingProblem, c: number, group: number): boolean {
  return ACCESS_MODES.holds(problem.claims[c].claim, problem.volumeGroups[group].sample);
}

/** Of several volumes that were picked for one claim the controller keeps one. */
function oneBindingPerClaim(bindings: readonly Binding[]): Array<readonly Binding[]> {
  let ways: Array<readonly Binding[]> = [[]];
  for (const claim of new Set(bindings.map(([c]) => c))) {
    ways = ways.flatMap((way) => bindings.filter(([c]) => c === claim).map((binding) => [...way, binding]));
  }
  return ways;
}
