/*
 * Updates that the API server refuses, as pure functions of the object before and after: fields that cannot be changed in place.
 * The fields of each kind are in data/immutable.json.
 */
import { isSame, typeAt } from './meaning';
import { normalised } from './normalised';
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

type Special = (now: Fields, before: Fields) => Refusal[];
interface ByKind { readonly [kind: string]: string | { readonly [path: string]: unknown } }

const FIELDS = data.fields as ByKind;
const UNTIL = data.until as ByKind;
const ONCE = data.once as { readonly [kind: string]: string | readonly string[] };
const RECREATE = data.recreate as { readonly [kind: string]: string };

/** What fields alone do not say, by kind. */
const SPECIAL: { readonly [kind: string]: Special } = {
  Service: serviceFields,
  Pod: podFields,
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
    ...Object.hasOwn(SPECIAL, kind) ? SPECIAL[kind](now, before) : [],
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
  const [a, b] = [at(now, path), at(before, path)].map((value) => (isNone(value, kind, path) ? none : value));
  return !isSame(a ?? undefined, b ?? undefined, typeAt(kind, path));
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
  return [
    ...address(a) && address(a) !== address(b) ? [refusal('spec.clusterIP', address(a))] : [],
    ...!isHeadless && families.every(Boolean) && families[0] !== families[1] ? [refusal('spec.ipFamilies', families[0])] : [],
    ...areLoadBalancers && a.loadBalancerClass !== b.loadBalancerClass ? [refusal('spec.loadBalancerClass', a.loadBalancerClass)] : [],
  ];
}

/** The fields of a pod that can change: images, deadlines, added tolerations; everything else makes the API server reject the update. */
function podFields(now: Fields, before: Fields): Refusal[] {
  const all = [now, before].flatMap(({ spec }) => ['containers', 'initContainers'].flatMap((key) => list(fields(spec)[key]).map(fields)));
  const loud = new Set(all.filter(({ imagePullPolicy }) => imagePullPolicy).map(({ name }) => name));
  // The default that the pod got with its first image stays.
  const silent = new Set(all.map(({ name }) => name).filter((name) => !loud.has(name)));
  const fixed = (pod: Fields) => {
    const { activeDeadlineSeconds, tolerations, terminationGracePeriodSeconds, schedulingGates, containers, initContainers, ...rest } =
      fields(normalised('Pod', pod).spec);
    const withoutImage = (value: unknown) => list(value).map(fields).map((container) => {
      const imagePullPolicy = silent.has(container.name) ? undefined : normalised('Container', container).imagePullPolicy;
      return { ...container, imagePullPolicy, image: undefined };
    });
    return { ...rest, containers: withoutImage(containers), initContainers: withoutImage(initContainers) };
  };
  return isSame(fixed(now), fixed(before), 'PodSpec') ? [] : [refusal('spec', now.spec)];
}

/** The selector of a Job is generated where none is written. Its template can change while it is suspended. */
function jobFields(now: Fields, before: Fields): Refusal[] {
  const [a, b] = [now, before].map((job) => at(job, 'spec.selector'));
  if (!isNone(a) && !isNone(b) && !isSame(a, b, 'LabelSelector')) return [refusal('spec.selector', a)];
  if (at(now, 'spec.suspend') === true || at(before, 'spec.suspend') === true) return [];
  return isSame(at(now, 'spec.template'), at(before, 'spec.template'), 'PodTemplateSpec') ? [] : [refusal('spec.template', at(now, 'spec.template'))];
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
  const source = VOLUME_SOURCES.find((key) => !isSame(withoutSecret(a[key]), withoutSecret(b[key]), typeAt('PersistentVolume', `spec.${key}`)));
  return source === undefined ? [] : [refusal(`spec.${isObject(a[source]) ? source : sourceOf(a) || source}`, sourceOf(a) || null,
    'the volume source')];
}

/** controllerExpandSecretRef can be added later. */
function withoutSecret(source: unknown): unknown {
  return isObject(source) ? { ...source, controllerExpandSecretRef: undefined } : source;
}
