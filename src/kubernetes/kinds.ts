/*
 * The kinds of the built-in API groups with their scope, including removed kinds; api-versions.ts says which version serves them. Also the
 * cluster-scoped kinds among the custom resources that this library emits or reads.
 * Source: api/openapi-spec/swagger.json of Kubernetes v1.37.2 (`npm run kubernetes:import`).
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

/** Whether a built-in group lacks the kind, so that it is a typo. The kinds of other groups are unknown. */
export function isUnknownKind(group: string, kind: string): boolean {
  return known.get(group)?.has(kind) === false && !kind.endsWith('List');
}

/** Groups of component configuration files. They look like objects, but have no name, and no API server accepts them. */
const FILES = /^(kubeadm\.k8s\.io|audit\.k8s\.io|apiserver\.k8s\.io|client\.authentication\.k8s\.io|(.*\.)?config\.k8s\.io)$/;

/** Whether documents of a group are component configuration, not objects. */
export function isFile(group: string): boolean {
  return FILES.test(group);
}

const TEMPLATE = ['spec', 'template'] as const;

/** Path of the pod template, by kind; empty for a Pod. */
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

/** Steps of the path to the pod template of a kind: none for a Pod; undefined for kinds that do not run pods. */
export function podTemplatePath(kind: string): readonly string[] | undefined {
  return POD_TEMPLATES.get(kind);
}

/** Whether a kind is cluster-scoped. Unknown custom kinds count as namespaced. */
export function isClusterScoped(kind: string): boolean {
  return clusterScoped.has(kind);
}

/** The API group of an apiVersion: `""` for core. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}
