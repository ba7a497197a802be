/*
 * The binding of a whole inventory: contest by contest, exactly where the ways can be counted, by a bound where they cannot.
 */
import { settleBound } from './bound';
import { placed, settleBystander } from './bystanders';
import { Contest, contest } from './contest';
import { choiceOf } from './controller';
import { Budget, Ends, Explorer, Stage } from './explore';
import { Facts } from './facts';
import { Fates, listed, Unbound } from './fates';
import { settleLinear } from './linear';
import { Group, partition } from './partition';
import { isPlaced, LOST, nodeOf, runs, State } from './state';
import { lost, refused, unboundAtRest, unmatched, waiting } from './unbound';
import { Inventory } from '../model/inventory';
import { Claim, Pod, Volume } from '../model/model';
import { Arrival } from '../options';

/** Work for one contest and for a whole plan; a unit is one number written. Together they bound the time of a plan to seconds. */
const WORK_OF_A_CONTEST = 4_000_000;
const WORK_OF_A_PLAN = 16_000_000;
/** Larger contests are not explored at all. */
const MOST_CLAIMS = 2_000;
const MOST_PAIRS = 2_000_000;
const MOST_NODES = 20_000;

export interface Settled {
  readonly facts: Facts;
  readonly fates: Fates;
}

/** What becomes of every claim, volume and pod of an inventory. */
export function settle(inventory: Inventory): Settled {
  const facts = new Facts(inventory);
  const fates: Fates = { claims: new Map(), volumes: new Map(), pods: new Map() };
  const stages = new Stages(inventory);
  const budget = new Budget(WORK_OF_A_PLAN);
  const { groups, bystanders } = partition(facts);
  for (const group of groups) {
    if (isAlone(group)) {settleAlone(facts, group, fates);} else if (stages.hasLateVolumes(group)) {
      if (!settleByExploring(facts, group, stages, budget, fates)) settleBound(facts, group, fates);
    } else if (!settleLinear(facts, group, (claim) => stages.ofClaim(claim), fates) && !settleByExploring(facts, group, stages, budget, fates)) {
      settleBound(facts, group, fates);
    }
  }
  if (inventory.world.arrival === Arrival.ANY) mayBeMadeFirst(facts, fates);
  for (const pod of bystanders) settleBystander(facts, pod, fates);
  for (const { pods } of groups) {
    for (const pod of pods) if (pod.nodeName !== '') fates.pods.set(pod.key, placed(facts, pod, fates));
  }
  return { facts, fates };
}

/** A claim that is looked at before its volumes are there is handed to the provisioner of its class at once. */
function mayBeMadeFirst(facts: Facts, fates: Fates): void {
  for (const [key, fate] of fates.claims) {
    const { claim, volumes, unbound } = fate;
    if (!volumes.length || claim.volumeName !== '' || claim.bindCompleted || claim.className === '' || facts.delays(claim.className)) continue;
    const way = unmatched(facts, claim.className);
    if (way.provisioner === undefined || unbound.some((one) => one.outcome === 'provisioning')) continue;
    fates.claims.set(key, { ...fate, unbound: [...unbound, way] });
    for (const volume of volumes) fates.volumes.set(volume.name, { volume, taken: 'maybe' });
  }
}

/** One claim that no volume and no pod has to do with. */
function isAlone(group: Group): boolean {
  return group.claims.length === 1 && !group.volumes.length && !group.pods.length;
}

function settleAlone(facts: Facts, { claims: [claim] }: Group, fates: Fates): void {
  fates.claims.set(claim.key, { claim, volumes: [], more: 0, unbound: [unboundAtRest(facts, claim)] });
}

function settleByExploring(facts: Facts, group: Group, stages: Stages, budget: Budget, fates: Fates): boolean {
  const size = group.claims.length + group.pods.length;
  if (size > MOST_CLAIMS || facts.nodes.length > MOST_NODES || size * (group.volumes.length + group.pods.length) > MOST_PAIRS) return false;
  const made = contest(facts, group);
  const explorer = new Explorer(made, facts.inventory.world.arrival === Arrival.ANY);
  const order = stages.of(group, made);
  const most = budget.share(WORK_OF_A_CONTEST);
  const late = stages.hasLateVolumes(group) ? explorer.exploreLate(order, most) : { states: [] };
  const ends = late && explorer.explore(order, most);
  budget.spend(explorer.spent);
  if (!ends) return false;
  report(facts, made, explorer, { states: [...ends.states, ...late.states] }, fates);
  return true;
}

function report(facts: Facts, made: Contest, explorer: Explorer, ends: Ends, fates: Fates): void {
  made.claims.forEach(({ claim }, c) => {
    const kinds = new Set<number>();
    const unbound = new Map<string, Unbound>();
    for (const state of ends.states) {
      if (state[c] >= 0) {
        kinds.add(state[c]);
        continue;
      }
      const way = describe(facts, made, explorer, state, c);
      unbound.set(`${way.outcome} ${way.message}`, way);
    }
    const volumes = [...kinds].flatMap((kind) => made.kinds[kind].volumes);
    fates.claims.set(claim.key, { claim, ...listed(volumes), unbound: [...unbound.values()] });
  });
  const lefts = ends.states.map((state) => explorer.layout.left(state));
  made.kinds.forEach(({ volumes }, kind) => {
    const least = lefts.reduce((a, left) => Math.min(a, left[kind]), Infinity);
    const most = lefts.reduce((a, left) => Math.max(a, left[kind]), 0);
    const taken = most === 0 ? 'always' : least === volumes.length ? 'never' : 'maybe';
    for (const volume of volumes) fates.volumes.set(volume.name, { volume, taken });
  });
  made.pods.forEach(({ pod }, p) => {
    const values = ends.states.map((state) => state[explorer.layout.pod(p)]);
    const idle = ends.states.find((state) => !isPlaced(state[explorer.layout.pod(p)]));
    const isMade = idle === undefined || explorer.isMade(idle, p);
    const later = idle && isMade ? explorer.nodesOnceMade(idle, p) : [];
    const nodes = new Set(values.filter((value) => isPlaced(value) && nodeOf(value) >= 0).map(nodeOf));
    if (values.some((value) => isPlaced(value) && nodeOf(value) < 0)) for (const node of explorer.nodesOf(p)) nodes.add(node);
    if (!nodes.size) for (const node of later) nodes.add(node);
    fates.pods.set(pod.key, {
      pod,
      nodes,
      mayRun: values.some(runs),
      mayWait: later.length > 0 || values.some((value) => isPlaced(value) && !runs(value)),
      queues: !isMade,
      refusal: idle ? refusal(explorer, made, idle, p) : values.some(runs) && !values.every(runs) ? 'may have to wait for its volumes to be made' : undefined,
    });
  });
}

/** Why a pod is where it is. */
function refusal(explorer: Explorer, made: Contest, state: State, p: number): string {
  const { pod } = made.pods[p];
  if (!explorer.isMade(state, p)) return `is made once pod "${made.pods[made.pods[p].after]?.pod.name ?? ''}" is ready`;
  if (pod.gated) return 'Scheduling is blocked due to non-empty scheduling gates';
  const { placements, message } = explorer.attempt(state, p);
  return placements.length ? 'binding volumes: context deadline exceeded' : message;
}

/** In which way a claim has no volume in a state. */
function describe(facts: Facts, made: Contest, explorer: Explorer, state: State, c: number): Unbound {
  const contender = made.claims[c];
  const { claim } = contender;
  if (state[c] === LOST) return lost(facts, claim);
  if (!explorer.exists(state, c)) {
    const before = made.pods[made.pods[contender.madeWith]?.after]?.pod.name;
    return { outcome: 'waiting', depends: false, message: before === undefined ? 'is not made' : `is made once pod "${before}" is ready` };
  }
  if (contender.named !== undefined) return refused(facts, claim);
  const choice = choiceOf(contender, state[c]);
  if (!choice.delays || state[explorer.layout.selected(c)] !== -1) return unmatched(facts, choice.className);
  const pods = contender.users.filter((p) => made.pods[p].pod.nodeName === '' && explorer.isMade(state, p) && !runs(state[explorer.layout.pod(p)]));
  return waiting(facts, choice.className, pods.map((p) => made.pods[p].pod.name));
}

/** In which order things arrive. */
class Stages {
  private readonly claims = new Map<Claim, number>();
  private readonly pods = new Map<Pod, number>();
  private readonly volumes = new Map<Volume, number>();
  private readonly inOrder: boolean;

  constructor(inventory: Inventory) {
    this.inOrder = inventory.world.arrival === Arrival.DOCUMENT_ORDER;
    const stageOf: number[] = [];
    let stage = 0;
    let last = '';
    for (const { item, claims, pod } of inventory.arrivals) {
      const batch = `${item.index} ${pod && pod.replica > 0 ? wave(pod) : 0}`;
      if (batch !== last) stage++;
      last = batch;
      stageOf[item.index] ??= stage;
      for (const claim of claims) this.claims.set(claim, stage);
      if (pod) this.pods.set(pod, stage);
    }
    if (!this.inOrder) return;
    let before = 0;
    const counted = inventory.items.map(({ index }) => before = stageOf[index] ?? before);
    for (const volume of inventory.volumes) this.volumes.set(volume, counted[volume.item.index] + 0.5);
  }

  public ofClaim(claim: Claim): number {
    return this.claims.get(claim) ?? 0;
  }

  /** Whether a volume of the group stands after a claim or pod of it in the document, so that it may come too late for that one. */
  public hasLateVolumes({ claims, pods, volumes }: Group): boolean {
    if (!this.inOrder || !volumes.length) return false;
    let first = Infinity;
    for (const claim of claims) first = Math.min(first, this.ofClaim(claim));
    for (const pod of pods) first = Math.min(first, this.pods.get(pod) ?? 0);
    return volumes.some((volume) => this.volumes.get(volume)! > first);
  }

  /** The stages of a group. */
  public of(group: Group, { kinds }: Contest): Stage[] {
    const byStage = new Map<number, { claims: number[]; pods: number[]; kinds: number[] }>();
    const at = (stage: number) => {
      let one = byStage.get(this.inOrder ? stage : 0);
      if (!one) byStage.set(this.inOrder ? stage : 0, one = { claims: [], pods: [], kinds: [] });
      return one;
    };
    group.claims.forEach((claim, c) => at(this.ofClaim(claim)).claims.push(c));
    group.pods.forEach((pod, p) => at(this.pods.get(pod) ?? 0).pods.push(p));
    kinds.forEach(({ volumes }, kind) => volumes.forEach((volume) => at(this.volumes.get(volume) ?? 0).kinds.push(kind)));
    return [...byStage].sort(([a], [b]) => a - b).map(([, stage]) => stage);
  }
}

/** Controllers make pods in waves of 1, 2, 4, …; those of a set that is made pod by pod are one wave, as each waits for the one before. */
function wave({ after, replica }: Pod): number {
  return after === undefined ? Math.floor(Math.log2(replica + 1)) : 0;
}
