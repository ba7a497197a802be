/*
 * All ways in which a contest can end, by trying every order that the arrival allows; ties are tried both ways.
 */
import { Contender, Contest, wants } from './contest';
import { choiceOf, sync } from './controller';
import { covers } from './predicates';
import { provisioning } from './provisioning';
import { Attempt, Placement, Scheduler } from './scheduler';
import { isPlaced, isUnbound, key, Layout, LOST, NOWHERE, runs, SOMEWHERE, STALLED, State, WAITING } from './state';

/** Claims, pods and volumes that arrive together; the order among them is open. */
export interface Stage {
  readonly claims: readonly number[];
  readonly pods: readonly number[];
  /** The kind of each volume that arrives. */
  readonly kinds: readonly number[];
}

/** The ends of a contest. */
export interface Ends {
  readonly states: readonly State[];
}

/** Work that is left for all contests of a plan; a unit is a value of a state that was made. */
export class Budget {
  constructor(private left: number) {}

  public share(most: number): number {
    return Math.min(this.left, most);
  }

  public spend(work: number): void {
    this.left -= work;
  }
}

/** Says that there are more ways than the work allows. */
class TooMuch extends Error {}

export class Explorer {
  public readonly layout: Layout;
  private readonly scheduler: Scheduler;
  /** The scheduler once every volume is there. */
  private readonly seeingAll: Scheduler;
  private readonly nodes: Array<Set<number>>;
  private readonly lonelyClaims: readonly boolean[];
  private readonly lonelyPods: readonly boolean[];
  private readonly claimsThere: boolean[];
  private readonly podsThere: boolean[];
  private available: number[];
  private lenient = false;
  /** Which pods have been made in a state, where that takes finding out: each asks for the one before it. */
  private madeIn = new WeakMap<State, Map<number, boolean>>();
  private work = 0;
  private most = Infinity;

  constructor(private readonly contest: Contest, private readonly anyVolume: boolean) {
    this.layout = new Layout(contest);
    this.scheduler = new Scheduler(contest, this.layout, anyVolume, (work) => this.spend(work));
    this.seeingAll = anyVolume ? new Scheduler(contest, this.layout, false, (work) => this.spend(work)) : this.scheduler;
    this.nodes = contest.pods.map(() => new Set<number>());
    this.available = contest.kinds.map((kind) => kind.volumes.length);
    this.claimsThere = contest.claims.map(() => false);
    this.podsThere = contest.pods.map(() => false);
    const isLonely = (contender: Contender) => [...wants(contender)].every((kind) => contest.wanted[kind] === 1);
    this.lonelyClaims = contest.claims.map((contender) => !contender.claim.bindCompleted && isLonely(contender));
    this.lonelyPods = contest.pods.map((runner) => !runner.placeMatters && runner.claims.every(
      (c) => c < 0 || (this.lonelyClaims[c] && contest.claims[c].users.length === 1)));
  }

  /** The ends of the contest with all volumes there from the start; undefined if there are more ways than the work allows. */
  public explore(stages: readonly Stage[], most: number): Ends | undefined {
    return this.within(most, () => {
      this.available = this.contest.kinds.map((kind) => kind.volumes.length);
      let states: State[] = [this.layout.start()];
      for (const stage of stages) {
        this.arrive(stage);
        states = this.settle(states);
      }
      return this.end(states);
    });
  }

  /**
   * The ends of the contest with each volume in its stage. What was there before a volume sees it only when it is looked at again, which may be any
   * time later: so only what arrives in a stage has settled when the next one begins.
   */
  public exploreLate(stages: readonly Stage[], most: number): Ends | undefined {
    return this.within(most, () => {
      this.available = this.contest.kinds.map(() => 0);
      let states: State[] = [this.layout.start()];
      for (const stage of stages) {
        this.arrive(stage);
        for (const kind of stage.kinds) this.available[kind]++;
        states = this.settle(states, stage);
      }
      return this.end(this.settle(states));
    });
  }

  public get spent(): number {
    return this.work;
  }

  /** Nodes that a pod may get, where the states do not tell. */
  public nodesOf(p: number): ReadonlySet<number> {
    return this.nodes[p];
  }

  /** Whether the claim has been made in a state. */
  public exists(state: State, c: number): boolean {
    const { madeWith } = this.contest.claims[c];
    return this.claimsThere[c] && (madeWith < 0 || this.isMade(state, madeWith));
  }

  /** Whether the pod has been made: the one that it has to wait for runs, or will. */
  public isMade(state: State, p: number): boolean {
    const { after } = this.contest.pods[p];
    if (!this.podsThere[p]) return false;
    if (after < 0 || runs(state[this.layout.pod(after)])) return true;
    if (!this.lenient) return false;
    const known = this.madeIn.get(state) ?? new Map<number, boolean>();
    this.madeIn.set(state, known);
    let made = known.get(p);
    if (made === undefined) known.set(p, made = this.isMade(state, after) && this.willRun(state, after));
    return made;
  }

  /** Why a pod stays where it is in a state in which nothing more happens. */
  public attempt(state: State, p: number): Attempt {
    return this.seeingAll.attempt(state, this.left(state), p, (c) => this.exists(state, c));
  }

  /** Whether only the making of volumes holds a pod up. */
  public willRun(state: State, p: number): boolean {
    return isPlaced(state[this.layout.pod(p)]) || this.nodesOnceMade(state, p).length > 0;
  }

  /** Nodes for a pod that has none, once the volumes are there that are being made for its claims. */
  public nodesOnceMade(state: State, p: number): number[] {
    const { claims } = this.contest.pods[p];
    if (state[this.layout.pod(p)] !== NOWHERE || claims.some((c) => c < 0 || state[c] === LOST || !this.exists(state, c))) return [];
    const beingMade = new Set(claims.filter((c) => isUnbound(state[c]) && this.isBeingMade(state, c)));
    return beingMade.size ? this.scheduler.nodesWithout(beingMade, state, this.left(state), p) : [];
  }

  /** Whether a provisioner has been asked for the claim's volume. */
  public isBeingMade(state: State, c: number): boolean {
    const contender = this.contest.claims[c];
    const choice = choiceOf(contender, state[c]);
    return contender.named === undefined && choice.className !== '' && (!choice.delays || state[this.layout.selected(c)] !== -1)
      && provisioning(this.contest.facts.inventory, choice.className).provisioner !== undefined;
  }

  private within(most: number, explore: () => Ends): Ends | undefined {
    this.lenient = false;
    this.madeIn = new WeakMap();
    this.claimsThere.fill(false);
    this.podsThere.fill(false);
    this.most = this.work + most;
    try {
      return explore();
    } catch (e) {
      if (e instanceof TooMuch) return undefined;
      throw e;
    } finally {
      this.most = Infinity;
    }
  }

  private spend(work: number): void {
    this.work += work;
    if (this.work > this.most) throw new TooMuch();
  }

  private arrive({ claims, pods }: Stage): void {
    for (const claim of claims) this.claimsThere[claim] = true;
    for (const pod of pods) this.podsThere[pod] = true;
  }

  /** Lets the pods be made that wait for ones whose volumes are being provisioned. */
  private end(states: State[]): Ends {
    this.lenient = true;
    return { states: this.contest.pods.some((runner) => runner.after >= 0) ? this.settle(states) : states };
  }

  /** All states in which nothing more happens, or nothing more to what is `fresh`. */
  private settle(from: readonly State[], fresh?: Stage): State[] {
    const seen = new Set<string>();
    const ends: State[] = [];
    const open: State[] = [];
    const push = (state: State) => {
      const id = key(state);
      if (seen.has(id)) return;
      seen.add(id);
      open.push(state);
    };
    from.forEach(push);
    while (open.length) {
      const state = open.pop()!;
      const next = this.next(state, fresh);
      next.states.forEach(push);
      if (next.settled) ends.push(state);
    }
    return ends;
  }

  /** The states that can follow. What concerns nobody else is done at once, as its order decides nothing. */
  private next(state: State, fresh?: Stage): { states: State[]; settled: boolean } {
    const left = this.left(state);
    const states: State[] = [];
    let settled = true;
    for (let c = 0; c < this.contest.claims.length; c++) {
      if (!isUnbound(state[c]) || !this.exists(state, c)) continue;
      const others = sync(this.contest, state, left, c, this.anyVolume).filter((value) => value !== state[c]);
      const some = others.map((value) => this.changed(state, c, value));
      if (some.length && !fresh && this.lonelyClaims[c]) return { states: some, settled: false };
      if (some.length) settled &&= fresh !== undefined && !fresh.claims.includes(c);
      states.push(...some);
    }
    for (let p = 0; p < this.contest.pods.length; p++) {
      if (state[this.layout.pod(p)] !== NOWHERE || this.contest.pods[p].pod.gated || !this.isMade(state, p)) continue;
      const { placements } = this.scheduler.attempt(state, left, p, (c) => this.exists(state, c));
      if (!placements.length) continue;
      const some = this.placed(state, p, placements);
      const mayStay = this.anyVolume && !this.attempt(state, p).placements.length;
      if (!fresh && this.lonelyPods[p] && !mayStay) return { states: some, settled: false };
      settled &&= mayStay || (fresh !== undefined && !fresh.pods.includes(p));
      states.push(...some);
    }
    return { states, settled };
  }

  /** How many volumes of each kind are there and free. */
  private left(state: State): number[] {
    return this.layout.left(state, this.available);
  }

  private placed(state: State, p: number, placements: readonly Placement[]): State[] {
    const found = new Map<string, State>();
    for (const { node, picks, provisions, stalls } of placements) {
      const { placeMatters } = this.contest.pods[p];
      this.nodes[p].add(node);
      const next = this.copy(state);
      const place = placeMatters ? node : SOMEWHERE;
      next[this.layout.pod(p)] = stalls ? STALLED : provisions.length ? place + WAITING : place;
      for (const [c, kind] of picks) if (covers(this.contest.claims[c].claim, this.contest.kinds[kind].sample)) next[c] = kind;
      for (const c of provisions) if (next[this.layout.selected(c)] === NOWHERE) next[this.layout.selected(c)] = place;
      found.set(key(next), next);
    }
    return [...found.values()];
  }

  private changed(state: State, at: number, value: number): State {
    const next = this.copy(state);
    next[at] = value;
    return next;
  }

  private copy(state: State): State {
    this.spend(this.layout.size + 8);
    return Int16Array.from(state);
  }
}
