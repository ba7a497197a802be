/*
 * Sets of manifests for a live cluster: the recorded ones, as they are or with random changes.
 */
import { recordedScenarios } from './recordings';
import { generator } from '../random';

export interface Scenario {
  readonly id: string;
  /** Everything is applied at once. */
  readonly burst: boolean;
  /** How many times longer than usual the cluster must be calm before it is looked at. */
  readonly patience?: number;
  readonly manifests: any[];
}

export type Random = () => number;
type Change = (manifests: any[], random: Random) => void;

const ONE_BY_ONE = ['PersistentVolumeClaim', 'Pod', 'StatefulSet', 'Job', 'DaemonSet', 'Deployment'];
const MODES = [
  ['ReadWriteOnce'], ['ReadOnlyMany'], ['ReadWriteMany'], ['ReadWriteOncePod'], ['ReadWriteOnce', 'ReadOnlyMany'], ['ReadWriteOnce', 'ReadWriteMany'],
  ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany'],
];
const SIZES = ['1', '500M', '1G', '1Gi', '2Gi', '3Gi', '5Gi', '5120Mi', '8Gi', '20Gi', '64Gi'];
const ZONE = 'topology.kubernetes.io/zone';
const BETA_CLASS = 'volume.beta.kubernetes.io/storage-class';
const LABELS = [{ tier: 'gold' }, { tier: 'silver' }, { tier: 'gold', app: 'web' }];
const SELECTORS = [
  undefined, {}, { matchLabels: { tier: 'gold' } }, { matchExpressions: [{ key: 'tier', operator: 'In', values: ['gold', 'silver'] }] },
  { matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] }, { matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['gold'] }] },
];

/** `amount` scenarios, every third of them a burst: with `plain` the first of the recorded ones, else changed ones that depend on the seed alone. */
export function scenarios(amount: number, seed: number, plain: boolean): Scenario[] {
  if (plain) return recordedScenarios().slice(0, amount).map(({ id, manifests }, i) => ({ id, burst: i % 3 === 2, manifests }));
  const random = generator(seed);
  const recorded = recordedScenarios();
  return Array.from({ length: amount }, (_, i) => {
    const { id, manifests } = pick(recorded, random);
    const changed = structuredClone(manifests);
    for (let changes = 2 + Math.floor(random() * 5); changes > 0; changes--) alter(changed, random);
    return { id: `${seed}-${i} of ${id}`, burst: i % 3 === 2, manifests: changed };
  });
}

/** Changes some objects at random, in place. */
export function alter(manifests: any[], random: Random): void {
  pick(CHANGES, random)(manifests, random);
}

const CHANGES: Change[] = [
  (all, random) => {
    const requests = claimsIn(all).map((spec) => fieldsOf(fieldsOf(spec, 'resources'), 'requests'));
    if (requests.length) pick(requests, random).storage = pick(SIZES, random);
  },
  on(['PersistentVolume'], ({ spec }, random) => { spec.capacity = { storage: pick(SIZES, random) }; }),
  on(['PersistentVolume'], ({ spec }, random) => { spec.accessModes = pick(MODES, random); }),
  (all, random) => { if (claimsIn(all).length) pick(claimsIn(all), random).accessModes = pick(MODES.slice(0, 6), random); },
  on(['PersistentVolume', 'PersistentVolumeClaim'], ({ spec }, random, all) => { set(spec, 'storageClassName', pick([undefined, '', 'no-such-class', ...namesOf(all, 'StorageClass')], random)); }),
  on(['PersistentVolume', 'PersistentVolumeClaim'], ({ spec }, random) => { set(spec, 'volumeMode', pick([undefined, 'Filesystem', 'Block'], random)); }),
  on(['PersistentVolume'], ({ metadata }, random) => { set(metadata, 'labels', pick([undefined, ...LABELS], random)); }),
  on(['PersistentVolumeClaim'], ({ spec }, random) => { set(spec, 'selector', pick(SELECTORS, random)); }),
  on(['PersistentVolumeClaim'], ({ spec }, random, all) => { set(spec, 'volumeName', pick([undefined, ...namesOf(all, 'PersistentVolume')], random)); }),
  on(['PersistentVolume'], ({ spec }, random, all) => {
    const claim = pick([undefined, ...all.filter(({ kind }) => kind === 'PersistentVolumeClaim')], random);
    set(spec, 'claimRef', claim && { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace: claim.metadata.namespace ?? 'default', name: claim.metadata.name });
  }),
  on(['StorageClass'], (object, random) => { set(object, 'volumeBindingMode', pick([undefined, 'Immediate', 'WaitForFirstConsumer'], random)); }),
  on(['StorageClass'], ({ metadata }, random) => { set(metadata, 'annotations', pick([undefined, { 'storageclass.kubernetes.io/is-default-class': 'true' }], random)); }),
  on(['StorageClass'], (object, random) => { object.provisioner = pick(['kubernetes.io/no-provisioner', 'cinder.csi.openstack.org', 'rancher.io/local-path', 'kubernetes.io/cinder', 'kubernetes.io/rbd'], random); }),
  on(['Node'], (node, random) => { node.spec = { ...node.spec, unschedulable: random() < 0.5 }; }),
  on(['Node'], ({ metadata }, random) => { metadata.labels = { ...metadata.labels, 'topology.kubernetes.io/zone': pick(['az1', 'az2'], random) }; }),
  (all, random) => { // a missing object
    if (all.length > 3) all.splice(Math.floor(random() * all.length), 1);
  },
  (all, random) => { // a copy under another name
    const original = pick(all.filter(({ kind }) => ['PersistentVolume', 'PersistentVolumeClaim'].includes(kind)), random);
    if (!original) return;
    const copy = structuredClone(original);
    copy.metadata.name = `${copy.metadata.name}-b`;
    if (!all.some(({ kind, metadata }) => kind === copy.kind && metadata.name === copy.metadata.name)) all.splice(all.indexOf(original) + 1, 0, copy);
  },
  on(['PersistentVolume'], ({ spec }, random) => { set(spec, 'nodeAffinity', pick([undefined, { required: { nodeSelectorTerms: [{ matchExpressions: [requirement(random)] }] } }], random) ?? (spec.local ? spec.nodeAffinity : undefined)); }),
  on(['PersistentVolume'], ({ metadata }, random) => { metadata.labels = { ...metadata.labels, [ZONE]: pick(['az1', 'az2', 'az1__az2'], random) }; }),
  on(['PersistentVolume', 'PersistentVolumeClaim'], ({ metadata }, random, all) => { metadata.annotations = { ...metadata.annotations, [BETA_CLASS]: pick(['', ...namesOf(all, 'StorageClass')], random) }; }),
  on(['PersistentVolumeClaim'], ({ metadata }, random, all) => {
    const marks = { 'pv.kubernetes.io/bind-completed': 'yes', 'volume.kubernetes.io/selected-node': pick(['n1', 'n2', 'gone'], random) };
    const key = pick(Object.keys(marks), random) as keyof typeof marks;
    if (all.length) metadata.annotations = { ...metadata.annotations, [key]: marks[key] };
  }),
  on(['PersistentVolume'], ({ spec }, random) => { if (spec.claimRef) set(spec.claimRef, 'uid', pick([undefined, 'ffffffff-0000-4000-8000-000000000000'], random)); }),
  on(['StorageClass'], (object, random) => {
    const topology = pick([undefined, { key: ZONE, values: [pick(['az1', 'az2', 'az3'], random)] }, { key: 'kubernetes.io/hostname', values: ['n1', 'n3'] }], random);
    set(object, 'allowedTopologies', topology && [{ matchLabelExpressions: [topology] }]);
  }),
  (all, random) => { // a driver that says how much room it has, and where
    const storageClass = pick(all.filter(({ kind }) => kind === 'StorageClass'), random);
    if (!storageClass || all.some(({ kind }) => kind === 'CSIDriver')) return;
    all.unshift({ apiVersion: 'storage.k8s.io/v1', kind: 'CSIDriver', metadata: { name: storageClass.provisioner.replace('/', '.') }, spec: { storageCapacity: true } });
    for (let count = Math.floor(random() * 3); count > 0; count--) {
      all.splice(1, 0, {
        apiVersion: 'storage.k8s.io/v1',
        kind: 'CSIStorageCapacity',
        metadata: { name: `room-${count}`, namespace: 'default' },
        storageClassName: storageClass.metadata.name,
        capacity: pick(SIZES, random),
        ...random() < 0.3 ? { maximumVolumeSize: pick(SIZES, random) } : {},
        nodeTopology: pick([{}, { matchLabels: { [ZONE]: 'az1' } }, undefined], random),
      });
    }
  },
  on(['Node'], (node, random) => { node.spec = { ...node.spec, taints: [{ key: 'dedicated', value: 'db', effect: pick(['NoSchedule', 'NoExecute', 'PreferNoSchedule'], random) }] }; }),
  ...[
    (spec: any, random: Random) => { spec.tolerations = [pick([{ key: 'dedicated', operator: 'Exists' }, { key: 'dedicated', value: 'db', effect: 'NoSchedule' }, { operator: 'Exists' }], random)]; },
    (spec: any, random: Random) => {
      const nodeSelectorTerms = [{ matchExpressions: [requirement(random)] }];
      affinityOf(spec).nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } };
    },
    (spec: any, random: Random) => { affinityOf(spec)[pick(['podAffinity', 'podAntiAffinity'], random)] = { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: pick([{ matchLabels: { app: 'x' } }, {}], random), topologyKey: pick(['kubernetes.io/hostname', ZONE], random) }] }; },
    (spec: any, random: Random) => { set(spec, 'nodeSelector', pick([undefined, { 'kubernetes.io/hostname': pick(['n1', 'n2'], random) }, { [ZONE]: 'az1' }], random)); },
  ].map((change): Change => (all, random) => { if (podSpecs(all).length) change(pick(podSpecs(all), random), random); }),
  on(['Pod'], ({ metadata }, random) => { metadata.labels = { app: pick(['x', 'y'], random) }; }),
  on(['Pod'], ({ spec }, random) => { spec.nodeName = pick(['n1', 'n2', 'gone'], random); }),
  on(['Pod'], ({ spec }, random, all) => {
    const template = { spec: { accessModes: pick(MODES.slice(0, 4), random), resources: { requests: { storage: pick(SIZES, random) } }, storageClassName: pick(['', ...namesOf(all, 'StorageClass')], random) } };
    spec.volumes = [...spec.volumes ?? [], { name: 'scratch', ephemeral: { volumeClaimTemplate: template } }].filter(({ name }, i, list) => list.findIndex((one) => one.name === name) === i);
  }),
  (all, random) => { // one more pod, of claims that are there
    const claims = all.filter(({ kind }) => kind === 'PersistentVolumeClaim');
    if (!claims.length || all.some(({ metadata }) => metadata.name === 'extra')) return;
    const { namespace } = pick(claims, random).metadata;
    const own = claims.filter(({ metadata }) => metadata.namespace === namespace);
    const volumes = Array.from({ length: 1 + Math.floor(random() * 3) }, (_, i) => ({ name: `e${i}`, persistentVolumeClaim: { claimName: pick(own, random).metadata.name } }));
    all.push({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'extra', namespace, labels: { app: 'x' } }, spec: { containers: [{ name: 'main', image: 'app:1' }], volumes } });
  },
  on(['StatefulSet'], ({ spec }, random) => {
    spec.replicas = pick([1, 2, 3, 4], random);
    set(spec, 'podManagementPolicy', pick([undefined, 'OrderedReady', 'Parallel'], random));
    set(spec, 'ordinals', pick([undefined, { start: 2 }], random));
  }),
  on(['StatefulSet'], ({ spec }, random) => {
    const [first] = spec.volumeClaimTemplates ?? [];
    if (!first || spec.volumeClaimTemplates.length > 2) return;
    const { resources, ...more } = structuredClone(first.spec);
    spec.volumeClaimTemplates.push({ metadata: { name: 'more' }, spec: { ...more, resources: { ...resources, requests: { storage: pick(SIZES, random) } } } });
  }),
  (all, random) => { // one size for all volumes and claims
    const size = pick(SIZES.slice(3), random);
    for (const spec of claimsIn(all)) fieldsOf(fieldsOf(spec, 'resources'), 'requests').storage = size;
    for (const { kind, spec } of all) if (kind === 'PersistentVolume') spec.capacity = { storage: size };
  },
  (all, random) => { // a claim that was bound before, or that names its volume
    const claim = pick(all.filter(({ kind }) => kind === 'PersistentVolumeClaim'), random);
    const volume = pick(all.filter(({ kind }) => kind === 'PersistentVolume'), random);
    if (!claim || !volume) return;
    claim.spec.volumeName = volume.metadata.name;
    if (random() < 0.5) claim.metadata.annotations = { ...claim.metadata.annotations, 'pv.kubernetes.io/bind-completed': 'yes' };
  },
  on(['PersistentVolume'], ({ spec }, random) => {
    const terms = [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [pick(['n1', 'n2', 'gone'], random)] }] }];
    if (!spec.local) spec.nodeAffinity = { required: { nodeSelectorTerms: terms } };
  }),
  (all, random) => { // a workload whose pods use a claim
    const claim = pick(all.filter(({ kind }) => kind === 'PersistentVolumeClaim'), random);
    if (claim && !all.some(({ metadata }) => metadata.name === 'more')) all.push(workload(claim, random));
  },
  (all, random) => { // an autoscaler
    const scaled = pick(all.filter(({ kind }) => kind === 'StatefulSet'), random);
    if (!scaled || all.some(({ kind }) => kind === 'HorizontalPodAutoscaler')) return;
    const [minReplicas, { namespace, name }] = [pick([1, 2], random), scaled.metadata];
    const metrics = [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }];
    all.push({
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name, namespace },
      spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name }, minReplicas, maxReplicas: 3, metrics },
    });
  },
  on(['Node'], (node, random) => {
    const key = pick(['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable', 'node.kubernetes.io/disk-pressure'], random);
    node.spec = { ...node.spec, taints: [{ key, effect: pick(['NoExecute', 'NoSchedule'], random) }] };
  }),
  (all, random) => { // the claim of an ephemeral volume, and somebody else's claim of that name
    const pod = pick(all.filter(({ kind }) => kind === 'Pod'), random);
    const claim = pick(all.filter(({ kind, metadata }) => kind === 'PersistentVolumeClaim' && metadata.namespace === pod?.metadata.namespace), random);
    if (!pod || !claim || (pod.spec.volumes ?? []).some(({ name }: any) => name === 'own')) return;
    pod.spec.volumes = [...pod.spec.volumes ?? [], { name: 'own', ephemeral: { volumeClaimTemplate: { spec: structuredClone(claim.spec) } } }];
    if (random() < 0.5) all.splice(all.indexOf(pod), 0, { ...structuredClone(claim), metadata: { ...claim.metadata, name: `${pod.metadata.name}-own` } });
  },
  on(['PersistentVolumeClaim'], ({ metadata, spec }) => { // too large to bind before it is deleted
    fieldsOf(fieldsOf(spec, 'resources'), 'requests').storage = '1Ei';
    metadata.deletionTimestamp = '2026-01-01T00:00:00Z';
  }),
  (all, random) => { // terms about pods that take values from labels
    const [spec, key] = [pick(podSpecs(all), random), pick(['matchLabelKeys', 'mismatchLabelKeys'], random)];
    const term = { labelSelector: {}, topologyKey: 'kubernetes.io/hostname', [key]: [pick(['app', 'statefulset.kubernetes.io/pod-name'], random)] };
    if (spec) affinityOf(spec).podAntiAffinity = { requiredDuringSchedulingIgnoredDuringExecution: [term] };
  },
  (all, random) => { // what admission looks at
    const namespace = pick(all.filter(({ kind }) => kind === 'PersistentVolumeClaim'), random)?.metadata.namespace ?? 'default';
    all.unshift(pick([
      { apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'limits', namespace }, spec: { limits: [{ type: 'PersistentVolumeClaim', max: { storage: pick(SIZES, random) } }] } },
      { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'quota', namespace }, spec: { hard: { [pick(['pods', 'persistentvolumeclaims'], random)]: pick(['1', '2'], random) } } },
      { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'high' }, value: 10 },
      { apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name: 'kata' }, handler: 'kata' },
    ], random));
    const spec = pick(podSpecs(all), random);
    if (spec && random() < 0.5) spec[pick(['priorityClassName', 'runtimeClassName'], random)] = pick(['high', 'kata'], random);
  },
  (all, random) => { // claims and pods in another order
    const places = all.flatMap(({ kind }, i) => (ONE_BY_ONE.includes(kind) ? [i] : []));
    const objects = places.map((at) => all[at]);
    for (const at of places) all[at] = objects.splice(Math.floor(random() * objects.length), 1)[0];
  },
];

/** A Job, CronJob, DaemonSet or Deployment whose pods use a claim. */
function workload({ metadata: { namespace, name: claimName } }: any, random: Random): object {
  const metadata = { labels: { app: 'more' } };
  const spec = { containers: [{ name: 'main', image: 'app:1' }], volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }], ...random() < 0.4 ? { nodeSelector: { [ZONE]: 'az1' } } : {} };
  const job = { suspend: random() < 0.5, template: { metadata, spec: { ...spec, restartPolicy: 'Never' } } };
  const kept = { selector: { matchLabels: metadata.labels }, template: { metadata, spec } };
  const [apiVersion, kind, own] = pick<[string, string, object]>([
    ['batch/v1', 'Job', { ...job, parallelism: pick([1, 2], random) }], ['batch/v1', 'CronJob', { schedule: '0 0 1 1 *', jobTemplate: { spec: job } }],
    ['apps/v1', 'DaemonSet', kept], ['apps/v1', 'Deployment', { replicas: pick([1, 2], random), ...kept }],
  ], random);
  return { apiVersion, kind, metadata: { name: 'more', namespace }, spec: own };
}

/** A requirement on a label of nodes. */
function requirement(random: Random): object {
  return pick([
    { key: 'kubernetes.io/hostname', operator: pick(['In', 'NotIn'], random), values: [pick(['n1', 'n2'], random)] }, { key: ZONE, operator: pick(['In', 'NotIn'], random), values: ['az1'] },
    { key: ZONE, operator: pick(['Exists', 'DoesNotExist'], random) }, { key: 'disks', operator: 'Gt', values: ['2'] },
  ], random);
}

const affinityOf = (spec: any) => fieldsOf(spec, 'affinity');
const podSpecs = (all: any[]) => all.flatMap(({ kind, spec }) => (kind === 'Pod' ? [spec] : kind === 'StatefulSet' ? [spec.template.spec] : []));

/** A change of one object of some kinds. */
function on(kinds: string[], change: (object: any, random: Random, all: any[]) => void): Change {
  return (all, random) => {
    const object = pick(all.filter(({ kind }) => kinds.includes(kind)), random);
    if (object) change(object, random, all);
  };
}

/** The specs of claims and of claim templates. */
function claimsIn(all: any[]): any[] {
  return all.flatMap(({ kind, spec }) => {
    if (kind === 'PersistentVolumeClaim') return [spec];
    return kind === 'StatefulSet' ? (spec.volumeClaimTemplates ?? []).map((template: any) => template.spec) : [];
  });
}

const fieldsOf = (object: any, field: string) => (object[field] ??= {});
const namesOf = (all: any[], wanted: string) => all.filter(({ kind }) => kind === wanted).map(({ metadata }) => metadata.name);
const pick = <T>(list: T[], random: Random) => list[Math.floor(random() * list.length)];

function set(object: any, field: string, value: unknown): void {
  if (value === undefined) delete object[field];
  else object[field] = value;
}
