import { Arrival, StoragePlan } from '../../../src/analysis';
import { claim, node, pod, statefulSet, storageClass, volume } from '../support/objects';

/* What admission plugins refuse because of other objects. */
const plan = (objects: any[], closedWorld = true) => StoragePlan.ofManifests(objects, { closedWorld }).toJson();
const refused = (objects: any[], closedWorld = true) => plan(objects, closedWorld).rejected.map(({ kind, name, message }: any) => `${kind}/${name}: ${message}`);
const object = (apiVersion: string, kind: string, name: string, more: object) => ({ apiVersion, kind, metadata: { name, namespace: 'default' }, ...more });
const limits = (limit: object) => object('v1', 'LimitRange', 'l', { spec: { limits: [{ type: 'PersistentVolumeClaim', ...limit }] } });
const quota = (hard: object, more: object = {}) => object('v1', 'ResourceQuota', 'q', { spec: { hard, ...more } });

test('a LimitRange bounds the request of a claim, from both sides', () => {
  const range = limits({ min: { storage: '1Gi' }, max: { storage: '5Gi' } });
  const objects = [range, volume('v', '20Gi'), claim('big', '10Gi'), claim('ok', '5Gi'), claim('small', '1Mi')];
  expect(refused(objects)).toEqual([
    'PersistentVolumeClaim/big: maximum storage usage per PersistentVolumeClaim is 5Gi, but request is 10Gi',
    'PersistentVolumeClaim/small: minimum storage usage per PersistentVolumeClaim is 1Gi, but request is 1Mi',
  ]);
  expect(plan(objects).claims).toMatchObject([{ name: 'ok', outcome: 'bound', volume: 'v' }]);
  expect(refused([range, { ...claim('big', '10Gi'), metadata: { name: 'big', namespace: 'other' } }])).toEqual([]);
});

test('a set whose claims are refused has no pods', () => {
  const set = statefulSet('db', 2, [claim('data', '10Gi')]);
  expect(plan([limits({ max: { storage: '5Gi' } }), node('n1'), volume('v', '20Gi'), set])).toMatchObject({ claims: [], pods: [], volumes: [{ phase: 'Available' }] });
});

test('a pod whose ephemeral claim is refused is there, and waits for it', () => {
  const own = { name: 'own', ephemeral: { volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } } } };
  const found = plan([quota({ persistentvolumeclaims: '0' }), node('n1'), volume('v', '20Gi'), pod('p', [], { volumes: [own] })]);
  expect(found).toMatchObject({ claims: [], pods: [{ name: 'p', outcome: 'unschedulable', nodes: [] }] });
});

test('what is there uses quotas up, and is not refused', () => {
  const there = (one: any) => ({ ...one, metadata: { ...one.metadata, uid: 'u' } });
  expect(refused([quota({ persistentvolumeclaims: '1' }), there(claim('a', '1Gi')), there(claim('b', '1Gi')), claim('c', '1Gi')])).toEqual([
    'PersistentVolumeClaim/c: exceeded quota: q, limited: persistentvolumeclaims=1',
  ]);
  expect(refused([node('n1'), quota({ pods: '1' }), there(pod('p', [])), pod('q', [])])).toEqual(['Pod/q: exceeded quota: q, limited: pods=1']);
});

test.each<[object, string[]]>([
  [{ 'requests.storage': '3Gi' }, ['c']],
  [{ persistentvolumeclaims: '1' }, ['b', 'c']],
  [{ 'count/persistentvolumeclaims': 2 }, ['c']],
  [{ 'fast.storageclass.storage.k8s.io/requests.storage': '1Gi' }, ['b']],
  [{ 'fast.storageclass.storage.k8s.io/persistentvolumeclaims': '0' }, ['a', 'b']],
  [{ 'requests.cpu': '1' }, []],
])('a quota of %j is used up in the order of the claims', (hard, names) => {
  const fast = { storageClassName: 'fast' };
  const objects = [storageClass('fast'), claim('a', '1Gi', fast), claim('b', '2Gi', fast), claim('c', '1Gi', { storageClassName: '' })];
  const rejected = plan([...objects, quota(hard)]).rejected;
  expect(rejected.map(({ name }: any) => name)).toEqual(names);
  for (const { message } of rejected) expect(message).toMatch(/^exceeded quota: q, limited: /);
  expect(refused([...objects, quota(hard, { scopes: ['BestEffort'] })])).toEqual([]);
});

test('claims of templates use quotas up too', () => {
  const found = plan([quota({ persistentvolumeclaims: '2' }), node('n1'), storageClass('fast'), statefulSet('db', 3, [claim('data', '1Gi', { storageClassName: 'fast' })])]);
  expect(found.claims.map(({ name }: any) => name)).toEqual(['data-db-0', 'data-db-1']);
  expect(found.pods.map(({ name }: any) => name)).toEqual(['db-0', 'db-1']);
});

test('a pod names classes that exist, where the input is all there is', () => {
  const bare = (spec: object) => [node('n1'), pod('p', [], spec)];
  expect(refused(bare({ priorityClassName: 'gold' }))).toEqual(['Pod/p: no PriorityClass with name gold was found']);
  expect(refused(bare({ runtimeClassName: 'kata' }))).toEqual(['Pod/p: pod rejected: RuntimeClass "kata" not found']);
  expect(refused(bare({ priorityClassName: 'gold' }), false)).toEqual([]);
  expect(refused(bare({ priorityClassName: 'system-node-critical' }))).toEqual([]);
  const gold = object('scheduling.k8s.io/v1', 'PriorityClass', 'gold', { value: 10 });
  expect(refused([{ ...gold, metadata: { name: 'gold' } }, ...bare({ priorityClassName: 'gold' })])).toEqual([]);
  expect(plan([node('n1'), statefulSet('db', 1, [], {}, { priorityClassName: 'gold' })]).pods).toEqual([]);
  expect(refused([node('n1'), quota({ pods: '1' }), pod('p', []), pod('q', [])])).toEqual(['Pod/q: exceeded quota: q, limited: pods=1']);
});

test('before 1.26 a claim without class is refused where several classes are the default', () => {
  const isDefault = { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } };
  const classes = ['a', 'b'].map((name) => storageClass(name, 'cinder.csi.openstack.org', {}, isDefault));
  const rejectedAt = (kubernetesVersion: string, objects: any[]) => (
    StoragePlan.ofManifests(objects, { closedWorld: true, kubernetesVersion }).rejected);
  expect(rejectedAt('1.25', [...classes, claim('c', '1Gi')])).toMatchObject([{ name: 'c', message: expect.stringContaining('2 default StorageClasses were found') }]);
  expect(rejectedAt('1.25', [...classes, claim('c', '1Gi', { storageClassName: 'b' })])).toEqual([]);
  expect(rejectedAt('1.25', [classes[0], claim('c', '1Gi')])).toEqual([]);
  expect(rejectedAt('1.26', [...classes, claim('c', '1Gi')])).toEqual([]);
});

describe('several default classes', () => {
  const isDefault = { 'storageclass.kubernetes.io/is-default-class': 'true' };
  const ofClass = (name: string, provisioner: string, created?: string) => (
    storageClass(name, provisioner, {}, { annotations: isDefault, ...created ? { creationTimestamp: created } : {} }));
  const planned = (...objects: any[]) => StoragePlan.ofManifests([...objects, claim('c', '1Gi')], { closedWorld: true }).claims[0];

  test('which is the newest decides, and that is open where they are created together', () => {
    expect(planned(ofClass('a', 'cinder.csi.openstack.org'), ofClass('b', 'nfs.csi.k8s.io'))).toMatchObject({
      outcome: 'oneOf',
      volumes: [],
      mayStayUnbound: true,
      storageClass: undefined,
      message: 'the newest of the default classes a, b decides: provisioned by cinder.csi.openstack.org, or provisioned by nfs.csi.k8s.io',
    });
    expect(planned(ofClass('b', 'cinder.csi.openstack.org'), ofClass('a', 'cinder.csi.openstack.org'))).toMatchObject({ outcome: 'oneOf' });
  });

  test('a dump tells', () => {
    const times = ['2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'];
    expect(planned(ofClass('a', 'cinder.csi.openstack.org', times[0]), ofClass('b', 'nfs.csi.k8s.io', times[1]))).toMatchObject({ outcome: 'provisioning', storageClass: 'b' });
    expect(planned(ofClass('a', 'cinder.csi.openstack.org'), ofClass('b', 'nfs.csi.k8s.io', times[1]))).toMatchObject({ outcome: 'provisioning', storageClass: 'a' });
  });

  test('in document order the last one may win, and one that is first by name wins if it is last', () => {
    const inOrder = (...objects: any[]) => StoragePlan.ofManifests([...objects, claim('c', '1Gi')], { closedWorld: true, arrival: Arrival.DOCUMENT_ORDER }).claims[0];
    expect(inOrder(ofClass('a', 'cinder.csi.openstack.org'), ofClass('b', 'nfs.csi.k8s.io'))).toMatchObject({ outcome: 'oneOf' });
    expect(inOrder(ofClass('b', 'cinder.csi.openstack.org'), ofClass('a', 'nfs.csi.k8s.io'))).toMatchObject({ outcome: 'provisioning', storageClass: 'a' });
  });
});
