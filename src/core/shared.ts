/*
 * Values that are equal are kept once: the objects of a thousand clusters are mostly the same. What is shared is frozen, so that nobody changes it
 * for all.
 */

/** On an app that writes its files with our own writer, which can write more than cdk8s can. */
export const OWN_WRITER = Symbol.for('cdk8s-openstack.ownWriter');

/** A frozen value that all equal ones are replaced by, and what was found out about it. */
export interface Shared<T extends object = object> {
  readonly value: T;
  readonly number: number;
  /** What is known of the value, by a name that says what it depends on beside the value. */
  readonly known: Map<string, unknown>;
}

const all = new Set<Generations<any, unknown>>();

/** Forgets everything that is remembered, as at the start. */
export function forgetAll(): void {
  for (const generations of all) generations.clear();
}

/** Entries of two generations: what was not asked for in the time of as many new ones is forgotten. */
class Generations<K, V> {
  private young = new Map<K, V>();
  private old = new Map<K, V>();

  constructor(private readonly most: number) {
    all.add(this);
  }

  public get(key: K): V | undefined {
    const found = this.young.get(key);
    if (found !== undefined) return found;
    const older = this.old.get(key);
    if (older !== undefined) this.set(key, older);
    return older;
  }

  public clear(): void {
    this.young = new Map();
    this.old = new Map();
  }

  public set(key: K, value: V): V {
    if (this.young.size >= this.most) [this.old, this.young] = [this.young, new Map()];
    this.young.set(key, value);
    return value;
  }
}

const MOST_SEEN = 20_000;
const seen = new Generations<number, true>(MOST_SEEN);

/** Whether a key was asked about before. What occurs once, such as what holds the name of a cluster, is not worth remembering. */
function isRepeated(key: string): boolean {
  let hash = key.length;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193); // eslint-disable-line no-bitwise
  if (seen.get(hash)) return true;
  seen.set(hash, true);
  return false;
}

const MOST = 2_000;

/** What was worked out for keys; kept from the second time on. */
export class Remembered<V> {
  private readonly entries = new Generations<string, V>(MOST);

  public get(key: string): V | undefined {
    return this.entries.get(key);
  }

  public keep(key: string, value: () => V): V | undefined {
    return isRepeated(key) ? this.entries.set(key, value()) : undefined;
  }
}

const values = new Remembered<Shared>();
const shared = new WeakMap<object, Shared>();
let count = 0;
const numbers = new WeakMap<object, number>();

/** The one value that equals this one, if it is plain data without secrets, which must not stand in a key, and if there was an equal one before. */
export function share<T extends object>(value: T): Shared<T> | undefined {
  const before = shared.get(value);
  if (before) return before as Shared<T>;
  const key = keyOf(value);
  if (key === undefined) return undefined;
  const found = values.get(key) ?? values.keep(key, () => remember(frozen(value)));
  if (found && numbers.has(value)) shared.set(value, found); // frozen itself, and asked for again
  return found as Shared<T> | undefined;
}

/** What is known of a shared value. */
export function sharedFacts(value: unknown): Shared | undefined {
  return typeof value === 'object' && value !== null ? shared.get(value) : undefined;
}

const MOST_KNOWN = 200;

/** What `work` says about a shared value, kept from the second time on; errors are not. Without a shared value it is worked out now. */
export function onceFor<V>(of: Shared | undefined, name: string, work: () => V): V {
  if (!of) return work();
  if (of.known.has(name)) return of.known.get(name) as V;
  const found = work();
  if (of.known.size >= MOST_KNOWN) of.known.clear();
  if (isRepeated(`${of.number} ${name}`)) of.known.set(name, found);
  return found;
}

function remember<T extends object>(value: T): Shared<T> {
  const made: Shared<T> = { value, number: count++, known: new Map() };
  shared.set(value, made);
  return made;
}

/**
 * A frozen copy of plain data: what it was made from may be changed by its owner. Instances of classes, and what is a frozen copy already, are taken
 * as they are.
 */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || numbers.has(value)) return value;
  let copy: any;
  if (Array.isArray(value)) {
    copy = value.map(frozen);
  } else {
    const prototype = Object.getPrototypeOf(value);
    if (prototype === null || Object.getPrototypeOf(prototype) !== null) return value;
    copy = {};
    for (const name of Object.keys(value)) {
      const own = frozen((value as any)[name]);
      // Assigned, that name would set the prototype.
      if (name === '__proto__') Object.defineProperty(copy, name, { value: own, enumerable: true });
      else copy[name] = own;
    }
  }
  Object.freeze(copy);
  numbers.set(copy, count++);
  return copy;
}

/** A text that is the same for equal plain data alone. Undefined for what is not plain data, such as values that come later. */
export function keyOf(value: unknown): string | undefined {
  const parts: string[] = [];
  return add(value, parts) ? parts.join('') : undefined;
}

function add(value: unknown, parts: string[]): boolean {
  if (typeof value === 'string') {
    parts.push('s', String(value.length), ':', value);
    return true;
  }
  if (typeof value !== 'object' || value === null) {
    parts.push(Object.is(value, -0) ? '-0' : String(value), ';');
    return typeof value !== 'function' && typeof value !== 'symbol';
  }
  const number = numbers.get(value);
  if (number !== undefined) {
    parts.push('#', String(number), ';');
    return true;
  }
  if (Array.isArray(value)) {
    parts.push('[');
    for (const item of value) if (!add(item, parts)) return false;
    parts.push(']');
    return true;
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype === null || Object.getPrototypeOf(prototype) !== null) return false;
  parts.push('{');
  for (const name of Object.keys(value)) {
    parts.push(String(name.length), ':', name);
    if (!add((value as Record<string, unknown>)[name], parts)) return false;
  }
  parts.push('}');
  return true;
}

/** Says that an instance of a class never changes: it may then be part of a key. */
export function immutable(instance: object): void {
  if (!numbers.has(instance)) numbers.set(instance, count++);
}

const results = new Remembered<{ readonly value: unknown }>();

/**
 * What `work` makes of inputs, kept from the second time on, and frozen then. Without a key, such as with secrets and values that come later, it is
 * made each time. Errors are not kept.
 *
 * @param inputs Everything that `work` reads
 */
export function recall<V>(name: string, inputs: readonly unknown[], work: () => V): V {
  const key = keyOf(inputs);
  if (key === undefined) return work();
  const full = `${name} ${key}`;
  const found = results.get(full) ?? results.keep(full, () => ({ value: frozen(work()) }));
  return found ? found.value as V : work();
}

/** Stands for a name in what is made for all names. It is a label and a DNS label, as names of clusters are. */
const ANY_NAME = 'any-name-0q7x4k2v';

/**
 * What `work` makes of a name and of inputs: kept from the second time on for equal inputs and any name, if the name matters in no other way than by
 * standing in texts.
 */
export function recallForName<V>(name: string, topic: string, inputs: readonly unknown[], work: (name: string) => V): V {
  const key = keyOf(inputs);
  if (key === undefined || key.includes(ANY_NAME) || key.includes(name)) return work(name); // it may be compared with what stands there
  const full = `${topic} ${key}`;
  let found = results.get(full);
  try {
    found ??= results.keep(full, () => ({ value: frozen(work(ANY_NAME)) }));
  } catch {
    return work(name); // whose error has the right name
  }
  return found ? named(found.value, name) as V : work(name);
}

const holders = new WeakMap<object, boolean>();

function holdsName(value: unknown): boolean {
  if (typeof value === 'string') return value.includes(ANY_NAME);
  if (typeof value !== 'object' || value === null) return false;
  let known = holders.get(value);
  if (known === undefined) holders.set(value, known = Object.values(value).some(holdsName));
  return known;
}

/** A copy with the name in its place; parts that do not hold it are the same as before. */
function named(value: unknown, name: string): unknown {
  if (!holdsName(value)) return value;
  if (typeof value === 'string') return value.replaceAll(ANY_NAME, () => name);
  if (Array.isArray(value)) return value.map((item) => named(item, name));
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value as object)) copy[key] = named((value as Record<string, unknown>)[key], name);
  return copy;
}
