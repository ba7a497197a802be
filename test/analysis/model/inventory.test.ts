import { ApiObject, App, Chart } from 'cdk8s';
import { ProblemCode } from '../../../src/analysis/input/source';
import { BindingMode } from '../../../src/analysis/model/admitted';
import { Inventory } from '../../../src/analysis/model/inventory';
import { claim, node, pod, statefulSet, storageClass, volume, WAIT } from '../support/objects';

const of = (objects: unknown[], options = {}) => Inventory.ofManifests(objects, options);
const claimOf = (objects: unknown[], key: string, options = {}) => of(objects, options).claims.get(key)!;
const DEFAULT = { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } };

test('whatever is in the list, nothing throws', () => {
  const cyclic: any = { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'x' }, spec: {} };
  cyclic.spec.self = cyclic;
  const junk = [
    null, undefined, 1, 'x', true, [], [[]], {}, { kind: 'Pod' }, { apiVersion: 'v1' }, { apiVersion: 1, kind: 2 }, { apiVersion: 'v1', kind: '' }, cyclic,
    ...['PersistentVolume', 'PersistentVolumeClaim', 'Pod', 'Node'].flatMap((kind) => [
      { apiVersion: 'v1', kind }, { apiVersion: 'v1', kind, metadata: null, spec: null }, { apiVersion: 'v1', kind, metadata: [], spec: 'x' },
      { apiVersion: 'v1', kind, metadata: { name: 7, labels: [], annotations: 'x' }, spec: [] },
    ]),
    ...['StatefulSet', 'Deployment', 'DaemonSet'].map((kind) => ({ apiVersion: 'apps/v1', kind, metadata: { name: 'w' }, spec: { template: 3, replicas: 'many' } })),
    { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'c' }, allowedTopologies: {}, parameters: [] },
    { apiVersion: 'v1', kind: 'List', items: [null, { apiVersion: 'v1', kind: 'List', items: [3] }] },
  ];
  const { problems, rejected } = of(junk);
  expect(problems.length).toBeGreaterThan(10);
  expect(rejected.length).toBeGreaterThan(10);
});

test('Lists are opened, also those of one kind and those in each other', () => {
  const inventory = of([
    { apiVersion: 'v1', kind: 'List', items: [volume('a', '1Gi'), { apiVersion: 'v1', kind: 'List', items: [volume('b', '1Gi')] }] },
    { apiVersion: 'v1', kind: 'PersistentVolumeList', items: [{ metadata: { name: 'c' }, spec: volume('c', '1Gi').spec }] },
  ]);
  expect(inventory.volumes.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
});

test('the first of two equal objects counts, the other is a problem', () => {
  const { volumes, problems } = of([volume('a', '1Gi'), volume('a', '2Gi')]);
  expect(volumes).toHaveLength(1);
  expect(volumes[0].item.object.spec.capacity.storage).toBe('1Gi');
  expect(problems).toEqual([expect.objectContaining({ code: ProblemCode.DUPLICATE, message: expect.stringContaining('PersistentVolume "a"') })]);
});

test('a custom kind that is called like a built-in one is something else', () => {
  const inventory = of([{ apiVersion: 'example.com/v1', kind: 'StorageClass', metadata: { name: 'fast' } }]);
  expect(inventory.classes.size).toBe(0);
  expect(inventory.objects.custom('example.com', 'StorageClass')).toHaveLength(1);
});

test('a kind that a built-in group does not have is a problem; custom groups may have any', () => {
  const kinds = [['v1', 'PersistantVolume'], ['apps/v1', 'StatefulSets'], ['example.com/v1', 'Thing'], ['v1', 'ConfigMap'], ['extensions/v1beta1', 'Ingress']];
  const { problems, items } = of(kinds.map(([apiVersion, kind]) => ({ apiVersion, kind, metadata: { name: 'x' } })));
  expect(problems.map(({ code, message }) => `${code} ${message}`)).toEqual([
    'UNKNOWN_KIND v1 has no kind PersistantVolume', 'UNKNOWN_KIND apps/v1 has no kind StatefulSets',
  ]);
  expect(items).toHaveLength(5);
});

test('objects are found by kind, namespace and name, and those that the server rejects are told apart', () => {
  const inventory = of([claim('ok', '1Gi'), claim('bad', '-1Gi'), storageClass('fast')]);
  expect(inventory.objects.find('PersistentVolumeClaim', 'default', 'ok')?.name).toBe('ok');
  expect(inventory.objects.find('PersistentVolumeClaim', 'default', 'bad')?.rejections).toHaveLength(1);
  expect(inventory.objects.accepted('', 'PersistentVolumeClaim').map(({ name }) => name)).toEqual(['ok']);
  expect(inventory.objects.find('StorageClass', '', 'fast')?.kind).toBe('StorageClass');
  expect(inventory.rejected.map(({ name }) => name)).toEqual(['bad']);
  expect([inventory.knowsClass('fast'), inventory.knowsClass('slow')]).toEqual([true, false]);
  expect(of([], { knownClasses: ['slow'] }).knowsClass('slow')).toBe(true);
});

describe('defaults and admission', () => {
  test('volumes, claims and classes get the server\'s defaults', () => {
    const inventory = of([volume('v', '1Gi', { accessModes: ['ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOnce'] }), claim('c', '1Gi'), storageClass('s')]);
    expect(inventory.volumes[0]).toMatchObject({
      volumeMode: 'Filesystem', reclaimPolicy: 'Retain', className: '', modes: ['ReadWriteOnce', 'ReadWriteMany'], source: 'nfs',
    });
    expect(inventory.claims.get('default/c')).toMatchObject({ volumeMode: 'Filesystem', className: '', hasClass: false });
    expect(inventory.classes.get('s')).toMatchObject({ bindingMode: BindingMode.IMMEDIATE, reclaimPolicy: 'Delete', isDefault: false });
  });

  test('a claim without class gets the default class, even if it names a volume; "" is a class', () => {
    const objects = [storageClass('std', undefined, {}, DEFAULT), claim('c', '1Gi', { volumeName: 'v' }), claim('none', '1Gi', { storageClassName: '' })];
    expect(claimOf(objects, 'default/c')).toMatchObject({ className: 'std', hasClass: true, classDefaulted: true });
    expect(claimOf(objects, 'default/none')).toMatchObject({ className: '', hasClass: true, classDefaulted: false });
  });

  test('of several default classes the newest wins, then the first by name', () => {
    const at = (name: string, creationTimestamp?: string) => storageClass(name, undefined, {}, { ...DEFAULT, creationTimestamp });
    expect(of([at('b'), at('a')]).defaultClass?.name).toBe('a');
    expect(of([at('a', '2026-01-01T00:00:00Z'), at('b', '2026-01-02T00:00:00Z')]).defaultClass?.name).toBe('b');
  });

  test('the beta annotation overrides the class of volumes and claims', () => {
    const annotations = { 'volume.beta.kubernetes.io/storage-class': 'old' };
    const inventory = of([volume('v', '1Gi', { storageClassName: 'new' }, { annotations }), claim('c', '1Gi', { storageClassName: 'new' }, { annotations })]);
    expect([inventory.volumes[0].className, inventory.claims.get('default/c')?.className]).toEqual(['old', 'old']);
  });

  test('volumeAttributesClassName is dropped before 1.34', () => {
    const objects = [claim('c', '1Gi', { volumeAttributesClassName: 'gold' })];
    expect(claimOf(objects, 'default/c', { kubernetesVersion: '1.33' }).attributesClass).toBe('');
    expect(claimOf(objects, 'default/c', { kubernetesVersion: '1.34' }).attributesClass).toBe('gold');
  });

  test('an unreadable version is an error of the caller', () => {
    expect(() => of([], { kubernetesVersion: 'new' })).toThrow('version must be a version such as "1.36", got "new"');
  });
});

describe('workloads', () => {
  const keys = (objects: unknown[]) => {
    const { claims, pods } = of(objects);
    return { claims: [...claims.keys()], pods: [...pods.keys()] };
  };
  const template = (spec: object) => ({ metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'i' }], ...spec } });
  const deployment = (more: object, spec: object = {}) => ({
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { selector: { matchLabels: { app: 'web' } }, template: template(spec), ...more },
  });
  const DATA = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };
  const EPHEMERAL = { volumes: [{ name: 'tmp', ephemeral: { volumeClaimTemplate: { spec: claim('', '1Gi').spec } } }] };

  test('a StatefulSet makes a claim for each template and ordinal', () => {
    expect(keys([statefulSet('web', 2, [claim('www', '1Gi'), claim('log', '1Gi')], { ordinals: { start: 3 } })])).toEqual({
      claims: ['default/www-web-3', 'default/log-web-3', 'default/www-web-4', 'default/log-web-4'], pods: ['default/web-3', 'default/web-4'],
    });
  });

  test('its claims carry the labels of the template and of the selector; equal names of pod volumes are replaced', () => {
    const set = statefulSet('web', 1, [claim('www', '1Gi')], {}, { volumes: [{ name: 'www', emptyDir: {} }, { name: 'etc', emptyDir: {} }] });
    set.spec.volumeClaimTemplates[0].metadata.labels = { a: 'b' };
    const inventory = of([set]);
    expect(inventory.claims.get('default/www-web-0')).toMatchObject({ labels: { a: 'b', app: 'web' }, from: 'StatefulSet/web' });
    expect(inventory.pods.get('default/web-0')?.uses).toEqual([expect.objectContaining({ claimName: 'www-web-0', ephemeral: false })]);
  });

  test('an ordered set makes its pods one after the other, a parallel one at once', () => {
    const after = (spec: object) => [...of([statefulSet('web', 2, [], spec)]).pods.values()].map((one) => one.after);
    expect(after({})).toEqual([undefined, 'default/web-0']);
    expect(after({ podManagementPolicy: 'Parallel' })).toEqual([undefined, undefined]);
  });

  test('the maximum of a HorizontalPodAutoscaler counts', () => {
    const scaler = {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'h' },
      spec: { scaleTargetRef: { kind: 'StatefulSet', name: 'web' }, maxReplicas: 4 },
    };
    expect(keys([scaler, statefulSet('web', 2, [claim('www', '1Gi')])]).claims).toHaveLength(4);
  });

  test('pods of Deployments count where they use claims; ephemeral volumes are claims of each pod', () => {
    expect(keys([deployment({ replicas: 2 })])).toEqual({ claims: [], pods: [] });
    expect(keys([deployment({ replicas: 2 }, DATA)]).pods).toEqual(['default/web-<0>', 'default/web-<1>']);
    expect(keys([deployment({ replicas: 2 }, EPHEMERAL)]).claims).toEqual(['default/web-<0>-tmp', 'default/web-<1>-tmp']);
  });

  test('Jobs and CronJobs make as many pods as run at once', () => {
    const job = (spec: object) => ({ apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'j' }, spec: { template: template({ ...DATA, restartPolicy: 'Never' }), ...spec } });
    expect(keys([job({})]).pods).toHaveLength(1);
    expect(keys([job({ parallelism: 3, completions: 2 })]).pods).toHaveLength(2);
    const cron = { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'j' }, spec: { schedule: '* * * * *', jobTemplate: { spec: job({}).spec } } };
    expect(of([cron]).pods.get('default/j-<0>')).toMatchObject({ from: 'CronJob/j', source: { path: 'spec.jobTemplate.spec.template.spec' } });
  });

  test('a DaemonSet has a pod on each node, bound to it, or one where no nodes are known', () => {
    const daemons = { ...deployment({}, DATA), kind: 'DaemonSet' };
    expect(keys([daemons, node('n1'), node('n2')]).pods).toEqual(['default/web-<n1>', 'default/web-<n2>']);
    expect(keys([daemons]).pods).toEqual(['default/web-<0>']);
    expect(of([daemons, node('n1')]).pods.get('default/web-<n1>')?.nodeAffinity?.[0].fields).toEqual([{ key: 'metadata.name', operator: 'In', values: ['n1'] }]);
  });

  test('claims lead back to where they are written', () => {
    const set = statefulSet('web', 1, [claim('www', '1Gi')], {}, EPHEMERAL);
    const paths = [...of([set, claim('own', '1Gi')]).claims.values()].map(({ key, source }) => [key, source.path]);
    expect(paths).toEqual([
      ['default/www-web-0', 'spec.volumeClaimTemplates[0]'],
      ['default/web-0-tmp', 'spec.template.spec.volumes[0].ephemeral.volumeClaimTemplate'],
      ['default/own', ''],
    ]);
  });

  test('a Job runs no more pods at once than it has to complete, for rules too', () => {
    const job = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'j' }, spec: { parallelism: 3, completions: 2, template: template({ restartPolicy: 'Never' }) } };
    expect(of([job]).objects.pods.map(({ replicas }) => replicas)).toEqual([2]);
  });

  test('a claim of the input is the one that a StatefulSet uses', () => {
    const inventory = of([statefulSet('web', 1, [claim('www', '1Gi')]), claim('www-web-0', '7Gi')]);
    expect(inventory.claims.size).toBe(1);
    expect(inventory.claims.get('default/www-web-0')?.from).toBeUndefined();
  });

  test('replicas beyond the limit are a problem, not a full memory', () => {
    const { pods, problems } = of([statefulSet('web', 1_000_000_000, [])]);
    expect(pods.size).toBe(10_000);
    expect(problems.map(({ code }) => code)).toEqual([ProblemCode.TOO_LARGE]);
  });

  test('so are pods of a DaemonSet, whose claims come with each node', () => {
    const daemons = { ...deployment({}, EPHEMERAL), kind: 'DaemonSet' };
    const { claims, problems } = of([daemons, ...Array.from({ length: 10_001 }, (_, i) => node(`n${i}`))]);
    expect(claims.size).toBe(10_000);
    expect(problems.map(({ message }) => message)).toEqual(['DaemonSet "web" has 10001 replicas; only the first 10000 are analysed']);
  });

  test('pods tell how they use a claim', () => {
    const one = pod('p', ['a', 'b'], {});
    one.spec.containers[0].volumeMounts = [{ name: 'v0', mountPath: '/a' }];
    one.spec.containers[0].volumeDevices = [{ name: 'v1', devicePath: '/dev/b' }];
    one.spec.volumes[0].persistentVolumeClaim.readOnly = true;
    expect(of([one]).pods.get('default/p')?.uses).toEqual([
      { volume: 'v0', claimName: 'a', ephemeral: false, readOnly: true, mounted: true, device: false },
      { volume: 'v1', claimName: 'b', ephemeral: false, readOnly: false, mounted: false, device: true },
    ]);
  });
});

test('objects of a construct tree know their construct, and where it was made if that was recorded', () => {
  const app = new App();
  const chart = new Chart(app, 'chart');
  const object = new ApiObject(chart, 'class', storageClass('fast', undefined, WAIT));
  chart.node.addMetadata('note', 'here', { stackTrace: true });
  const { items: [item] } = Inventory.ofConstruct(app);
  expect(item).toMatchObject({ kind: 'StorageClass', name: 'fast' });
  expect(item.origin).toMatchObject({ construct: object, path: 'chart/class', made: { file: 'test/analysis/model/inventory.test.ts', line: expect.any(Number) } });
  expect(item.origin.line()).toBeUndefined();
  const plain = new ApiObject(new Chart(app, 'other'), 'class', storageClass('slow'));
  expect(Inventory.ofConstruct(plain).items[0].origin.made).toBeUndefined();
});
