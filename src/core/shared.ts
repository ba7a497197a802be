/*
 * Values that are equal are kept once: the objects of a thousand clusters are mostly the same. What is shared is frozen, so that nobody changes it for all.
 */

/** On an app that writes its files with our own writer, which can write more than cdk8s can. */
export const OWN_WRITER = Symbol.for('cdk8s-openstack.ownWriter');

/** A frozen value that all equal ones are replaced by, and what was found out about it. */
export interface Shared<T extends object = object> {
  readonly value: T;
  /** What is known of the value, by a name that says what it depends on beside the value. */
  readonly known: Map<string, unknown>;
}

/** Values of two generations: what was not asked for in the time of as many new ones is forgotten. */
const MOST = 2_000;

/** A map that forgets what is not asked for anymore. */
export class Remembered<V> {
  private young = new Map<string, V>();
  private old = new Map<string, V>();

  constructor(private readonly most = MOST) {}

  public get(key: string): V | undefined {
    const found = this.young.get(key);
    if (found !== undefined) return found;
    const older = this.old.get(key);
    if (older !== undefined) this.set(key, older);
    return older;
  }

  public set(key: string, value: V): V {
    if (this.young.size >= this.most) [this.old, this.young] = [this.young, new Map()];
    this.young.set(key, value);
    return value;
  }
}

const values = new Remembered<Shared>();
const shared = new WeakMap<object, Shared>();
let count = 0;
const numbers = new WeakMap<object, number>();

/** The one value that equals this one, if it is plain data without secrets: those must not stand in a key. */
export function share<T extends object>(value: T): Shared<T> | undefined {
  const before = shared.get(value);
  if (before) return before as Shared<T>;
  const key = keyOf(value);
  if (key === undefined) return undefined;
  const found = values.get(key) ?? values.set(key, remember(freeze(value)));
  return found as Shared<T>;
}

/** What is known of a shared value. */
export function sharedFacts(value: unknown): Shared | undefined {
  return typeof value === 'object' && value !== null ? shared.get(value) : undefined;
}

/** What `work` says about a shared value, worked out once; errors are not kept. Without a shared value it is worked out now. */
export function onceFor<V>(of: Shared | undefined, name: string, work: () => V): V {
  if (!of) return work();
  if (of.known.has(name)) return of.known.get(name) as V;
  const found = work();
  of.known.set(name, found);
  return found;
}

function remember<T extends object>(value: T): Shared<T> {
  const made: Shared<T> = { value, known: new Map() };
  shared.set(value, made);
  numbers.set(value, count++);
  return made;
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const name in value) freeze(value[name]);
  }
  return value;
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
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return false;
  parts.push('{');
  for (const name of Object.keys(value)) {
    parts.push(String(name.length), ':', name);
    if (!add((value as Record<string, unknown>)[name], parts)) return false;
  }
  parts.push('}');
  return true;
}
