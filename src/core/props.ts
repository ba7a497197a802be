import data from './data/shapes.json';
import { InvalidPropertyError, located, printed } from './errors';
import { nearest } from './nearest';

/** What `tools/shapes` reads from the public types; a member that may be left out ends with "?". */
export interface Shapes {
  /** The struct of a constructor or method, such as "CinderCsiProps", or another parameter with its name, such as "claim: INamedObject". */
  readonly takes: { readonly [callable: string]: string };
  readonly structs: { readonly [name: string]: ReadonlyArray<string | { readonly [member: string]: string }> };
  readonly enums: { readonly [name: string]: { readonly [member: string]: string | number } };
  readonly classes: { readonly [name: string]: { readonly has: string[]; readonly knows?: string[]; readonly from: string[] } };
}

/** The outermost props: their type, which says where else a name is known, and whether they may hold what it does not know. */
interface Root { readonly struct: string; readonly isOpen: boolean }
/** Checks a value, and returns it without members that are undefined. */
type Check = (value: any, path: string, root: Root) => unknown;
interface Member { readonly type: string; readonly optional: boolean }

/** Values of these types are not repeated in errors: someone may have given a password. */
const CONFIDENTIAL = /^(SecretText|Auth|ICloudConfig)$/;
const MOST_NAMES = 12;
const MOST_PLACES = 3;
const DEEPEST = 4;
const PRIMITIVES: { readonly [type: string]: string } = { string: 'a string', number: 'a number', boolean: 'true or false' };

/** Checks props against the public types, of which it compiles those that a program uses. */
export class PropChecker {
  private readonly checks = new Map<string, Check>([['any', (value) => value]]);
  private readonly members = new Map<string, ReadonlyMap<string, Member>>();

  constructor(private readonly shapes: Shapes) {
    for (const [type, expected] of Object.entries(PRIMITIVES)) {
      this.checks.set(type, (value, path) => (typeof value === type && !Number.isNaN(value) ? value : wrong(path, expected, value)));
    }
  }

  /**
   * Checks the props of a constructor such as "CinderCsi" or a method such as "Auth.password", and returns them without members that are undefined.
   *
   * @param by Name of the class that is constructed. A derived class checks its own props, and may pass on those that its base does not know
   */
  public take<T>(callable: string, props: T, by: string = callable): T {
    const taken = this.taken(callable);
    if (!taken) throw new Error(`no shape of ${callable}: run npm run shapes`);
    const { parameter, type, isOptional } = taken;
    if (parameter && isOptional && props === undefined) return props;
    const given = props === undefined && type in this.shapes.structs ? {} : props;
    return this.check(type)(given, parameter, { struct: type, isOpen: this.taken(by)?.type !== type }) as T;
  }

  /** The members of `props` that a callable knows, for passing them on. */
  public known<T extends object>(callable: string, props: T): T {
    const members = this.membersOf(this.taken(callable)!.type);
    return Object.fromEntries(Object.entries(props).filter(([name]) => members.has(name))) as T;
  }

  /** What a callable takes: its struct, else another parameter by name. */
  private taken(callable: string): { readonly parameter: string; readonly type: string; readonly isOptional: boolean } | undefined {
    const [, parameter = '', type, optional] = /^(?:(\w+): )?([^?]+)(\?)?$/.exec(this.shapes.takes[callable] ?? '') ?? [];
    return type ? { parameter, type, isOptional: optional !== undefined } : undefined;
  }

  private check(type: string): Check {
    const known = this.checks.get(type) ?? this.compile(type);
    this.checks.set(type, known);
    return known;
  }

  private compile(type: string): Check {
    const { enums, classes } = this.shapes;
    if (type.endsWith('[]')) return this.list(type);
    if (type.endsWith('{}')) return this.map(type);
    if (type.includes('|')) return this.union(type);
    if (type in enums) {
      const values = new Set(Object.values(enums[type]));
      return (value, path) => (values.has(value) ? value : wrong(path, this.describe(type), value, this.memberNear(type, value)));
    }
    if (type in classes) {
      const { has } = classes[type];
      const isOne = (value: any) => typeof value === 'object' && value !== null && !Array.isArray(value)
        && has.every((member) => member in value) && (has.length > 0 || value.constructor?.name === type);
      return (value, path) => (isOne(value) ? value
        : wrong(path, this.describe(type), CONFIDENTIAL.test(type) && typeof value === 'string' ? CONFIDENTIAL : value));
    }
    return this.struct(type);
  }

  private list(type: string): Check {
    const each = this.check(type.slice(0, -2));
    return (value, path, root) => {
      if (!Array.isArray(value)) return wrong(path, this.describe(type), value);
      const taken = Array.from(value, (item, i) => each(item, `${path}[${i}]`, root));
      return taken.every((item, i) => item === value[i]) ? value : taken;
    };
  }

  private map(type: string): Check {
    const each = this.check(type.slice(0, -2));
    return (value, path, root) => {
      if (!isPlain(value)) return wrong(path, this.describe(type), value);
      const given = Object.entries(value).filter(([, item]) => item !== undefined);
      const taken = given.map(([key, item]) => [key, each(item, `${path}[${JSON.stringify(key)}]`, root)] as const);
      const isSame = taken.length === Object.keys(value).length && taken.every(([key, item]) => item === value[key]);
      return isSame ? value : Object.fromEntries(taken);
    };
  }

  /**
   * What exists already, or the struct to make one from: an object literal with a member that the former cannot have, or without one that it must
   * have.
   */
  private union(type: string): Check {
    const [made, struct] = type.split('|');
    const { has, knows } = this.shapes.classes[made];
    const isProps = (value: unknown) => isPlain(value)
      && !(has.every((member) => member in value) && Object.keys(value).every((member) => knows!.includes(member)));
    return (value, path, root) => {
      if (isProps(value)) return this.check(struct)(value, path, root);
      return isStruct(value) ? this.check(made)(value, path, root)
        : wrong(path, this.describe(type), typeof value === 'string' ? CONFIDENTIAL : value);
    };
  }

  private struct(type: string): Check {
    const members = this.membersOf(type);
    const required = [...members].filter(([, { optional }]) => !optional).map(([name]) => name);
    return (value, path, root) => {
      if (!isStruct(value)) return wrong(path || 'props', this.describe(type), value);
      let copy: any;
      for (const name of Object.keys(value)) {
        const given = value[name];
        const member = members.get(name);
        if (!member && given !== undefined && !(root.isOpen && path === '')) this.refuseUnknown(type, name, path, root.struct);
        const taken = member && given !== undefined ? this.check(member.type)(given, step(path, name), root) : given;
        if (given !== undefined && taken === given) continue;
        copy ??= Object.assign(Object.create(Object.getPrototypeOf(value)), value);
        if (given === undefined) delete copy[name];
        else copy[name] = taken;
      }
      for (const name of required) {
        if (value[name] === undefined) throw new InvalidPropertyError(step(path, name), `is missing: give ${this.describe(members.get(name)!.type)}`);
      }
      return copy ?? value;
    };
  }

  private membersOf(struct: string): ReadonlyMap<string, Member> {
    const known = this.members.get(struct);
    if (known) return known;
    const members = new Map<string, Member>();
    for (const part of this.shapes.structs[struct]) {
      if (typeof part === 'string') for (const [name, member] of this.membersOf(part)) members.set(name, member);
      else for (const [name, type] of Object.entries(part)) members.set(name.replace('?', ''), { type, optional: name.endsWith('?') });
    }
    this.members.set(struct, members);
    return members;
  }

  private refuseUnknown(struct: string, name: string, path: string, root: string): never {
    const own = [...this.membersOf(struct).keys()];
    const there = (names: string[]) => names.map((known) => step(path, known));
    const near = nearest(name, own);
    const isSame = near?.toLowerCase() === name.toLowerCase();
    const alike = own.filter((known) => known === near || !isSame && sharesWord(known, name));
    const suggestions = [
      () => (near ? there(alike) : []),
      () => this.places(root, (known) => known === name),
      () => there(alike),
      () => this.places(root, (known) => nearest(name, [known]) !== undefined),
    ].reduce<string[]>((found, find) => (found.length ? found : find()), []);
    const names = `${own.slice(0, MOST_NAMES).join(', ')}${own.length > MOST_NAMES ? ', …' : ''}`;
    throw new InvalidPropertyError(step(path, name), suggestions.length
      ? `is unknown: did you mean ${suggestions.slice(0, MOST_PLACES).join(' or ')}?` : `is unknown: ${struct} has ${names}`);
  }

  /** Where the props of a type hold a member of that name, from the outside in. */
  private places(root: string, isIt: (name: string) => boolean): string[] {
    const found: string[] = [];
    let level = [{ path: '', type: root.replace('[]', '') }];
    for (let depth = 0; depth < DEEPEST && !found.length; depth++) {
      const next: typeof level = [];
      for (const { path, type } of level) {
        for (const [name, member] of this.membersOf(type)) {
          const there = step(path, name);
          const inner = member.type.replace(/^.*\||\[\]/g, '');
          if (isIt(name)) found.push(there);
          if (inner in this.shapes.structs) next.push({ path: member.type.endsWith('[]') ? `${there}[0]` : there, type: inner });
        }
      }
      level = next;
    }
    return found;
  }

  /** The member of an enum that a value most likely means. */
  private memberNear(type: string, value: unknown): string | undefined {
    const members = this.shapes.enums[type];
    const near = typeof value === 'string' && (nearest(value, Object.values(members).map(String)) ?? nearest(value, Object.keys(members)));
    const member = near && Object.keys(members).find((name) => name === near || members[name] === near);
    return member ? `${type}.${member}` : undefined;
  }

  private describe(type: string): string {
    const { enums, classes } = this.shapes;
    if (type === 'any') return 'a value';
    if (type === 'any{}') return 'an object';
    if (type in PRIMITIVES) return PRIMITIVES[type];
    if (type.includes('|')) return type.split('|').map((one) => this.describe(one)).join(', or ');
    if (type.endsWith('[]')) return `a list of ${plural(type.slice(0, -2))}`;
    if (type.endsWith('{}')) return `a map of ${plural(type.slice(0, -2))}`;
    if (type in enums) return `one of ${Object.values(enums[type]).join(', ')}`;
    if (type in classes) return `${article(type)} ${type}${classes[type].from.length ? `, such as ${classes[type].from.join(' or ')}` : ''}`;
    const names = [...this.membersOf(type)].sort(([, a], [, b]) => Number(a.optional) - Number(b.optional)).map(([name]) => name);
    return `an object with ${names.slice(0, MOST_PLACES).join(', ')}${names.length > MOST_PLACES ? ', …' : ''} (${type})`;
  }
}

const CHECKER = new PropChecker(data as unknown as Shapes);

/** A construct, or the scope and the id of one that is being constructed. */
export type Place = readonly [scope: { readonly node: { readonly path: string } }, id?: string];

/** Refuses props that their public type does not allow, naming the construct if there is one; see `PropChecker.take`. */
export function takeProps<T>(callable: string, props: T, place?: Place, by?: string): T {
  return located(place ? requirePlace(callable, place) : callable, () => CHECKER.take(callable, props, by));
}

/** Refuses what is no construct; without this, errors are raw and come from other libraries. */
export function requireConstruct(callable: string, scope: Place[0]): void {
  if (scope?.node?.path === undefined) located(callable, () => wrong('scope', 'a construct, such as a Chart', scope));
}

/** The path of a construct. Refuses what is no construct, and ids that are no texts. */
export function requirePlace(callable: string, [scope, ...ids]: Place): string {
  requireConstruct(callable, scope);
  if (ids.length && typeof ids[0] !== 'string') located(callable, () => wrong('id', 'a string', ids[0]));
  return [scope.node.path, ...ids].filter(Boolean).join('/') || '(app)';
}

/** The props that a callable such as "StatefulApplication" knows, of those of what is built from it. */
export function knownTo<T extends object>(callable: string, props: T): T {
  return CHECKER.known(callable, props);
}

function wrong(property: string, expected: string, value: unknown, near?: string): never {
  throw new InvalidPropertyError(property, `must be ${expected}, got `
    + `${value === CONFIDENTIAL ? 'a string' : printed(value)}${near ? `. Use ${near}` : ''}`);
}

function step(path: string, name: string): string {
  return path ? `${path}.${name}` : name;
}

function isStruct(value: unknown): value is { readonly [name: string]: any } {
  return Object.prototype.toString.call(value) === '[object Object]';
}

/** Whether a value is an object literal, of this realm or another: a Map or an instance of a class has no keys to read. */
function isPlain(value: unknown): value is { readonly [key: string]: any } {
  const prototype = isStruct(value) ? Object.getPrototypeOf(value) : undefined;
  return prototype === null || (prototype !== undefined && Object.getPrototypeOf(prototype) === null);
}

/** Whether two names share a word, such as "type" and "volumeType", or "mirrors" and "registryMirror". */
function sharesWord(known: string, name: string): boolean {
  const plain = name.toLowerCase().replace(/s$/, '');
  return plain.length > 3 && known.split(/(?=[A-Z])/).some((word) => word.toLowerCase().replace(/s$/, '') === plain);
}

function plural(type: string): string {
  if (type === 'any{}') return 'objects';
  if (type.endsWith('[]')) return `lists of ${plural(type.slice(0, -2))}`;
  return type in PRIMITIVES ? `${type}s` : type;
}

function article(noun: string): string {
  return /^[AEIOU]/.test(noun) ? 'an' : 'a';
}
