/*
 * What changed between two renders of the same components, in the words of an operator: objects, images, flags, environment, RBAC, scheduling,
 * and fields that Kubernetes does not let anyone change in place.
 */

/** A plain Kubernetes object. */
export type Manifest = any;

/** The changes of one object. */
export interface ObjectChanges {
  readonly object: string;
  /** Lines such as "image of csi-attacher: v1 → v2". */
  readonly lines: string[];
  /** Why Kubernetes rejects the update, and what to do. */
  readonly immutable: string[];
}

/** The changes of a whole render. */
export interface Changes {
  readonly added: string[];
  readonly removed: string[];
  readonly changed: ObjectChanges[];
  /** Objects that take the place of one of another kind but of the same name. */
  readonly replaced: Array<{ from: string; to: string }>;
}

/** Compares two renders. */
export function changesBetween(before: Manifest[], after: Manifest[]): Changes {
  const [old, now] = [index(before), index(after)];
  const gone = [...old.keys()].filter((key) => !now.has(key));
  const fresh = [...now.keys()].filter((key) => !old.has(key));
  const isReplaced = (from: string, to: string) => isWorkload(old.get(from)) && isWorkload(now.get(to)) && nameOf(from) === nameOf(to);
  const replaced = gone.flatMap((from) => fresh.filter((to) => isReplaced(from, to)).map((to) => ({ from, to })));
  const changed = [
    ...[...now.keys()].filter((key) => old.has(key)).map((key) => objectChanges(key, old.get(key), now.get(key))),
    ...replaced.map(({ from, to }) => objectChanges(to, old.get(from), now.get(to))),
  ];
  return {
    added: fresh.filter((key) => !replaced.some((r) => r.to === key)).sort(),
    removed: gone.filter((key) => !replaced.some((r) => r.from === key)).sort(),
    replaced,
    changed: changed.filter((c) => c.lines.length || c.immutable.length).sort((a, b) => (a.object < b.object ? -1 : 1)),
  };
}

function objectChanges(object: string, before: Manifest, after: Manifest): ObjectChanges {
  const lines = [
    ...scalar('API version', before.apiVersion, after.apiVersion),
    ...keyed('label', before.metadata.labels, after.metadata.labels),
    ...(before.rules || after.rules ? rbac(before.rules, after.rules) : []),
    ...pod(podSpec(before), podSpec(after)),
    ...fields('', rest(before), rest(after)),
  ];
  return { object, lines, immutable: immutableFields(before, after) };
}

function pod(before: any, after: any): string[] {
  if (!before || !after) return [];
  const [old, now] = [before, after].map((spec) => byName(spec.containers));
  return [
    ...[...now.keys()].filter((name) => !old.has(name)).map((name) => `container ${name} is new: \`${now.get(name).image}\``),
    ...[...old.keys()].filter((name) => !now.has(name)).map((name) => `container ${name} is gone`),
    ...[...now.keys()].filter((name) => old.has(name)).flatMap((name) => container(name, old.get(name), now.get(name))),
    ...set('toleration', before.tolerations, after.tolerations, printed),
    ...set('volume', before.volumes, after.volumes, printed),
    ...keyed('node selector', before.nodeSelector, after.nodeSelector),
    ...fields('pod ', without(before, POD_KEYS), without(after, POD_KEYS)),
  ];
}

const POD_KEYS = ['containers', 'tolerations', 'volumes', 'nodeSelector'];
const CONTAINER_KEYS = ['name', 'image', 'args', 'env', 'volumeMounts'];

function container(name: string, before: any, after: any): string[] {
  return [
    ...scalar(`image of ${name}`, before.image, after.image),
    ...set(`flag of ${name}`, before.args, after.args, String),
    ...set(`environment of ${name}`, before.env, after.env, (e: any) => (e.value === undefined ? e.name : `${e.name}=${e.value}`)),
    ...set(`mount of ${name}`, before.volumeMounts, after.volumeMounts, printed),
    ...fields(`${name}: `, without(before, CONTAINER_KEYS), without(after, CONTAINER_KEYS)),
  ];
}

/** Permissions by resource: one line each for what was granted and what was taken. */
function rbac(before: any[] = [], after: any[] = []): string[] {
  const [old, now] = [grants(before), grants(after)];
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((resource) => {
    const [had, has] = [old.get(resource) ?? [], now.get(resource) ?? []];
    const [granted, taken] = [has.filter((verb) => !had.includes(verb)), had.filter((verb) => !has.includes(verb))];
    return [
      ...granted.length ? [`may now ${granted.join(', ')} \`${resource}\``] : [],
      ...taken.length ? [`may no longer ${taken.join(', ')} \`${resource}\``] : [],
    ];
  });
}

function grants(rules: any[]): Map<string, string[]> {
  const verbs = new Map<string, string[]>();
  for (const rule of rules) {
    for (const group of rule.apiGroups ?? []) {
      for (const resource of rule.resources ?? []) {
        const key = group ? `${resource}.${group}` : resource;
        verbs.set(key, [...new Set([...verbs.get(key) ?? [], ...rule.verbs])]);
      }
    }
  }
  return verbs;
}

/** Source: pkg/apis/storage/validation/validation.go. podInfoOnMount and fsGroupPolicy can be changed since Kubernetes 1.29. */
const FROZEN: { [kind: string]: string[] } = {
  CSIDriver: ['spec.attachRequired', 'spec.podInfoOnMount', 'spec.fsGroupPolicy', 'spec.volumeLifecycleModes'],
  StorageClass: ['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'],
};

function immutableFields(before: Manifest, after: Manifest): string[] {
  const found: string[] = [];
  const differs = (path: (o: any) => unknown) => JSON.stringify(path(before)) !== JSON.stringify(path(after));
  if (before.kind !== after.kind) return [`the ${before.kind} must be deleted when the ${after.kind} is there: both would run the same pods`];
  if (['DaemonSet', 'Deployment', 'StatefulSet'].includes(after.kind) && differs((o) => o.spec.selector)) found.push('its selector cannot be changed: delete it and apply again');
  if (after.kind === 'StatefulSet' && differs((o) => [o.spec.serviceName, o.spec.podManagementPolicy, o.spec.volumeClaimTemplates])) found.push('serviceName, podManagementPolicy and claim templates cannot be changed: delete it with --cascade=orphan and apply again');
  if (after.kind === 'Service' && differs((o) => o.spec.clusterIP)) found.push('its clusterIP cannot be changed: delete it and apply again');
  const frozen = (FROZEN[after.kind] ?? []).filter((path) => differs((o) => path.split('.').reduce((value, key) => value?.[key], o)));
  if (frozen.length) found.push(`${frozen.join(' and ')} cannot be changed: delete it and apply again`);
  if (/Binding$/.test(after.kind) && differs((o) => o.roleRef)) found.push('its roleRef cannot be changed: delete it and apply again');
  return found;
}

function fields(prefix: string, before: any, after: any, path = ''): string[] {
  if (isObject(before) && isObject(after)) {
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) => fields(prefix, before[key], after[key], path ? `${path}.${key}` : key));
  }
  return scalar(`${prefix}\`${path}\``, before, after);
}

function scalar(what: string, before: unknown, after: unknown): string[] {
  const [a, b] = [printed(before), printed(after)];
  if (a === b) return [];
  if (before === undefined) return [`${what} is now \`${b}\``];
  return [after === undefined ? `${what} is gone (was \`${a}\`)` : `${what}: \`${a}\` → \`${b}\``];
}

function keyed(what: string, before: any = {}, after: any = {}): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) => scalar(`${what} \`${key}\``, before[key], after[key]));
}

function set<T>(what: string, before: T[] = [], after: T[] = [], print: (entry: T) => string): string[] {
  const [a, b] = [before.map(print), after.map(print)];
  return [...b.filter((x) => !a.includes(x)).map((x) => `${what} added: \`${x}\``), ...a.filter((x) => !b.includes(x)).map((x) => `${what} removed: \`${x}\``)];
}

function rest(manifest: Manifest): any {
  const { apiVersion: _a, kind: _k, metadata: _m, rules: _r, ...others } = manifest;
  if (!others.spec?.template) return others;
  const { template, ...spec } = others.spec;
  return { ...others, spec: { ...spec, template: { metadata: template.metadata } } };
}

function podSpec(manifest: Manifest): any {
  return manifest.spec?.template?.spec;
}

function isWorkload(manifest: Manifest): boolean {
  return podSpec(manifest) !== undefined;
}

function index(manifests: Manifest[]): Map<string, Manifest> {
  return new Map(manifests.map((m) => [`${m.kind} ${m.metadata.name}`, m]));
}

function nameOf(key: string): string {
  return key.split(' ')[1];
}

function byName(list: any[] = []): Map<string, any> {
  return new Map(list.map((entry) => [entry.name, entry]));
}

function without(object: any, keys: string[]): any {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

function isObject(value: unknown): value is { [key: string]: unknown } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function printed(value: unknown): string {
  return typeof value === 'string' && value !== '' ? value : JSON.stringify(value);
}
