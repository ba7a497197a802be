import catalogue from './data/catalogue.json';
import data from '../../core/data/shapes.json';
import { Shapes } from '../../core/props';

/*
 * The types of a file that describes clusters. Beside those of props, such as "Size", "Toleration[]", "string{}" and "ICloudConfig|CloudConfigProps":
 *
 *   @StatefulApplication      an object: its props, what its add… methods take, and acknowledgements
 *   CinderCsiOptions&ICinderCsi   props, and what the add… methods of the object take that is created from them
 *   !Auth.password            the arguments of a static method
 */

/** A parameter of a method. */
export interface Parameter { readonly name: string; readonly type: string; readonly isOptional: boolean; readonly isRest: boolean }
export interface Field { readonly type: string; readonly isOptional: boolean }
export type Fields = ReadonlyMap<string, Field>;
type RawParameter = readonly string[];
interface ConstructEntry {
  readonly props?: string;
  readonly from?: { readonly [method: string]: readonly RawParameter[] };
  readonly isChart?: boolean;
  readonly is: readonly string[];
  readonly members: { readonly [name: string]: string };
  readonly adds: { readonly [method: string]: readonly RawParameter[] };
}
interface Catalogue {
  readonly constructs: { readonly [name: string]: ConstructEntry };
  readonly values: { readonly [type: string]: { readonly [name: string]: string } };
  readonly calls: { readonly [callable: string]: readonly RawParameter[] | null };
  readonly variants: { readonly [type: string]: { readonly [method: string]: readonly RawParameter[] } };
}

export const SHAPES = data as unknown as Shapes;
export const { values: VALUES, calls: CALLS, variants: VARIANTS } = catalogue as unknown as Catalogue;

/** An object of the Kubernetes API as it is, for what no other type describes. Beside these fields it has those of its kind. */
export const API_OBJECT = 'ApiObject';
const API_OBJECT_FIELDS: Fields = new Map([
  ['apiVersion', { type: 'string', isOptional: false }], ['kind', { type: 'string', isOptional: false }],
  ['metadata', { type: 'any{}', isOptional: false }],
]);
export const CONSTRUCTS: Catalogue['constructs'] = {
  [API_OBJECT]: { props: API_OBJECT, is: [], members: {}, adds: {} },
  ...(catalogue as unknown as Catalogue).constructs,
};

export const API_VERSION = 'cdk8s-openstack/v1';
/** A document of a kind with this ending is there to be extended, and is not rendered. */
export const BASE = 'Base';
const ACKNOWLEDGE: readonly [string, Field] = ['acknowledge', { type: 'string{}', isOptional: true }];
/** Fields of every document. */
export const HEAD: Fields = new Map([
  ['apiVersion', { type: 'string', isOptional: false }], ['kind', { type: 'string', isOptional: false }],
  ['extends', { type: 'string[]', isOptional: true }], ['name', { type: 'string', isOptional: true }], ACKNOWLEDGE,
]);

/** A kind of document: the chart that it describes. */
export interface Kind { readonly name: string; readonly chart?: string; readonly props: string }

const CHARTS = Object.keys(CONSTRUCTS).filter((name) => CONSTRUCTS[name].isChart);
/** The fields of a chart without components: where its objects lie, and what they share. */
const PLAIN_CHART: Fields = new Map([
  ['namespace', { type: 'string', isOptional: true }], ['labels', { type: 'string{}', isOptional: true }],
]);
const PLAIN = 'Chart';

export const KINDS: readonly Kind[] = [
  { name: 'Cluster', chart: 'OpenStackClusterChart', props: CONSTRUCTS.OpenStackClusterChart.props! },
  { name: PLAIN, props: PLAIN },
  ...CHARTS.filter((name) => name !== 'OpenStackClusterChart').map((name) => ({ name, chart: name, props: CONSTRUCTS[name].props! })),
];

/** The maps of objects that a document may have: "statefulApplications" to "StatefulApplication". */
export const SECTIONS: ReadonlyMap<string, string> = new Map(Object.keys(CONSTRUCTS)
  .filter((name) => !CONSTRUCTS[name].isChart && (CONSTRUCTS[name].props !== undefined || CONSTRUCTS[name].from))
  .map((name) => [sectionOf(name), name]));

export function parameter([name, type]: RawParameter): Parameter {
  return { name: name.replace(/[?.]+$/, ''), type, isOptional: /[?.]$/.test(name), isRest: name.endsWith('...') };
}

/** The parameters that a file gives: scope and id are known. */
export function parametersOf(raw: readonly RawParameter[]): Parameter[] {
  const parameters = raw.map(parameter);
  return parameters[0]?.name === 'scope' ? parameters.slice(2) : parameters;
}

/**
 * How an add… method is spelled: a map of names to options ("addStorageClass": storageClasses), or what it takes ("addHeatTemplate": heatTemplate).
 */
export interface Adder { readonly field: string; readonly method: string; readonly isNamed: boolean; readonly type: string }

export function addersOf(name: string): Adder[] {
  return Object.entries(CONSTRUCTS[name]?.adds ?? {}).map(([method, raw]) => {
    const [first, second, ...more] = raw.map(parameter);
    const isNamed = first?.type === 'string' && !first.isOptional && second !== undefined && !more.length && second.type in SHAPES.structs;
    const stem = method.slice('add'.length);
    return { method, isNamed, field: isNamed ? sectionOf(stem) : lowerFirst(stem), type: isNamed ? `${second.type}&#{}` : `!${name}#${method}` };
  });
}

/** The members of a chart to which objects can be added, by the field of the file that does it. */
export function chartAdders(chart: string): ReadonlyMap<string, string> {
  const able = Object.entries(CONSTRUCTS[chart].members).filter(([, type]) => addersOf(type).length);
  const props = fieldsOf(CONSTRUCTS[chart].props!);
  const given = able.filter(([member]) => props.has(member));
  return new Map(given.length ? given : able);
}

const FIELDS = new Map<string, Fields>();

/** The fields of an object type. */
export function fieldsOf(type: string): Fields {
  const known = FIELDS.get(type) ?? compile(type);
  FIELDS.set(type, known);
  return known;
}

function compile(type: string): Fields {
  if (type === API_OBJECT) return API_OBJECT_FIELDS;
  if (type === PLAIN) return new Map([...PLAIN_CHART, ...fieldsOf('ClusterOptions')]);
  if (type.startsWith('!')) return new Map(callParameters(type).flatMap((taken) => argumentFields(taken)));
  if (type.startsWith('@')) {
    const { props = '' } = CONSTRUCTS[type.slice(1)];
    return new Map([...props ? fieldsOf(props.replace('?', '')) : [], ...adderFields(type.slice(1)), ACKNOWLEDGE]);
  }
  if (type.includes('&')) {
    const [struct, made] = type.split('&');
    return new Map([...struct ? fieldsOf(struct) : [], ...made === '#' ? [ACKNOWLEDGE] : adderFields(made)]);
  }
  return new Map(SHAPES.structs[type].flatMap((part) => (typeof part === 'string' ? [...fieldsOf(part)]
    : Object.entries(part).map(([name, member]) => [name.replace('?', ''), { type: member, isOptional: name.endsWith('?') }] as const))));
}

function adderFields(name: string): Array<[string, Field]> {
  return addersOf(name).map(({ field, type }) => [field, { type, isOptional: true }]);
}

/** The fields of a parameter where a call is written as a map: its own name, or the members of its struct. */
function argumentFields({ name, type, isOptional }: Parameter): Array<readonly [string, Field]> {
  if (!(type in SHAPES.structs)) return [[name, { type, isOptional }]];
  return [...fieldsOf(type)].map(([member, field]) => [member, { ...field, isOptional: isOptional || field.isOptional }]);
}

/** The parameters behind "!Auth.password" and "!ClusterSecurityGroups#addHeatTemplate". */
export function callParameters(type: string): Parameter[] {
  const [name, method] = type.slice(1).split('#');
  if (method === undefined) return parametersOf(CALLS[name] ?? []);
  const entry = CONSTRUCTS[name];
  return parametersOf((entry ? entry.adds[method] ?? entry.from?.[method] : VARIANTS[name][method])!);
}

/** Every field of a document. */
export function documentFields(kind: Kind): Fields {
  const adders = kind.chart ? [...chartAdders(kind.chart)] : [];
  const props = fieldsOf(kind.props);
  return new Map([
    ...HEAD, ...props,
    ...adders.map(([field, made]) => [field,
      { type: `${props.get(field)?.type ?? ''}&${made}`, isOptional: props.get(field)?.isOptional ?? true }] as const),
    ...[...SECTIONS].map(([section, name]) => [section, { type: `@${name}{}`, isOptional: true }] as const),
  ]);
}

export function isObjectType(type: string): boolean {
  return type.startsWith('@') || type.startsWith('!') || type.includes('&') || type in SHAPES.structs;
}

/** The name of a map of objects: "StorageClass" is "storageClasses". */
export function sectionOf(name: string): string {
  const plural = name.endsWith('ss') ? `${name}es` : name.endsWith('s') ? name : name.endsWith('y') ? `${name.slice(0, -1)}ies` : `${name}s`;
  return lowerFirst(plural);
}

function lowerFirst(text: string): string {
  return text[0].toLowerCase() + text.slice(1);
}

/** How a constant is written where `of` takes its text: by the member that the parameter of `of` is called after. */
export function spelled(constant: unknown, of: string): string {
  return String((constant as { readonly [member: string]: unknown })[CALLS[of]![0][0].replace(/\W/g, '')]);
}
