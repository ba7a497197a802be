/*
 * Objects with a few random changes, to ask the API server about. They start from recorded objects, which it accepts, and from those below.
 */
import { bindingCases, recordedScenarios } from './recordings';
import schema from '../../src/kubernetes/data/fields.json';
import { generator } from '../random';

export interface Mutant {
  readonly id: string;
  /** The object that the changes were made to. */
  readonly before: any;
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
const PROBE = { httpGet: { path: '/', port: 80, scheme: 'HTTP', httpHeaders: [{ name: 'A', value: 'b' }] }, initialDelaySeconds: 1, periodSeconds: 5, timeoutSeconds: 1, failureThreshold: 3, successThreshold: 1 };
/** A pod with most of what a pod may have, so that a change reaches it. */
const FULL_POD = {
  containers: [{
    name: 'main',
    image: 'app:1',
    imagePullPolicy: 'Always',
    command: ['a'],
    args: ['b'],
    workingDir: '/w',
    terminationMessagePolicy: 'File',
    ports: [{ name: 'web', containerPort: 80, protocol: 'TCP' }, { name: 'dns', containerPort: 53, hostPort: 53, protocol: 'UDP' }],
    env: [
      { name: 'A', value: 'b' }, { name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      { name: 'CPU', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '1' } } },
      { name: 'C', valueFrom: { configMapKeyRef: { name: 'c', key: 'k' } } }, { name: 'S', valueFrom: { secretKeyRef: { name: 's', key: 'k', optional: true } } },
    ],
    envFrom: [{ prefix: 'P_', configMapRef: { name: 'c' } }, { secretRef: { name: 's' } }],
    resources: { requests: { 'cpu': '100m', 'memory': '64Mi', 'ephemeral-storage': '1Gi' }, limits: { 'cpu': '1', 'memory': '128Mi', 'example.org/gpu': '1' } },
    resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }],
    livenessProbe: PROBE,
    readinessProbe: { ...PROBE, httpGet: undefined, tcpSocket: { port: 'web' } },
    startupProbe: { exec: { command: ['true'] } },
    lifecycle: { preStop: { exec: { command: ['sleep', '1'] } }, postStart: { httpGet: { path: '/', port: 'web' } } },
    securityContext: {
      runAsUser: 1000,
      runAsGroup: 1000,
      runAsNonRoot: true,
      allowPrivilegeEscalation: false,
      privileged: false,
      readOnlyRootFilesystem: true,
      procMount: 'Default',
      capabilities: { drop: ['ALL'], add: ['CHOWN'] },
      seccompProfile: { type: 'RuntimeDefault' },
      appArmorProfile: { type: 'Localhost', localhostProfile: 'p' },
    },
    volumeMounts: [{ name: 'data', mountPath: '/data', subPath: 'a', readOnly: true, mountPropagation: 'None' }, { name: 'conf', mountPath: '/conf' }, { name: 'all', mountPath: '/all' }],
  }, { name: 'side', image: 'side:1', ports: [{ containerPort: 81 }], livenessProbe: { grpc: { port: 81 } } }],
  initContainers: [{ name: 'first', image: 'app:1', env: [{ name: 'A', value: '1' }], resources: { limits: { cpu: '2' } } }, { name: 'stays', image: 'app:1', restartPolicy: 'Always', startupProbe: PROBE }],
  volumes: [
    { name: 'data', emptyDir: { sizeLimit: '1Gi', medium: 'Memory' } }, { name: 'conf', configMap: { name: 'c', defaultMode: 420, items: [{ key: 'a', path: 'b', mode: 256 }] } },
    { name: 'key', secret: { secretName: 's', defaultMode: 256, items: [{ key: 'a', path: 'b' }] } }, { name: 'host', hostPath: { path: '/h', type: 'Directory' } },
    { name: 'down', downwardAPI: { defaultMode: 420, items: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }, { path: 'cpu', resourceFieldRef: { containerName: 'main', resource: 'limits.cpu' } }] } },
    { name: 'all', projected: { defaultMode: 420, sources: [{ secret: { name: 's', items: [{ key: 'a', path: 's' }] } }, { configMap: { name: 'c' } }, { downwardAPI: { items: [{ path: 'n', fieldRef: { fieldPath: 'metadata.name' } }] } }] } },
    { name: 'nfs', nfs: { server: 's', path: '/p' } }, { name: 'own', ephemeral: { volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } } } },
    { name: 'inline', csi: { driver: 'd.example.org', nodePublishSecretRef: { name: 's' } } },
  ],
  securityContext: {
    runAsUser: 1000,
    runAsGroup: 1000,
    fsGroup: 1000,
    fsGroupChangePolicy: 'Always',
    supplementalGroups: [1, 2],
    supplementalGroupsPolicy: 'Merge',
    sysctls: [{ name: 'net.core.somaxconn', value: '1' }],
    seccompProfile: { type: 'RuntimeDefault' },
  },
  serviceAccountName: 'a',
  automountServiceAccountToken: false,
  hostNetwork: false,
  hostPID: false,
  shareProcessNamespace: false,
  dnsPolicy: 'ClusterFirst',
  dnsConfig: { nameservers: ['10.0.0.10'], searches: ['a.example.org'], options: [{ name: 'ndots', value: '2' }] },
  hostAliases: [{ ip: '10.0.0.1', hostnames: ['a.example.org'] }],
  imagePullSecrets: [{ name: 's' }],
  hostname: 'h',
  subdomain: 's',
  terminationGracePeriodSeconds: 30,
  schedulerName: 'default-scheduler',
  enableServiceLinks: false,
  nodeSelector: { a: 'b' },
  tolerations: [{ key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 30 }],
  readinessGates: [{ conditionType: 'example.org/ready' }],
  topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { app: 'a' } }, nodeTaintsPolicy: 'Honor', matchLabelKeys: ['b'] }],
  affinity: {
    nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: { matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] } }] },
    podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'a' } } }] },
  },
};
const LABELS = { app: 'a' };
const TEMPLATE = { metadata: { labels: LABELS }, spec: POD };
const WORKLOAD = { replicas: 2, minReadySeconds: 5, selector: { matchLabels: LABELS }, template: TEMPLATE };
const FULL_TEMPLATE = { metadata: { labels: LABELS, annotations: { 'example.org/a': 'b' } }, spec: FULL_POD };
const full = (more: object = {}) => ({ selector: { matchLabels: LABELS }, template: FULL_TEMPLATE, ...more });
const JOB = { template: { spec: { ...POD, restartPolicy: 'Never' } } };
const FULL_JOB = {
  completions: 4,
  parallelism: 2,
  completionMode: 'Indexed',
  backoffLimit: 3,
  backoffLimitPerIndex: 1,
  maxFailedIndexes: 2,
  activeDeadlineSeconds: 60,
  ttlSecondsAfterFinished: 60,
  podReplacementPolicy: 'Failed',
  successPolicy: { rules: [{ succeededIndexes: '0-2', succeededCount: 2 }] },
  podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { containerName: 'main', operator: 'In', values: [1, 2] } }, { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }] },
  template: { metadata: FULL_TEMPLATE.metadata, spec: { ...FULL_POD, restartPolicy: 'Never' } },
};
const PERCENT = { rollingUpdate: { maxUnavailable: '25%', maxSurge: 0 }, type: 'RollingUpdate' };
const RULES = [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }];
const subject = { kind: 'ServiceAccount', name: 'a', namespace: 'default' };
const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'r' };

const OWN = [
  { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n', labels: LABELS }, spec: { taints: [{ key: 'a', effect: 'NoSchedule' }] } },
  { apiVersion: 'storage.k8s.io/v1', kind: 'CSINode', metadata: { name: 'n' }, spec: { drivers: [{ name: 'd.example.org', nodeID: 'i', topologyKeys: ['a'], allocatable: { count: 3 } }] } },
  { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', namespace: 'default' }, spec: POD },
  { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', namespace: 'default', labels: LABELS, annotations: { 'example.org/a': 'b' } }, spec: FULL_POD },
  { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'd', namespace: 'default' }, spec: full({ strategy: PERCENT, revisionHistoryLimit: 3, progressDeadlineSeconds: 60 }) },
  { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'd', namespace: 'default' }, spec: full({ updateStrategy: PERCENT, revisionHistoryLimit: 3 }) },
  { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'd', namespace: 'default' }, spec: full({ replicas: 1 }) },
  { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'd', namespace: 'default' }, spec: full({ serviceName: 's', updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1, maxUnavailable: 1 } }, persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete', whenScaled: 'Retain' } }) },
  { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'j', namespace: 'default' }, spec: FULL_JOB },
  { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'j', namespace: 'default' }, spec: { schedule: '*/5 1-3 * jan mon', timeZone: 'Europe/Berlin', concurrencyPolicy: 'Forbid', startingDeadlineSeconds: 10, successfulJobsHistoryLimit: 1, failedJobsHistoryLimit: 1, jobTemplate: { spec: FULL_JOB } } },
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c', namespace: 'default' }, data: { 'a.conf': 'text', 'b': '' }, binaryData: { bytes: 'AAEC' }, immutable: true },
  { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's', namespace: 'default' }, type: 'Opaque', data: { a: 'Yg==' }, stringData: { c: 'd' } },
  { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's', namespace: 'default' }, type: 'kubernetes.io/tls', data: { 'tls.crt': 'Yg==', 'tls.key': 'Yg==' } },
  { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's', namespace: 'default' }, type: 'kubernetes.io/dockerconfigjson', stringData: { '.dockerconfigjson': '{"auths":{}}' } },
  { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's', namespace: 'default' }, type: 'kubernetes.io/basic-auth', stringData: { username: 'u', password: 'p' } },
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

const TEXTS = ['', 'a', 'A', 'a-b', '-', 'a.b', 'a/b', 'a b', '/a', '/a/../b', '..', 'x'.repeat(64), 'x'.repeat(254), 'Delete', 'Retain', '1', 'data', 'c', 'example.org/a', 'kubernetes.io/hostname',
  'Always', 'Never', 'OnFailure', 'RollingUpdate', 'Localhost', '10.0.0.300', '::1', '@daily', '61 * * * *', '1,2', '3-2', 'web-', 'a--b', '1.5', ' a', 'a=b', 'A_B', '..a'];
const NUMBERS = [-1, 0, 1, 2, 63, 255, 256, 512, 600, 65536, 100_001, 5_000_000_000, 1e19];
const QUANTITIES = ['0', '-1', '1', '500m', '1.5Gi', '1e3', 'abc', '', '1gi', '10000000000000000000000', 5, 0.5];
const BASE64 = ['', 'Yg==', 'Yg', 'plain text', 'Y Q==', 'YQ==\n', 'e30=', '=', 'YWI_'];
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
    const before = structuredClone(object);
    for (let changes = 1 + Math.floor(random() * 3); changes > 0; changes--) change(object, random, words);
    return { id: `${seed}-${i}`, before, object };
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
    case 'y': return pick(BASE64, random);
    case 'is': return pick([...NUMBERS, '10%', 'a', '-5%', '101%', '', '0%', '5'], random);
    default: return {};
  }
}

function pick<T>(list: readonly T[], random: Random): T {
  return list[Math.floor(random() * list.length)];
}
