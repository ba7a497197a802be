/* The JSON Schema (draft 7, which editors support best) of the files that `render` reads, from the public types and their comments. */
import * as ts from 'typescript';
import { Derivation } from './derive';
import { AMOUNTS } from '../../src/gitops/render/amounts';
import { called } from '../../src/gitops/render/library';
import {
  API_OBJECT, API_VERSION, BASE, CALLS, callParameters, CONSTRUCTS, documentFields, Field, Fields, fieldsOf, HEAD, Kind, KINDS, Parameter, SECTIONS,
  SHAPES, spelled, VALUES, VARIANTS,
} from '../../src/gitops/render/types';

type Schema = { [keyword: string]: any };

/** In overlays, nothing is required. */
const PARTIAL = 'partial.';
/** Characters. */
const WORTH_SHARING = 90;
const NULL = { type: 'null' };
const ENVIRONMENT: Schema = {
  type: 'object',
  description: 'The value of an environment variable when the file is rendered.',
  properties: { fromEnv: { type: 'string', pattern: '^[A-Za-z_][A-Za-z0-9_]*$', examples: ['OS_REGION_NAME'] } },
  required: ['fromEnv'],
  additionalProperties: false,
};
const FILE: Schema = {
  type: 'object',
  description: 'The content of a file, whose path starts at the folder of this one.',
  properties: { fromFile: { type: 'string', minLength: 1, examples: ['cloud.conf'] } },
  required: ['fromFile'],
  additionalProperties: false,
};
const API_OBJECT_TEXT: Documented = {
  description: 'An object of the Kubernetes API as it is, for what no other type describes. Its scalars are read as kubectl reads them.',
};
const HEAD_TEXTS: { readonly [field: string]: string } = {
  apiVersion: 'Version of this format.',
  kind: `What the document describes: a Cluster with its components, a Chart of objects alone, or one component. With the ending ${BASE}, it is only there to be extended.`,
  extends: 'The file, or files, that this document changes: maps are merged, lists and other values replace what was there, null removes it.',
  name: 'Name of the document, and of the file of its manifests: NAME.k8s.yaml. Defaults to clusterName, else to the name of the file.',
  acknowledge: 'Ids of advice that is known and does not apply, each with the reason.',
};

export function deriveSchema(types: Derivation): Schema {
  return new Writing(types).of();
}

class Writing {
  private readonly definitions: { [name: string]: Schema } = {};
  private readonly symbols = new Map<string, ts.Symbol>();

  constructor(private readonly types: Derivation) {
    for (const symbol of [...types.known.values(), ...types.classes]) this.symbols.set(symbol.name, symbol);
  }

  public of(): Schema {
    const kinds = KINDS.map((kind) => kind.name);
    for (const kind of KINDS) for (const isPartial of [false, true]) this.definitions[`${isPartial ? PARTIAL : ''}kind.${kind.name}`] = this.kind(kind, isPartial);
    const document: Schema = {
      type: 'object',
      required: ['apiVersion', 'kind'],
      properties: {
        apiVersion: { const: API_VERSION, description: HEAD_TEXTS.apiVersion },
        kind: { enum: [...kinds, ...kinds.map((name) => `${name}${BASE}`)], description: HEAD_TEXTS.kind },
      },
      allOf: KINDS.flatMap(({ name }) => [
        { if: kindIs(name), then: { if: { required: ['extends'] }, then: ref(`${PARTIAL}kind.${name}`), else: ref(`kind.${name}`) } },
        { if: kindIs(`${name}${BASE}`), then: ref(`${PARTIAL}kind.${name}`) },
      ]),
    };
    this.share();
    const all = { ...this.definitions, document, fromEnv: ENVIRONMENT, fromFile: FILE };
    const sorted = Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
    return {
      $schema: 'http://json-schema.org/draft-07/schema#',
      title: 'Clusters for cdk8s-openstack render',
      if: { type: 'array' },
      then: { items: ref('document') },
      else: ref('document'),
      definitions: sorted,
    };
  }

  /** Gives members that several types have, such as the options of pods, one definition each: they are most of the text. */
  private share(): void {
    const seen = new Map<string, Array<readonly [properties: Schema, name: string]>>();
    for (const properties of Object.values(this.definitions).flatMap(propertiesIn)) {
      for (const [name, schema] of Object.entries(properties)) {
        const text = JSON.stringify(schema);
        if (text.length > WORTH_SHARING) seen.set(`${name} ${text}`, [...seen.get(`${name} ${text}`) ?? [], [properties, name]]);
      }
    }
    for (const places of seen.values()) {
      if (places.length < 2) continue;
      const [[first, field]] = places;
      const count = Object.keys(this.definitions).filter((name) => name === `field.${field}` || name.startsWith(`field.${field}.`)).length;
      const name = `field.${field}${count ? `.${count + 1}` : ''}`;
      this.definitions[name] = first[field];
      for (const [properties] of places) properties[field] = ref(name);
    }
  }

  private kind(kind: Kind, isPartial: boolean): Schema {
    const owner = kind.chart ? this.symbols.get(kind.chart) : undefined;
    const fields = new Map([...documentFields(kind)].filter(([name]) => !HEAD.has(name)));
    const schema = this.object(fields, isPartial, (name) => this.documented(kind.props, name) ?? this.sectionText(SECTIONS.get(name)));
    const extended = { type: ['string', 'array', 'null'], items: { type: 'string' }, description: HEAD_TEXTS.extends, examples: ['base.yaml'] };
    const head = Object.fromEntries([...HEAD.keys()].map((name) => [name, { description: HEAD_TEXTS[name], ...name === 'extends' ? extended : this.type(HEAD.get(name)!.type, isPartial) }]));
    return { ...schema, type: 'object', ...owner ? { description: textOf(owner, this.types.checker) } : {}, properties: { ...head, ...schema.properties } };
  }

  private object(fields: Fields, isPartial: boolean, text: (name: string) => Documented | undefined): Schema {
    const needed = isPartial ? [] : [...fields].filter(([, { isOptional }]) => !isOptional).map(([name]) => name);
    const member = (name: string, field: Field) => ({ ...this.annotated(field, text(name)), ...this.type(field.type, isPartial) });
    return {
      type: ['object', 'null'],
      properties: Object.fromEntries([...fields].map(([name, field]) => [name, member(name, field)])),
      ...needed.length ? { required: needed } : {},
      additionalProperties: false,
    };
  }

  private annotated({ type }: Field, text: Documented | undefined): Schema {
    if (!text) return {};
    const { value, rest } = defaultOf(text.default, type);
    const examples = [...text.description.matchAll(/such as "([^"]+)"/g)].map(([, example]) => example);
    return {
      description: [text.description, rest].filter(Boolean).join(' '),
      ...value === undefined ? {} : { default: value },
      ...examples.length && type === 'string' ? { examples } : {},
    };
  }

  /** The schema of a type: a reference to its definition, which is written once. */
  private type(type: string, isPartial: boolean): Schema {
    if (type === 'any') return {};
    if (type === 'any{}') return { type: ['object', 'null'] };
    if (type.includes('|')) return { anyOf: type.split('|').map((one) => this.type(one, isPartial)) };
    if (type.endsWith('{}')) return { type: ['object', 'null'], additionalProperties: this.type(type.slice(0, -2), isPartial) };
    if (type.endsWith('[]')) {
      const list: Schema = { type: ['array', 'null'], items: this.type(type.slice(0, -2), isPartial) };
      return VALUES[type] ? { anyOf: [list, this.type(`=${type}`, isPartial)] } : list;
    }
    const name = `${isPartial && requires(type) ? PARTIAL : ''}${type.replace(/^[@!=]/, (mark) => ({ '@': 'object.', '!': 'call.', '=': 'list.' })[mark]!).replace('&', '+').replace('#', '.').replace('[]', '')}`;
    if (!(name in this.definitions)) {
      this.definitions[name] = {};
      Object.assign(this.definitions[name], this.definition(type, isPartial));
    }
    return ref(name);
  }

  private definition(type: string, isPartial: boolean): Schema {
    if (type === 'string') return { anyOf: [...withEnvironment({ type: ['string', 'number', 'null'] }).anyOf, ref('fromFile')] };
    if (type === 'number' || type === 'boolean') return withEnvironment({ type: [type, 'null'] });
    if (type in AMOUNTS) return withEnvironment({ type: ['string', 'null'], pattern: AMOUNTS[type].pattern.source, examples: [AMOUNTS[type].example] });
    const description = this.classText(type)?.description;
    if (type in SHAPES.enums) return { description, ...withEnvironment({ enum: [...Object.values(SHAPES.enums[type]), null] }) };
    if (type.startsWith('=')) return this.made(type.slice(1), isPartial);
    if (type.startsWith('!')) return this.call(callParameters(type), isPartial);
    if (type in SHAPES.classes) return { description, ...this.made(type, isPartial) };
    if (type.startsWith('@')) return this.construct(type.slice(1), isPartial);
    const [struct] = type.split('&');
    return { description: this.classText(struct)?.description, ...this.object(fieldsOf(type), isPartial, (name) => this.documented(struct, name)) };
  }

  private construct(name: string, isPartial: boolean): Schema {
    const { props, from } = CONSTRUCTS[name];
    if (name === API_OBJECT) return { ...API_OBJECT_TEXT, ...this.object(fieldsOf(`@${name}`), isPartial, () => undefined), additionalProperties: true };
    const description = this.classText(name)?.description;
    if (props !== undefined) return { description, ...this.object(fieldsOf(`@${name}`), isPartial, (field) => this.documented(props.replace('?', ''), field)) };
    const methods = Object.fromEntries(Object.keys(from!).map((method) => [method, this.type(`!${name}#${method}`, isPartial)]));
    return { description, type: ['object', 'null'], properties: { acknowledge: this.type('string{}', isPartial), ...methods }, additionalProperties: false };
  }

  /** A value of a class: a text, or the name of a factory with its arguments. */
  private made(type: string, isPartial: boolean): Schema {
    const factories = Object.entries(VALUES[type] ?? {});
    const names = factories.filter(([, callable]) => (CALLS[callable] ? !required(callable).length : !VALUES[type].of)).map(([name]) => name);
    const known = factories.flatMap(([, callable]) => (
      CALLS[callable] === null && VALUES[type].of ? [spelled(called(callable, []), VALUES[type].of)] : []));
    const isNamed = Object.values(CONSTRUCTS).some(({ is }) => is.includes(type));
    const texts: Schema[] = [...known.length || names.length ? [{ enum: [...known, ...names] }] : [], ...VALUES[type]?.of || isNamed ? [{ type: ['string', 'number'] }] : []];
    const properties = Object.fromEntries(factories.filter(([, callable]) => CALLS[callable])
      .map(([name, callable]) => [name, { ...this.methodText(callable), ...this.type(`!${callable}`, isPartial) }]));
    const variants = Object.fromEntries(Object.keys(VARIANTS[type] ?? {}).map((method) => [method, this.type(`!${type}#${method}`, isPartial)]));
    const map: Schema = {
      type: 'object',
      properties: { ...properties, ...variants },
      additionalProperties: false,
      minProperties: 1,
      ...Object.keys(variants).length ? {} : { maxProperties: 1 },
    };
    const own = factories.some(([name]) => name === 'fromEnv') || !texts.length;
    return { anyOf: [...texts, ...Object.keys(properties).length ? [map] : [], ...own ? [] : [ref('fromEnv')], NULL] };
  }

  private call(parameters: readonly Parameter[], isPartial: boolean): Schema {
    const [first, ...more] = parameters;
    if (!first) return { type: ['object', 'null'], maxProperties: 0 };
    if (first.isRest) return { type: 'array', items: this.type(first.type.replace(/\[\]$/, ''), isPartial) };
    const direct = this.type(first.type, isPartial);
    const empty = first.isOptional && !(first.type in SHAPES.structs) ? [{ type: 'object', maxProperties: 0 }] : [];
    if (!more.length) return empty.length ? { anyOf: [direct, ...empty] } : direct;
    const fields = parameters.flatMap(({ name, type, isOptional }): Array<[string, Field]> => (
      !(type in SHAPES.structs) ? [[name, { type, isOptional }]]
        : [...fieldsOf(type)].map(([member, field]) => [member, { ...field, isOptional: isOptional || field.isOptional }])));
    const structs = parameters.filter(({ type }) => type in SHAPES.structs);
    const texts = new Map(structs.flatMap(({ type }) => [...fieldsOf(type).keys()].map((member) => [member, type] as const)));
    const map = this.object(new Map(fields), isPartial, (name) => (texts.has(name) ? this.documented(texts.get(name)!, name) : undefined));
    const isDirect = more.every(({ isOptional, type }) => isOptional || type in SHAPES.structs) && !(first.type in SHAPES.structs);
    return isDirect ? { anyOf: [direct, map] } : map;
  }

  private documented(struct: string, member: string): Documented | undefined {
    const symbol = this.symbols.get(struct);
    const property = symbol && this.types.checker.getDeclaredTypeOfSymbol(symbol).getProperty(member);
    return property && comment(property, this.types.checker);
  }

  private sectionText(name: string | undefined): Documented | undefined {
    return name === API_OBJECT ? API_OBJECT_TEXT : this.classText(name);
  }

  private classText(name: string | undefined): Documented | undefined {
    const symbol = name === undefined ? undefined : this.symbols.get(name);
    return symbol && comment(symbol, this.types.checker);
  }

  private methodText(callable: string): Schema {
    const [name, member] = callable.split('.');
    const symbol = this.symbols.get(name);
    const method = symbol && this.types.checker.getTypeOfSymbol(symbol).getProperty(member);
    const text = method && comment(method, this.types.checker).description;
    return text ? { description: text } : {};
  }
}

/** The maps of properties in a definition: its own, and those of its alternatives. */
function propertiesIn(schema: Schema): Schema[] {
  return [...schema.properties ? [schema.properties] : [], ...((schema.anyOf ?? []) as Schema[]).flatMap(propertiesIn)];
}

interface Documented { readonly description: string; readonly default?: string }

function comment(symbol: ts.Symbol, checker: ts.TypeChecker): Documented {
  const tag = symbol.getJsDocTags(checker).find(({ name }) => name === 'default');
  return { description: textOf(symbol, checker), default: tag && ts.displayPartsToString(tag.text).trim() };
}

function textOf(symbol: ts.Symbol, checker: ts.TypeChecker): string {
  return ts.displayPartsToString(symbol.getDocumentationComment(checker)).replace(/\s+/g, ' ').trim();
}

/** A default that can be written in the file, or the words for another. */
function defaultOf(text: string | undefined, type: string): { readonly value?: unknown; readonly rest?: string } {
  if (!text) return {};
  const [, name, member] = /^(\w+)\.(\w+)(?:\(\))?$/.exec(text) ?? [];
  if (name && SHAPES.enums[name]?.[member]) return { value: SHAPES.enums[name][member] };
  if (name && CALLS[`${name}.${member}`] === null && VALUES[name]?.of) return { value: spelled(called(`${name}.${member}`, []), VALUES[name].of) };
  if (name && VALUES[type]?.[member]) return { value: member };
  const [, unit, amount] = /^(?:Duration|Size)\.(\w+)\((\d+)\)$/.exec(text) ?? [];
  const mark = ({ seconds: 's', minutes: 'm', hours: 'h', days: 'd', millis: 'ms', kibibytes: 'Ki', mebibytes: 'Mi', gibibytes: 'Gi', tebibytes: 'Ti' } as Schema)[unit];
  if (mark) return { value: `${amount}${mark}` };
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { rest: `Default: ${text.replace(/^- /, '').replace(/\s+/g, ' ')}.` };
  }
}

function required(callable: string): Parameter[] {
  return callParameters(`!${callable}`).filter(({ isOptional }) => !isOptional);
}

/** Whether something in a type is required, so that overlays, which need not have it, have a type of their own. */
function requires(type: string, seen: ReadonlySet<string> = new Set()): boolean {
  if (type.includes('|')) return type.split('|').some((one) => requires(one, seen));
  if (/(?:\[\]|\{\})$/.test(type)) return requires(type.slice(0, -2), seen) || VALUES[type] !== undefined && requires(`=${type}`, seen);
  if (seen.has(type) || type === 'any' || type in AMOUNTS || type in SHAPES.enums || /^(?:string|number|boolean)$/.test(type)) return false;
  const inside = new Set([...seen, type]);
  const made = type.startsWith('=') ? type.slice(1) : type;
  if (made in VALUES || made in SHAPES.classes) {
    const calls = Object.values(VALUES[made] ?? {}).filter((callable) => CALLS[callable]).map((callable) => `!${callable}`);
    return [...calls, ...Object.keys(VARIANTS[made] ?? {}).map((method) => `!${made}#${method}`)].some((one) => requires(one, inside));
  }
  const from = type.startsWith('@') ? CONSTRUCTS[type.slice(1)].from : undefined;
  if (from) return Object.keys(from).some((method) => requires(`!${type.slice(1)}#${method}`, inside));
  return [...fieldsOf(type).values()].some((field) => !field.isOptional || requires(field.type, inside));
}

function withEnvironment(schema: Schema): Schema {
  return { anyOf: [schema, ref('fromEnv')] };
}

function ref(name: string): Schema {
  return { $ref: `#/definitions/${name}` };
}

function kindIs(name: string): Schema {
  return { properties: { kind: { const: name } }, required: ['kind'] };
}
