/*
 * Contests in which every claim takes the smallest volume that is left on one shelf: like cars that park in the first free slot from a given one on.
 * Their ends are known without trying orders, in O((claims + volumes) log volumes).
 */
import { Shelf } from './candidates';
import { Facts } from './facts';
import { ClaimFate, Fates, listed } from './fates';
import { Group } from './partition';
import { unboundAtRest } from './unbound';
import { Claim, Volume } from '../model/model';
import { Arrival } from '../options';

/** Settles a group if it is of this form; false if it is not. */
export function settleLinear(facts: Facts, group: Group, arrivalOf: (claim: Claim) => number, fates: Fates): boolean {
  const lot = parkingLot(facts, group);
  if (!lot) return false;
  const { arrival } = facts.inventory.world;
  if (arrival === Arrival.DOCUMENT_ORDER) lot.inOrder(byArrival(group.claims, arrivalOf));
  else if (arrival === Arrival.ANY) lot.anyVolume();
  else lot.anyOrder();
  lot.report(facts, fates);
  return true;
}

function byArrival(claims: readonly Claim[], arrivalOf: (claim: Claim) => number): number[] {
  return claims.map((_, i) => i).sort((a, b) => arrivalOf(claims[a]) - arrivalOf(claims[b]));
}

function parkingLot(facts: Facts, group: Group): Lot | undefined {
  if (group.pods.length || group.claims.length < 2) return undefined;
  let shelf: Shelf | undefined;
  const starts: number[] = [];
  for (const claim of group.claims) {
    const slices = facts.freeFor(claim);
    const plain = claim.volumeName === '' && !claim.bindCompleted && facts.laterClass(claim) === undefined && !facts.isScheduled(claim);
    if (!plain || slices.length !== 1 || (shelf && slices[0].shelf !== shelf) || facts.reservedFor(claim).length) return undefined;
    shelf = slices[0].shelf;
    starts.push(slices[0].start);
  }
  return shelf && new Lot(group.claims, shelf.volumes, starts);
}

class Lot {
  /** For each claim the first and last slot that it may get. */
  private readonly first: number[];
  private readonly last: number[];
  private readonly mayFail: boolean[];
  private taken: Array<'always' | 'never' | 'maybe'> = [];
  private readonly lists = new Map<string, { volumes: readonly Volume[]; more: number }>();

  constructor(private readonly claims: readonly Claim[], private readonly slots: readonly Volume[], private readonly starts: readonly number[]) {
    this.first = [...starts];
    this.last = [...starts];
    this.mayFail = claims.map(() => false);
  }

  /** One after the other. */
  public inOrder(order: readonly number[]): void {
    const free = new FreeSlots(this.slots.length);
    for (const i of order) {
      const slot = free.take(this.starts[i]);
      this.mayFail[i] = slot === this.slots.length;
      this.first[i] = slot;
      this.last[i] = slot - (this.mayFail[i] ? 1 : 0);
    }
    this.taken = this.slots.map((_, slot) => (free.isTaken(slot) ? 'always' : 'never'));
  }

  /**
   * In any order. Which slots are taken in the end is the same for all orders. With surplus(t) = claims that start up to t, less slots up to t, the
   * others can fill all slots from a claim's start up to t as long as the surplus stays above its lowest value before the start.
   */
  public anyOrder(): void {
    const surplus: number[] = [];
    const lowest: number[] = [];
    const startingAt = this.counted();
    let sum = 0;
    for (let t = 0; t < this.slots.length; t++) {
      sum += startingAt[t] - 1;
      surplus.push(sum);
      lowest.push(Math.min(t ? lowest[t - 1] : 0, sum));
    }
    const tree = new Minimum(surplus);
    this.starts.forEach((start, i) => {
      const end = tree.firstAtMost(start, start ? lowest[start - 1] : 0);
      this.mayFail[i] = end === this.slots.length;
      this.last[i] = this.mayFail[i] ? end - 1 : end;
    });
    const free = new FreeSlots(this.slots.length);
    for (const start of this.starts) free.take(start);
    this.taken = this.slots.map((_, slot) => (free.isTaken(slot) ? 'always' : 'never'));
  }

  /** Claims may miss better volumes: any slot from the start on, as long as the others leave one. */
  public anyVolume(): void {
    const count = this.slots.length;
    const startingAt = this.counted();
    const upTo: number[] = [];
    startingAt.forEach((n, t) => upTo.push((t ? upTo[t - 1] : 0) + n));
    const spare: number[] = Array(count).fill(0);
    for (let t = count - 1; t >= 0; t--) spare[t] = Math.min(upTo[t] - t, t + 1 < count ? spare[t + 1] : Infinity);
    this.starts.forEach((start, i) => {
      this.last[i] = count - 1;
      this.mayFail[i] = spare[start] >= 2 - start;
    });
    let room = Infinity;
    this.taken = this.slots.map((_, t) => {
      room = Math.min(room, (t ? upTo[t - 1] : 0) + count - t - 1);
      if (upTo[t] === 0) return 'never';
      return upTo[t] <= room ? 'maybe' : 'always';
    });
  }

  public report(facts: Facts, fates: Fates): void {
    const run = runs(this.slots);
    this.claims.forEach((claim, i) => {
      const fate: ClaimFate = {
        claim,
        ...this.first[i] > this.last[i] ? { volumes: [], more: 0 } : this.list(run.first[this.first[i]], run.last[this.last[i]]),
        unbound: this.mayFail[i] ? [unboundAtRest(facts, claim)] : [],
      };
      fates.claims.set(claim.key, fate);
    });
    const mixed = new Map<number, Set<string>>();
    this.taken.forEach((state, t) => mixed.set(run.first[t], (mixed.get(run.first[t]) ?? new Set()).add(state)));
    this.slots.forEach((volume, t) => {
      fates.volumes.set(volume.name, { volume, taken: mixed.get(run.first[t])!.size > 1 ? 'maybe' : this.taken[t] });
    });
  }

  /** How many claims start at each slot. */
  private counted(): number[] {
    const counts: number[] = Array(this.slots.length).fill(0);
    for (const start of this.starts) counts[start]++;
    return counts;
  }

  private list(from: number, to: number): { volumes: readonly Volume[]; more: number } {
    const id = `${from} ${to}`;
    let list = this.lists.get(id);
    if (!list) this.lists.set(id, list = listed(this.slots.slice(from, to + 1)));
    return list;
  }
}

/** First and last slot of the equally large volumes around each slot: which of those comes first is not defined. */
function runs(slots: readonly Volume[]): { first: number[]; last: number[] } {
  const first: number[] = [];
  const last: number[] = Array(slots.length);
  slots.forEach((volume, t) => first.push(t && slots[t - 1].capacity === volume.capacity ? first[t - 1] : t));
  for (let t = slots.length - 1; t >= 0; t--) last[t] = t + 1 < slots.length && first[t + 1] === first[t] ? last[t + 1] : t;
  return { first, last };
}

/** Finds the first free slot from a given one on, in almost constant time. */
class FreeSlots {
  private readonly next: Int32Array;

  constructor(private readonly count: number) {
    this.next = Int32Array.from({ length: count + 1 }, (_, i) => i);
  }

  /** Takes it and returns it; the number of slots if there is none. */
  public take(from: number): number {
    const slot = this.find(from);
    if (slot < this.count) this.next[slot] = slot + 1;
    return slot;
  }

  public isTaken(slot: number): boolean {
    return this.next[slot] !== slot;
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

/** Answers where a list first falls to a value. */
class Minimum {
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
