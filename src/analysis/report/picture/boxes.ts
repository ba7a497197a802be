/*
 * Groups things into boxes. In a small plan only replicas of one workload with the same outcome share a box. If a column gets too long, so do things
 * that differ only in name, then things with the same outcome in any namespace.
 */
import { Column, Graph, LinkKind, Status, Thing } from './graph';
import { LOOKS } from './look';
import { byName } from './text';
import { addTo } from '../../../core/multimap';

export interface Box {
  readonly id: number;
  readonly column: Column;
  readonly status: Status;
  /** Ids of its things, sorted by name. */
  readonly members: readonly number[];
  /** Its name, or the common part of its members' names. */
  readonly name: string;
  /** The name, after the number of members if there are several. */
  readonly title: string;
  readonly note: string;
}

/** All links of one kind between two boxes. */
export interface Edge {
  readonly from: number;
  readonly to: number;
  readonly kind: LinkKind;
  readonly label?: string;
}

export interface Boxed {
  readonly boxes: readonly Box[];
  readonly edges: readonly Edge[];
  /** Number of further boxes that a claim may get, without an edge, by the id of its box. */
  readonly unlisted: ReadonlyMap<number, number>;
}

interface Level { readonly kin: 0 | 1 | 2 | 3; readonly atLeast: number }

/** Levels of grouping, from single things to outcomes. */
const LEVELS: readonly Level[] = [
  { kin: 0, atLeast: 4 }, { kin: 0, atLeast: 2 }, { kin: 1, atLeast: 2 }, { kin: 2, atLeast: 2 }, { kin: 3, atLeast: 2 },
];
/** Largest number of boxes in a readable column. */
const MOST_BOXES = 45;
/** Mermaid rejects more than 500 edges. */
const MOST_EDGES = 450;
/** Largest number of candidates of one claim that get a line. */
const MOST_CANDIDATES = 8;

/** Columns in the order of grouping: each depends on the boxes of those before it. */
const GROUPED = [Column.CLAIM, Column.POD, Column.VOLUME, Column.NODE, Column.CLASS, Column.PROVISIONER];

export function boxed(graph: Graph): Boxed {
  let result = atLevel(graph, LEVELS[0]);
  for (const level of LEVELS.slice(1)) {
    if (fits(result)) break;
    result = atLevel(graph, level);
  }
  return result;
}

function fits({ boxes, edges }: Boxed): boolean {
  return edges.length <= MOST_EDGES && GROUPED.every((column) => boxes.filter((own) => own.column === column).length <= MOST_BOXES);
}

function atLevel(graph: Graph, level: Level): Boxed {
  const boxOf = new Array<number>(graph.things.length).fill(-1);
  const boxes: Box[] = [];
  for (const column of GROUPED) {
    const ties = tiesTo(graph, column, boxOf);
    const groups = new Map<string, Thing[]>();
    for (const thing of graph.things) {
      if (thing.column !== column) continue;
      const key = JSON.stringify([thing.kind, thing.status, thing.kin[level.kin], [...ties.get(thing.id) ?? []].sort()]);
      addTo(groups, key, thing);
    }
    for (const group of groups.values()) {
      for (const members of group.length >= level.atLeast ? [group] : group.map((thing) => [thing])) {
        for (const { id } of members) boxOf[id] = boxes.length;
        boxes.push(box(boxes.length, members));
      }
    }
  }
  return { boxes, ...merged(graph, boxOf) };
}

/** Links between the things of a column and boxes that exist already. */
function tiesTo({ things, links }: Graph, column: Column, boxOf: readonly number[]): Map<number, Set<string>> {
  const ties = new Map<number, Set<string>>();
  const tie = (id: number, text: string) => {
    const own = ties.get(id);
    if (own) own.add(text);
    else ties.set(id, new Set([text]));
  };
  const seen = new Map<readonly number[], Set<string>>();
  for (const { from, to, kind } of links) {
    if (kind === LinkKind.OF || kind === LinkKind.ASKS) continue;
    if (things[from].column === column) {
      for (const id of to) if (boxOf[id] >= 0) tie(from, `${kind} ${boxOf[id]}`);
    } else if (boxOf[from] >= 0 && things[to[0]]?.column === column) {
      if (isNew(seen, to, `${kind} ${boxOf[from]}`)) for (const id of to) tie(id, `${kind} ${boxOf[from]}`);
    }
  }
  return ties;
}

function merged({ links }: Graph, boxOf: readonly number[]): { edges: Edge[]; unlisted: Map<number, number> } {
  const edges = new Map<string, { from: number; to: number; kind: LinkKind; labels: Set<string> }>();
  const seen = new Map<readonly number[], Set<string>>();
  const candidates = new Map<number, number>();
  const unlisted = new Map<number, number>();
  for (const { from, to, kind, label } of links) {
    if (!isNew(seen, to, `${kind} ${boxOf[from]} ${label}`)) continue;
    for (const id of to) {
      const ends = { from: boxOf[from], to: boxOf[id], kind };
      const key = `${kind} ${ends.from} ${ends.to}`;
      const known = edges.get(key);
      if (known && label) known.labels.add(label);
      if (known) continue;
      if (kind === LinkKind.MAY) {
        const count = (candidates.get(ends.from) ?? 0) + 1;
        candidates.set(ends.from, count);
        if (count > MOST_CANDIDATES) unlisted.set(ends.from, count - MOST_CANDIDATES);
      }
      edges.set(key, { ...ends, labels: new Set(label ? [label] : []) });
    }
  }
  const drawn = new Map<number, number>();
  return {
    unlisted,
    edges: [...edges.values()]
      .filter(({ kind, from }) => {
        if (kind !== LinkKind.MAY) return true;
        drawn.set(from, (drawn.get(from) ?? 0) + 1);
        return drawn.get(from)! <= MOST_CANDIDATES;
      })
      .map(({ labels, ...edge }) => ({ ...edge, label: labels.size ? [...labels].sort().join(', ') : undefined })),
  };
}

/** Whether this list of things is new; many claims share one list of candidates. */
function isNew(seen: Map<readonly number[], Set<string>>, to: readonly number[], key: string): boolean {
  const keys = seen.get(to) ?? new Set();
  seen.set(to, keys);
  return keys.size < keys.add(key).size;
}

function box(id: number, things: readonly Thing[]): Box {
  const members = [...things].sort((a, b) => byName(a.namespace, b.namespace) || byName(a.name, b.name) || a.id - b.id);
  const [{ column, status, word, note }] = members;
  const shared = members.every((thing) => thing.note === note) ? note : '';
  const name = commonName(members);
  return {
    id,
    column,
    status,
    members: members.map((thing) => thing.id),
    name,
    title: members.length === 1 ? name : `${members.length} × ${name}`,
    note: [members.every((thing) => thing.word === word) ? word : LOOKS[status].words, shared].filter(Boolean).join(' · '),
  };
}

const PLURALS: { readonly [column in Column]: string } = {
  [Column.NODE]: 'nodes',
  [Column.POD]: 'pods',
  [Column.CLAIM]: 'claims',
  [Column.VOLUME]: 'volumes',
  [Column.CLASS]: 'classes',
  [Column.PROVISIONER]: 'provisioners',
};

/** "web-*" for web-0 and web-1; the plural if names have little in common. */
function commonName(members: readonly Thing[]): string {
  const [{ name, column }] = members;
  const pattern = (text: string) => text.replace(/\d+(?=\D*$)/, '*');
  if (members.every((thing) => thing.name === name)) return name;
  if (members.every((thing) => pattern(thing.name) === pattern(name))) return pattern(name);
  let length = 0;
  while (length < name.length && members.every((thing) => thing.name[length] === name[length])) length++;
  const head = name.slice(0, length).replace(/[^-.]*$/, '');
  return head.length > 2 ? `${head}*` : PLURALS[column];
}
