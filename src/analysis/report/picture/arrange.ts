/*
 * Layout of the boxes. First the order in each column, with few crossing lines (barycentre method, the best of several rounds); then heights as close
 * to the neighbours as the order allows. Deterministic.
 */
import { Box, Boxed, Edge } from './boxes';
import { Column, LinkKind, Status } from './graph';
import { byName } from './text';

/** A place in a column: a box, or space for a line that passes. */
export interface Slot {
  readonly column: Column;
  readonly box?: Box;
  readonly height: number;
  /** Top edge. */
  y: number;
}

/** A line between slots of different columns. */
export interface Wire {
  readonly from: Slot;
  readonly to: Slot;
  readonly edge: Edge;
  /** Whether it continues to another slot, or comes from one. */
  readonly through: boolean;
}

export interface Arrangement {
  /** Slots of each column from top to bottom; empty columns are omitted. */
  readonly columns: readonly Slot[][];
  readonly wires: readonly Wire[];
  readonly height: number;
}

export const BOX_HEIGHT = 42;
const GAP = 12;
const PASS_HEIGHT = 8;
const ROUNDS = 12;

/** Initial order: the most urgent status first. */
const URGENCY = [
  Status.PENDING, Status.LOST, Status.ONE_OF, Status.UNKNOWN, Status.WAITING, Status.PROVISIONING, Status.BOUND, Status.ABSENT, Status.PLAIN,
];

export function arranged({ boxes, edges }: Boxed): Arrangement {
  const slots = boxes.map((box): Slot => ({ column: box.column, box, height: BOX_HEIGHT, y: 0 }));
  const passes = new Map<number, Slot>();
  const crowded = boxes.some(({ column }) => column === Column.VOLUME);
  const wires = edges.flatMap((edge): Wire[] => {
    const [from, to] = edge.kind === LinkKind.RUNS ? [slots[edge.to], slots[edge.from]] : [slots[edge.from], slots[edge.to]];
    if (edge.kind !== LinkKind.ASKS || !crowded) return [{ from, to, edge, through: false }];
    const pass = passes.get(edge.to) ?? { column: Column.VOLUME, height: PASS_HEIGHT, y: 0 };
    passes.set(edge.to, pass);
    return [{ from, to: pass, edge, through: true }, { from: pass, to, edge, through: true }];
  });
  const all = [...slots.sort(atFirst), ...passes.values()];
  const start = Object.values(Column).filter((c): c is Column => typeof c === 'number')
    .map((column) => all.filter((slot) => slot.column === column)).filter((column) => column.length);
  const columns = uncrossed(start, wires);
  return { columns, wires, height: place(columns, wires) };
}

function atFirst({ box: a }: Slot, { box: b }: Slot): number {
  return URGENCY.indexOf(a!.status) - URGENCY.indexOf(b!.status) || byName(a!.title, b!.title) || a!.id - b!.id;
}

/** Sorts each column by the mean position of its left neighbours, then of its right ones, and keeps the order with the fewest crossings. */
function uncrossed(start: Slot[][], wires: readonly Wire[]): Slot[][] {
  const left = neighbours(wires, ({ to, from }) => [to, from]);
  const right = neighbours(wires, ({ to, from }) => [from, to]);
  let best = start;
  let fewest = crossings(start, wires);
  let columns = start;
  for (let round = 0; round < ROUNDS && fewest > 0; round++) {
    const forward = round % 2 === 0;
    const next = [...columns];
    const order = forward ? next.map((_, i) => i) : next.map((_, i) => next.length - 1 - i);
    for (const i of order) next[i] = byBarycentre(next[i], forward ? left : right, places(next));
    columns = next;
    const count = crossings(columns, wires);
    if (count < fewest) [best, fewest] = [columns, count];
  }
  return best;
}

function neighbours(wires: readonly Wire[], ends: (wire: Wire) => [Slot, Slot]): Map<Slot, Slot[]> {
  const map = new Map<Slot, Slot[]>();
  for (const [own, other] of wires.map(ends)) map.set(own, [...map.get(own) ?? [], other]);
  return map;
}

/** Positions from 0 to 1, so that columns of different length are comparable. */
function places(columns: readonly Slot[][]): Map<Slot, number> {
  return new Map(columns.flatMap((column) => column.map((slot, i) => [slot, (i + 0.5) / column.length] as const)));
}

function byBarycentre(column: Slot[], near: ReadonlyMap<Slot, Slot[]>, at: ReadonlyMap<Slot, number>): Slot[] {
  const weight = new Map(column.map((slot) => [slot, mean((near.get(slot) ?? []).map((other) => at.get(other)!)) ?? at.get(slot)!]));
  return [...column].sort((a, b) => weight.get(a)! - weight.get(b)! || at.get(a)! - at.get(b)!);
}

function crossings(columns: readonly Slot[][], wires: readonly Wire[]): number {
  const at = places(columns);
  const between = new Map<string, Array<[number, number]>>();
  for (const { from, to } of wires) {
    const key = `${from.column} ${to.column}`;
    between.set(key, [...between.get(key) ?? [], [at.get(from)!, at.get(to)!]]);
  }
  let count = 0;
  for (const lines of between.values()) {
    for (let i = 0; i < lines.length; i++) {
      for (let j = 0; j < i; j++) if ((lines[i][0] - lines[j][0]) * (lines[i][1] - lines[j][1]) < 0) count++;
    }
  }
  return count;
}

/** Sets the y of every slot and returns the total height. Claims are stacked; the other columns follow them. */
function place(columns: readonly Slot[][], wires: readonly Wire[]): number {
  const left = neighbours(wires, ({ to, from }) => [to, from]);
  const right = neighbours(wires, ({ to, from }) => [from, to]);
  for (const column of columns) spread(column, column.map(() => 0));
  const anchor = Math.max(0, columns.findIndex(([slot]) => slot.column === Column.CLAIM));
  const follow = (i: number, near: ReadonlyMap<Slot, Slot[]>) => spread(columns[i], columns[i].map((slot) => (
    mean((near.get(slot) ?? []).map(middle)) ?? middle(slot))));
  for (let i = anchor - 1; i >= 0; i--) follow(i, right);
  for (let i = anchor + 1; i < columns.length; i++) follow(i, left);
  const slots = columns.flat();
  const top = Math.min(0, ...slots.map((slot) => slot.y));
  for (const slot of slots) slot.y = Math.round(slot.y - top);
  return Math.max(0, ...slots.map((slot) => slot.y + slot.height));
}

/** Centres as close as possible to the wanted ones (least squares) in the given order: neighbours that touch move as one block. */
function spread(column: readonly Slot[], wanted: readonly number[]): void {
  const offsets = column.map(() => 0);
  for (let i = 1; i < column.length; i++) offsets[i] = offsets[i - 1] + (column[i - 1].height + column[i].height) / 2 + GAP;
  const blocks: Array<{ mean: number; size: number }> = [];
  wanted.forEach((centre, i) => {
    blocks.push({ mean: centre - offsets[i], size: 1 });
    while (blocks.length > 1 && blocks[blocks.length - 2].mean >= blocks[blocks.length - 1].mean) {
      const [a, b] = blocks.splice(-2);
      blocks.push({ mean: (a.mean * a.size + b.mean * b.size) / (a.size + b.size), size: a.size + b.size });
    }
  });
  const settled = blocks.flatMap((block) => Array<number>(block.size).fill(block.mean));
  column.forEach((slot, i) => { slot.y = settled[i] + offsets[i] - slot.height / 2; });
}

function middle({ y, height }: Slot): number {
  return y + height / 2;
}

function mean(values: readonly number[]): number | undefined {
  return values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : undefined;
}
