/*
 * Searches the states of a component for those in which nothing more happens, by trying every order that the arrival allows; ties are tried
 * both ways.
 */
import { ArrivalStage } from './arrival-stages';
import { BindingProblem, candidateGroups, ProblemClaim } from './problem';
import { provisionClaim, refusalOf } from './provisioning';
import { candidatesOf, syncClaim } from './pv-controller';
import { Scheduler, SchedulingAttempt } from './scheduler';
import { State, stateKey, StateLayout } from './state';
import { ANY_NODE, BINDING_NEVER_COMPLETES, isPlaced, isRunning, isUnbound, NO_NODE, NOT_CREATED, provisioningOn } from './state-encoding';
import { hasAccessModes, Placement } from './volume-binder';

/** Work that is left for all components of a plan; the unit is one number written to a state. */
export class WorkBudget {
  constructor(private left: number) {}

  public share(most: number): number {
    return Math.min(this.left, most);
  }

  public spend(work: number): void {
    this.left -= work;
  }
}

/** The search takes more work than allowed. */
class BudgetExceeded extends Error {}

export class StateSpace {
  public readonly layout: StateLayout;
  private readonly scheduler: Scheduler;
  /** The scheduler once every volume exists. */
  private readonly finalScheduler: Scheduler;
  private readonly placedNodes: Array<Set<number>>;
  private readonly independentClaims: readonly boolean[];
  private readonly independentPods: readonly boolean[];
  private readonly claimArrived: boolean[];
  private readonly podArrived: boolean[];
  private existingVolumes: number[];
  private provisioningDone = false;
  /** Which pods exist in a state, where that takes a search: each asks for its predecessor. */
  private podExistsMemo = new WeakMap<State, Map<number, boolean>>();
  private workDone = 0;
  private workLimit = Infinity;

  constructor(private readonly problem: BindingProblem, private readonly volumesMayBeLate: boolean) {
    this.layout = new StateLayout(problem);
    this.scheduler = new Scheduler(problem, this.layout, volumesMayBeLate, (work) => this.spend(work));
    this.finalScheduler = volumesMayBeLate ? new Scheduler(problem, this.layout, false, (work) => this.spend(work)) : this.scheduler;
    this.placedNodes = problem.pods.map(() => new Set<number>());
    this.existingVolumes = problem.volumeGroups.map((group) => group.volumes.length);
    this.claimArrived = problem.claims.map(() => false);
    this.podArrived = problem.pods.map(() => false);
    const isUncontested = (claim: ProblemClaim) => [...candidateGroups(claim)].every((group) => problem.demand[group] === 1);
    this.independentClaims = problem.claims.map((claim) => !claim.claim.bindCompleted && isUncontested(claim));
    this.independentPods = problem.pods.map(({ nodeMatters, claims }) => !nodeMatters && claims.every(
      (c) => c < 0 || (this.independentClaims[c] && problem.claims[c].pods.length === 1)));
  }

  /** The final states when all volumes exist from the start; undefined if the search takes more than `most` work. */
  public search(stages: readonly ArrivalStage[], most: number): readonly State[] | undefined {
    return this.withinBudget(most, () => {
      this.existingVolumes = this.problem.volumeGroups.map((group) => group.volumes.length);
      let states: State[] = [this.layout.initial()];
      for (const stage of stages) {
        this.arrive(stage);
        states = this.reachFinalStates(states);
      }
      return this.finish(states);
    });
  }

  /**
   * The final states when each volume arrives in its stage. An older claim sees the volume only when the controller syncs it again, which
   * may be any time later: so only what arrives in a stage has been synced when the next one begins.
   */
  public searchWithLateVolumes(stages: readonly ArrivalStage[], most: number): readonly State[] | undefined {
    return this.withinBudget(most, () => {
      this.existingVolumes = this.problem.volumeGroups.map(() => 0);
      let states: State[] = [this.layout.initial()];
      for (const stage of stages) {
        this.arrive(stage);
        for (const group of stage.volumeGroups) this.existingVolumes[group]++;
        states = this.reachFinalStates(states, stage);
      }
      return this.finish(this.reachFinalStates(states));
    });
  }

  public get spent(): number {
    return this.workDone;
  }

  /** Nodes that a pod may get, where the states only say that it has one. */
  public possibleNodes(p: number): ReadonlySet<number> {
    return this.placedNodes[p];
  }

  /** Whether the claim has been created in a state. */
  public claimExists(state: State, c: number): boolean {
    const { createdWithPod } = this.problem.claims[c];
    return this.claimArrived[c] && (createdWithPod < 0 || this.podExists(state, createdWithPod));
  }

  /** Whether the pod has been created in a state: its predecessor runs, or will. */
  public podExists(state: State, p: number): boolean {
    if (state[this.layout.podAt(p)] === NOT_CREATED) return false;
    return this.mayBeCreated(state, p);
  }

  /** Whether nothing keeps a pod from being created; an optional one may still never be. */
  private mayBeCreated(state: State, p: number): boolean {
    const { predecessor } = this.problem.pods[p];
    if (!this.podArrived[p]) return false;
    if (predecessor < 0 || isRunning(state[this.layout.podAt(predecessor)])) return true;
    if (!this.provisioningDone) return false;
    const known = this.podExistsMemo.get(state) ?? new Map<number, boolean>();
    this.podExistsMemo.set(state, known);
    let exists = known.get(p);
    if (exists === undefined) known.set(p, exists = this.podExists(state, predecessor) && this.willRun(state, predecessor));
    return exists;
  }

  /** Why a pod is not scheduled in a final state. */
  public schedulePod(state: State, p: number): SchedulingAttempt {
    return this.finalScheduler.schedulePod(state, this.availableVolumes(state), p, (c) => this.claimExists(state, c));
  }

  /** Whether a pod waits for nothing but its volumes being provisioned. */
  private willRun(state: State, p: number): boolean {
    return isPlaced(state[this.layout.podAt(p)]) || this.nodesOnceProvisioned(state, p).length > 0;
  }

  /** Nodes for a pod that has none, once the volumes exist that are being provisioned for its claims. */
  public nodesOnceProvisioned(state: State, p: number): number[] {
    return [...new Set(this.placementsOnceProvisioned(state, p).map(({ node }) => node))];
  }

  private placementsOnceProvisioned(state: State, p: number): readonly Placement[] {
    const { claims } = this.problem.pods[p];
    if (state[this.layout.podAt(p)] !== NO_NODE || claims.some((c) => c < 0)) return [];
    const provisioned = this.provisioningClaims(state, p);
    return provisioned.size ? this.scheduler.schedulePodOnceProvisioned(provisioned, state, this.availableVolumes(state), p,
      (c) => this.claimExists(state, c)) : [];
  }

  /** The claims of a pod for which volumes are being provisioned. */
  private provisioningClaims(state: State, p: number): Set<number> {
    return new Set(this.problem.pods[p].claims.filter((c) => c >= 0 && isUnbound(state[c]) && this.isProvisioning(state, c)));
  }

  /** Whether a provisioner has been asked for the claim's volume. */
  private isProvisioning(state: State, c: number): boolean {
    const claim = this.problem.claims[c];
    const { cluster: { inventory }, nodes } = this.problem;
    const { className, delayBinding } = candidatesOf(claim, state[c]);
    const node = nodes[state[this.layout.selectedNodeAt(c)]];
    return refusalOf(inventory, claim.claim, className, node) === undefined && claim.requestedGroup === undefined && className !== ''
      && (!delayBinding || state[this.layout.selectedNodeAt(c)] !== NO_NODE)
      && provisionClaim(inventory, className).provisioner !== undefined;
  }

  private withinBudget(most: number, search: () => readonly State[]): readonly State[] | undefined {
    this.provisioningDone = false;
    this.podExistsMemo = new WeakMap();
    this.claimArrived.fill(false);
    this.podArrived.fill(false);
    this.workLimit = this.workDone + most;
    try {
      return search();
    } catch (e) {
      if (e instanceof BudgetExceeded) return undefined;
      throw e;
    } finally {
      this.workLimit = Infinity;
    }
  }

  private spend(work: number): void {
    this.workDone += work;
    if (this.workDone > this.workLimit) throw new BudgetExceeded();
  }

  private arrive({ claims, pods }: ArrivalStage): void {
    for (const claim of claims) this.claimArrived[claim] = true;
    for (const pod of pods) this.podArrived[pod] = true;
  }

  /** Creates the pods whose predecessors wait for volumes that are being provisioned. */
  private finish(states: State[]): readonly State[] {
    this.provisioningDone = true;
    return this.problem.pods.some(({ predecessor }) => predecessor >= 0) ? this.reachFinalStates(states) : states;
  }

  /** The states that can be reached and in which nothing more happens, or nothing more to what is in `stage`. */
  private reachFinalStates(from: readonly State[], stage?: ArrivalStage): State[] {
    const seen = new Set<string>();
    const final: State[] = [];
    const open: State[] = [];
    const push = (state: State) => {
      const id = stateKey(state);
      if (seen.has(id)) return;
      seen.add(id);
      open.push(state);
    };
    from.forEach(push);
    while (open.length) {
      const state = open.pop()!;
      const next = this.successors(state, stage);
      next.states.forEach(push);
      if (next.isFinal) final.push(state);
    }
    return final;
  }

  /** The states that can follow. What influences no other claim or pod is done at once, as its order decides nothing. */
  private successors(state: State, stage?: ArrivalStage): { states: State[]; isFinal: boolean } {
    const available = this.availableVolumes(state);
    const states: State[] = [];
    let isFinal = true;
    let isContested = false;
    for (let c = 0; c < this.problem.claims.length; c++) {
      if (!isUnbound(state[c]) || !this.claimExists(state, c)) continue;
      const others = syncClaim(this.problem, state, available, c, this.volumesMayBeLate).filter((value) => value !== state[c]);
      const some = others.map((value) => this.stateWith(state, c, value));
      // A pod may be scheduled before the volume comes that is reserved for its claim.
      const mayMiss = this.volumesMayBeLate && candidatesOf(this.problem.claims[c], state[c]).delayBinding;
      isContested ||= some.length > 0 && mayMiss;
      if (some.length && !stage && this.independentClaims[c] && !mayMiss) return { states: some, isFinal: false };
      if (some.length) isFinal &&= stage !== undefined && !stage.claims.includes(c);
      states.push(...some);
    }
    for (let p = 0; p < this.problem.pods.length; p++) {
      if (state[this.layout.podAt(p)] === NOT_CREATED && this.mayBeCreated(state, p)) {
        states.push(this.stateWith(state, this.layout.podAt(p), this.layout.newPod(p)));
      }
      if (state[this.layout.podAt(p)] !== NO_NODE || this.problem.pods[p].pod.gated || !this.podExists(state, p)) continue;
      const placements = this.placements(state, available, p);
      if (!placements.length) continue;
      const some = this.statesAfterPlacement(state, p, placements);
      const mayStay = this.problem.pods[p].pod.otherScheduler || (this.volumesMayBeLate && !this.schedulePod(state, p).placements.length);
      if (!stage && this.independentPods[p] && !mayStay && !isContested) return { states: some, isFinal: false };
      isFinal &&= mayStay || (stage !== undefined && !stage.pods.includes(p));
      states.push(...some);
    }
    return { states, isFinal };
  }

  /** Once a volume is being provisioned it counts as made: the scheduler's complaint until then is not the outcome. */
  private placements(state: State, available: readonly number[], p: number): readonly Placement[] {
    const { placements } = this.scheduler.schedulePod(state, available, p, (c) => this.claimExists(state, c));
    return !placements.length && !this.problem.cluster.inventory.world.idleProvisioners ? this.placementsOnceProvisioned(state, p) : placements;
  }

  /** How many volumes of each group exist and are bound to no claim. */
  private availableVolumes(state: State): number[] {
    return this.layout.availableVolumes(state, this.existingVolumes);
  }

  private statesAfterPlacement(state: State, p: number, placements: readonly Placement[]): State[] {
    const found = new Map<string, State>();
    for (const { node, staticBindings, dynamicProvisions, neverBinds } of placements) {
      const { nodeMatters } = this.problem.pods[p];
      const waits = dynamicProvisions.length > 0 || this.provisioningClaims(state, p).size > 0;
      this.placedNodes[p].add(node);
      const next = this.copy(state);
      const place = nodeMatters ? node : ANY_NODE;
      next[this.layout.podAt(p)] = neverBinds ? BINDING_NEVER_COMPLETES : waits ? provisioningOn(place) : place;
      for (const [c, group] of staticBindings) if (hasAccessModes(this.problem, c, group)) next[c] = group;
      for (const c of dynamicProvisions) if (next[this.layout.selectedNodeAt(c)] === NO_NODE) next[this.layout.selectedNodeAt(c)] = place;
      found.set(stateKey(next), next);
    }
    return [...found.values()];
  }

  private stateWith(state: State, at: number, value: number): State {
    const next = this.copy(state);
    next[at] = value;
    return next;
  }

  private copy(state: State): State {
    this.spend(this.layout.size + 8);
    return Int16Array.from(state);
  }
}
