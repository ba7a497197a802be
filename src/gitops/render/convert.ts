import { dirname, isAbsolute, join } from 'node:path';
import { AMOUNTS } from './amounts';
import { entryOf, faultOf, step } from './fault-of';
import { called } from './library';
import { calls, isNull } from './merge';
import { coreValue, Fault, faultAt, Mapping, Node, Place, Scalar } from './source';
import { CALLS, callParameters, Fields, fieldsOf, Parameter, SECTIONS, SHAPES, VALUES, VARIANTS } from './types';
import { printed } from '../../core/errors';
import { nearest } from '../../core/nearest';
import { environmentVariable } from '../../kubernetes/argo';
import { plainScalar } from '../../kubernetes/scalars';

/** In place of a value that has a fault, or that was not asked for. */
export const NOTHING = Symbol('nothing');
/** Types whose texts are not repeated in errors: someone may have written a password. */
const CONFIDENTIAL = /^(SecretText|Auth)$/;
const MOST_NAMES = 12;
const EXPECTED: { readonly [type: string]: string } = { string: 'a text', number: 'a number', boolean: 'true or false' };

/** What a conversion needs to know of its document. */
export interface Context {
  readonly faults: Fault[];
  readonly environment: { readonly [name: string]: string | undefined };
  /** The object that a name stands for, such as a StorageClass of the same document; undefined if nothing of that type has the name. */
  reference(type: string, name: string, field: string): unknown;
  /** The names that `reference` knows for a type. */
  names(type: string): string[];
  /** Scope and id for a method that wants them. */
  scope(): readonly unknown[] | undefined;
  /** The content of a file. Throws what the library says of one that cannot be read. */
  read(path: string): string;
}

/** Turns nodes into values of props. What is wrong becomes a fault of the context; the value is then NOTHING. */
export class Converter {
  constructor(private readonly context: Context) {}

  public value(node: Node, type: string, path: string): unknown {
    if (type.includes('|')) return this.union(node, type.split('|'), path);
    if (type === 'any') return this.raw(node);
    if (type.endsWith('[]')) return this.list(node, type, path);
    if (type.endsWith('{}')) return this.map(node, type, path);
    if (type.startsWith('!')) return this.call(node, callParameters(type), path);
    if (type in EXPECTED || type in AMOUNTS || type in SHAPES.enums) return this.scalar(node, type, path);
    if (type in SHAPES.classes) return this.made(node, type, path);
    return this.struct(node, type, path);
  }

  /**
   * The members of an object.
   *
   * @param skip Fields that are known, and are not converted here
   * @param isOpen Whether other fields are taken as they are
   */
  public object(node: Node, fields: Fields, path: string, skip: (field: string) => boolean = () => false, what: string = 'a map',
    isOpen = false): unknown {
    if (node.kind !== 'map') return this.wrong(node, path, what);
    const before = this.context.faults.length;
    const found: { [name: string]: unknown } = {};
    for (const [name, { key, value }] of node.entries) {
      const field = fields.get(name);
      if (skip(name)) continue;
      if (!field && isOpen) found[name] = this.raw(value);
      else if (!field) this.unknown(key, name, path, [...fields.keys()]);
      else if (!isNull(value)) found[name] = this.value(value, field.type, step(path, name));
    }
    for (const [name, { isOptional, type }] of fields) {
      if (isOptional || skip(name) || name in found) continue;
      this.fault(node.place, step(path, name), `is missing: give ${this.describe(type)}`);
    }
    return this.context.faults.length > before || Object.values(found).includes(NOTHING) ? NOTHING : found;
  }

  /** The arguments of a method. */
  public args(node: Node, parameters: readonly Parameter[], path: string): unknown[] | typeof NOTHING {
    const [first, ...more] = parameters;
    const isEmpty = isNull(node) || node.kind === 'map' && !node.entries.size;
    if (!first) return isEmpty ? [] : this.wrong(node, path, 'empty ({}): it takes nothing');
    if (isEmpty && parameters.every(({ isOptional }) => isOptional)) return [];
    if (first.isRest) return this.all([this.value(node, `${first.type.replace(/\[\]$/, '')}[]`, path)], ([list]) => list as unknown[]);
    const isDirect = !more.length || node.kind !== 'map' && more.every(({ isOptional, type }) => isOptional || type in SHAPES.structs);
    if (isDirect && !(node.kind !== 'map' && first.type in SHAPES.structs)) return this.all([this.value(node, first.type, path)]);
    const object = this.object(node, new Map(parameters.flatMap((one) => [...fieldsOfParameter(one)])), path);
    if (object === NOTHING) return NOTHING;
    const given = object as { readonly [name: string]: unknown };
    const values = parameters.map((one) => {
      if (!(one.type in SHAPES.structs)) return given[one.name];
      const members = Object.entries(given).filter(([name]) => fieldsOf(one.type).has(name));
      return members.length || !one.isOptional ? Object.fromEntries(members) : undefined;
    });
    while (values.length && values[values.length - 1] === undefined) values.pop();
    return values;
  }

  /** Runs a call of the library; its errors become faults of the fields that they name. */
  public attempt<T>(node: Node, path: string, work: () => T): T | typeof NOTHING {
    try {
      return work();
    } catch (e) {
      this.context.faults.push(faultOf(e, node, path));
      return NOTHING;
    }
  }

  private call(node: Node, parameters: readonly Parameter[], path: string): unknown {
    return this.args(node, parameters, path);
  }

  private all(values: unknown[], result: (values: unknown[]) => unknown[] = (same) => same): unknown[] | typeof NOTHING {
    return values.includes(NOTHING) ? NOTHING : result(values);
  }

  private union(node: Node, [made, struct]: readonly string[], path: string): unknown {
    const isMade = node.kind !== 'map' || calls(node, made);
    return this.value(node, isMade ? made : struct, path);
  }

  private struct(node: Node, type: string, path: string): unknown {
    return this.object(node, fieldsOf(type), path, undefined, this.describe(type));
  }

  private list(node: Node, type: string, path: string): unknown {
    if (VALUES[type] && (node.kind === 'map' || node.kind === 'scalar')) return this.made(node, type, path);
    if (node.kind !== 'list') return this.wrong(node, path, this.describe(type));
    const items = node.items.map((item, i) => this.value(item, type.slice(0, -2), `${path}[${i}]`));
    return items.includes(NOTHING) ? NOTHING : items;
  }

  private map(node: Node, type: string, path: string): unknown {
    if (node.kind !== 'map') return this.wrong(node, path, this.describe(type));
    const items = [...node.entries].filter(([, { value }]) => type === 'any{}' || !isNull(value))
      .map(([key, { value }]) => [key, this.value(value, type.slice(0, -2), entryOf(path, key))] as const);
    return items.some(([, item]) => item === NOTHING) ? NOTHING : Object.fromEntries(items);
  }

  /** A value of a class: the name of an object or of a factory without arguments, the text for its `of`, or a map of a factory to its arguments. */
  private made(node: Node, type: string, path: string): unknown {
    const factories = VALUES[type] ?? {};
    if (node.kind === 'map' && !calls(node, type) && isIndirect(node, 'fromEnv')) return this.withText(node, path, (text) => this.made(text, type, path));
    if (node.kind === 'list') return this.wrong(node, path, this.describe(type));
    if (node.kind === 'scalar') return this.named(node, type, path);
    const [name, ...variants] = node.entries.keys();
    const { key, value } = node.entries.get(name) ?? { key: node.place, value: node };
    if (!Object.hasOwn(factories, name ?? '')) {
      return name === undefined ? this.wrong(node, path, this.describe(type)) : this.unknown(key, name, path, Object.keys(factories));
    }
    return this.varied(node, variants, type, path, this.create(factories[name], value, step(path, name)));
  }

  /** Methods that return another value of the class, behind the factory: {of: 1.36, asShipped: {}}. */
  private varied(node: Mapping, methods: readonly string[], type: string, path: string, first: unknown): unknown {
    return methods.reduce((made: any, method) => {
      const { key, value } = node.entries.get(method)!;
      if (!Object.hasOwn(VARIANTS[type] ?? {}, method)) {
        const known = Object.keys(VARIANTS[type] ?? {});
        return this.fault(key, step(path, method), known.length ? `is unknown here (known: ${known.join(', ')})`
          : 'is one too many: give one of the two');
      }
      const args = this.args(value, callParameters(`!${type}#${method}`), step(path, method));
      return made === NOTHING || args === NOTHING ? NOTHING : this.attempt(value, step(path, method), () => made[method](...args));
    }, first);
  }

  private named(node: Scalar, type: string, path: string): unknown {
    const factories = VALUES[type] ?? {};
    const text = textOf(node);
    if (text === undefined) return this.wrong(node, path, this.describe(type));
    const object = this.context.reference(type, text, fieldName(path));
    if (object !== undefined) return object;
    const isWhole = Object.hasOwn(factories, text) && !(isConstant(factories[text]) && factories.of) && !required(factories[text]).length;
    if (isWhole) return this.create(factories[text], undefined, path);
    if (factories.of && required(factories.of).length === 1) return this.create(factories.of, node, path);
    const candidates = [...this.context.names(type), ...Object.keys(factories)];
    const near = CONFIDENTIAL.test(type) ? undefined : nearest(text, candidates);
    const given = CONFIDENTIAL.test(type) ? 'a text' : printed(text);
    return this.fault(node.place, path, `must be ${this.describe(type)}, got ${given}${near ? `: did you mean ${near}?` : ''}`);
  }

  private create(callable: string, node: Node | undefined, path: string): unknown {
    const raw = CALLS[callable];
    if (!raw) return called(callable, []);
    const parameters = callParameters(`!${callable}`);
    const args = node ? this.args(node, parameters, path) : [];
    const scope = raw[0]?.[0] === 'scope' ? this.context.scope() : [];
    if (args === NOTHING || !scope) return NOTHING;
    const file = callable.endsWith('.fromFile') && node ? node.place.file : undefined;
    const located = file ? args.map((arg, i) => (i === 0 && typeof arg === 'string' ? besides(file, arg) : arg)) : args;
    return this.attempt(node ?? nowhere, path, () => called(callable, [...scope, ...located]));
  }

  private scalar(node: Node, type: string, path: string): unknown {
    if (node.kind === 'map' && isIndirect(node, 'fromEnv')) return this.withText(node, path, (text) => this.scalar(text, type, path));
    if (node.kind === 'map' && type === 'string' && isIndirect(node, 'fromFile')) return this.content(node, path);
    if (node.kind !== 'scalar') return this.wrong(node, path, this.describe(type));
    if (type === 'number') {
      return typeof node.value === 'number' && Number.isFinite(node.value) ? node.value
        : this.wrong(node, path, this.describe(type));
    }
    if (type === 'boolean') return typeof node.value === 'boolean' ? node.value : this.wrong(node, path, this.describe(type));
    const text = textOf(node);
    if (text === undefined) return this.wrong(node, path, `${this.describe(type)} (write ${JSON.stringify(node.text)} in quotes if it is one)`);
    if (type === 'string') return text;
    if (type in AMOUNTS && !AMOUNTS[type].pattern.test(text)) return this.wrong(node, path, this.describe(type));
    if (type in AMOUNTS) return this.attempt(node, path, () => AMOUNTS[type].read(text));
    const values = Object.values(SHAPES.enums[type]).map(String);
    const near = nearest(text, values);
    return values.includes(text) ? text : this.wrong(node, path, this.describe(type), near && `did you mean ${near}?`);
  }

  /** `{fromEnv: NAME}`: what the variable holds, as if it were written there. */
  private withText(node: Mapping, path: string, use: (text: Scalar) => unknown): unknown {
    const { value } = node.entries.get('fromEnv')!;
    const name = value.kind === 'scalar' ? textOf(value) : undefined;
    if (!name || !/^[A-Za-z_]\w*$/.test(name)) {
      return this.fault(value.place, step(path, 'fromEnv'),
        'must be the name of an environment variable, such as OS_REGION_NAME');
    }
    const text = environmentVariable(name, this.context.environment);
    if (text === undefined) return this.fault(value.place, step(path, 'fromEnv'), `names the environment variable ${name}, which is not set`);
    return use({ kind: 'scalar', place: node.place, value: coreValue(text), text, isPlain: true });
  }

  /** `{fromFile: PATH}`: the text of a file beside this one. */
  private content({ entries }: Mapping, path: string): unknown {
    const { value } = entries.get('fromFile')!;
    const file = value.kind === 'scalar' ? textOf(value) : undefined;
    if (!file) return this.fault(value.place, step(path, 'fromFile'), 'must be the path of a file, such as cloud.conf');
    return this.attempt(value, step(path, 'fromFile'), () => this.context.read(besides(value.place.file, file)));
  }

  /** What no type describes, as Kubernetes reads it. */
  private raw(node: Node): unknown {
    if (node.kind === 'list') return node.items.map((item) => this.raw(item));
    if (node.kind === 'map') return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, this.raw(value)]));
    return node.isPlain ? plainScalar(node.text) : node.text;
  }

  private describe(type: string): string {
    if (type.includes('|')) return type.split('|').map((one) => this.describe(one)).join(', or ');
    if (type in EXPECTED) return EXPECTED[type];
    if (type in AMOUNTS) return `a ${type.toLowerCase()} such as ${AMOUNTS[type].example}`;
    if (type.endsWith('[]')) return 'a list';
    if (type in SHAPES.enums) return `one of ${Object.values(SHAPES.enums[type]).join(', ')}`;
    if (!(type in SHAPES.classes)) return type in SHAPES.structs ? `a map with ${listed(requiredFirst(fieldsOf(type)), 3)}` : 'a map';
    const names = this.context.names(type);
    const factories = Object.keys(VALUES[type] ?? {}).filter((name) => !isConstant(VALUES[type][name]) || !VALUES[type].of);
    const referred = names.length ? `the name of one of this document (${listed(names, 5)})` : '';
    return [referred, factories.length ? `a map with one of ${listed(factories, 6)}` : ''].filter(Boolean).join(', or ')
      || `a ${type}, which this document lacks`;
  }

  private unknown(place: Place, name: string, path: string, known: readonly string[]): typeof NOTHING {
    const near = nearest(name, known);
    const section = [...SECTIONS].filter(([, made]) => fieldsOf(`@${made}`).has(name)).map(([field]) => field);
    const elsewhere = path === '' || path.includes('.') ? section : [];
    const hint = near ? `did you mean ${near}?` : elsewhere.length && elsewhere.length < 4 ? `${elsewhere.join(' and ')} have it`
      : `known are ${listed(known, MOST_NAMES)}`;
    return this.fault(place, step(path, name), `is unknown: ${hint}`);
  }

  private wrong(node: Node, path: string, expected: string, hint?: string): typeof NOTHING {
    const given = node.kind === 'map' ? 'a map' : node.kind === 'list' ? 'a list' : isNull(node) ? 'nothing' : node.isPlain ? node.text.slice(0, 100)
      : printed(node.text);
    return this.fault(node.place, path, `must be ${expected}, got ${given}${hint ? `: ${hint}` : ''}`);
  }

  private fault(place: Place, path: string, message: string): typeof NOTHING {
    this.context.faults.push(faultAt(place, path, message));
    return NOTHING;
  }
}

const nowhere: Scalar = { kind: 'scalar', place: { file: '', line: 1, column: 1 }, value: null, text: '', isPlain: true };

/** A path in a file is relative to that file. */
function besides(file: string, path: string): string {
  return isAbsolute(path) ? path : join(dirname(file), path);
}

/** The text of a scalar where a text is wanted: numbers as they are written. Null, true and false are none. */
export function textOf(node: Scalar): string | undefined {
  return node.value === null || typeof node.value === 'boolean' ? undefined : node.text;
}

function isIndirect(node: Mapping, by: 'fromEnv' | 'fromFile'): boolean {
  return node.entries.size === 1 && node.entries.has(by);
}

function fieldsOfParameter(one: Parameter): Fields {
  if (!(one.type in SHAPES.structs)) return new Map([[one.name, { type: one.type, isOptional: one.isOptional }]]);
  return new Map([...fieldsOf(one.type)].map(([name, field]) => [name, { ...field, isOptional: one.isOptional || field.isOptional }]));
}

function required(callable: string): Parameter[] {
  return CALLS[callable] ? callParameters(`!${callable}`).filter(({ isOptional }) => !isOptional) : [];
}

function isConstant(callable: string): boolean {
  return CALLS[callable] === null;
}

function requiredFirst(fields: Fields): string[] {
  return [...fields].sort(([, a], [, b]) => Number(a.isOptional) - Number(b.isOptional)).map(([name]) => name);
}

function listed(names: readonly string[], most: number): string {
  return `${names.slice(0, most).join(', ')}${names.length > most ? ', …' : ''}`;
}

function fieldName(path: string): string {
  return /([A-Za-z]+)(?:\[\d+\])?$/.exec(path)?.[1] ?? '';
}
