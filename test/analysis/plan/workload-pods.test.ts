import { StoragePlan } from '../../../src/analysis';
import { claim, localVolume, NO_PROVISIONER, node, pod, statefulSet, storageClass, volume, WAIT } from '../support/objects';

/* Which pods controllers create, and what admission and the scheduler make of them. */
const closed = (objects: any[], options: object = {}) => StoragePlan.ofManifests(objects, { closedWorld: true, ...options });
const claimOf = (objects: any[], name = 'c') => closed(objects).claims.find((one) => one.name === name)!;
const podOf = (objects: any[], name = 'p') => closed(objects).pods.find((one) => one.name === name)!;
const LOCAL = storageClass('local', NO_PROVISIONER, WAIT);
const local = { storageClassName: 'local' };
const HOME = [LOCAL, node('n1'), localVolume('v', '1Gi', 'n1'), claim('c', '1Gi', local)];
const template = (more: object = {}) => {
  const { spec } = pod('x', ['c']);
  return { metadata: { labels: { app: 'x' } }, spec: { ...spec, restartPolicy: 'Never', ...more } };
};
const workload = (apiVersion: string, kind: string, spec: object) => ({ apiVersion, kind, metadata: { name: 'w', namespace: 'default' }, spec });
const job = (spec: object = {}) => workload('batch/v1', 'Job', { template: template(), ...spec });
const cronJob = (spec: object = {}, jobSpec: object = {}) => (
  workload('batch/v1', 'CronJob', { schedule: '0 0 24 12 *', jobTemplate: { spec: { template: template(), ...jobSpec } }, ...spec }));
const daemonSet = (spec: object) => workload('apps/v1', 'DaemonSet', {
  selector: { matchLabels: { app: 'x' } }, template: { metadata: { labels: { app: 'x' } }, spec: { ...pod('x', ['c']).spec, ...spec } },
});

describe('taints that admission lets every pod tolerate', () => {
  const tainted = (key: string, effect: string) => [LOCAL, node('n1', {}, { taints: [{ key: `node.kubernetes.io/${key}`, effect }] }), ...HOME.slice(2)];

  test.each(['not-ready', 'unreachable'])('%s:NoExecute, not NoSchedule', (key) => {
    expect(podOf([...tainted(key, 'NoExecute'), pod('p', ['c'])])).toMatchObject({ outcome: 'schedulable', nodes: ['n1'] });
    expect(podOf([...tainted(key, 'NoSchedule'), pod('p', ['c'])])).toMatchObject({ outcome: 'unschedulable' });
  });

  test('but a pod that states a toleration of its own keeps to it', () => {
    const own = { tolerations: [{ key: 'node.kubernetes.io/not-ready', operator: 'Equal', value: 'x', effect: 'NoExecute' }] };
    expect(podOf([...tainted('not-ready', 'NoExecute'), pod('p', ['c'], own)]).outcome).toBe('unschedulable');
  });

  test('a DaemonSet tolerates network-unavailable on the host network only', () => {
    const nodes = tainted('network-unavailable', 'NoSchedule');
    expect(closed([...nodes, daemonSet({})]).pods).toEqual([]);
    expect(closed([...nodes, daemonSet({ hostNetwork: true })]).pods).toHaveLength(1);
  });
});

describe('jobs', () => {
  test('one that is suspended has no pods, so its claim waits', () => {
    for (const object of [job({ suspend: true }), cronJob({ suspend: true }), cronJob({}, { suspend: true })]) {
      expect(claimOf([...HOME, object])).toMatchObject({ outcome: 'waiting', event: 'WaitForFirstConsumer' });
    }
    expect(claimOf([...HOME, job()])).toMatchObject({ outcome: 'bound', volume: 'v' });
  });

  test('a CronJob may never run', () => {
    const plan = closed([...HOME, cronJob()]);
    expect(plan.claims[0]).toMatchObject({ outcome: 'oneOf', volumes: ['v'], mayStayUnbound: true });
    expect(plan.volumes[0]).toMatchObject({ phase: undefined, phases: ['Available', 'Bound'], claim: undefined });
    expect(plan.pods[0]).toMatchObject({ outcome: 'schedulable', nodes: ['n1'] });
  });
});

describe('autoscalers', () => {
  const scaler = (spec: object) => ({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'h', namespace: 'default' },
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db' }, ...spec },
  });
  const IMMEDIATE = storageClass('fast', NO_PROVISIONER);
  const fast = { storageClassName: 'fast' };
  const objects = (limits: object) => [
    IMMEDIATE, node('n1'), ...['a', 'b'].map((name) => volume(name, '9Gi', fast)), statefulSet('db', 1, [claim('data', '1Gi', fast)]), scaler(limits),
    claim('late', '1Gi', fast),
  ];

  test('what they may add is not certain, so another claim may be served', () => {
    const plan = closed(objects({ minReplicas: 1, maxReplicas: 3 }), { arrival: 'documentOrder' });
    expect(plan.claims.map(({ name, outcome, mayStayUnbound }) => [name, outcome, mayStayUnbound])).toEqual([
      ['data-db-0', 'oneOf', false], ['data-db-1', 'oneOf', true], ['data-db-2', 'pending', false], ['late', 'oneOf', true],
    ]);
  });

  test('what they must have is certain', () => {
    expect(claimOf(objects({ minReplicas: 2, maxReplicas: 3 }), 'data-db-1')).toMatchObject({ outcome: 'oneOf' });
    const provisioned = [storageClass('fast'), node('n1'), statefulSet('db', 1, [claim('data', '1Gi', fast)]), scaler({ maxReplicas: 3 })];
    expect(closed(provisioned).claims.map(({ outcome }) => outcome)).toEqual(['provisioning', 'provisioning', 'provisioning']);
  });
});

describe('pods that are not there', () => {
  test('a DaemonSet has none on nodes that its template excludes', () => {
    const nodes = [node('n1', { role: 'storage' }), node('n2'), node('n3', { role: 'storage' }, { taints: [{ key: 'gpu', effect: 'NoSchedule' }] })];
    expect(closed([...nodes, daemonSet({ nodeSelector: { role: 'storage' } })]).pods.map(({ name }) => name)).toEqual(['w-<n1>']);
    expect(closed([...HOME, daemonSet({ nodeSelector: { role: 'none' } })])).toMatchObject({ pods: [], claims: [{ outcome: 'waiting' }] });
    expect(closed([daemonSet({})]).pods).toEqual([]);
    expect(closed([node('n1', {}, { unschedulable: true }), daemonSet({})]).pods).toHaveLength(1);
  });

  test('a StatefulSet whose name is too long for its label gets the claims of its first pod, and no pod', () => {
    const set = (length: number) => statefulSet('s'.repeat(length), 2, [claim('data', '1Gi')], { podManagementPolicy: 'Parallel' });
    const plan = closed([node('n1'), volume('v', '1Gi'), set(53)]);
    expect(plan.pods).toEqual([]);
    expect(plan.claims.map(({ name, volume: bound }) => [name, bound])).toEqual([[`data-${'s'.repeat(53)}-0`, 'v']]);
    expect(closed([node('n1'), volume('v', '1Gi'), set(52)]).pods).toHaveLength(2);
  });
});

describe('what decides about nodes', () => {
  test('matchFields of a volume keep it off no node', () => {
    const fields = { nodeAffinity: { required: { nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n1'] }] }] } } };
    const objects = [LOCAL, node('n1'), node('n2'), { ...localVolume('v', '1Gi', 'n1'), spec: { ...localVolume('v', '1Gi', 'n1').spec, ...fields } }, claim('c', '1Gi', local)];
    expect(podOf([...objects, pod('p', ['c'], { nodeSelector: { 'kubernetes.io/hostname': 'n2' } })])).toMatchObject({ outcome: 'schedulable', nodes: ['n2'] });
  });

  test.each([
    ['matchLabelKeys', 'apps.kubernetes.io/pod-index', ['schedulable', 'schedulable']],
    ['matchLabelKeys', 'app', ['schedulable', 'unschedulable']],
    ['mismatchLabelKeys', 'app', ['schedulable', 'schedulable']],
    ['mismatchLabelKeys', 'absent', ['schedulable', 'unschedulable']],
  ])('%s of %s narrow an affinity term', (keys, label, expected) => {
    const term = { labelSelector: { matchLabels: { app: 'db' } }, topologyKey: 'kubernetes.io/hostname', [keys]: [label] };
    const set = statefulSet('db', 2, [], {}, { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } } });
    expect(closed([node('n1'), set]).pods.map(({ outcome }) => outcome)).toEqual(expected);
  });

  test('another scheduler decides about its pods, and so about their claims', () => {
    const plan = closed([...HOME, pod('p', ['c'], { schedulerName: 'volcano' })]);
    expect(plan.pods[0]).toMatchObject({ outcome: 'unknown', message: 'the scheduler "volcano" decides' });
    expect(plan.claims[0]).toMatchObject({ outcome: 'oneOf', volumes: ['v'], mayStayUnbound: true });
    expect(podOf([...HOME, pod('p', ['c'], { schedulerName: 'default-scheduler' })]).outcome).toBe('schedulable');
  });
});

describe('disks without claims', () => {
  const disk = (name: string, source: object) => pod(name, [], { volumes: [{ name: 'd', ...source }] });
  const iscsi = (readOnly = false, iqn = 'iqn.2001-04.com.example:a') => ({ iscsi: { targetPortal: '1.2.3.4:3260', iqn, lun: 0, readOnly } });
  const rbd = (...monitors: string[]) => ({ rbd: { monitors, image: 'i' } });

  test.each<[string, object, object, string]>([
    ['one target', iscsi(), iscsi(), 'unschedulable'],
    ['one target, one reader', iscsi(true), iscsi(), 'unschedulable'],
    ['one target, readers', iscsi(true), iscsi(true), 'schedulable'],
    ['two targets', iscsi(), iscsi(false, 'iqn.2001-04.com.example:b'), 'schedulable'],
    ['an image with a monitor in common', rbd('m1', 'm2'), rbd('m2'), 'unschedulable'],
    ['images of other monitors', rbd('m1'), rbd('m2'), 'schedulable'],
  ])('%s on one node', (_, one, other, outcome) => {
    const options = { arrival: 'documentOrder', kubernetesVersion: '1.30' };
    const plan = closed([node('n1'), disk('p', one), disk('q', other)], options);
    expect(plan.pods.map((found) => found.outcome)).toEqual(['schedulable', outcome]);
    if (outcome === 'unschedulable') expect(plan.pods[1].message).toBe('0/1 nodes are available: 1 node(s) had no available disk.');
    expect(closed([node('n1'), node('n2'), disk('p', one), disk('q', other)], options).pods[1].outcome).toBe('schedulable');
  });
});

describe('what a pod gets for equally large claims', () => {
  const narrow = claim('narrow', '1Gi', local);
  const wide = claim('wide', '1Gi', { ...local, accessModes: ['ReadWriteOnce', 'ReadWriteMany'] });
  const disks = ['a', 'b'].map((name, i) => {
    const found = localVolume(name, '1Gi', 'n1');
    if (!i) found.spec.accessModes = ['ReadWriteOnce', 'ReadWriteMany'];
    found.spec.capacity = { storage: `${i + 1}Gi` };
    return found;
  });

  test.each(['volumesFirst', 'documentOrder', 'any'])('follows the order of its volumes (%s)', (arrival) => {
    const outcomeOf = (names: string[]) => closed([LOCAL, node('n1'), ...disks, narrow, wide, pod('p', names)], { arrival }).pods[0].outcomes;
    expect(outcomeOf(['wide', 'narrow'])).toContain('schedulable');
    if (arrival !== 'any') expect(outcomeOf(['narrow', 'wide'])).toEqual(['unschedulable']);
    else expect(outcomeOf(['narrow', 'wide'])).toContain('unschedulable');
  });
});

describe('in document order', () => {
  test('a volume that comes after the consumer is bound before the next one comes', () => {
    const objects = [LOCAL, node('n1'), claim('c', '1Gi', local), pod('p', ['c']), localVolume('big', '9Gi', 'n1'), localVolume('small', '1Gi', 'n1')];
    expect(closed(objects, { arrival: 'documentOrder' }).claims[0]).toMatchObject({ outcome: 'oneOf', volumes: ['big', 'small'], mayStayUnbound: false });
  });

  test('the next claim may come before those that a controller creates', () => {
    const objects = [volume('v', '1Gi'), volume('w', '2Gi'), statefulSet('db', 1, [claim('data', '1Gi')]), claim('next', '1Gi')];
    expect(closed(objects, { arrival: 'documentOrder' }).claims.map(({ volumes }) => volumes)).toEqual([['v', 'w'], ['v', 'w']]);
  });
});

test('pods with generated names are marked, and do not hide those of a StatefulSet of that name', () => {
  const { pods } = closed([workload('apps/v1', 'Deployment', { selector: { matchLabels: { app: 'x' } }, template: template({ restartPolicy: 'Always' }) }),
    statefulSet('w', 1, []), claim('c', '1Gi')]).toJson();
  expect(pods.map(({ name, from }: any) => [name, from])).toEqual([['w-<0>', 'Deployment/w'], ['w-0', 'StatefulSet/w']]);
});

describe('a claim that is being deleted', () => {
  const uid = 'u1';
  const going = claim('c', '1Gi', { volumeName: 'v' }, { uid, deletionTimestamp: '2026-01-01T00:00:00Z', annotations: { 'pv.kubernetes.io/bind-completed': 'yes' } });
  const bound = (more: object = {}) => volume('v', '1Gi', { claimRef: { namespace: 'default', name: 'c', uid }, ...more });

  test('goes where no pod with a node uses it, and its volume is released', () => {
    const plan = closed([bound(), going, node('n1'), pod('p', ['c'])]);
    expect(plan.claims).toEqual([expect.objectContaining({ outcome: 'pending', volumes: [], message: expect.stringContaining('is being deleted') })]);
    expect(plan.volumes).toEqual([{ name: 'v', phase: 'Released', phases: ['Released'], claim: undefined }]);
    expect(plan.pods).toEqual([expect.objectContaining({ outcome: 'unschedulable', message: expect.stringContaining('persistentvolumeclaim "c" is being deleted') })]);
  });

  test('stays where a pod with a node uses it', () => {
    expect(claimOf([bound(), going, node('n1'), pod('p', ['c'], { nodeName: 'n1' })])).toMatchObject({ outcome: 'bound', volume: 'v' });
  });

  test('takes no other volume', () => {
    const unbound = claim('c', '1Gi', {}, { deletionTimestamp: '2026-01-01T00:00:00Z' });
    expect(closed([volume('v', '1Gi'), unbound, claim('d', '1Gi')]).claims.map(({ outcome }) => outcome)).toEqual(['pending', 'bound']);
  });
});

test('a volume with policy Recycle is free again once its claim is gone', () => {
  const released = (metadata: object, more: object = {}) => volume('v', '1Gi', { claimRef: { namespace: 'default', name: 'gone', uid: 'u' }, persistentVolumeReclaimPolicy: 'Recycle', ...more }, metadata);
  const byController = { annotations: { 'pv.kubernetes.io/bound-by-controller': 'yes' } };
  expect(claimOf([released(byController), claim('c', '1Gi')])).toMatchObject({ outcome: 'bound', volume: 'v' });
  // Whoever reserved the volume by hand has it reserved still.
  expect(claimOf([released({}), claim('c', '1Gi')])).toMatchObject({ outcome: 'pending' });
  expect(claimOf([released({}), claim('gone', '1Gi')], 'gone')).toMatchObject({ outcome: 'bound', volume: 'v' });
  // A plugin that cannot recycle.
  expect(claimOf([released(byController, { nfs: undefined, csi: { driver: 'd', volumeHandle: 'h' } }), claim('c', '1Gi')])).toMatchObject({ outcome: 'pending' });
});

describe('what provisioners refuse', () => {
  const cinder = (mode?: object) => storageClass('ssd', 'cinder.csi.openstack.org', mode);
  const ssd = { storageClassName: 'ssd' };
  const refused = { outcome: 'pending', event: 'ExternalProvisioning', message: 'failed to provision volume with StorageClass "ssd": claim Selector is not supported' };

  test.each([{}, { matchLabels: { tier: 'gold' } }])('a claim with selector %j in a class with dynamic provisioning', (selector) => {
    const objects = [node('n1'), claim('c', '1Gi', { ...ssd, selector }), pod('p', ['c'])];
    expect(claimOf([cinder(), ...objects])).toMatchObject(refused);
    expect(podOf([cinder(), ...objects])).toMatchObject({ outcome: 'unschedulable' });
    expect(claimOf([cinder(WAIT), ...objects])).toMatchObject(refused);
    expect(podOf([cinder(WAIT), ...objects])).toMatchObject({ outcome: 'unschedulable', message: 'binding volumes: context deadline exceeded' });
    expect(claimOf([cinder(WAIT), ...objects, volume('v', '1Gi', ssd, { labels: { tier: 'gold' } })])).toMatchObject({ outcome: 'bound', volume: 'v' });
  });

  const config = (...nodes: string[]) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'local-path-config', namespace: 'local-path-storage' },
    data: { 'helperPod.yaml': 'kind: Pod', 'config.json': JSON.stringify({ nodePathMap: nodes.map((one) => ({ node: one, paths: ['/data'] })) }) },
  });
  const localPath = [storageClass('lp', 'rancher.io/local-path', WAIT), claim('c', '1Gi', { storageClassName: 'lp' }), pod('p', ['c'])];

  test('local-path has no path on the node', () => {
    expect(claimOf([config('w1'), node('w2'), ...localPath])).toMatchObject({ outcome: 'pending', message: expect.stringContaining("config doesn't contain node w2") });
    expect(podOf([config('w1'), node('w2'), ...localPath])).toMatchObject({ outcome: 'unschedulable' });
    expect(claimOf([config('w1'), node('w1'), ...localPath])).toMatchObject({ outcome: 'provisioning' });
    expect(claimOf([config('DEFAULT_PATH_FOR_NON_LISTED_NODES'), node('w2'), ...localPath])).toMatchObject({ outcome: 'provisioning' });
    // The scheduler does not know which node has a path.
    expect(podOf([config('w1'), node('w1'), node('w2'), ...localPath]).outcomes).toEqual(['waiting', 'unschedulable']);
    expect(claimOf([config('w1'), node('w1'), node('w2'), ...localPath])).toMatchObject({ outcome: 'oneOf', mayStayUnbound: true });
  });

  test('local-path maps no devices', () => {
    expect(claimOf([storageClass('lp', 'rancher.io/local-path'), claim('c', '1Gi', { storageClassName: 'lp', volumeMode: 'Block' })])).toMatchObject({ outcome: 'pending' });
  });
});

test('the JSON of a plan says which replicas were left out', () => {
  const { incomplete } = closed([statefulSet('web', 10_001, [])]).toJson();
  expect(incomplete).toEqual(['StatefulSet "web" has 10001 replicas; only the first 10000 are analysed']);
  expect(closed([statefulSet('web', 1, [])]).toJson()).not.toHaveProperty('incomplete');
});
