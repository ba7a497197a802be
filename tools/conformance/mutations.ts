/*
 * Objects with a few random changes, to ask the API server about. They start from recorded objects, which it accepts, and from those below.
 */
import { bindingCases, recordedScenarios } from './recordings';
import schema from '../../src/kubernetes/data/fields.json';
import { generator } from '../random';

export interface Mutant {
  readonly id: string;
  readonly object: any;
}

type Random = () => number;

const ROOTS: { readonly [kind: string]: string } = schema.roots;
const TYPES: { readonly [type: string]: { readonly [field: string]: string } } = schema.types as any;

const POD = {
  containers: [{ name: 'main', image: 'app:1', volumeMounts: [{ name: 'data', mountPath: '/data' }], volumeDevices: [{ name: 'raw', devicePath: '/dev/x' }] }],
  initContainers: [{ name: 'first', image: 'app:1' }],
  volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'c' } }, { name: 'raw', persistentVolumeClaim: { claimName: 'r' } }],
};
const LABELS = { app: 'a' };
const TEMPLATE = { metadata: { labels: LABELS }, spec: POD };
const WORKLOAD = { selector: { matchLabels: LABELS }, template: TEMPLATE };
const JOB = { template: { spec: { ...POD, restartPolicy: 'Never' } } };
const RULES = [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }];
const subject = { kind: 'ServiceAccount', name: 'a', namespace: 'default' };
const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'r' };

const OWN = [
  { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n', labels: LABELS }, spec: { taints: [{ key: 'a', effect: 'NoSchedule' }] } },
  { apiVersion: 'storage.k8s.io/v1', kind: 'CSINode', metadata: { name: 'n' }, spec: { drivers: [{ name: 'd.example.org', nodeID: 'i', topologyKeys: ['a'], allocatable: { count: 3 } }] } },
  { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', namespace: 'default' }, spec: POD },
  { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'd', namespace: 'default' }, spec: WORKLOAD },
  { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'd', namespace: 'default' }, spec: WORKLOAD },
  { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'd', namespace: 'default' }, spec: WORKLOAD },
  { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'j', namespace: 'default' }, spec: JOB },
  { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'j', namespace: 'default' }, spec: { schedule: '* * * * *', jobTemplate: { spec: JOB } } },
  { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name: 'r', namespace: 'default' }, rules: RULES },
  { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'r' }, rules: RULES },
  { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding', metadata: { name: 'r', namespace: 'default' }, roleRef, subjects: [subject] },
  { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRoleBinding', metadata: { name: 'r' }, roleRef, subjects: [subject] },
];

const TEXTS = ['', 'a', 'A', 'a-b', '-', 'a.b', 'a/b', 'a b', '/a', '/a/../b', '..', 'x'.repeat(64), 'x'.repeat(254), 'Delete', 'Retain', '1', 'data', 'c', 'example.org/a', 'kubernetes.io/hostname'];
const NUMBERS = [-1, 0, 1, 2, 63, 255, 256, 65536, 5_000_000_000];
const QUANTITIES = ['0', '-1', '1', '500m', '1.5Gi', '1e3', 'abc', '', '1gi', '10000000000000000000000', 5, 0.5];
/** What the server sets, or what has no rules of storage. */
const LEFT_OUT = new Set(['apiVersion', 'kind', 'namespace', 'status', 'managedFields', 'creationTimestamp', 'deletionTimestamp', 'deletionGracePeriodSeconds',
  'selfLink', 'generation', 'resourceVersion', 'uid']);

/** `amount` objects that depend on the seed alone; of the kinds given, or of all. */
export function mutants(amount: number, seed: number, kinds: readonly string[]): Mutant[] {
  const random = generator(seed);
  const starts = [...recordedScenarios(), ...bindingCases()].flatMap(({ manifests }) => manifests);
  const byKind = new Map<string, any[]>();
  for (const object of [...starts, ...OWN]) {
    if (ROOTS[`${object.apiVersion}/${object.kind}`] && (!kinds.length || kinds.includes(object.kind))) byKind.set(object.kind, [...byKind.get(object.kind) ?? [], object]);
  }
  const words = vocabulary([...starts, ...OWN]);
  return Array.from({ length: amount }, (_, i) => {
    const object = structuredClone(pick(pick([...byKind.values()], random), random));
    for (const key of Object.keys(object)) if (key.startsWith('x-')) delete object[key];
    if (object.metadata.namespace) object.metadata.namespace = 'default';
    for (let changes = 1 + Math.floor(random() * 3); changes > 0; changes--) change(object, random, words);
    return { id: `${seed}-${i}`, object };
  });
}

/** The texts found in each field of any object. */
function vocabulary(objects: readonly any[]): Map<string, string[]> {
  const found = new Map<string, Set<string>>();
  const walk = (value: any, key: string) => {
    if (typeof value === 'string') found.set(key, (found.get(key) ?? new Set()).add(value));
    else if (Array.isArray(value)) value.forEach((item) => walk(item, key));
    else if (value && typeof value === 'object') for (const [name, item] of Object.entries(value)) walk(item, name);
  };
  objects.forEach((object) => walk(object, ''));
  return new Map([...found].map(([key, values]) => [key, [...values]]));
}

interface Slot { readonly parent: any; readonly key: string | number; readonly type: string; readonly name: string }

function change(object: any, random: Random, words: Map<string, string[]>): void {
  const slots = slotsOf(object, ROOTS[`${object.apiVersion}/${object.kind}`]);
  const there = slots.filter(({ parent, key }) => parent[key] !== undefined);
  const { parent, key, type, name } = pick(random() < 0.7 && there.length ? there : slots, random);
  if (parent[key] !== undefined && random() < 0.25) remove(parent, key);
  else if (random() < 0.04) parent[key] = pick([null, 'text', 7, true, [], {}], random);
  else parent[key] = fresh(type, name, parent[key], random, words, 0);
}

function slotsOf(value: any, type: string): Slot[] {
  if (TYPES[type] && value && typeof value === 'object' && !Array.isArray(value)) {
    return Object.entries(TYPES[type]).filter(([field]) => !LEFT_OUT.has(field))
      .flatMap(([field, inner]) => [{ parent: value, key: field, type: inner, name: field }, ...slotsOf(value[field], inner)]);
  }
  if (type.startsWith('[') && Array.isArray(value)) {
    return value.flatMap((item, i) => [{ parent: value, key: i, type: type.slice(1), name: '' }, ...slotsOf(item, type.slice(1))]);
  }
  if (type.startsWith('{') && value && typeof value === 'object') {
    return Object.keys(value).flatMap((key) => [{ parent: value, key, type: type.slice(1), name: key }, ...slotsOf(value[key], type.slice(1))]);
  }
  return [];
}

function remove(parent: any, key: string | number): void {
  if (Array.isArray(parent)) parent.splice(key as number, 1);
  else delete parent[key];
}

/** Another value of a type. */
function fresh(type: string, name: string, before: any, random: Random, words: Map<string, string[]>, depth: number): any {
  const again = (inner: string, called = name) => fresh(inner, called, undefined, random, words, depth + 1);
  if (type.startsWith('[')) {
    const list = Array.isArray(before) ? before : [];
    const way = random();
    if (way < 0.2) return [];
    if (way < 0.5 && list.length) return [...list, structuredClone(pick(list, random))];
    return [...list, again(type.slice(1))];
  }
  if (type.startsWith('{')) return { ...before, [random() < 0.6 ? pick(words.get(name) ?? TEXTS, random) : pick(TEXTS, random)]: again(type.slice(1)) };
  if (TYPES[type]) {
    const fields = Object.entries(TYPES[type]).filter(([field]) => !LEFT_OUT.has(field));
    const chosen = fields.filter(() => random() < (depth > 2 ? 0.15 : Math.min(0.8, 3 / fields.length)));
    return Object.fromEntries(chosen.map(([field, inner]) => [field, again(inner, field)]));
  }
  switch (type) {
    case 's': return random() < 0.6 && words.has(name) ? pick(words.get(name)!, random) : pick(TEXTS, random);
    case 'i': case 'n': return pick(NUMBERS, random);
    case 'b': return random() < 0.5;
    case 'q': return pick(QUANTITIES, random);
    case 'is': return pick([...NUMBERS, '10%', 'a', '-5%'], random);
    default: return {};
  }
}

function pick<T>(list: readonly T[], random: Random): T {
  return list[Math.floor(random() * list.length)];
}
