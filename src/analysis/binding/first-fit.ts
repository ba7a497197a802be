/*
 * Components in which every claim takes the smallest available volume of one sorted bucket: first fit, from a position on that its request decides.
 * Their results are known without a search, in O((claims + volumes) log volumes).
 */
import { ClaimResult, BindingResults, listedVolumes } from './binding-results';
import { ClusterIndex } from './cluster-index';
import { Component } from './components';
import { unboundWithoutScheduling } from './unbound-claim';
import { VolumeBucket } from './volume-index';
import { Claim, Volume } from '../model/admitted';
import { Arrival } from '../options';

/** Claims, some of which come in any order, that are left to the search; more are taken in the order in which controllers create them. */
const MOST_SEARCHED = 12;

/** Solves a component of this form; false if it is of another. */
export function solveFirstFit(cluster: ClusterIndex, component: Component, arrivalOf: (claim: Claim) => number, results: BindingResults): boolean {
  const firstFit = firstFitProblem(cluster, component);
  if (!firstFit) return false;
  const { arrival } = cluster.inventory.world;
  const isOpen = new Set(component.claims.map(arrivalOf)).size < component.claims.length;
  if (cluster.isInOrder && isOpen && component.claims.length <= MOST_SEARCHED) return false;
  if (cluster.isInOrder) firstFit.inOrder(byArrival(component.claims, arrivalOf));
  else if (arrival === Arrival.ANY) firstFit.volumesMayBeLate();
  else firstFit.anyOrder();
  firstFit.addTo(cluster, results);
  return true;
}

function byArrival(claims: readonly Claim[], arrivalOf: (claim: Claim) => number): number[] {
  return claims.map((_, i) => i).sort((a, b) => arrivalOf(claims[a]) - arrivalOf(claims[b]));
}

function firstFitProblem(cluster: ClusterIndex, component: Component): FirstFit | undefined {
  if (component.pods.length || component.claims.length < 2) return undefined;
  let bucket: VolumeBucket | undefined;
  const starts: number[] = [];
  for (const claim of component.claims) {
    const ranges = cluster.unclaimedCandidates(claim);
    const isPlain = claim.volumeName === '' && !claim.bindCompleted && cluster.retroactiveDefaultClass(claim) === undefined
      && !cluster.isDelayBindingClaim(claim);
    if (!isPlain || ranges.length !== 1 || (bucket && ranges[0].bucket !== bucket) || cluster.preBoundVolumes(claim).length) return undefined;
    bucket = ranges[0].bucket;
    starts.push(ranges[0].start);
  }
  return bucket && new FirstFit(component.claims, bucket.volumes, starts);
}

class FirstFit {
  /** For each claim the first and last position whose volume it may get. */
  private readonly first: number[];
  private readonly last: number[];
  private readonly mayStayUnbound: boolean[];
  private bound: Array<'always' | 'never' | 'maybe'> = [];
  private readonly lists = new Map<string, { volumes: readonly Volume[]; more: number }>();

  constructor(private readonly claims: readonly Claim[], private readonly volumes: readonly Volume[], private readonly starts: readonly number[]) {
    this.first = [...starts];
    this.last = [...starts];
    this.mayStayUnbound = claims.map(() => false);
  }

  /** The claims come in this order. */
  public inOrder(order: readonly number[]): void {
    const free = new FreePositions(this.volumes.length);
    for (const i of order) {
      const position = free.take(this.starts[i]);
      this.mayStayUnbound[i] = position === this.volumes.length;
      this.first[i] = position;
      this.last[i] = position - (this.mayStayUnbound[i] ? 1 : 0);
    }
    this.bound = this.volumes.map((_, position) => (free.isTaken(position) ? 'always' : 'never'));
  }

  /**
   * The claims come in any order. Which volumes are bound in the end is the same for all orders. With surplus(t) = claims that start up to
   * t, less volumes up to t, the other claims can take all volumes from a claim's start up to t as long as the surplus stays above its
   * lowest value before the start.
   */
  public anyOrder(): void {
    const surplus: number[] = [];
    const lowest: number[] = [];
    const startingAt = this.countStarts();
    let sum = 0;
    for (let t = 0; t < this.volumes.length; t++) {
      sum += startingAt[t] - 1;
      surplus.push(sum);
      lowest.push(Math.min(t ? lowest[t - 1] : 0, sum));
    }
    const tree = new MinimumTree(surplus);
    this.starts.forEach((start, i) => {
      const end = tree.firstAtMost(start, start ? lowest[start - 1] : 0);
      this.mayStayUnbound[i] = end === this.volumes.length;
      this.last[i] = this.mayStayUnbound[i] ? end - 1 : end;
    });
    const free = new FreePositions(this.volumes.length);
    for (const start of this.starts) free.take(start);
    this.bound = this.volumes.map((_, position) => (free.isTaken(position) ? 'always' : 'never'));
  }

  /** Any volume may be created late, so claims may miss smaller ones: they may get any from the start on, as long as the others leave one. */
  public volumesMayBeLate(): void {
    const count = this.volumes.length;
    const startingAt = this.countStarts();
    const upTo: number[] = [];
    startingAt.forEach((n, t) => upTo.push((t ? upTo[t - 1] : 0) + n));
    const spare: number[] = Array(count).fill(0);
    for (let t = count - 1; t >= 0; t--) spare[t] = Math.min(upTo[t] - t, t + 1 < count ? spare[t + 1] : Infinity);
    this.starts.forEach((start, i) => {
      this.last[i] = count - 1;
      this.mayStayUnbound[i] = spare[start] >= 2 - start;
    });
    let room = Infinity;
    this.bound = this.volumes.map((_, t) => {
      room = Math.min(room, (t ? upTo[t - 1] : 0) + count - t - 1);
      if (upTo[t] === 0) return 'never';
      return upTo[t] <= room ? 'maybe' : 'always';
    });
  }

  public addTo(cluster: ClusterIndex, results: BindingResults): void {
    const run = equalCapacityRuns(this.volumes);
    this.claims.forEach((claim, i) => {
      const result: ClaimResult = {
        claim,
        ...this.first[i] > this.last[i] ? { volumes: [], more: 0 } : this.list(run.first[this.first[i]], run.last[this.last[i]]),
        unbound: this.mayStayUnbound[i] ? [unboundWithoutScheduling(cluster, claim)] : [],
      };
      results.claims.set(claim.key, result);
    });
    const mixed = new Map<number, Set<string>>();
    this.bound.forEach((state, t) => mixed.set(run.first[t], (mixed.get(run.first[t]) ?? new Set()).add(state)));
    this.volumes.forEach((volume, t) => {
      results.volumes.set(volume.name, { volume, bound: mixed.get(run.first[t])!.size > 1 ? 'maybe' : this.bound[t] });
    });
  }

  /** How many claims start at each position. */
  private countStarts(): number[] {
    const counts: number[] = Array(this.volumes.length).fill(0);
    for (const start of this.starts) counts[start]++;
    return counts;
  }

  private list(from: number, to: number): { volumes: readonly Volume[]; more: number } {
    const id = `${from} ${to}`;
    let list = this.lists.get(id);
    if (!list) this.lists.set(id, list = listedVolumes(this.volumes.slice(from, to + 1)));
    return list;
  }
}

/** First and last position of the equally large volumes around each one: which of those comes first is not defined. */
function equalCapacityRuns(volumes: readonly Volume[]): { first: number[]; last: number[] } {
  const first: number[] = [];
  const last: number[] = Array(volumes.length);
  volumes.forEach((volume, t) => first.push(t && volumes[t - 1].capacity === volume.capacity ? first[t - 1] : t));
  for (let t = volumes.length - 1; t >= 0; t--) last[t] = t + 1 < volumes.length && first[t + 1] === first[t] ? last[t + 1] : t;
  return { first, last };
}

/** Finds the first free position from a given one on, in almost constant time (union-find). */
class FreePositions {
  private readonly next: Int32Array;

  constructor(private readonly count: number) {
    this.next = Int32Array.from({ length: count + 1 }, (_, i) => i);
  }

  /** Takes it and returns it; the number of positions if there is none. */
  public take(from: number): number {
    const position = this.find(from);
    if (position < this.count) this.next[position] = position + 1;
    return position;
  }

  public isTaken(position: number): boolean {
    return this.next[position] !== position;
  }

  private find(from: number): number {
    let root = from;
    while (this.next[root] !== root) root = this.next[root];
    for (let at = from; this.next[at] !== root && at !== root;) {
      const next = this.next[at];
      this.next[at] = root;
      at = next;
    }
    return root;
  }
}

/** Answers where a list first falls to a value (segment tree). */
class MinimumTree {
  private readonly size: number;
  private readonly tree: Float64Array;

  constructor(private readonly values: readonly number[]) {
    this.size = 2 ** Math.ceil(Math.log2(Math.max(1, values.length)));
    this.tree = new Float64Array(2 * this.size).fill(Infinity);
    values.forEach((value, i) => this.tree[this.size + i] = value);
    for (let i = this.size - 1; i > 0; i--) this.tree[i] = Math.min(this.tree[2 * i], this.tree[2 * i + 1]);
  }

  /** First index from `from` on whose value is at most `limit`; the length of the list if there is none. */
  public firstAtMost(from: number, limit: number): number {
    let at = this.size + from;
    while (this.tree[at] > limit) {
      while (at % 2 === 1) at = (at - 1) / 2;
      if (at === 0) return this.values.length;
      at++;
    }
    while (at < this.size) at = this.tree[2 * at] <= limit ? 2 * at : 2 * at + 1;
    return at - this.size;
  }
}
