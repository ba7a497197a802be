import { Fields, fields, isObject, list } from '../../../core/fields';
import { shown } from '../../../core/words';
import { parseQuantity } from '../../../kubernetes/quantity';
import { sourceOf, VOLUME_SOURCES } from '../../../kubernetes/volume-plugins';
import { requestOf } from '../../model/claim-sources';
import type { ManifestObject } from '../../model/manifest-object';
import { about, rule } from '../rule';
import { changed, same } from '../shared/changes';

/** An immutable field that differs, and what is to be said of it. */
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
  Pod: podFields,
  ResourceQuota: specs('scopes', 'scopeSelector'),
  Service: (now, before) => specs('clusterIP')(now, before).filter(() => fields(now.spec).clusterIP && fields(before.spec).clusterIP
    && fields(now.spec).type !== 'ExternalName' && fields(before.spec).type !== 'ExternalName'),
  VolumeSnapshot: specs('source'),
  VolumeSnapshotContent: specs('source', 'driver', 'sourceVolumeMode'),
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
      yield about(item, path, `${what}, but is immutable.`);
    }
  }
  for (const item of view.previous ? view.custom('cdi.kubevirt.io', 'DataVolume') : []) {
    const before = view.previous!.custom(item.group, item.kind).find(({ namespace, name }) => namespace === item.namespace && name === item.name);
    if (before && !same(item.spec, before.spec)) yield about(item, 'spec', 'spec differs from the previous render, but is immutable.');
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
  return (now, before) => keys.filter((key) => !same(fields(now.spec)[key], fields(before.spec)[key]))
    .map((key) => change(`spec.${key}`, fields(now.spec)[key] ?? null, key));
}

function tops(...keys: string[]): Compare {
  return (now, before) => keys.filter((key) => !same(now[key], before[key])).map((key) => change(key, now[key] ?? null, key));
}

/** A field that differs, or is no longer rendered: apply removes it then, which is a change too. */
function change(path: string, now: unknown, what: string): Change {
  return { path, what: now === null ? `${what} is no longer rendered` : `${what} differs from the previous render` };
}

/** The fields of a pod that can change: images, deadlines, added tolerations; everything else makes the API server reject the update. */
function podFields(now: Fields, before: Fields): Change[] {
  const fixed = ({ spec }: Fields) => {
    const { activeDeadlineSeconds, tolerations, terminationGracePeriodSeconds, schedulingGates, containers, initContainers, ...rest } = fields(spec);
    const withoutImage = (value: unknown) => list(value).map((container) => ({ ...fields(container), image: undefined }));
    return { ...rest, containers: withoutImage(containers), initContainers: withoutImage(initContainers) };
  };
  return same(fixed(now), fixed(before)) ? [] : [change('spec', now.spec, 'spec')];
}

function frozen(now: Fields, before: Fields, keys: readonly string[]): Change[] {
  if (before.immutable !== true) return [];
  return [...tops(...keys)(now, before), ...(now.immutable === true ? [] : [change('immutable', now.immutable ?? null, 'immutable')])];
}

function volumeFields(now: Fields, before: Fields): Change[] {
  const mode = (spec: Fields) => spec.volumeMode ?? 'Filesystem';
  const [a, b] = [fields(now.spec), fields(before.spec)];
  const sources = VOLUME_SOURCES.filter((key) => !same(withoutSecret(a[key]), withoutSecret(b[key])));
  return [
    ...sources.slice(0, 1).map((key) => change(`spec.${isObject(a[key]) ? key : sourceOf(a) || key}`, sourceOf(a) || null, 'the volume source')),
    ...(mode(a) === mode(b) ? [] : [change('spec.volumeMode', a.volumeMode ?? null, 'volumeMode')]),
    ...(b.nodeAffinity && !same(a.nodeAffinity, b.nodeAffinity) ? [change('spec.nodeAffinity', a.nodeAffinity ?? null, 'nodeAffinity')] : []),
  ];
}

/** controllerExpandSecretRef can be added later. */
function withoutSecret(source: unknown): unknown {
  return isObject(source) ? { ...source, controllerExpandSecretRef: undefined } : source;
}

/** The request can grow, and volumeName and storageClassName can be added; all other fields of a claim are immutable. */
function claimFields(now: Fields, before: Fields): Change[] {
  const [a, b] = [now, before].map(({ spec }) => ({ ...fields(spec), volumeMode: fields(spec).volumeMode ?? 'Filesystem' } as Fields));
  const keys = ['accessModes', 'selector', 'volumeMode', 'dataSource', 'dataSourceRef', ...['volumeName', 'storageClassName'].filter((key) => (b[key] ?? null) !== null)];
  return keys.filter((key) => !same(a[key], b[key])).map((key) => change(`spec.${key}`, fields(now.spec)[key] ?? null, key));
}

/** The changed immutable fields of an object. */
function changesOf(item: ManifestObject, before: ManifestObject): Change[] {
  return Object.hasOwn(COMPARE, item.kind) ? COMPARE[item.kind](item.object, before.object) : [];
}
