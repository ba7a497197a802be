/*
 * One contest in numbers: claims, kinds of volumes, pods and nodes that can influence each other, with everything about them that does not change.
 */
import { Facts } from './facts';
import { concerns, Group } from './partition';
import { covers, inZone, isReservedFor, keptOff, mismatch, reaches, suits, zoneLabels } from './predicates';
import { provisionable } from './provisioning';
import { Claim, Node, Pod, Volume } from '../model/model';

/** Volumes that nobody in the contest can tell apart. */
export interface Kind {
  readonly volumes: readonly Volume[];
  readonly sample: Volume;
  /** For each node: whether it reaches the volumes. */
  readonly reached: readonly boolean[];
  /** For each node: whether it lies in the zone that the volumes' labels state. */
  readonly zoned: readonly boolean[];
}

/** Shelves with equally many access modes: which of them the controller looks at first is not defined. */
export interface Tier {
  readonly shelves: ReadonlyArray<{ readonly reserved: readonly number[]; readonly free: readonly number[] }>;
}

/** How a claim chooses in one class. */
export interface Choice {
  readonly className: string;
  readonly delays: boolean;
  /** For the controller, best tier first; kinds in a shelf are sorted by size. */
  readonly tiers: readonly Tier[];
  /** For the scheduler: reserved kinds, and free ones by size. */
  readonly reserved: readonly number[];
  readonly free: readonly number[];
  /** For each node: whether a volume may be made for the claim. */
  readonly provision: ReadonlyArray<'yes' | 'bind' | 'space'>;
}

export interface Contender {
  readonly claim: Claim;
  readonly choice: Choice;
  /** Choice after the default class was given to it, if it has no class. */
  readonly later?: Choice;
  /** Kind of the volume that it names; -1 if that volume is not there. */
  readonly named?: number;
  /** It may bind to the volume that it names. */
  readonly namedFits: boolean;
  /** The volume that it names has the claim's own uid or none (restored claims). */
  readonly restored: 'bind' | 'lost' | 'free';
  /** Pod that the claim is made with, if that pod has to wait for another one. */
  readonly madeWith: number;
  readonly selectedNode: number;
  readonly rwop: boolean;
  readonly users: readonly number[];
}

export interface Runner {
  readonly pod: Pod;
  /** Claims of its volumes, in order; -1 for one that is not there. */
  readonly claims: readonly number[];
  /** For each node why it is kept off, whatever the volumes; undefined where it is not. */
  readonly keptOff: ReadonlyArray<string | undefined>;
  /** Pod that must be ready before this one is made; -1 if there is none. */
  readonly after: number;
  /** Which node it gets matters to others. */
  readonly placeMatters: boolean;
  /** Pods that its terms speak about, and pods whose terms speak about it. */
  readonly coupled: boolean;
}

export interface Contest {
  readonly facts: Facts;
  readonly claims: readonly Contender[];
  readonly kinds: readonly Kind[];
  readonly pods: readonly Runner[];
  readonly nodes: readonly Node[];
  /** How many claims could take a kind. */
  readonly wanted: readonly number[];
}

export const UNKNOWN_NODE = -5;

export function contest(facts: Facts, group: Group): Contest {
  const { nodes } = facts;
  const kinds = volumeKinds(group, nodes);
  const kindOf = new Map(kinds.flatMap((kind, i) => kind.volumes.map((volume): [Volume, number] => [volume, i])));
  const podAt = new Map(group.pods.map((pod, i) => [pod.key, i]));
  const claimAt = new Map(group.claims.map((claim, i) => [claim.key, i]));
  const choices = new Map<string, Choice>();
  const claims = group.claims.map((claim): Contender => {
    const later = facts.laterClass(claim);
    const named = claim.volumeName === '' ? undefined : facts.inventory.volumesByName.get(claim.volumeName);
    return {
      claim,
      choice: choice(facts, claim, claim.className, kindOf, kinds, choices),
      later: later === undefined ? undefined : choice(facts, claim, later, kindOf, kinds, choices),
      named: claim.volumeName === '' ? undefined : named ? kindOf.get(named) ?? -1 : -1,
      namedFits: named !== undefined && (isReservedFor(named, claim) || (named.claimRef === undefined && mismatch(claim, named) === undefined)),
      restored: restored(claim, named),
      madeWith: madeWith(facts, claim, podAt),
      selectedNode: claim.selectedNode === undefined ? -1 : indexOr(nodes.findIndex((node) => node.name === claim.selectedNode), UNKNOWN_NODE),
      rwop: claim.modes.includes('ReadWriteOncePod'),
      users: facts.usersOf(claim).map((pod) => podAt.get(pod.key) ?? -1).filter((i) => i >= 0),
    };
  });
  const wanted = kinds.map(() => 0);
  for (const contender of claims) for (const kind of wants(contender)) wanted[kind]++;
  return { facts, claims, kinds, nodes, wanted, pods: runners(group, claims, nodes, claimAt, podAt) };
}

/** Every kind that a claim could take. */
export function wants({ choice: first, later, named }: Contender): Set<number> {
  const all = new Set<number>(named !== undefined && named >= 0 ? [named] : []);
  for (const option of later ? [first, later] : [first]) {
    for (const { shelves } of option.tiers) {
      for (const shelf of shelves) for (const kind of [...shelf.reserved, ...shelf.free]) all.add(kind);
    }
    for (const kind of [...option.reserved, ...option.free]) all.add(kind);
  }
  return all;
}

function volumeKinds(group: Group, nodes: readonly Node[]): Kind[] {
  const namedOnes = new Set(group.claims.map((claim) => claim.volumeName));
  const selects = group.claims.some((claim) => claim.selector !== undefined);
  const places = group.pods.length > 0;
  const byKey = new Map<string, Volume[]>();
  for (const volume of group.volumes) {
    const own = namedOnes.has(volume.name) || volume.claimRef || volume.deleting;
    const key = own ? volume.name : JSON.stringify([
      String(volume.capacity), volume.className, volume.volumeMode, volume.attributesClass, volume.modes,
      selects ? Object.entries(volume.labels).sort() : 0,
      places ? [volume.nodeAffinity ?? 0, zoneLabels(volume.labels).map((label) => volume.labels[label])] : 0,
    ]);
    const known = byKey.get(key);
    if (known) known.push(volume);
    else byKey.set(key, [volume]);
  }
  return [...byKey.values()].map((volumes) => ({
    volumes,
    sample: volumes[0],
    reached: places ? nodes.map((node) => reaches(node, volumes[0])) : [],
    zoned: places ? nodes.map((node) => inZone(node, volumes[0])) : [],
  }));
}

function choice(facts: Facts, claim: Claim, className: string, kindOf: ReadonlyMap<Volume, number>, kinds: readonly Kind[],
  known: Map<string, Choice>): Choice {
  const reserved = facts.reservedFor(claim).filter((volume) => suits(claim, volume));
  // A claim that names its volume, or was bound before, looks at no other: it must not share the choice of a claim that does.
  const settled = claim.volumeName !== '' || claim.bindCompleted;
  const key = reserved.length ? undefined : JSON.stringify([
    className, settled, String(claim.request), claim.modes, claim.volumeMode, claim.attributesClass, claim.selector, facts.delays(className),
  ]);
  const same = key === undefined ? undefined : known.get(key);
  if (same) return same;
  const delays = facts.delays(className);
  const storageClass = facts.classNamed(className);
  const slices = settled ? [] : facts.candidates.of(claim, className);
  const free = slices.map(({ shelf, start }) => ({ modes: shelf.modes, kinds: distinct(shelf.volumes, start, kindOf) }));
  const made: Choice = {
    className,
    delays,
    tiers: tiers(claim, reserved, delays ? [] : free, kindOf, kinds),
    reserved: reserved.filter((volume) => volume.className === className).map((volume) => kindOf.get(volume)!),
    free: delays ? [...new Set(free.flatMap((one) => one.kinds))].sort((a, b) => compare(kinds[a].sample.capacity, kinds[b].sample.capacity)) : [],
    provision: delays && storageClass ? facts.nodes.map((node) => provisionable(facts.inventory, claim, storageClass, node)) : [],
  };
  if (key !== undefined) known.set(key, made);
  return made;
}

/** The kinds of a shelf from `start` on, smallest first. Volumes that are not in the contest are left out: nobody of it uses the shelf. */
function distinct(volumes: readonly Volume[], start: number, kindOf: ReadonlyMap<Volume, number>): number[] {
  const found = new Set<number>();
  for (let i = start; i < volumes.length; i++) {
    const kind = kindOf.get(volumes[i]);
    if (kind !== undefined) found.add(kind);
  }
  return [...found];
}

function tiers(claim: Claim, reserved: readonly Volume[], free: ReadonlyArray<{ modes: number; kinds: number[] }>,
  kindOf: ReadonlyMap<Volume, number>, all: readonly Kind[]): Tier[] {
  const shelves = new Map<string, { modes: number; reserved: number[]; free: number[] }>();
  const at = (key: string, modes: number) => {
    let shelf = shelves.get(key);
    if (!shelf) shelves.set(key, shelf = { modes, reserved: [], free: [] });
    return shelf;
  };
  for (const volume of reserved.filter((one) => covers(claim, one))) {
    at(volume.modes.join(), volume.modes.length).reserved.push(kindOf.get(volume)!);
  }
  for (const { modes, kinds } of free) {
    if (kinds.length) at(all[kinds[0]].sample.modes.join(), modes).free.push(...kinds);
  }
  const counts = [...new Set([...shelves.values()].map((shelf) => shelf.modes))].sort((a, b) => a - b);
  return counts.map((modes) => ({ shelves: [...shelves.values()].filter((shelf) => shelf.modes === modes) }));
}

/** The pod that brings the claim along, if that one has to wait for another pod. */
function madeWith(facts: Facts, claim: Claim, podAt: ReadonlyMap<string, number>): number {
  if (claim.from === undefined) return -1;
  const maker = facts.usersOf(claim).find((pod) => pod.after !== undefined && (pod.from ?? `Pod/${pod.name}`) === claim.from);
  return maker ? podAt.get(maker.key) ?? -1 : -1;
}

function restored(claim: Claim, volume: Volume | undefined): 'bind' | 'lost' | 'free' {
  if (!volume) return 'lost';
  if (!volume.claimRef) return 'free';
  return volume.claimRef.uid !== '' && volume.claimRef.uid === claim.uid ? 'bind' : 'lost';
}

function runners(group: Group, claims: readonly Contender[], nodes: readonly Node[], claimAt: ReadonlyMap<string, number>,
  podAt: ReadonlyMap<string, number>): Runner[] {
  return group.pods.map((pod): Runner => {
    const own = pod.uses.map((use) => claimAt.get(`${pod.namespace}/${use.claimName}`) ?? -1);
    const coupled = pod.affinity.length + pod.antiAffinity.length > 0
      || group.pods.some((other) => other.antiAffinity.some((term) => concerns(term, pod)) || other.affinity.some((term) => concerns(term, pod)));
    return {
      pod,
      claims: own,
      keptOff: nodes.map((node) => keptOff(pod, node)),
      after: pod.after === undefined ? -1 : podAt.get(pod.after) ?? -1,
      coupled,
      placeMatters: coupled || own.some((i) => i >= 0 && claims[i].users.length > 1 && (claims[i].choice.delays || claims[i].later?.delays === true)),
    };
  });
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function indexOr(index: number, other: number): number {
  return index < 0 ? other : index;
}

