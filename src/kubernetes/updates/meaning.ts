/*
 * Compares manifests by meaning, as the API server reads them: what it defaults equals the default, lists with keys are compared by key and sets
 * without order, quantities by their amount, RBAC rules by what they grant. The facts are in data/meaning.json.
 */
import { normalised } from './normalised';
import { Fields, isObject, text } from '../../core/fields';
import { flagName } from '../args';
import schema from '../data/fields.json';
import meaning from '../data/meaning.json';
import { parseQuantity } from '../quantity';

/** One field that differs. */
export interface Difference {
  /** Such as "spec.template.spec.containers[web].image". */
  readonly path: string;
  /** Undefined where there is none. */
  readonly before?: unknown;
  readonly after?: unknown;
  /** The same entries in another order. */
  readonly isOrder?: boolean;
}

interface Types { readonly [type: string]: { readonly [field: string]: string } }
interface Defaulted { readonly value: unknown; readonly where?: { readonly field: string; readonly is: string } }

const TYPES = { ...schema.types, ...meaning.types } as Types;
const LISTS = meaning.lists as Types;
const DISTINCT = meaning.distinct as { readonly [type: string]: string | readonly string[] };
const ROOTS: { readonly [kind: string]: string } = {
  ...Object.fromEntries(Object.entries(schema.roots).map(([key, type]) => [key.slice(key.lastIndexOf('/') + 1), type])), ...meaning.roots,
};
const DEFAULTS = new Map(Object.entries(meaning.defaults).map(([type, fields]) => [type, parsedDefaults(fields)]));
/** Set by the server or a controller where the manifest of an object, not a template, says nothing. */
const ASSIGNED = '*';
const META = new Set(['apiVersion', 'kind', 'metadata', 'status']);
/** Fields that map names to quantities, in kinds of which no more is known. */
const OF_QUANTITIES = new Set(['requests', 'limits', 'capacity']);
/** Fields of metadata that are compared. */
const METADATA = ['annotations', 'labels', 'finalizers', 'ownerReferences'];

function parsedDefaults(fields: Fields): ReadonlyMap<string, readonly Defaulted[]> {
  const found = new Map<string, Defaulted[]>();
  for (const [key, value] of Object.entries(fields)) {
    const [field, condition] = key.split('|');
    const [where, is] = condition?.split('=') ?? [];
    found.set(field, [...found.get(field) ?? [], { value, ...where === undefined ? {} : { where: { field: where, is } } }]);
  }
  return found;
}

/** What differs between two objects of one kind: everything but identity and status. */
export function differences(before: Fields, after: Fields): Difference[] {
  const type = rootType(text(after.kind) ?? '');
  const [a, b] = [before, after].map((object) => normalised(type, object));
  const comparison = new Comparison();
  comparison.structures(picked(a.metadata), picked(b.metadata), 'ObjectMeta', 'metadata');
  for (const key of keysOf(a, b)) {
    if (!META.has(key)) comparison.field(a, b, type, key, key);
  }
  return comparison.found;
}

/** Whether two values of a field mean the same, in the same order; `type` is one of fields.json. */
export function isSame(a: unknown, b: unknown, type = 'x', path = ''): boolean {
  const comparison = new Comparison(true);
  comparison.values(a, b, type, path);
  return !comparison.found.length;
}

/** The type of the field at a path such as "spec.selector". */
export function typeAt(kind: string, path: string): string {
  return path.split('.').reduce((type, step) => TYPES[type]?.[step] ?? 'x', ROOTS[kind] ?? 'x');
}

/** The type of the objects of a kind, '' for one of which no more is known. */
export function rootType(kind: string): string {
  return ROOTS[kind] ?? '';
}

/** The type of a field of a type: "[" before that of the entries of a list, "{" before that of the values of a map. */
export function typeOfField(type: string, field: string): string {
  return field === 'metadata' ? 'ObjectMeta' : TYPES[type]?.[field] ?? 'x';
}

/** The field that names the entries of a list; undefined where they have no such name. */
export function keyField(type: string, field: string): string | undefined {
  const list = LISTS[type]?.[field];
  return list !== undefined && !['set', 'flags', 'rules'].includes(list) && /^\w+$/.test(list) ? list : undefined;
}

function picked(metadata: unknown): Fields {
  return Object.fromEntries(METADATA.map((key) => [key, isObject(metadata) ? metadata[key] : undefined]));
}

class Comparison {
  public readonly found: Difference[] = [];

  constructor(private readonly ordered = false) {}

  /** One field of two structures. */
  public field(a: Fields, b: Fields, type: string, key: string, path: string): void {
    const shape = Object.hasOwn(TYPES, type) ? TYPES[type][key] ?? 'x' : 'x';
    const isKnown = Object.hasOwn(TYPES, type);
    const given = [a, b].map((one) => (isKnown && isEmpty(one[key], shape) && !isDistinct(type, key, one[key]) ? undefined : one[key] ?? undefined));
    if (given[0] === undefined && given[1] === undefined) return;
    const effective = given.map((value, i) => value ?? defaultOf(type, key, i ? b : a));
    if (effective.includes(ASSIGNED) && given.includes(undefined)) {
      if (!/template/i.test(path)) return;
      effective.forEach((value, i) => { effective[i] = value === ASSIGNED ? undefined : value; });
    }
    this.values(effective[0], effective[1], shape, path, LISTS[type]?.[key]);
  }

  public structures(a: Fields, b: Fields, type: string, path: string): void {
    const [x, y] = [a, b].map((value) => normalised(type, value));
    for (const key of keysOf(x, y)) this.field(x, y, type, key, below(path, key));
  }

  public values(a: unknown, b: unknown, shape: string, path: string, list?: string): void {
    if (a === b) return;
    if (Array.isArray(a ?? b) && Array.isArray(b ?? a) && shape[0] !== '{') {
      this.lists(a as unknown[] ?? [], b as unknown[] ?? [], shape[0] === '[' ? shape.slice(1) : 'x', path, list);
    } else if (isObject(a) && isObject(b)) {
      if (shape[0] === '{') this.maps(a, b, shape.slice(1), path);
      else if (TYPES[shape]) this.structures(a, b, shape, path);
      else this.maps(a, b, 'x', path, below);
    } else if (shape[0] === '{' && (a === undefined || b === undefined) && isObject(a ?? b)) {
      this.maps(isObject(a) ? a : {}, isObject(b) ? b : {}, shape.slice(1), path);
    } else if (!isEqual(a, b, shape)) {
      this.found.push({ path, before: a, after: b });
    }
  }

  private maps(a: Fields, b: Fields, shape: string, path: string, name = entry): void {
    for (const key of keysOf(a, b)) {
      this.values(a[key] ?? undefined, b[key] ?? undefined, OF_QUANTITIES.has(key) && shape === 'x' ? '{q' : shape,
        name(path, key));
    }
  }

  private lists(a: readonly unknown[], b: readonly unknown[], shape: string, path: string, list?: string): void {
    if (list === 'rules') return this.maps(grants(a), grants(b), 'x', path);
    const [x, y] = [a, b].map((entries) => (list === undefined ? undefined : keyed(entries, list, shape)));
    if (!x || !y) return this.positions(a, b, shape, path);
    for (const key of new Set([...x.keys(), ...y.keys()])) {
      const place = entry(path, list === 'set' && isObject(x.get(key) ?? y.get(key)) ? '' : key);
      if (!x.has(key)) this.found.push({ path: place, after: y.get(key) });
      else if (!y.has(key)) this.found.push({ path: place, before: x.get(key) });
      else this.values(x.get(key), y.get(key), shape, place);
    }
    const [both, other] = [[...x.keys()].filter((key) => y.has(key)), [...y.keys()].filter((key) => x.has(key))];
    const isRepeated = a.length - x.size !== b.length - y.size;
    if ((this.ordered || isInPod(path)) && (isRepeated || both.join('\0') !== other.join('\0'))) {
      this.found.push({
        path,
        before: both,
        after: other,
        isOrder: true,
      });
    }
  }

  private positions(a: readonly unknown[], b: readonly unknown[], shape: string, path: string): void {
    if (a.length !== b.length || !a.length || a.every((value) => !isObject(value))) {
      if (a.length !== b.length || a.some((value, i) => !isSame(value, b[i], shape))) {
        this.found.push({ path, before: a.length ? a : undefined, after: b.length ? b : undefined });
      }
      return;
    }
    a.forEach((value, i) => this.values(value, b[i], shape, entry(path, String(i))));
  }
}

/** Whether the order of a list matters: what is in the template of a pod is compared as it is written. */
function isInPod(path: string): boolean {
  return /(^|\.)(template\.spec|spec\.(containers|initContainers)\[)/.test(path) || /^spec\.(initContainers|containers)$/.test(path);
}

function keysOf(a: Fields, b: Fields): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])];
}

function below(path: string, key: string): string {
  return !/^[\w-]+$/.test(key) ? entry(path, key) : path ? `${path}.${key}` : key;
}

function entry(path: string, key: string): string {
  return `${path}[${key}]`;
}

/** What equals no value in a known structure: nothing, "", false, empty lists and maps. */
function isEmpty(value: unknown, shape: string): boolean {
  if (value === null || value === undefined || value === '' || value === false) return true;
  if (Array.isArray(value)) return !value.length;
  return isObject(value) && !Object.keys(value).length && shape !== 'x';
}

function isDistinct(type: string, key: string, value: unknown): boolean {
  return value !== undefined && value !== null
    && (DISTINCT[type]?.includes(key) || (typeof value === 'boolean' && DEFAULTS.get(type)?.has(key) === true));
}

function defaultOf(type: string, key: string, of: Fields): unknown {
  const siblings = (field: string) => of[field] ?? DEFAULTS.get(type)?.get(field)?.find(({ where }) => !where)?.value;
  const found = DEFAULTS.get(type)?.get(key)?.find(({ where }) => !where || siblings(where.field) === where.is)?.value;
  return typeof found === 'string' && found.startsWith('=') ? of[found.slice(1)] : found;
}

function isEqual(a: unknown, b: unknown, shape: string): boolean {
  if (shape === 'q') {
    const [x, y] = [parseQuantity(a), parseQuantity(b)];
    if (x !== undefined && y !== undefined) return x === y;
  }
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? 'undefined';
  const entries = Object.entries(value).filter(([, v]) => v !== undefined && v !== null).sort(([x], [y]) => (x < y ? -1 : 1));
  return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join()}}`;
}

/** Entries by key; undefined where two have the same, or one has none. */
function keyed(list: readonly unknown[], by: string, shape: string): Map<string, unknown> | undefined {
  const entries: Array<readonly [string | undefined, unknown]> = by === 'flags' ? flags(list) : list.map((value) => [
    by === 'set' ? setKey(value, shape) : keyOf(value, by.split(' ')), value,
  ]);
  const found = new Map<string, unknown>();
  for (const [key, value] of entries) {
    if (key === undefined || (found.has(key) && by !== 'set')) return undefined;
    found.set(key, value);
  }
  return found;
}

function setKey(value: unknown, shape: string): string {
  return isObject(value) ? canonical(withDefaults(value, shape)) : String(value);
}

function withDefaults(value: Fields, type: string): Fields {
  const filled = Object.fromEntries([...DEFAULTS.get(type)?.keys() ?? []].map((key) => [key, defaultOf(type, key, value)]));
  const entries = Object.entries(normalised(type, value)).filter(([, v]) => !isEmpty(v, '')).map(([key, v]) => {
    const [shape, list] = [TYPES[type]?.[key] ?? 'x', LISTS[type]?.[key]];
    return [key, list === 'set' && Array.isArray(v) ? v.map((one) => setKey(one, shape.slice(1))).sort() : v];
  });
  return { ...filled, ...Object.fromEntries(entries) };
}

/** The key of an entry, as "8080/UDP"; a protocol that is not written is TCP. */
function keyOf(value: unknown, fields: readonly string[]): string | undefined {
  const parts = fields.map((field) => field.split('.').reduce<unknown>((of, step) => (isObject(of) ? of[step] : undefined), value)
    ?? (field === 'protocol' ? 'TCP' : undefined));
  return parts[0] === undefined || parts.some(isObject) ? undefined : parts.filter((part) => part !== undefined).join('/');
}

/** Arguments by flag, with the value that follows one; flags that are repeated have a number, and others their place among these. */
function flags(list: readonly unknown[]): Array<readonly [string, unknown]> {
  const found: Array<readonly [string, unknown]> = [];
  const times = new Map<string, number>();
  let others = 0;
  for (let i = 0; i < list.length; i++) {
    const [arg, next] = [text(list[i]) ?? '', text(list[i + 1])];
    const name = flagName(arg);
    const isPair = name !== undefined && !/[=\s]/.test(arg) && next !== undefined && !next.startsWith('-');
    if (isPair) i++;
    if (name !== undefined) times.set(name, (times.get(name) ?? 0) + 1);
    const repeated = name !== undefined && times.get(name)! > 1 ? ` (${times.get(name)})` : '';
    found.push([name === undefined ? String(others++) : `--${name}${repeated}`, isPair ? `${arg} ${next}` : list[i]]);
  }
  return found;
}

/** Verbs by what they are granted on, such as "deployments.apps" or "/healthz", in the order of the alphabet. */
function grants(rules: readonly unknown[]): Fields {
  const verbs = new Map<string, Set<string>>();
  const texts = (value: unknown) => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []);
  for (const rule of rules.filter(isObject)) {
    const names = texts(rule.resourceNames).length ? texts(rule.resourceNames).map((name) => `/${name}`) : [''];
    const resources = texts(rule.apiGroups).flatMap((group) => texts(rule.resources).flatMap((resource) => (
      names.map((name) => `${resource}${group ? `.${group}` : ''}${name}`))));
    for (const key of [...resources, ...texts(rule.nonResourceURLs)]) {
      const known = verbs.get(key) ?? new Set();
      for (const verb of texts(rule.verbs)) known.add(verb);
      verbs.set(key, known);
    }
  }
  return Object.fromEntries([...verbs].map(([key, found]) => [key, [...found].sort()]));
}
