/*
 * Updates that the API server refuses, as pure functions of the object before and after: fields that cannot be changed in place.
 * The fields of each kind are in data/immutable.json.
 */
import { isSame, typeAt } from './meaning';
import { fixedPodFields, fixedTemplateField, isLive } from './pods';
import { Fields, fields, isObject, list, text } from '../../core/fields';
import { BETA_CLASS } from '../annotations';
import data from '../data/immutable.json';
import { isKeptDataSource } from '../data-sources';
import { isAtLeast, Minor, NEWEST_KNOWN_MINOR } from '../minor';
import { sourceOf, VOLUME_SOURCES } from '../volume-plugins';

/** An immutable field that differs. */
export interface Refusal {
  readonly path: string;
  /** Such as "selector differs from the previous render". */
  readonly what: string;
}

type Special = (now: Fields, before: Fields, minor: Minor) => Refusal[];
interface ByKind { readonly [kind: string]: string | { readonly [path: string]: unknown } }

const FIELDS = data.fields as ByKind;
const UNTIL = data.until as ByKind;
const ONCE = data.once as { readonly [kind: string]: string | readonly string[] };
const RECREATE = data.recreate as { readonly [kind: string]: string };

const TWINS: { readonly [path: string]: string } = { 'spec.dataSource': 'spec.dataSourceRef', 'spec.dataSourceRef': 'spec.dataSource' };

/** What fields alone do not say, by kind. */
const SPECIAL: { readonly [kind: string]: Special } = {
  Service: serviceFields,
  Pod: (now, before) => fixedPodFields(now, before).map((path) => refusal(path, at(now, path.replace(/\[.*/, '')))),
  Job: jobFields,
  PersistentVolume: volumeFields,
  PersistentVolumeClaim: (now, before) => [now, before].map((claim) => fields(fields(claim.metadata).annotations)[BETA_CLASS] ?? '')
    .every((name, _, [first]) => name === first) ? [] : [refusal(`metadata.annotations[${BETA_CLASS}]`, now, 'the class in the annotation')],
  Secret: (now, before) => frozen(now, before, ['data', 'stringData']),
  ConfigMap: (now, before) => frozen(now, before, ['data', 'binaryData']),
};

/** The immutable fields of an object that differ from the object before. */
export function refusals(now: Fields, before: Fields, minor: Minor = NEWEST_KNOWN_MINOR): Refusal[] {
  const kind = text(now.kind) ?? '';
  const until = Object.entries(fields(own(UNTIL, kind))).filter(([, since]) => !isAtLeast(minor, since as Minor))
    .map(([path]): [string, unknown] => [path, null]);
  const once = list(own(ONCE, kind)).filter((path) => !isNone(at(before, path), kind, path)).map((path): [string, unknown] => [path, null]);
  const known = [...Object.entries(fields(own(FIELDS, kind))), ...until, ...once].filter(([path, none]) => differs(now, before, path, none));
  return [
    ...known.map(([path]) => refusal(path, at(now, path))),
    ...Object.hasOwn(SPECIAL, kind) ? SPECIAL[kind](now, before, minor) : [],
  ];
}

/** Kinds with immutable fields. */
export const IMMUTABLE_KINDS: readonly string[] = [...new Set([...Object.keys(FIELDS), ...Object.keys(SPECIAL)])].filter((kind) => kind !== 'note')
  .sort();

/** How to change an immutable field of a kind. */
export function recreation(kind: string): string {
  return Object.hasOwn(RECREATE, kind) ? RECREATE[kind] : 'delete it and apply again';
}

function own<T>(map: { readonly [kind: string]: T | string }, kind: string): T | undefined {
  const found = Object.hasOwn(map, kind) ? map[kind] : undefined;
  return typeof found === 'string' ? undefined : found;
}

function differs(now: Fields, before: Fields, path: string, none: unknown = null): boolean {
  if (path === 'spec.volumeClaimTemplates') return !isSame(templates(now), templates(before), '[PersistentVolumeClaim', path);
  const kind = text(now.kind) ?? '';
  const [a, b] = [now, before].map((object) => {
    const value = isNone(at(object, path), kind, path) && Object.hasOwn(TWINS, path) ? twin(object, path) : at(object, path);
    return isNone(value, kind, path) ? none : value;
  });
  return !isSame(a ?? undefined, b ?? undefined, typeAt(kind, path));
}

/** The API server copies the one where the other is missing, unless that would lose something. */
function twin(object: Fields, path: string): unknown {
  const other = at(object, TWINS[path]);
  return isObject(other) && !other.namespace && isKeptDataSource(other) ? other : undefined;
}

/** The templates without what the API server adds. */
function templates(object: Fields): unknown[] {
  return list(at(object, 'spec.volumeClaimTemplates')).map(fields)
    .map(({ metadata, spec }) => ({ metadata, spec: { volumeMode: 'Filesystem', ...fields(spec) } }));
}

/** Whether a value is none for the API server: texts, lists and maps can be empty, structures cannot. */
function isNone(value: unknown, kind = '', path = ''): boolean {
  if (path === 'spec.dataSource' && isObject(value) && !isKeptDataSource(value)) return true;
  if (isObject(value)) return !Object.keys(value).length && /^[{x]/.test(typeAt(kind, path));
  return value === undefined || value === null || (value === '' && path !== 'spec.storageClassName') || (Array.isArray(value) && !value.length);
}

function at(object: Fields, path: string): unknown {
  return path.split('.').reduce<unknown>((value, step) => fields(value)[step], object);
}

/** A field that differs, or is no longer rendered: apply removes it then, which is a change too. */
function refusal(path: string, now: unknown, what = path.slice(path.lastIndexOf('.') + 1)): Refusal {
  return { path, what: now === undefined || now === null ? `${what} is no longer rendered` : `${what} differs from the previous render` };
}

/** Addresses stay while there is one; a Service that states none has got one. Of load balancers the class stays too. */
function serviceFields({ spec: now }: Fields, { spec: before }: Fields): Refusal[] {
  const [a, b] = [fields(now), fields(before)];
  if (a.type === 'ExternalName' || b.type === 'ExternalName') return [];
  const address = (spec: Fields) => text(spec.clusterIP) || text(list(spec.clusterIPs)[0]);
  const families = [a, b].map(({ ipFamilies }) => text(list(ipFamilies)[0]));
  const isHeadless = address(a) === 'None' || address(b) === 'None';
  const areLoadBalancers = a.type === 'LoadBalancer' && b.type === 'LoadBalancer';
  const areLocal = areLoadBalancers && [a, b].every(({ externalTrafficPolicy }) => externalTrafficPolicy === 'Local');
  return [
    ...address(a) && address(a) !== address(b) ? [refusal('spec.clusterIP', address(a))] : [],
    ...!isHeadless && families.every(Boolean) && families[0] !== families[1] ? [refusal('spec.ipFamilies', families[0])] : [],
    ...areLocal && [a, b].every(({ healthCheckNodePort: port }) => port) && a.healthCheckNodePort !== b.healthCheckNodePort
      ? [refusal('spec.healthCheckNodePort', a.healthCheckNodePort)] : [],
    ...areLoadBalancers && a.loadBalancerClass !== b.loadBalancerClass ? [refusal('spec.loadBalancerClass', a.loadBalancerClass)] : [],
  ];
}

/**
 * The selector of a Job is generated where none is written. Its template can change while it is suspended. The number of its pods cannot, unless it is
 * that of those at a time and they have indexes.
 */
function jobFields(now: Fields, before: Fields, minor: Minor): Refusal[] {
  const [a, b] = [now, before].map((job) => at(job, 'spec.selector'));
  const isSelected = isSame(a, b, 'LabelSelector') || [a, b].some((selector) => selector === undefined || selector === null);
  const [{ completions: x, parallelism: together }, { completions: y }] = [now, before].map(pods);
  // What the API server filled in stays.
  const isUnstated = isNone(at(now, 'spec.completions')) && (isNone(at(before, 'spec.completions')) || isLive(before));
  const isElastic = at(now, 'spec.completionMode') === 'Indexed' && x !== undefined && x === together;
  return [
    ...isSelected ? [] : [refusal('spec.selector', a)],
    ...x === y || isElastic || isUnstated ? [] : [refusal('spec.completions', at(now, 'spec.completions'))],
    ...templateFields(at(now, 'spec.template'), at(before, 'spec.template'), at(before, 'spec.suspend') === true, minor),
  ];
}

/** How many pods of a Job have to end, and how many run at a time. */
function pods({ spec }: Fields): { readonly completions?: unknown; readonly parallelism: unknown } {
  const { completions = undefined, parallelism = undefined } = fields(spec);
  return { completions: completions ?? (parallelism === undefined ? 1 : undefined), parallelism: parallelism ?? 1 };
}

function templateFields(now: unknown, before: unknown, isSuspended: boolean, minor: Minor): Refusal[] {
  if (isSame(now, before, 'PodTemplateSpec')) return [];
  const part = isSuspended ? fixedTemplateField(now, before, minor) : '';
  return part === undefined ? [] : [refusal(part ? `spec.template.${part}` : 'spec.template', now)];
}

function frozen(now: Fields, before: Fields, keys: readonly string[]): Refusal[] {
  if (before.immutable !== true) return [];
  return [
    ...keys.filter((key) => !isSame(now[key], before[key])).map((key) => refusal(key, now[key])),
    ...(now.immutable === true ? [] : [refusal('immutable', now.immutable)]),
  ];
}

function volumeFields({ spec: now }: Fields, { spec: before }: Fields): Refusal[] {
  const [a, b] = [fields(now), fields(before)];
  const source = VOLUME_SOURCES.find((key) => !isSame(withoutNewSecret(a[key], b[key]), b[key], typeAt('PersistentVolume', `spec.${key}`)));
  return source === undefined ? [] : [refusal(`spec.${isObject(a[source]) ? source : sourceOf(a) || source}`, sourceOf(a) || null,
    'the volume source')];
}

/** controllerExpandSecretRef can be added later. */
function withoutNewSecret(source: unknown, before: unknown): unknown {
  return isObject(source) && isObject(before) && !before.controllerExpandSecretRef ? { ...source, controllerExpandSecretRef: undefined } : source;
}
