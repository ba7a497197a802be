/*
 * The scheduler, as far as volumes decide: where one pod can go and what that does to its claims.
 * Source: pkg/scheduler/framework/plugins/volumebinding (PreFilter, FindPodVolumes), volumezone, volumerestrictions, interpodaffinity.
 */
import { Contest, wants } from './contest';
import { choiceOf, smallest } from './controller';
import { concerns } from './partition';
import { covers, outOfReach } from './predicates';
import { isPlaced, isUnbound, Layout, LOST, nodeOf, State } from './state';
import { own } from '../../core/fields';
import { PodTerm } from '../model/model';
import { Arrival } from '../options';

/** One way to schedule a pod. */
export interface Placement {
  readonly node: number;
  /** Claim and kind of volume that is bound to it. */
  readonly picks: ReadonlyArray<readonly [number, number]>;
  /** Claims whose volumes are to be made for the node. */
  readonly provisions: readonly number[];
  /** The controller refuses the volume that the scheduler picked, again and again. */
  readonly stalls: boolean;
}

/** Work of a step of a search, for each claim and volume that it looks at. */
const COST_OF_A_STEP = 20;

/** Ways to schedule a pod, or why there is none. */
export interface Attempt {
  readonly placements: readonly Placement[];
  readonly message: string;
}

interface Assignment {
  readonly picks: ReadonlyArray<readonly [number, number]>;
  readonly rest: readonly number[];
}

const NO_VOLUME = "node(s) didn't find available persistent volumes to bind";
const NO_SPACE = 'node(s) did not have enough free storage';
const NO_ZONE = 'node(s) had no available volume zone';
const IN_USE = 'node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod';

/**
 * Up to so many claims of one pod are sorted by insertion, which leaves equally large ones in the order of the pod's volumes. The sort does not promise
 * that; so only who asks for what a cluster of today does in the order of the document is told so.
 */
const MOST_IN_ORDER = 12;

export class Scheduler {
  private readonly noReach: string;
  private readonly mostInOrder: number;
  private readonly wants: ReadonlyArray<ReadonlySet<number>>;

  /** @param spend Is told of each step of a search, and may throw where there are too many. */
  constructor(private readonly contest: Contest, private readonly layout: Layout, private readonly anyVolume: boolean,
    private readonly spend: (work: number) => void) {
    const { kubernetesVersion, arrival } = contest.facts.inventory.world;
    this.mostInOrder = arrival === Arrival.DOCUMENT_ORDER ? MOST_IN_ORDER : 1;
    this.wants = contest.claims.map(wants);
    this.noReach = outOfReach(kubernetesVersion);
  }

  /** @param there Whether a claim exists yet. */
  public attempt(state: State, left: readonly number[], p: number, there: (claim: number) => boolean): Attempt {
    const { nodes } = this.contest;
    if (!nodes.length) return { placements: [], message: 'no nodes available to schedule pods' };
    const before = this.preFilter(state, p, there);
    if (before !== undefined) return { placements: [], message: `0/${nodes.length} nodes are available: ${before}.` };
    const placements: Placement[] = [];
    const reasons = new Map<string, number>();
    nodes.forEach((_, node) => {
      const result = this.filter(state, left, p, node);
      if (typeof result !== 'string') placements.push(...result);
      else for (const reason of result.split('\n')) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    });
    const said = [...reasons].map(([reason, count]) => `${count} ${reason}`).sort().join(', ');
    return { placements, message: `0/${nodes.length} nodes are available: ${said}.` };
  }

  /** Nodes that a pod could get if some of its claims were settled: bound to volumes that their selected node reaches, or every node where none is selected. */
  public nodesWithout(settled: ReadonlySet<number>, state: State, left: readonly number[], p: number): number[] {
    const { claims } = this.contest.pods[p];
    if (claims.some((c) => !settled.has(c) && this.isUnboundImmediate(state, c))) return [];
    const reaches = (c: number, node: number) => state[this.layout.selected(c)] < 0 || state[this.layout.selected(c)] === node;
    return this.contest.nodes.flatMap((_, node) => (
      [...settled].every((c) => reaches(c, node)) && typeof this.filter(state, left, p, node, settled) !== 'string' ? [node] : []));
  }

  private preFilter(state: State, p: number, there: (claim: number) => boolean): string | undefined {
    const { pod, claims } = this.contest.pods[p];
    const missing = (k: number) => claims[k] < 0 || !there(claims[k]);
    const plain = pod.uses.findIndex((use, k) => !use.ephemeral && missing(k));
    if (plain >= 0) return `persistentvolumeclaim "${pod.uses[plain].claimName}" not found`;
    for (const [k, use] of pod.uses.entries()) {
      if (missing(k)) return `waiting for ephemeral volume controller to create the persistentvolumeclaim "${use.claimName}"`;
      const { claim } = this.contest.claims[claims[k]];
      if (state[claims[k]] === LOST) return `persistentvolumeclaim "${claim.name}" bound to non-existent persistentvolume "${claim.volumeName}"`;
      if (claim.deleting) return `persistentvolumeclaim "${claim.name}" is being deleted`;
      if (use.ephemeral && claim.ownedByPod !== pod.name) return `PVC ${claim.key} was not created for pod ${pod.key} (pod is not owner)`;
    }
    return claims.some((c) => this.isUnboundImmediate(state, c)) ? 'pod has unbound immediate PersistentVolumeClaims' : undefined;
  }

  /** The kind of volume that the scheduler takes a claim to be bound to: for one that says so itself, until the controller has found out better. */
  private boundTo(state: State, c: number): number | undefined {
    if (state[c] >= 0) return state[c];
    const { claim, named } = this.contest.claims[c];
    return isUnbound(state[c]) && claim.bindCompleted && named !== undefined && named >= 0 ? named : undefined;
  }

  private isUnboundImmediate(state: State, c: number): boolean {
    const contender = this.contest.claims[c];
    const delays = contender.named === undefined && choiceOf(contender, state[c]).delays;
    return isUnbound(state[c]) && this.boundTo(state, c) === undefined && !delays;
  }

  /** Why a pod cannot go to a node (a reason a line), or how it can; `settled` are claims that are no concern. */
  private filter(state: State, left: readonly number[], p: number, node: number, settled: ReadonlySet<number> = new Set()): string | Placement[] {
    const { keptOff, claims } = this.contest.pods[p];
    const first = keptOff[node];
    if (first !== undefined) return first;
    if (claims.some((c, k) => this.inUse(state, p, c, k))) return IN_USE;
    const bound = [...new Set(claims.flatMap((c) => this.boundTo(state, c) ?? []))];
    const reached = bound.every((kind) => this.contest.kinds[kind].reached[node]);
    const unbound = claims.filter((c) => isUnbound(state[c]) && this.boundTo(state, c) === undefined && !settled.has(c));
    const found = this.findVolumes(state, left, unbound, node);
    if (!reached || typeof found === 'string') {
      return [reached ? '' : this.noReach, typeof found === 'string' ? found : ''].filter((reason) => reason).join('\n');
    }
    if (!bound.every((kind) => this.contest.kinds[kind].zoned[node])) return NO_ZONE;
    return this.neighbours(state, p, node) ?? found;
  }

  /** A ReadWriteOncePod claim that another pod uses. Ephemeral volumes are not looked at. */
  private inUse(state: State, p: number, c: number, k: number): boolean {
    const contender = this.contest.claims[c];
    return contender.rwop && !this.contest.pods[p].pod.uses[k].ephemeral && contender.users.some((other) => {
      const value = state[this.layout.pod(other)];
      return other !== p && isPlaced(value) && nodeOf(value) !== -5;
    });
  }

  /** @param unbound A claim that several volumes of the pod use stands there as often: the scheduler looks for as many volumes. */
  private findVolumes(state: State, left: readonly number[], unbound: readonly number[], node: number): string | Placement[] {
    const pinned = [...new Set(unbound.filter((c) => state[this.layout.selected(c)] !== -1))];
    if (pinned.some((c) => state[this.layout.selected(c)] !== node)) return NO_VOLUME;
    const others = unbound.filter((c) => !pinned.includes(c)).sort((a, b) => this.compare(a, b));
    const placements = new Map<string, Placement>();
    let reason = NO_VOLUME;
    for (const { picks: found, rest } of this.assign(state, [...left], others, node, others.length > this.mostInOrder)) {
      const wanted = [...new Set([...pinned, ...rest])];
      const refused = wanted.map((c) => choiceOf(this.contest.claims[c], state[c]).provision[node] ?? 'bind').find((one) => one !== 'yes');
      if (refused) {
        reason = refused === 'space' ? NO_SPACE : NO_VOLUME;
        continue;
      }
      const provisions = wanted.filter((c) => !found.some(([picked]) => picked === c));
      for (const picks of onePerClaim(found)) {
        const stalls = picks.some(([c, kind]) => !covers(this.contest.claims[c].claim, this.contest.kinds[kind].sample));
        const placement = { node, picks, provisions, stalls };
        placements.set(JSON.stringify([[...picks].sort((a, b) => a[0] - b[0]), [...provisions].sort(), stalls]), placement);
      }
    }
    return placements.size ? [...placements.values()] : reason;
  }

  private compare(a: number, b: number): number {
    const [one, other] = [this.contest.claims[a].claim.request, this.contest.claims[b].claim.request];
    return one < other ? -1 : one > other ? 1 : 0;
  }

  /** Greedy, as the scheduler is: claim by claim, the smallest volume; all ties. With `anyOrder` equally large claims come in every order. */
  private assign(state: State, left: number[], order: readonly number[], node: number, anyOrder: boolean): Assignment[] {
    if (!order.length) return [{ picks: [], rest: [] }];
    const results: Assignment[] = [];
    for (const c of anyOrder ? this.firsts(state, left, order, node) : [order[0]]) {
      const others = order.filter((_, i) => i !== order.indexOf(c));
      const offers = this.offers(state, left, c, node);
      this.spend(COST_OF_A_STEP * (order.length + offers.length));
      for (const kind of offers) {
        left[kind]--;
        for (const { picks, rest } of this.assign(state, left, others, node, anyOrder)) results.push({ picks: [[c, kind], ...picks], rest });
        left[kind]++;
      }
      if (offers.length && !this.anyVolume) continue;
      for (const { picks, rest } of this.assign(state, left, others, node, anyOrder)) results.push({ picks, rest: [c, ...rest] });
    }
    return results;
  }

  /** Which of the equally large claims may come first: one alone if it takes what none of the others wants, as then its turn decides nothing. */
  private firsts(state: State, left: readonly number[], order: readonly number[], node: number): readonly number[] {
    const equal = order.filter((c) => this.compare(c, order[0]) === 0);
    const loner = equal.find((c) => {
      const offers = this.offers(state, left, c, node);
      return order.every((other) => other === c || offers.every((kind) => !this.wants[other].has(kind)));
    });
    return loner === undefined ? equal : [loner];
  }

  private offers(state: State, left: readonly number[], c: number, node: number): number[] {
    const choice = choiceOf(this.contest.claims[c], state[c]);
    const { kinds } = this.contest;
    const reserved = choice.reserved.filter((kind) => left[kind] > 0);
    if (reserved.length && !this.anyVolume) return reserved.filter((kind) => kinds[kind].reached[node]);
    const reaching = (kind: number) => kinds[kind].reached[node];
    if (this.anyVolume) return [...reserved, ...choice.free].filter((kind) => left[kind] > 0 && reaching(kind));
    return smallest(this.contest, choice.free, left, reaching);
  }

  /** Required affinity between pods; undefined if the node is fine. A made-up node may be as many nodes as it takes, in any place. */
  private neighbours(state: State, p: number, node: number): string | undefined {
    const { pod, coupled } = this.contest.pods[p];
    if (!coupled) return undefined;
    const isOpen = (term: PodTerm) => this.contest.nodes[node].assumed && !own(this.contest.nodes[node].labels, term.topologyKey);
    const same = (term: PodTerm, other: number) => {
      if (isOpen(term)) return false;
      const at = nodeOf(state[this.layout.pod(other)]);
      const label = own(this.contest.nodes[node].labels, term.topologyKey);
      return at >= 0 && label !== undefined && own(this.contest.nodes[at].labels, term.topologyKey) === label;
    };
    const placed = this.contest.pods.map((_, i) => i).filter((i) => i !== p && isPlaced(state[this.layout.pod(i)]));
    const meets = (term: PodTerm) => placed.some((i) => concerns(term, this.contest.pods[i].pod) && same(term, i));
    const first = (term: PodTerm) => concerns(term, pod) && !placed.some((i) => concerns(term, this.contest.pods[i].pod));
    const labelled = (term: PodTerm) => own(this.contest.nodes[node].labels, term.topologyKey) !== undefined;
    if (!pod.affinity.every((term) => isOpen(term) || (labelled(term) && (meets(term) || first(term))))) return "node(s) didn't match pod affinity rules";
    if (pod.antiAffinity.some(meets)) return "node(s) didn't match pod anti-affinity rules";
    const refused = placed.some((i) => this.contest.pods[i].pod.antiAffinity.some((term) => concerns(term, pod) && same(term, i)));
    return refused ? "node(s) didn't satisfy existing pods anti-affinity rules" : undefined;
  }
}

/** Of several volumes that were picked for one claim the controller keeps one. */
function onePerClaim(picks: Assignment['picks']): Array<Assignment['picks']> {
  let ways: Array<Assignment['picks']> = [[]];
  for (const claim of new Set(picks.map(([c]) => c))) {
    ways = ways.flatMap((way) => picks.filter(([c]) => c === claim).map((pick) => [...way, pick]));
  }
  return ways;
}
