import { ApiObject, App, Chart } from 'cdk8s';
import { Arrival, StoragePlan } from '../../../src/analysis';
import { Inventory } from '../../../src/analysis/model/inventory';
import { Cluster } from '../../../src/constructs/cluster';
import { claim, localVolume, NO_PROVISIONER, node, pod, statefulSet, storageClass, volume, WAIT } from '../support/objects';

const closed = (objects: any[], options: object = {}) => StoragePlan.ofManifests(objects, { closedWorld: true, ...options });
const claimOf = (objects: any[], options: object = {}, name = 'c') => closed(objects, options).claims.find((one) => one.name === name)!;
const podOf = (objects: any[], options: object = {}, name = 'p') => closed(objects, options).pods.find((one) => one.name === name)!;
const phasesOf = (one: any) => closed([one]).volumes[0].phases;
const LOCAL = storageClass('local', NO_PROVISIONER, WAIT);
const CINDER = storageClass('cinder', 'cinder.csi.openstack.org', WAIT);
const local = { storageClassName: 'local' };
const cinder = { storageClassName: 'cinder' };

test('the plan is plain data with every field', () => {
  const plan = closed([LOCAL, node('n1'), localVolume('v', '5Gi', 'n1'), statefulSet('web', 1, [claim('www', '1Gi', local)]), volume('bad', '-1')]).toJson();
  expect(plan).toMatchSnapshot();
});

test('labels and topology keys may be called like what every object has', () => {
  const wants = { selector: { matchExpressions: [{ key: 'constructor', operator: 'Exists' }] } };
  expect(claimOf([volume('v', '1Gi'), claim('c', '1Gi', wants)]).outcome).toBe('pending');
  expect(claimOf([volume('v', '1Gi', {}, { labels: { constructor: 'x' } }), claim('c', '1Gi', wants)])).toMatchObject({ outcome: 'bound' });
  expect(podOf([volume('v', '1Gi'), claim('c', '1Gi'), node('n1'), pod('p', ['c'], { nodeSelector: { toString: 'x' } })]).outcome).toBe('unschedulable');
});

test('a plan of an inventory that was read before knows it', () => {
  const inventory = Inventory.ofTexts([{ file: 'a.yaml', text: JSON.stringify([volume('v', '1Gi'), claim('c', '1Gi')]) }], { closedWorld: true });
  const plan = StoragePlan._ofInventory(inventory);
  expect([plan._inventory, plan.claims[0].volume]).toEqual([inventory, 'v']);
});

test('refused values stay readable', () => {
  expect(closed([claim('c', 'x'.repeat(5000))]).rejected[0].message.length).toBeLessThan(300);
});

describe('constructs', () => {
  const chartOf = (app: App, id: string) => {
    const cluster = new Cluster(app, id, { kubernetesVersion: '1.33' });
    const chart = new Chart(cluster, 'chart');
    new ApiObject(chart, 'Volume', volume('v', '1Gi', { nfs: undefined, csi: { driver: 'd', volumeHandle: 'h' }, volumeAttributesClassName: 'gold' }));
    new ApiObject(chart, 'Claim', claim('c', '1Gi'));
    return cluster;
  };

  test('a tree is planned like its manifests, for the version of its cluster', () => {
    const cluster = chartOf(new App(), 'one');
    const [only] = StoragePlan.of(cluster.node.findChild('chart'), { closedWorld: true }).claims;
    expect(only).toMatchObject({ outcome: 'bound', volume: 'v' });
    expect(StoragePlan.of(cluster, { closedWorld: true, kubernetesVersion: '1.36' }).claims[0].outcome).toBe('pending');
    expect(StoragePlan.of(new Chart(new App(), 'bare')).claims).toEqual([]);
  });

  test('an app with two clusters has two plans', () => {
    const app = new App();
    chartOf(app, 'one');
    expect(StoragePlan.of(app, { closedWorld: true }).claims[0].outcome).toBe('bound');
    chartOf(app, 'two');
    expect(() => StoragePlan.of(app)).toThrow('construct of the app holds 2 clusters. StoragePlan.ofEach plans each of them: one, two');
    const plans = StoragePlan.ofEach(app, { closedWorld: true });
    expect(Object.keys(plans)).toEqual(['one', 'two']);
    expect(Object.values(plans).map(({ claims }) => claims[0].outcome)).toEqual(['bound', 'bound']);
  });
});

describe('open world', () => {
  test.each(['podAntiAffinity', 'podAffinity'].flatMap((kind) => ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'].map((key) => [kind, key])))(
    'nodes that are not known are enough for %s by %s', (kind, topologyKey) => {
      const terms = { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: { matchLabels: { app: 'db' } }, topologyKey }] };
      const set = statefulSet('db', 3, [claim('data', '1Gi', cinder)], {}, { affinity: { [kind]: terms } });
      for (const one of StoragePlan.ofManifests([CINDER, set]).pods) expect(one).toMatchObject({ outcome: 'waiting', message: undefined });
    });

  const open = (objects: any[], options: object = {}) => StoragePlan.ofManifests(objects, options);
  const first = (objects: any[], options: object = {}) => open(objects, options).claims[0];

  test('what depends on absence is unknown', () => {
    expect(first([claim('c', '1Gi', { storageClassName: '' })])).toMatchObject({ outcome: 'unknown', event: undefined });
    expect(first([claim('c', '1Gi', { storageClassName: 'ghost' })])).toMatchObject({ outcome: 'unknown' });
    expect(first([claim('c', '1Gi', { storageClassName: '', volumeName: 'ghost' })])).toMatchObject({ outcome: 'unknown' });
    expect(first([claim('c', '1Gi', { storageClassName: '', volumeName: 'v' }, { annotations: { 'pv.kubernetes.io/bind-completed': 'yes' } })]))
      .toMatchObject({ outcome: 'unknown' });
  });

  test('a claim without class may get a default class that the input does not show', () => {
    expect(first([volume('v', '1Gi'), claim('c', '1Gi')])).toMatchObject({
      outcome: 'unknown', volumes: ['v'], message: 'depends on what the cluster holds besides these objects; without more it binds to v',
    });
  });

  test('what the input settles stays settled', () => {
    expect(first([volume('v', '1Gi'), claim('c', '1Gi', { storageClassName: '' })])).toMatchObject({ outcome: 'bound', volume: 'v' });
    expect(first([volume('v', '1Gi'), claim('c', '2Gi', { storageClassName: '', volumeName: 'v' })])).toMatchObject({ outcome: 'pending', event: 'VolumeMismatch' });
    expect(first([storageClass('s'), claim('c', '1Gi', { storageClassName: 's' })])).toMatchObject({ outcome: 'provisioning' });
    expect(first([LOCAL, claim('c', '1Gi', local)])).toMatchObject({ outcome: 'waiting', event: 'WaitForFirstConsumer' });
  });

  test('without Node objects pods run somewhere, on hosts that volumes are tied to by name', () => {
    const plan = open([CINDER, LOCAL, localVolume('v', '1Gi', 'host-7'), statefulSet('web', 1, [claim('a', '1Gi', local)]), pod('p', ['c']), claim('c', '1Gi', cinder)]);
    expect(plan.claims.map((one) => [one.name, one.outcome])).toEqual([['a-web-0', 'bound'], ['c', 'provisioning']]);
    expect(plan.pods.map(({ name, outcome, nodes }) => [name, outcome, nodes])).toEqual([['web-0', 'schedulable', ['host-7']], ['p', 'waiting', ['host-7']]]);
  });

  test('a pod keeps to the host that it selects', () => {
    const plan = open([CINDER, claim('c', '1Gi', cinder), pod('p', ['c'], { nodeSelector: { 'kubernetes.io/hostname': 'h', 'disk': 'ssd' } })]);
    expect(plan.pods[0]).toMatchObject({ outcome: 'waiting', nodes: ['h'] });
  });

  test('a pod whose claims are unknown is not called unschedulable', () => {
    const plan = open([LOCAL, claim('c', '1Gi', local), pod('p', ['c'])]);
    expect(plan.claims[0].outcome).toBe('unknown');
    expect(plan.pods[0]).toMatchObject({ outcome: 'unknown', outcomes: ['unknown'], message: expect.stringContaining('depends on the claim "c": it depends on what the cluster holds') });
    expect(open([pod('p', ['ghost'])]).pods[0]).toMatchObject({ outcome: 'unknown', message: 'depends on the claim "ghost", which the input does not have' });
  });
});

describe('what a claim without volume is told', () => {
  test.each<[string, any[], object]>([
    ['an in-tree name that is gone', [storageClass('s', 'kubernetes.io/rbd'), claim('c', '1Gi', { storageClassName: 's' })], { event: 'ProvisioningFailed', message: 'no volume plugin matched name: kubernetes.io/rbd' }],
    ['the disabled host path', [storageClass('s', 'kubernetes.io/host-path'), claim('c', '1Gi', { storageClassName: 's' })], { event: 'ProvisioningFailed', message: expect.stringContaining('is disabled') }],
    ['a plugin that makes nothing', [storageClass('s', 'kubernetes.io/nfs'), claim('c', '1Gi', { storageClassName: 's' })], { event: 'ProvisioningFailed', message: 'no provisionable volume plugin matched' }],
    ['a migrated name', [storageClass('s', 'kubernetes.io/cinder'), claim('c', '1Gi', { storageClassName: 's' })], { outcome: 'provisioning', provisioner: 'cinder.csi.openstack.org' }],
    ['a selected node that was left over', [LOCAL, claim('c', '1Gi', local, { annotations: { 'volume.kubernetes.io/selected-node': 'n1' } })], { outcome: 'pending', event: 'ProvisioningFailed' }],
    ['a volume of somebody else', [volume('v', '1Gi', { claimRef: { namespace: 'default', name: 'x' } }), claim('c', '1Gi', { volumeName: 'v' })], { event: 'FailedBinding', message: 'volume "v" already bound to a different claim.' }],
    ['access modes that the named volume lacks', [volume('v', '1Gi'), claim('c', '1Gi', { volumeName: 'v', accessModes: ['ReadWriteMany'] })], { event: 'VolumeMismatch', message: expect.stringMatching(/incompatible accessMode$/) }],
    ['an attributes class that the named volume lacks', [volume('v', '1Gi'), claim('c', '1Gi', { volumeName: 'v', volumeAttributesClassName: 'a' })], { event: 'VolumeMismatch', message: expect.stringMatching(/volumeAttributesClassName does not match$/) }],
    ['several pods', [LOCAL, node('n1'), claim('c', '1Gi', local), pod('p', ['c']), pod('q', ['c'])], { event: 'WaitForPodScheduled', message: 'waiting for pods p,q to be scheduled' }],
  ])('%s', (_, objects, expected) => {
    expect(claimOf(objects)).toMatchObject(expected);
  });

  const restored = (more: object = {}) => claim('c', '1Gi', more, { annotations: { 'pv.kubernetes.io/bind-completed': 'yes' }, uid: 'u' });

  test.each<[string, any[], string, RegExp]>([
    ['no volume named', [restored()], 'lost', /lost reference/],
    ['its volume gone', [restored({ volumeName: 'v' })], 'lost', /lost its PersistentVolume/],
    ['its volume free again', [restored({ volumeName: 'v' }), volume('v', '1Mi')], 'bound', /binds to v/],
    ['its own volume', [restored({ volumeName: 'v' }), volume('v', '1Gi', { claimRef: { namespace: 'default', name: 'c', uid: 'u' } })], 'bound', /binds to v/],
    ['a volume that was given away', [restored({ volumeName: 'v' }), volume('v', '1Gi', { claimRef: { namespace: 'default', name: 'c', uid: 'old' } })], 'lost', /bound incorrectly/],
  ])('a claim that was bound before: %s', (_, objects, outcome, message) => {
    expect(claimOf(objects)).toMatchObject({ outcome, message: expect.stringMatching(message) });
  });

  test('a restored claim that another one robs of its volume is lost', () => {
    const objects = [restored({ volumeName: 'v' }), volume('v', '1Gi'), claim('d', '1Gi', { volumeName: 'v' })];
    expect(claimOf(objects)).toMatchObject({ outcome: 'oneOf', volumes: ['v'], mayStayUnbound: true });
    expect(claimOf(objects, { arrival: Arrival.ANY })).toMatchObject({ outcome: 'oneOf', mayStayUnbound: true });
  });

  test('a class that is given later counts only when no volume without a class matches', () => {
    const std = storageClass('std', 'cinder.csi.openstack.org', {}, { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } });
    const early = claim('c', '1Gi');
    const claimOfEarly = (objects: any[]) => StoragePlan._ofInventory(Inventory.ofManifests(objects, { closedWorld: true, undefaultedClaims: ['default/c'] })).claims[0];
    expect(claimOfEarly([std, early])).toMatchObject({ outcome: 'provisioning', storageClass: 'std' });
    expect(claimOfEarly([std, early, volume('v', '1Gi', { storageClassName: 'std' })])).toMatchObject({ outcome: 'bound', volume: 'v' });
    expect(claimOfEarly([std, early, volume('v', '1Gi', { storageClassName: 'std' }), volume('w', '9Gi')])).toMatchObject({ outcome: 'bound', volume: 'w' });
  });
});

describe('the nearest miss', () => {
  const nearest = (one: any, more: object = {}, rest: any[] = []) => claimOf([one, ...rest, claim('c', '2Gi', more)]).nearest;

  test.each<[string, any, object]>([
    ['capacity', volume('v', '1Gi'), {}],
    ['accessModes', volume('v', '2Gi'), { accessModes: ['ReadWriteMany'] }],
    ['volumeMode', volume('v', '2Gi'), { volumeMode: 'Block' }],
    ['storageClass', volume('v', '2Gi', { storageClassName: 'x' }), {}],
    ['selector', volume('v', '2Gi'), { selector: { matchLabels: { a: 'b' } } }],
    ['volumeAttributesClass', volume('v', '2Gi'), { volumeAttributesClassName: 'gold' }],
    ['claimRef', volume('v', '2Gi', { claimRef: { namespace: 'a', name: 'b' } }), {}],
    ['deletion', volume('v', '2Gi', {}, { deletionTimestamp: '2026-01-01T00:00:00Z' }), {}],
    ['capacity', volume('v', '1Gi'), { volumeName: 'v' }],
    ['capacity', volume('v', '1Gi', { storageClassName: 'x', claimRef: { namespace: 'default', name: 'c' } }), {}],
  ])('by %s', (predicate, one, more) => {
    expect(nearest(one, more)).toEqual({ volume: 'v', predicate });
  });

  test('a volume that misses by two conditions is not near', () => {
    expect(nearest(volume('v', '1Gi', { storageClassName: 'x' }))).toBeUndefined();
    expect(nearest(volume('v', '1Gi', { storageClassName: 'x' }), { accessModes: ['ReadWriteMany'] })).toBeUndefined();
    expect(nearest(volume('v', '1Gi'), { volumeName: 'ghost' })).toBeUndefined();
  });

  test('one that is taken is nearer than one of another class, one out of reach than one that is too small', () => {
    const taken = volume('taken', '2Gi', { claimRef: { namespace: 'a', name: 'b' } });
    expect(nearest(volume('other', '2Gi', { storageClassName: 'x' }), {}, [taken])).toEqual({ volume: 'taken', predicate: 'claimRef' });
    const far = [LOCAL, node('n1'), localVolume('far', '2Gi', 'n2'), localVolume('small', '1Gi', 'n1'), pod('p', ['c'])];
    expect(nearest(far[0], local, far.slice(1))).toEqual({ volume: 'far', predicate: 'nodeAffinity' });
  });

  test('of several misses the likeliest is told, and of sizes the largest', () => {
    expect(nearest(volume('a', '2Gi', { storageClassName: 'x' }), {}, [volume('b', '1Gi'), volume('d', '1.5Gi')])).toEqual({ volume: 'd', predicate: 'capacity' });
  });

  test('a volume out of reach misses by its node', () => {
    const objects = [LOCAL, node('n1'), node('n2'), localVolume('v', '5Gi', 'n1'), claim('c', '1Gi', local), pod('p', ['c'], { nodeSelector: { 'kubernetes.io/hostname': 'n2' } })];
    expect(claimOf(objects).nearest).toEqual({ volume: 'v', predicate: 'nodeAffinity' });
  });

  test('a volume that another claim took is somebody else\'s', () => {
    const plan = closed([volume('v', '2Gi'), claim('c', '2Gi'), claim('d', '1Gi', { volumeName: 'v' })], { arrival: Arrival.DOCUMENT_ORDER });
    expect(plan.claims.map((one) => [one.outcome, one.nearest])).toEqual([['bound', undefined], ['pending', { volume: 'v', predicate: 'claimRef' }]]);
    expect(claimOf([volume('v', '2Gi'), claim('d', '1Gi'), claim('c', '1Gi')], { arrival: Arrival.DOCUMENT_ORDER }).nearest).toEqual({ volume: 'v', predicate: 'claimRef' });
  });
});

describe('phases', () => {
  const released = (more: object, metadata: object = {}) => volume('v', '1Gi', { claimRef: { namespace: 'default', name: 'gone', uid: 'u' }, ...more }, metadata);
  const csi = { nfs: undefined, csi: { driver: 'd', volumeHandle: 'h' } };

  test.each<[string, any, string]>([
    ['free', volume('v', '1Gi'), 'Available'],
    ['reserved', volume('v', '1Gi', { claimRef: { namespace: 'default', name: 'c' } }), 'Available'],
    ['kept', released({}), 'Released'],
    ['deleted by nobody', released({ persistentVolumeReclaimPolicy: 'Delete' }), 'Failed'],
    ['deleted by its driver', released({ persistentVolumeReclaimPolicy: 'Delete', ...csi }), 'Released'],
    ['deleted by its provisioner', released({ persistentVolumeReclaimPolicy: 'Delete' }, { annotations: { 'pv.kubernetes.io/provisioned-by': 'example.com/nfs' } }), 'Released'],
    ['deleted by whom it was migrated to', released({ persistentVolumeReclaimPolicy: 'Delete' }, { annotations: { 'pv.kubernetes.io/migrated-to': 'x' } }), 'Released'],
    ['deleted below /tmp', released({ persistentVolumeReclaimPolicy: 'Delete', nfs: undefined, hostPath: { path: '/tmp/x' } }), 'Released'],
    ['deleted elsewhere', released({ persistentVolumeReclaimPolicy: 'Delete', nfs: undefined, hostPath: { path: '/srv/x' } }), 'Failed'],
    ['scrubbed', released({ persistentVolumeReclaimPolicy: 'Recycle' }), 'Available'],
    ['not scrubbed', released({ persistentVolumeReclaimPolicy: 'Recycle', ...csi }), 'Failed'],
    ['failed before', { ...released({}), status: { phase: 'Failed' } }, 'Failed'],
  ])('a volume that is %s', (_, one, phase) => {
    expect(phasesOf(one)).toEqual([phase]);
  });

  test('a volume whose claim went elsewhere is free again', () => {
    const objects = [
      volume('v', '1Gi', { claimRef: { namespace: 'default', name: 'c', uid: 'u' } }), volume('w', '1Gi'), claim('c', '1Gi', { volumeName: 'w' }, { uid: 'u' }),
    ];
    expect(closed(objects).volumes.map(({ name, phase, claim: of }) => [name, phase, of])).toEqual([['v', 'Available', undefined], ['w', 'Bound', 'default/c']]);
  });

  test('where order decides, both phases are told', () => {
    const plan = closed([volume('v', '1Gi'), volume('w', '1Gi'), claim('c', '1Gi')]);
    expect(plan.toJson().volumes[0]).toEqual({ name: 'v', phase: null, phases: ['Available', 'Bound'], claim: null });
  });
});

describe('pods', () => {
  const bound = [volume('v', '1Gi'), claim('c', '1Gi')];

  test.each<[string, any[], object]>([
    ['no nodes', [...bound, pod('p', ['c'])], { outcome: 'unschedulable', message: 'no nodes available to schedule pods' }],
    ['a cordoned node', [...bound, node('n1', {}, { unschedulable: true }), pod('p', ['c'])], { outcome: 'unschedulable', message: '0/1 nodes are available: 1 node(s) were unschedulable.' }],
    ['a cordoned node that is tolerated', [...bound, node('n1', {}, { unschedulable: true }), pod('p', ['c'], { tolerations: [{ operator: 'Exists' }] })], { outcome: 'schedulable', nodes: ['n1'] }],
    ['a taint', [...bound, node('n1', {}, { taints: [{ key: 'a', value: 'b', effect: 'NoSchedule' }] }), pod('p', ['c'], { tolerations: [{ key: 'a', value: 'x' }] })], { outcome: 'unschedulable', message: expect.stringContaining('untolerated taint') }],
    ['a taint that is tolerated, and one that only prefers', [...bound, node('n1', {}, { taints: [{ key: 'a', value: 'b', effect: 'NoSchedule' }, { key: 'z', effect: 'PreferNoSchedule' }] }), pod('p', ['c'], { tolerations: [{ key: 'a', value: 'b', effect: 'NoSchedule' }] })], { outcome: 'schedulable' }],
    ['node affinity', [...bound, node('n1', { cores: '4' }), node('n2', { cores: '16' }), pod('p', ['c'], { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'cores', operator: 'Gt', values: ['8'] }] }] } } } })], { outcome: 'schedulable', nodes: ['n2'] }],
    ['a volume in another zone', [volume('v', '1Gi', {}, { labels: { 'topology.kubernetes.io/zone': 'a__b' } }), claim('c', '1Gi'), node('n1', { 'topology.kubernetes.io/zone': 'c' }), node('n2', { 'failure-domain.beta.kubernetes.io/zone': 'x' }), pod('p', ['c'])], { outcome: 'unschedulable', message: '0/2 nodes are available: 2 node(s) had no available volume zone.' }],
    ['a volume in its zone', [volume('v', '1Gi', {}, { labels: { 'failure-domain.beta.kubernetes.io/zone': 'a__b' } }), claim('c', '1Gi'), node('n1', { 'topology.kubernetes.io/zone': 'b' }), pod('p', ['c'])], { outcome: 'schedulable' }],
    ['scheduling gates', [...bound, node('n1'), pod('p', ['c'], { schedulingGates: [{ name: 'g' }] })], { outcome: 'unschedulable', message: expect.stringContaining('scheduling gates') }],
    ['a claim that is being deleted', [volume('v', '1Gi'), claim('c', '1Gi', {}, { deletionTimestamp: '2026-01-01T00:00:00Z' }), node('n1'), pod('p', ['c'])], { message: expect.stringContaining('"c" is being deleted') }],
    ['a lost claim', [claim('c', '1Gi', { volumeName: 'x' }, { annotations: { 'pv.kubernetes.io/bind-completed': '' } }), node('n1'), pod('p', ['c'])], { message: expect.stringContaining('bound to non-existent persistentvolume "x"') }],
    ['an immediate claim that is being made', [storageClass('s'), claim('c', '1Gi', { storageClassName: 's' }), node('n1'), pod('p', ['c'])], { outcome: 'waiting', nodes: ['n1'] }],
    ['a claim that may or may not bind', [volume('v', '1Gi'), claim('c', '1Gi'), claim('d', '1Gi'), node('n1'), pod('p', ['c'])], { outcome: 'oneOf', outcomes: ['schedulable', 'unschedulable'], nodes: ['n1'], message: expect.stringContaining('unbound immediate') }],
    ['a block volume that is mounted', [volume('v', '1Gi', { volumeMode: 'Block' }), claim('c', '1Gi', { volumeMode: 'Block' }), node('n1'), pod('p', ['c'])], { outcome: 'stuck', nodes: ['n1'], message: expect.stringContaining('volumeMode Block') }],
    ['a stated node and its claim', [...bound, pod('p', ['c'], { nodeName: 'n9' })], { outcome: 'schedulable', nodes: ['n9'] }],
    ['a stated node that does not reach the volume', [node('n1'), node('n2'), localVolume('v', '1Gi', 'n1', ''), claim('c', '1Gi', { storageClassName: '' }), pod('p', ['c'], { nodeName: 'n2' })],
      { outcome: 'stuck', nodes: ['n2'], message: expect.stringContaining('MountVolume.NodeAffinity check failed for volume "v"') }],
    ['a stated node that reaches one of two possible volumes', [node('n1'), node('n2'), localVolume('v', '1Gi', 'n1', ''), localVolume('w', '1Gi', 'n2', ''), claim('c', '1Gi', { storageClassName: '' }), pod('p', ['c'], { nodeName: 'n2' })],
      { outcome: 'oneOf', outcomes: ['schedulable', 'stuck'], nodes: ['n2'] }],
    ['a claim that is being deleted', [node('n1'), volume('v', '1Gi'), claim('c', '1Gi', {}, { deletionTimestamp: '2026-01-01T00:00:00Z' }), pod('p', ['c'])],
      { outcome: 'unschedulable', nodes: [], message: expect.stringContaining('is being deleted') }],
    ['an ephemeral volume whose claim belongs to nobody', [node('n1'), volume('v', '1Gi'), claim('p-tmp', '1Gi'), pod('p', [], { volumes: [{ name: 'tmp', ephemeral: { volumeClaimTemplate: { spec: claim('', '1Gi').spec } } }] })],
      { outcome: 'unschedulable', nodes: [], message: expect.stringContaining('(pod is not owner)') }],
    ['a stated node and no claim', [node('n1'), pod('p', ['ghost'], { nodeName: 'n1' })], { outcome: 'stuck', message: 'persistentvolumeclaim "ghost" not found' }],
    ['a stated node and a claim that is being made', [storageClass('s'), claim('c', '1Gi', { storageClassName: 's' }), node('n1'), pod('p', ['c'], { nodeName: 'n1' })], { outcome: 'waiting', nodes: ['n1'] }],
  ])('%s', (_, objects, expected) => {
    expect(podOf(objects)).toMatchObject(expected);
  });

  test('a filesystem that is used as a device', () => {
    const one = pod('p', ['c']);
    one.spec.containers[0].volumeMounts = [];
    one.spec.containers[0].volumeDevices = [{ name: 'v0', devicePath: '/dev/x' }];
    expect(podOf([...bound, node('n1'), one])).toMatchObject({ outcome: 'stuck', message: expect.stringContaining('volumeMode Filesystem') });
  });

  test('texts of older minors', () => {
    const objects = [localVolume('v', '1Gi', 'n2', ''), claim('c', '1Gi', { storageClassName: '' }), node('n1'), pod('p', ['c'])];
    expect(podOf(objects, { kubernetesVersion: '1.32' }).message).toContain('had volume node affinity conflict');
    const waiting = [LOCAL, localVolume('v', '1Gi', 'n2'), claim('c', '1Gi', { ...local, volumeName: 'v' }), claim('d', '1Gi', local), node('n1'), pod('p', ['c', 'd'])];
    expect(podOf(waiting, { kubernetesVersion: '1.32' }).message).toContain("1 node(s) didn't find available persistent volumes to bind, 1 node(s) had volume node");
  });

  test.each([false, true])('a pod that waits for its claim may be faster than the controller, which finds the claim lost (used once: %s)', (once) => {
    const modes = { accessModes: [once ? 'ReadWriteOncePod' : 'ReadWriteOnce'] };
    const lost = claim('c', '1Gi', { ...modes, volumeName: 'v' }, { annotations: { 'pv.kubernetes.io/bind-completed': 'yes' } });
    const objects = [node('n1'), volume('v', '1Gi', { ...modes, claimRef: { namespace: 'default', name: 'c', uid: 'old' } })];
    const pods = [pod('p', ['c']), pod('q', ['c'])];
    const inOrder = { arrival: Arrival.DOCUMENT_ORDER };
    expect(podOf([...objects, ...pods, lost], inOrder)).toMatchObject({ outcome: 'oneOf', outcomes: ['schedulable', 'unschedulable'], nodes: ['n1'], message: expect.stringContaining('bound to non-existent') });
    expect(podOf([...objects, lost, ...pods], inOrder)).toMatchObject({ outcome: 'unschedulable', nodes: [] });
    expect(podOf([...objects, lost, ...pods], { arrival: Arrival.ANY }).outcomes).toEqual(['schedulable', 'unschedulable']);
    expect(claimOf([...objects, ...pods, lost], inOrder).outcome).toBe('lost');
  });

  test('a claim whose volumes are on different nodes, not all of which take pods', () => {
    const at = { storageClassName: 'local' }; // a class that is not there is a label, so that the controller binds
    const objects = [node('n1'), node('n2', {}, { unschedulable: true }), localVolume('v', '1Gi', 'n1'), localVolume('w', '1Gi', 'n2'), claim('c', '1Gi', at), pod('p', ['c'])];
    expect(podOf(objects)).toMatchObject({ outcomes: ['schedulable', 'unschedulable'], nodes: ['n1'], message: expect.stringContaining("node(s) didn't match PersistentVolume's node affinity") });
    objects[1] = node('n2');
    expect(podOf(objects)).toMatchObject({ outcome: 'schedulable', nodes: ['n1', 'n2'], message: undefined });
    const second = [localVolume('y', '2Gi', 'n1', 'other'), claim('d', '1Gi', { storageClassName: 'other' }), pod('q', ['c', 'd'])];
    expect(podOf([...objects, ...second], {}, 'q')).toMatchObject({ outcomes: ['schedulable', 'unschedulable'], nodes: ['n1'], message: expect.any(String) });
  });

  test('ephemeral volumes are bound for their pod, and for no other', () => {
    const ephemeral = { volumes: [{ name: 'tmp', ephemeral: { volumeClaimTemplate: { spec: claim('', '1Gi', local).spec } } }] };
    const objects = [LOCAL, node('n1'), localVolume('v', '1Gi', 'n1'), pod('p', [], ephemeral)];
    expect(podOf(objects)).toMatchObject({ outcome: 'schedulable', nodes: ['n1'] });
    expect(claimOf(objects, {}, 'p-tmp')).toMatchObject({ outcome: 'bound', createdBy: 'Pod/p' });
    expect(podOf([...objects, claim('p-tmp', '1Gi', local)])).toMatchObject({ outcome: 'unschedulable', message: expect.stringContaining('was not created for pod') });
    const owned = claim('p-tmp', '1Gi', { storageClassName: '' }, { ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'p', uid: 'u', controller: true }] });
    expect(podOf([node('n1'), volume('w', '1Gi'), pod('p', [], ephemeral), owned])).toMatchObject({ outcome: 'schedulable' });
    expect(podOf([node('n1'), volume('w', '1Gi'), pod('p', [], ephemeral), claim('p-tmp', '1Gi', { storageClassName: '' })]).message).toContain('pod is not owner');
  });

  test('one pod at a time uses a ReadWriteOncePod claim', () => {
    const single = { accessModes: ['ReadWriteOncePod'] };
    const objects = [volume('v', '1Gi', single), claim('c', '1Gi', single), node('n1'), pod('p', ['c']), pod('q', ['c'])];
    const plan = closed(objects, { arrival: Arrival.DOCUMENT_ORDER });
    expect(plan.pods.map(({ outcome }) => outcome)).toEqual(['schedulable', 'unschedulable']);
    expect(plan.pods[1].message).toContain('ReadWriteOncePod access mode already in-use');
    expect(closed(objects).pods.map(({ outcome, message }) => [outcome, message !== undefined])).toEqual([['oneOf', true], ['oneOf', true]]);
  });

  const apart = (key = 'kubernetes.io/hostname') => ({
    affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: { matchLabels: { app: 'x' } }, topologyKey: key }] } },
  });

  test('pods keep apart', () => {
    const objects = [...bound, node('n1'), node('n2'), ...['p', 'q', 'r'].map((name) => pod(name, [], apart(), { app: 'x' }))];
    const plan = closed(objects, { arrival: Arrival.DOCUMENT_ORDER });
    expect(plan.pods.map(({ outcome, nodes }) => [outcome, nodes])).toEqual([['schedulable', ['n1', 'n2']], ['schedulable', ['n1', 'n2']], ['unschedulable', []]]);
    expect(plan.pods[2].message).toContain("didn't match pod anti-affinity rules");
  });

  test('pods keep away from those that do not want them', () => {
    const plan = closed([node('n1'), pod('p', [], apart()), pod('q', [], {}, { app: 'x' })], { arrival: Arrival.DOCUMENT_ORDER });
    expect(plan.pods[1].message).toContain("didn't satisfy existing pods anti-affinity rules");
  });

  test('pods that want company go where it is; the first of its kind may start anywhere', () => {
    const together = (app: string, topologyKey = 'kubernetes.io/hostname') => ({
      affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: { matchLabels: { app } }, topologyKey, namespaces: ['default'] }] } },
    });
    const of = (...pods: any[]) => closed([node('n1'), node('n2'), ...pods], { arrival: Arrival.DOCUMENT_ORDER }).pods;
    expect(of(pod('q', [], { nodeSelector: { 'kubernetes.io/hostname': 'n2' } }, { app: 'x' }), pod('p', [], together('x')))[1]).toMatchObject({ nodes: ['n2'] });
    expect(of(pod('p', [], together('x'), { app: 'x' }))[0]).toMatchObject({ nodes: ['n1', 'n2'] });
    expect(of(pod('q', [], {}, { app: 'x' }), pod('p', [], together('x', 'zone')))[1].message).toContain("didn't match pod affinity rules");
  });
});

describe('scheduling of volumes', () => {
  test('capacity of a driver decides where volumes can be made', () => {
    const driver = { apiVersion: 'storage.k8s.io/v1', kind: 'CSIDriver', metadata: { name: 'cinder.csi.openstack.org' }, spec: { storageCapacity: true } };
    const capacity = (size: object, zone: string) => ({
      apiVersion: 'storage.k8s.io/v1',
      kind: 'CSIStorageCapacity',
      metadata: { name: `cap-${zone}`, namespace: 'kube-system' },
      storageClassName: 'cinder',
      nodeTopology: { matchLabels: { zone } },
      ...size,
    });
    const objects = [
      CINDER, driver, node('n1', { zone: 'a' }), node('n2', { zone: 'b' }), claim('c', '5Gi', cinder), pod('p', ['c']),
      capacity({ capacity: '100Gi', maximumVolumeSize: '4Gi' }, 'a'),
    ];
    expect(podOf(objects).message).toBe('0/2 nodes are available: 2 node(s) did not have enough free storage.');
    expect(podOf([...objects, capacity({ capacity: '5Gi' }, 'b')])).toMatchObject({ outcome: 'waiting', nodes: ['n2'] });
  });

  test('equally large claims of a pod take volumes in the order of the pod', () => {
    const objects = [
      LOCAL, node('n1'), localVolume('v', '1Gi', 'n1'), localVolume('w', '2Gi', 'n1'), claim('c', '1Gi', local), claim('d', '1Gi', local), pod('p', ['c', 'd']),
    ];
    expect(closed(objects).claims.map((one) => one.volume)).toEqual(['v', 'w']);
    expect(podOf(objects)).toMatchObject({ outcome: 'schedulable', message: undefined });
    const swapped = [...objects.slice(0, -1), pod('p', ['d', 'c'])];
    expect(closed(swapped).claims.map((one) => one.volume)).toEqual(['w', 'v']);
  });

  test('a claim that a pod uses twice needs two volumes to choose from', () => {
    const objects = [LOCAL, node('n1'), localVolume('v', '1Gi', 'n1'), claim('c', '1Gi', local), pod('p', ['c', 'c'])];
    expect(podOf(objects)).toMatchObject({ outcome: 'unschedulable', message: expect.stringContaining("node(s) didn't find available persistent volumes to bind") });
    const more = [...objects, localVolume('w', '2Gi', 'n1'), localVolume('x', '3Gi', 'n1')];
    expect(podOf(more)).toMatchObject({ outcome: 'schedulable', nodes: ['n1'] });
    expect(claimOf(more)).toMatchObject({ outcome: 'oneOf', volumes: ['v', 'w'], mayStayUnbound: false });
  });

  test('up to twelve equally large claims of a pod take volumes in the order of the pod', () => {
    const names = ['c', 'd', 'e', 'f', 'g'];
    const objects = [
      LOCAL, node('n1'), ...names.map((_, i) => localVolume(`v${i}`, `${i + 1}Gi`, 'n1')), ...names.map((one) => claim(one, '1Gi', local)), pod('p', names),
    ];
    expect(closed(objects, { arrival: Arrival.DOCUMENT_ORDER }).claims.map((one) => one.volume)).toEqual(['v0', 'v1', 'v2', 'v3', 'v4']);
    expect(closed(objects).claims.map((one) => one.volume)).toEqual(['v0', 'v1', 'v2', 'v3', 'v4']);
    expect(podOf(objects)).toMatchObject({ outcome: 'schedulable' });
  });

  test.each(Object.values(Arrival))('more ways than can be tried get a bound: a pod with twenty claims, %s', (arrival) => {
    const names = Array.from({ length: 20 }, (_, i) => `c${i}`);
    const objects = [
      LOCAL, node('n1'), ...names.map((name, i) => ({ ...localVolume(`v${i}`, '1Gi', 'n1'), metadata: { name: `v${i}`, labels: { of: name } } })),
      ...names.map((name) => claim(name, '1Gi', { ...local, selector: { matchExpressions: [{ key: 'of', operator: 'Exists' }] } })), pod('p', names),
    ];
    expect(claimOf(objects, { arrival }, 'c0')).toMatchObject({ outcome: 'oneOf', volumes: expect.arrayContaining(['v0', 'v19']) });
    expect(podOf(objects, { arrival }).outcomes).toEqual(['schedulable', 'unschedulable']);
  });

  test('a contest of a thousand claims whose volumes all differ takes no more memory than others', () => {
    const names = Array.from({ length: 1000 }, (_, i) => `c${i}`);
    const objects = [
      ...names.map((name, i) => volume(`v${i}`, '1Gi', {}, { labels: { of: name } })),
      ...names.map((name) => claim(name, '1Gi', { selector: { matchExpressions: [{ key: 'of', operator: 'NotIn', values: [name] }] } })),
    ];
    const { heapUsed } = process.memoryUsage();
    expect(claimOf(objects, { arrival: Arrival.ANY }, 'c0')).toMatchObject({ outcome: 'oneOf' });
    expect(process.memoryUsage().heapUsed - heapUsed).toBeLessThan(500 * 1024 * 1024);
  });

  test('pods that share a claim of a bounded contest are not said to run for certain', () => {
    const nodes = Array.from({ length: 300 }, (_, i) => node(`n${i}`));
    const pods = nodes.map((_, i) => pod(`p${i}`, ['c'], { nodeSelector: { 'kubernetes.io/hostname': `n${i}` } }));
    const one = podOf([LOCAL, ...nodes, localVolume('v', '1Gi', 'n0'), localVolume('w', '1Gi', 'n1'), claim('c', '1Gi', local), ...pods], { arrival: Arrival.ANY }, 'p9');
    expect(one.outcome === 'unschedulable' || one.message !== undefined).toBe(true);
  });

  test('pods of a bounded contest wait for volumes that are made', () => {
    const pods = podOf([CINDER, node('n1'), statefulSet('db', 3000, [claim('data', '1Gi', cinder)])], {}, 'db-0');
    expect(pods).toMatchObject({ outcome: 'waiting', nodes: ['n1'] });
  });

  test('a reserved volume that lacks access modes stalls the pod', () => {
    const reserved = localVolume('v', '1Gi', 'n1');
    reserved.spec.claimRef = { namespace: 'default', name: 'c' };
    const objects = [LOCAL, node('n1'), reserved, claim('c', '1Gi', { ...local, accessModes: ['ReadWriteMany'] }), pod('p', ['c'])];
    expect(podOf(objects)).toMatchObject({ outcome: 'unschedulable', message: 'binding volumes: context deadline exceeded' });
    expect(claimOf(objects)).toMatchObject({ outcome: 'waiting', event: 'WaitForPodScheduled' });
  });

  test('a node that was selected before is kept', () => {
    const selected = (name: string) => claim('c', '1Gi', cinder, { annotations: { 'volume.kubernetes.io/selected-node': name } });
    const rest = [CINDER, node('n1'), node('n2'), pod('p', ['c'])];
    expect(podOf([...rest, selected('n2')])).toMatchObject({ outcome: 'waiting', nodes: ['n2'] });
    expect(podOf([...rest, selected('n9')]).message).toContain("didn't find available persistent volumes");
  });

  test('pods that share a claim go to the node that was selected for it', () => {
    const objects = [CINDER, node('n1'), node('n2'), claim('c', '1Gi', cinder), pod('p', ['c']), pod('q', ['c'], { nodeSelector: { 'kubernetes.io/hostname': 'n2' } })];
    expect(podOf(objects)).toMatchObject({ outcome: 'waiting', nodes: ['n1', 'n2'] });
    expect(podOf(objects, {}, 'q')).toMatchObject({ outcome: 'oneOf', outcomes: ['waiting', 'unschedulable'], nodes: ['n2'], message: expect.stringContaining("didn't find") });
  });
});

describe('a pod of claims that differ in when they bind', () => {
  const immediate = [storageClass('fast'), claim('now', '1Gi', { storageClassName: 'fast' })];

  test('waits for the one that is being made, on the nodes where the others can have volumes', () => {
    const local2 = [LOCAL, localVolume('v', '1Gi', 'n2'), claim('c', '1Gi', local)];
    const objects = [...immediate, ...local2, node('n1'), node('n2'), pod('p', ['now', 'c'])];
    expect(podOf(objects)).toMatchObject({ outcome: 'waiting', nodes: ['n2'], message: undefined });
    expect(claimOf(objects)).toMatchObject({ outcome: 'bound', volume: 'v' });
  });

  test('then the others are provisioned too, and what depends on them', () => {
    const objects = [
      ...immediate, CINDER, claim('c', '1Gi', cinder), claim('d', '1Gi', cinder), node('n1'), node('n2'), pod('p', ['now', 'c']),
      pod('q', ['c', 'd'], { nodeSelector: { 'kubernetes.io/hostname': 'n1' } }),
    ];
    expect(claimOf(objects)).toMatchObject({ outcome: 'provisioning', provisioner: 'cinder.csi.openstack.org' });
    expect(podOf(objects, {}, 'q')).toMatchObject({ outcome: 'oneOf', outcomes: ['waiting', 'unschedulable'], nodes: ['n1'] });
  });

  test('finds no node, now or later, where another has no volume', () => {
    expect(podOf([...immediate, LOCAL, claim('c', '1Gi', local), node('n1'), pod('p', ['now', 'c'])])).toMatchObject({ outcome: 'unschedulable' });
    expect(podOf([...immediate, claim('never', '1Gi', { storageClassName: '' }), node('n1'), pod('p', ['now', 'never'])])).toMatchObject({ outcome: 'unschedulable' });
    expect(podOf([...immediate, node('n1'), pod('p', ['now', 'missing'])])).toMatchObject({ outcome: 'unschedulable' });
  });
});

describe('sets that are made pod by pod', () => {
  const web = (replicas: number, spec: object = {}) => statefulSet('web', replicas, [claim('www', '1Gi', local)], spec);

  test('the next pod waits until the one before runs', () => {
    const plan = closed([LOCAL, node('n1'), localVolume('v', '1Gi', 'n1'), web(3)]);
    expect(plan.claims.map(({ outcome, message }) => [outcome, message])).toEqual([
      ['bound', 'binds to v'], ['waiting', 'waiting for pod web-1 to be scheduled'], ['waiting', 'created after pod web-1 is Ready'],
    ]);
    expect(plan.pods.map(({ outcome, message }) => [outcome, message])).toEqual([
      ['schedulable', undefined], ['unschedulable', expect.stringContaining("didn't find")], ['unschedulable', 'created after pod web-1 is Ready'],
    ]);
  });

  test('a provisioner is taken to do its work', () => {
    const immediate = storageClass('fast');
    const set = (storageClassName: string) => statefulSet('web', 3, [claim('www', '1Gi', { storageClassName })]);
    for (const objects of [[CINDER, node('n1'), set('cinder')], [immediate, node('n1'), set('fast')]]) {
      const plan = closed(objects);
      expect(plan.claims.map(({ outcome }) => outcome)).toEqual(['provisioning', 'provisioning', 'provisioning']);
      expect(plan.pods.map(({ outcome, nodes }) => [outcome, nodes])).toEqual(Array(3).fill(['waiting', ['n1']]));
    }
  });

  test('a long line of pods is answered pod by pod, not way by way', () => {
    const set = statefulSet('web', 60, [claim('www', '1Gi', { storageClassName: 'fast' })]);
    const plan = closed([storageClass('fast'), node('n1'), set]);
    expect(plan.pods.map(({ outcome, nodes }) => [outcome, nodes])).toEqual(Array(60).fill(['waiting', ['n1']]));
  });

  test('the next pods wait too where the input does not tell what holds up the one before', () => {
    const set = statefulSet('web', 3, [claim('www', '1Gi', { storageClassName: 'elsewhere' })]);
    const pods = (closedWorld: boolean) => StoragePlan.ofManifests([set], { closedWorld }).pods;
    const outcomes = (closedWorld: boolean) => pods(closedWorld).map(({ outcome, message }) => [outcome, message?.slice(0, 17)]);
    expect(outcomes(false)).toEqual([['unknown', 'depends on the cl'], ['unknown', expect.anything()], ['unknown', expect.anything()]]);
    expect(outcomes(true)).toEqual([['unschedulable', expect.anything()], ['unschedulable', 'created after pod'], ['unschedulable', 'created after pod']]);
  });

  test('pods of a parallel set come in waves: the first, then the next two in either order', () => {
    const objects = [LOCAL, node('n1'), localVolume('v', '1Gi', 'n1'), localVolume('w', '2Gi', 'n1'), web(3, { podManagementPolicy: 'Parallel' })];
    const plan = closed(objects, { arrival: Arrival.DOCUMENT_ORDER });
    expect(plan.claims.map(({ outcome, volumes, mayStayUnbound }) => [outcome, volumes, mayStayUnbound])).toEqual([
      ['bound', ['v'], false], ['oneOf', ['w'], true], ['oneOf', ['w'], true],
    ]);
  });
});

describe('arrival', () => {
  test('in document order a volume that stands after a claim may come too late for it', () => {
    const plan = (...objects: any[]) => closed(objects, { arrival: Arrival.DOCUMENT_ORDER }).claims.map(({ outcome, volumes }) => [outcome, volumes]);
    const [c, d, v] = [claim('c', '1Gi'), claim('d', '1Gi'), volume('v', '1Gi')];
    expect(plan(v, c, d)).toEqual([['bound', ['v']], ['pending', []]]);
    expect(plan(c, v, d)).toEqual([['oneOf', ['v']], ['oneOf', ['v']]]);
  });

  test('at any time a reserved volume on another node may come soon enough to keep the claim from a free one', () => {
    const reserved = localVolume('v', '1Gi', 'n2'); // the controller leaves it alone, as its modes do not suffice
    Object.assign(reserved.spec, { accessModes: ['ReadOnlyMany'], claimRef: { namespace: 'default', name: 'c' } });
    const objects = [LOCAL, node('n1'), reserved, localVolume('w', '1Gi', 'n1'), claim('c', '1Gi', local), pod('p', ['c'])];
    expect(claimOf(objects)).toMatchObject({ outcome: 'waiting' });
    expect(claimOf(objects, { arrival: Arrival.ANY })).toMatchObject({ outcome: 'oneOf', volumes: ['w'], mayStayUnbound: true });
    expect(podOf(objects, { arrival: Arrival.ANY })).toMatchObject({ outcome: 'oneOf', message: expect.stringContaining("didn't find available persistent volumes") });
  });

  test('at any time a provisioner may be faster than the volumes', () => {
    const objects = [storageClass('s'), volume('v', '1Gi', { storageClassName: 's' }), claim('c', '1Gi', { storageClassName: 's' })];
    expect(claimOf(objects)).toMatchObject({ outcome: 'bound' });
    expect(claimOf(objects, { arrival: Arrival.ANY })).toMatchObject({ outcome: 'oneOf', volumes: ['v'], mayStayUnbound: true, provisioner: 'cinder.csi.openstack.org' });
  });

  test('ways without a volume that differ are told as one', () => {
    const objects = [CINDER, LOCAL, node('n1'), node('n2'), claim('c', '1Gi', { ...cinder, accessModes: ['ReadWriteOncePod'] }),
      volume('v', '1Gi', { storageClassName: '' }), claim('d', '1Gi', { storageClassName: '' }), claim('e', '1Gi', { storageClassName: '' }), pod('p', ['c', 'd'])];
    expect(claimOf(objects)).toMatchObject({ outcome: 'oneOf', volumes: [], mayStayUnbound: true, message: expect.stringContaining('stays without a volume') });
  });
});

describe('contests that are too large to try', () => {
  const range = (n: number) => Array.from({ length: n }, (_, i) => i);
  const modes = [['ReadWriteOnce'], ['ReadWriteOnce', 'ReadOnlyMany']];

  test.each([Arrival.VOLUMES_FIRST, Arrival.DOCUMENT_ORDER, Arrival.ANY])('claims get a bound: every volume that would do (%s)', (arrival) => {
    const objects = [
      ...range(60).map((i) => claim(`c${i}`, `${1 + i % 7}Gi`, { accessModes: modes[i % 2] })),
      ...range(60).map((i) => volume(`v${i}`, `${1 + i % 9}Gi`, { accessModes: i % 3 ? modes[1] : [...modes[1], 'ReadWriteMany'] })),
      claim('named', '1Gi', { volumeName: 'v0' }), claim('ghost', '1Gi', { volumeName: 'v0', storageClassName: 'x' }),
    ];
    const plan = closed(objects, { arrival });
    expect(plan.claims[0]).toMatchObject({ outcome: 'oneOf', mayStayUnbound: true });
    expect(plan.claims[0].volumes).toHaveLength(60);
    expect(plan.claims[6].volumes).toHaveLength(18);
    expect(plan.claims[60]).toMatchObject({ outcome: 'oneOf', volumes: ['v0'], mayStayUnbound: true });
    expect(plan.claims[61]).toMatchObject({ outcome: 'pending', volumes: [] });
    expect(plan.volumes[0].phases).toEqual(['Available', 'Bound']);
  });

  test('pods over many nodes get a bound too', () => {
    const set = (name: string, storageClassName: string, podSpec: object = {}) =>
      statefulSet(name, 30, [claim('data', '1Gi', { storageClassName })], { podManagementPolicy: 'Parallel' }, podSpec);
    const nowhere = { nodeSelector: { 'kubernetes.io/hostname': 'nowhere' } };
    const spread = { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: {}, topologyKey: 'kubernetes.io/hostname' }] } } };
    const nodes = range(30).map((i) => node(`n${i}`));
    const volumes = range(40).map((i) => localVolume(`v${i}`, `${1 + i % 5}Gi`, `n${i % 30}`));
    const free = closed([LOCAL, ...nodes, ...volumes, set('web', 'local')]);
    expect(free.claims[0]).toMatchObject({ outcome: 'oneOf', mayStayUnbound: false });
    expect(free.pods[0]).toMatchObject({ outcome: 'schedulable', message: undefined });
    expect(free.pods[0].nodes).toHaveLength(30);
    const coupled = closed([LOCAL, CINDER, ...nodes, ...volumes, set('web', 'local', spread), set('db', 'cinder', { ...spread, ...nowhere })]);
    expect(coupled.claims[0]).toMatchObject({ outcome: 'oneOf', mayStayUnbound: true });
    expect(coupled.claims[30]).toMatchObject({ outcome: 'provisioning' });
    expect(coupled.pods[30]).toMatchObject({ outcome: 'unschedulable' });
  });

  test('lists are cut, and say so', () => {
    const plan = closed([...range(700).map((i) => volume(`v${i}`, '1Gi')), claim('c', '1Gi'), claim('d', '1Gi')]);
    expect(plan.claims[0].volumes).toHaveLength(500);
    expect(plan.claims[0].message).toContain('one of 700 volumes (the first 500 are listed)');
  });

  test('a contest beyond the limits is not even set up', () => {
    const objects = [...range(1_100).map((i) => volume(`v${i}`, '1Gi', { accessModes: modes[i % 2] })), ...range(2_100).map((i) => claim(`c${i}`, '1Gi'))];
    expect(closed(objects).claims.filter(({ outcome }) => outcome === 'oneOf')).toHaveLength(2_100);
  });
});

describe('a claim that names its volume, or was bound before, leaves the volumes to claims that are like it', () => {
  const volumes = [localVolume('d1', '3Gi', 'n1'), localVolume('d2', '20Gi', 'n1')];
  const backup = claim('backup', '1Gi', { ...local, volumeName: 'd1' });
  const lost = claim('lost', '1Gi', local, { annotations: { 'pv.kubernetes.io/bind-completed': 'yes' } });
  const cache = claim('cache', '1Gi', local);
  const inOrder = { arrival: Arrival.DOCUMENT_ORDER };

  test('with WaitForFirstConsumer', () => {
    const objects = [LOCAL, node('n1'), ...volumes, backup, cache, pod('a', ['backup']), pod('b', ['cache'])];
    expect(claimOf(objects, inOrder, 'cache')).toMatchObject({ outcome: 'bound', volume: 'd2' });
    expect(claimOf(objects, {}, 'cache')).toMatchObject({ outcome: 'oneOf', volumes: ['d1', 'd2'], mayStayUnbound: false });
    expect(podOf(objects, {}, 'b')).toMatchObject({ outcome: 'schedulable', nodes: ['n1'] });
  });

  test('in a claim template', () => {
    const objects = [LOCAL, node('n1'), ...volumes, backup, statefulSet('web', 1, [claim('www', '1Gi', local)])];
    expect(claimOf(objects, inOrder, 'www-web-0')).toMatchObject({ outcome: 'bound', volume: 'd2' });
    expect(claimOf(objects, {}, 'www-web-0')).toMatchObject({ outcome: 'oneOf', volumes: ['d1', 'd2'], mayStayUnbound: false });
    expect(podOf(objects, {}, 'web-0')).toMatchObject({ outcome: 'schedulable', nodes: ['n1'] });
  });

  test('after a loss of its volume', () => {
    const objects = [LOCAL, node('n1'), ...volumes, lost, cache, pod('a', ['lost', 'cache']), pod('b', ['cache'])];
    expect(claimOf(objects, {}, 'lost')).toMatchObject({ outcome: 'lost' });
    expect(claimOf(objects, {}, 'cache')).toMatchObject({ outcome: 'bound', volume: 'd1' });
    expect(podOf(objects, {}, 'b')).toMatchObject({ outcome: 'schedulable' });
  });

  test('also where there are too many orderings to search', () => {
    const disks = Array.from({ length: 30 }, (_, i) => localVolume(`disk-${i}`, `${i + 1}Gi`, 'n1'));
    const many = Array.from({ length: 25 }, (_, i) => claim(`c${i}`, '1Gi', local));
    const users = [pod('a', ['lost', 'c0']), ...many.map((_, i) => pod(`p${i}`, [`c${i}`]))];
    const objects = [LOCAL, node('n1'), ...disks, lost, ...many, ...users];
    for (const name of ['c0', 'c24']) expect(claimOf(objects, {}, name).volumes).toHaveLength(30);
  });
});
