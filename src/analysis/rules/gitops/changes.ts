import { Fields, fields, isObject } from '../../../core/fields';
import { shown } from '../../../core/words';
import { parseQuantity } from '../../../kubernetes/quantity';
import { sourceOf, VOLUME_SOURCES } from '../../../kubernetes/volume-plugins';
import { requestOf } from '../../model/claim-sources';
import type { ManifestObject } from '../../model/manifest-object';
import { about, rule } from '../rule';
import { changed, same } from '../shared/changes';

/** An immutable field that differs, and its name in messages. */
interface Change {
  readonly path: string;
  readonly what: string;
}

type Compare = (now: Fields, before: Fields) => Change[];

/** By kind, except kinds with their own rules: StorageClass, StatefulSet, CSIDriver, bindings of roles. */
const COMPARE: { readonly [kind: string]: Compare } = {
  Deployment: specs('selector'),
  DaemonSet: specs('selector'),
  ReplicaSet: specs('selector'),
  Job: (now, before) => (now.spec?.suspend === true || before.spec?.suspend === true ? specs('selector', 'completionMode')
    : specs('selector', 'template', 'completionMode', 'podFailurePolicy'))(now, before),
  PersistentVolume: volumeFields,
  PersistentVolumeClaim: claimFields,
  CSIStorageCapacity: tops('storageClassName', 'nodeTopology'),
  VolumeAttributesClass: tops('driverName', 'parameters'),
  Secret: (now, before) => [...frozen(now, before, ['data', 'stringData']), ...tops('type')({ type: 'Opaque', ...now }, { type: 'Opaque', ...before })],
  ConfigMap: (now, before) => frozen(now, before, ['data', 'binaryData']),
  PriorityClass: tops('value', 'preemptionPolicy'),
  RuntimeClass: tops('handler'),
  IngressClass: (now, before) => specs('controller')(now, before),
};

export const GIT001 = rule('GIT001', function* (view) {
  for (const { item, before } of changed(view, ...Object.keys(COMPARE))) {
    for (const { path, what } of changesOf(item, before)) {
      yield about(item, path, `${what} differs from the previous render, but is immutable.`);
    }
  }
});

export const GIT002 = rule('GIT002', function* (view) {
  for (const { item, before } of changed(view, 'PersistentVolumeClaim')) {
    const [now, was] = [item, before].map((object) => parseQuantity(requestOf(object)));
    if (now === undefined || was === undefined || now >= was) continue;
    yield about(item, 'spec.resources.requests.storage', `the request is reduced from ${shown(requestOf(before))} to ${shown(requestOf(item))}.`);
  }
});

export const GIT003 = rule('GIT003', function* (view) {
  for (const { item, before } of changed(view, 'PersistentVolumeClaim')) {
    const [now, was] = [item, before].map((object) => parseQuantity(requestOf(object)));
    const claim = view.claim(item.namespace, item.name);
    if (now === undefined || was === undefined || now <= was || !claim) continue;
    const name = view.className(claim);
    const found = view.classOf(claim);
    if (found?.object.allowVolumeExpansion === true || (name && !found && !view.closedWorld)) continue;
    yield about(item, 'spec.resources.requests.storage',
      `the request grows from ${shown(requestOf(before))} to ${shown(requestOf(item))}, but `
        + `${name ? `class "${shown(name)}" does not allow expansion` : 'the claim has no class'}.`,
      { severity: !name && !view.closedWorld ? 'warning' : undefined });
  }
});

function specs(...keys: string[]): Compare {
  return (now, before) => keys.filter((key) => !same(fields(now.spec)[key], fields(before.spec)[key])).map((key) => ({
    path: `spec.${key}`,
    what: key,
  }));
}

function tops(...keys: string[]): Compare {
  return (now, before) => keys.filter((key) => !same(now[key], before[key])).map((key) => ({ path: key, what: key }));
}

function frozen(now: Fields, before: Fields, keys: readonly string[]): Change[] {
  if (before.immutable !== true) return [];
  return [...tops(...keys)(now, before), ...(now.immutable === true ? [] : [{ path: 'immutable', what: 'immutable' }])];
}

function volumeFields(now: Fields, before: Fields): Change[] {
  const mode = (spec: Fields) => spec.volumeMode ?? 'Filesystem';
  const [a, b] = [fields(now.spec), fields(before.spec)];
  const sources = VOLUME_SOURCES.filter((key) => !same(withoutSecret(a[key]), withoutSecret(b[key])));
  return [
    ...sources.slice(0, 1).map((key) => ({ path: `spec.${isObject(a[key]) ? key : sourceOf(a) || key}`, what: 'the volume source' })),
    ...(mode(a) === mode(b) ? [] : [{ path: 'spec.volumeMode', what: 'volumeMode' }]),
    ...(b.nodeAffinity && !same(a.nodeAffinity, b.nodeAffinity) ? [{ path: 'spec.nodeAffinity', what: 'nodeAffinity, once it is set,' }] : []),
  ];
}

/** controllerExpandSecretRef can be added later. */
function withoutSecret(source: unknown): unknown {
  return isObject(source) ? { ...source, controllerExpandSecretRef: undefined } : source;
}

/** The request can grow, and volumeName and storageClassName can be added; all other fields of a claim are immutable. */
function claimFields(now: Fields, before: Fields): Change[] {
  const [a, b] = [fields(now.spec), fields(before.spec)];
  const keys = ['accessModes', 'selector', 'volumeMode', 'dataSource', 'dataSourceRef'];
  const differs = (key: string) => !same(key === 'volumeMode' ? a[key] ?? 'Filesystem' : a[key], key === 'volumeMode' ? b[key] ?? 'Filesystem' : b[key]);
  const late = ['volumeName', 'storageClassName'].filter((key) => b[key] !== undefined && a[key] !== undefined && !same(a[key], b[key]));
  return [...keys.filter(differs), ...late].map((key) => ({ path: `spec.${key}`, what: key }));
}

/** The changed immutable fields of an object. */
function changesOf(item: ManifestObject, before: ManifestObject): Change[] {
  return Object.hasOwn(COMPARE, item.kind) ? COMPARE[item.kind](item.object, before.object) : [];
}
