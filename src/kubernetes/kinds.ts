/*
 * The kinds of the built-in API groups with their scope, those that are gone included: which version serves which stands in api-versions.ts. Of custom
 * resources that this library emits or reads, those that are cluster-scoped.
 * Source: api/openapi-spec/swagger.json of Kubernetes v1.36.3.
 */
import kinds from './data/kinds.json';

interface Kinds {
  readonly namespaced?: readonly string[];
  readonly cluster: readonly string[];
}

const BUILT_IN: { readonly [group: string]: Kinds } = kinds.builtIn;
const CUSTOM: { readonly [group: string]: Kinds } = kinds.custom;

const known = new Map(Object.entries(BUILT_IN).map(([group, { namespaced = [], cluster }]) => [group, new Set([...namespaced, ...cluster])]));
const clusterScoped = new Set([...Object.values(BUILT_IN), ...Object.values(CUSTOM)].flatMap(({ cluster }) => cluster));

/** Whether a built-in group has no such kind: a slip of the pen. Of other groups nothing is known. */
export function isUnknownKind(group: string, kind: string): boolean {
  return known.get(group)?.has(kind) === false && !kind.endsWith('List');
}

/** Groups of configuration files that look like objects, but are read by programs: no API server takes them, and they have no name. */
const FILES = /^(kubeadm\.k8s\.io|audit\.k8s\.io|apiserver\.k8s\.io|client\.authentication\.k8s\.io|(.*\.)?config\.k8s\.io)$/;

/** Whether documents of a group are files of a program, not objects. */
export function isFile(group: string): boolean {
  return FILES.test(group);
}

const TEMPLATE = ['spec', 'template'] as const;

/** Path of the pod template in each kind that runs pods; a Pod is its own. */
const POD_TEMPLATES: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['Pod', []],
  ['Deployment', TEMPLATE],
  ['ReplicaSet', TEMPLATE],
  ['ReplicationController', TEMPLATE],
  ['StatefulSet', TEMPLATE],
  ['DaemonSet', TEMPLATE],
  ['Job', TEMPLATE],
  ['CronJob', ['spec', 'jobTemplate', ...TEMPLATE]],
]);

/** Path of the pod template in objects of a kind, as steps: none for a Pod; undefined for kinds that run no pods. */
export function podTemplatePath(kind: string): readonly string[] | undefined {
  return POD_TEMPLATES.get(kind);
}

/** Whether objects of this kind live outside of namespaces. Custom kinds that are not listed count as namespaced. */
export function isClusterScoped(kind: string): boolean {
  return clusterScoped.has(kind);
}

/** The API group of an apiVersion: `""` for core. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}
