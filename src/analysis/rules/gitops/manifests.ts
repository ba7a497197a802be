import { Fields, fields, isObject, list, own, text, whole } from '../../../core/fields';
import { names, shown } from '../../../core/words';
import { WRITTEN_BY_CONTROLLERS } from '../../../kubernetes/annotations';
import { isFile } from '../../../kubernetes/kinds';
import { isBuiltIn, ManifestObject } from '../../model/manifest-object';
import { PodSource } from '../../model/pod-sources';
import type { View } from '../../model/view';
import { about, rule } from '../rule';
import { applicationsHave, isHook, SERVER_SIDE, syncOptions } from '../shared/argo';

const METADATA = ['resourceVersion', 'uid', 'generation', 'managedFields', 'creationTimestamp', 'selfLink'];

/** Fields that binding sets in a spec. */
const BOUND: { readonly [kind: string]: (item: ManifestObject) => string | undefined } = {
  PersistentVolume: ({ spec }) => ['uid', 'resourceVersion'].filter((key) => fields(spec.claimRef)[key]).map((key) => `spec.claimRef.${key}`)[0],
  PersistentVolumeClaim: ({ spec }) => (/^pvc-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text(spec.volumeName) ?? '') ? 'spec.volumeName'
    : undefined),
};

export const GIT006 = rule('GIT006', function* (view) {
  for (const item of view.items) {
    const path = written(item);
    if (path) yield about(item, path, `${path} is set by the cluster.`);
  }
});

function written(item: ManifestObject): string | undefined {
  const { metadata, object, annotations } = item;
  if (item.kind === 'Node' || item.kind === 'CSINode' || item.kind === 'CSIStorageCapacity') return undefined;
  const key = METADATA.find((name) => metadata[name] !== undefined && metadata[name] !== null);
  if (key) return `metadata.${key}`;
  const mark = WRITTEN_BY_CONTROLLERS.find((name) => annotations[name] !== undefined);
  if (mark) return `metadata.annotations[${mark}]`;
  const bound = isBuiltIn(item) ? own(BOUND, item.kind)?.(item) : undefined;
  if (bound) return bound;
  return isBuiltIn(item) && isObject(object.status) && Object.values(object.status as Fields).some(isFilled) ? 'status' : undefined;
}

/** Whether a value is set; generated CRDs have a status of empty names and lists. */
function isFilled(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return isObject(value) ? Object.values(value).some(isFilled) : value !== null && value !== undefined && value !== '';
}

export const GIT008 = rule('GIT008', function* (view) {
  const everywhere = applicationsHave(view, SERVER_SIDE);
  for (const item of view.of('Service')) {
    const ports = repeated(item.spec.ports, 'spec.ports', (v) => whole(v.port) !== undefined && `port ${v.port}/${text(v.protocol) ?? 'TCP'}`);
    for (const { path, what } of ports) yield about(item, path, `duplicate ${what}.`);
  }
  for (const pod of view.pods) {
    const fatal = everywhere || syncOptions(pod.item).includes(SERVER_SIDE);
    for (const { path, what } of twice(pod)) yield about(pod.item, path, `duplicate ${what}.`, { severity: fatal ? undefined : 'warning' });
  }
});

function* twice({ spec, path, containers }: PodSource): Iterable<{ path: string; what: string }> {
  for (const { value, path: at } of containers) {
    yield* repeated(value.env, `${at}.env`, (v) => text(v.name) && `variable "${v.name}"`);
    yield* repeated(value.volumeMounts, `${at}.volumeMounts`, (v) => text(v.mountPath) && `mount path ${shown(v.mountPath)}`);
    yield* repeated(value.volumeDevices, `${at}.volumeDevices`, (v) => text(v.devicePath) && `device path ${shown(v.devicePath)}`);
    yield* repeated(value.ports, `${at}.ports`, (v) => whole(v.containerPort) !== undefined && 'port '
      + `${v.containerPort}/${text(v.protocol) ?? 'TCP'}`);
  }
  yield* repeated(spec.imagePullSecrets, `${path}.imagePullSecrets`, (v) => text(v.name) && `pull secret "${v.name}"`);
  yield* repeated(spec.hostAliases, `${path}.hostAliases`, (v) => text(v.ip) && `address ${v.ip}`);
}

function* repeated(value: unknown, path: string, name: (item: Fields) => string | false | undefined): Iterable<{ path: string; what: string }> {
  const seen = new Set<string>();
  for (const [i, item] of list(value).entries()) {
    const what = name(fields(item));
    if (what && seen.has(what)) yield { path: `${path}[${i}]`, what };
    if (what) seen.add(what);
  }
}

export const GIT009 = rule('GIT009', function* (view) {
  for (const item of view.items) {
    if (text(item.metadata.generateName) && !text(item.metadata.name) && !isHook(item)) {
      yield about(item, 'metadata.generateName', 'each apply creates another object.');
    }
  }
});

export const GIT012 = rule('GIT012', function* (view) {
  const free = view.items.filter((item) => !item.placed && item.name !== '' && isBuiltIn(item) && !isFile(item.group));
  const fixed = namespacesIn(view);
  if (!free.length || !fixed.length) return;
  const verb = free.length > 1 ? 'have' : 'has';
  yield about(free[0], 'metadata.namespace', `${names(free.map(({ name }) => name))} ${verb} no namespace, but other objects use ${names(fixed)}.`);
});

/** The namespaces that objects and the subjects of bindings name. */
function namespacesIn(view: View): string[] {
  const placed = view.items.flatMap(({ metadata }) => text(metadata.namespace) ?? []);
  const subjects = view.of('RoleBinding', 'ClusterRoleBinding').flatMap(({ object }) => list(object.subjects))
    .flatMap((subject) => text(fields(subject).namespace) ?? []);
  return [...new Set([...placed, ...subjects])].filter(Boolean).sort();
}
