import { said } from '../support/judged';

const CLASS = '{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: cinder.csi.openstack.org, volumeBindingMode: WaitForFirstConsumer, parameters: {PARAMETERS}}\n---\n';
const cls = (parameters = '') => CLASS.replace('PARAMETERS', parameters);
const claim = (size: string) => `{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data}, spec: {storageClassName: fast, accessModes: [ReadWriteOnce], resources: {requests: {storage: ${size}}}}}`;
const node = (name: string, labels = '') => `{apiVersion: v1, kind: Node, metadata: {name: ${name}, labels: {kubernetes.io/hostname: ${name}${labels}}}}\n---\n`;
const conf = (text: string) => `{apiVersion: v1, kind: Secret, metadata: {name: a}, stringData: {cloud.conf: ${JSON.stringify(text)}}}\n---\n`;
const pod = (spec: string, kind = 'DaemonSet', name = 'a') => (kind === 'Pod' ? `{apiVersion: v1, kind: Pod, metadata: {name: ${name}}, spec: {${spec}}}`
  : `{apiVersion: apps/v1, kind: ${kind}, metadata: {name: ${name}}, spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {${spec}}}}}`);
const run = (image: string, args = '') => `{name: ${image}, image: 'registry.k8s.io/provider-os/${image}:v1.36.0', args: [${args}]}`;
const ccm = (args = '') => `containers: [${run('openstack-cloud-controller-manager', args)}]`;
const severities = (found: string[]) => found.map((line) => line.split(' ')[0]);

test.each([['1Gi', 0], ['1G', 1], ['1025Mi', 1], ['2048Mi', 0], ['much', 0]])('a claim of %s', (size, count) => {
  expect(said('OST001', cls() + claim(size))).toHaveLength(count);
});

test.each([
  ['type: a, availability: b, csi.storage.k8s.io/fstype: ext4, csi.storage.k8s.io/node-stage-secret-name: a', []],
  ['fsType: ext4', ['warning']], ['csi.storage.k8s.io/other: a', ['error']], ['zone: a', ['error']], ['volume_type: a', ['error']], ['iops: "5"', ['error']],
])('a class with %s', (parameters, expected) => {
  expect(severities(said('OST002', cls(parameters)))).toEqual(expected);
});

test('a zone that is fixed does no harm where volumes cross zones, or bind at once', () => {
  expect(said('OST003', conf('[BlockStorage]\nignore-volume-az = false') + cls('availability: a'))).toHaveLength(1);
  expect(said('OST003', conf('[BlockStorage]\nignore-volume-az') + cls('availability: a'))).toEqual([]);
  expect(said('OST003', cls('availability: a').replace('WaitForFirstConsumer', 'Immediate'))).toEqual([]);
});

describe('attach limit', () => {
  const set = (replicas: number, claims: number) => `
{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db}, spec: {serviceName: db, replicas: ${replicas}, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: b}]}},
volumeClaimTemplates: [${[...Array(claims).keys()].map((i) => `{metadata: {name: c${i}}, spec: {storageClassName: fast, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}`).join()}]}}`;
  const limit = conf('[BlockStorage]\nnode-volume-attach-limit = 3');

  test('counts all pods of the nodes that are known', () => {
    expect(said('OST004', limit + node('n1') + node('n2') + cls() + set(7, 1))).toEqual([expect.stringContaining('spec.replicas: the pods have 7 Cinder volumes, but 2 nodes can attach only 6.')]);
    expect(said('OST004', limit + node('n1') + node('n2') + cls() + set(6, 1))).toEqual([]);
    expect(said('OST004', limit + cls() + set(7, 1))).toEqual([]);
    expect(said('OST004', node('n1') + cls() + set(7, 1))).toEqual([]);
  });

  test('no node takes a pod with more', () => {
    expect(said('OST004', limit + cls() + set(1, 4))).toEqual([expect.stringContaining('each pod has 4 Cinder volumes, but a node can attach only 3')]);
  });
});

test('the old form of a Cinder volume has an ID too', () => {
  const volume = (id: string) => `{apiVersion: v1, kind: PersistentVolume, metadata: {name: a}, spec: {accessModes: [ReadWriteOnce], capacity: {storage: 1Gi}, cinder: {volumeID: ${id}}}}`;
  expect(said('OST005', volume('my-disk'))).toEqual([expect.stringContaining('spec.cinder.volumeID: my-disk is not the ID')]);
  expect(said('OST005', volume('8f2c1a5286a24f0f9d3b1f5d3f7e0a11'))).toEqual([]);
});

test('kubelets that wait for a controller of the cluster', () => {
  const join = '{apiVersion: kubeadm.k8s.io/v1beta3, kind: JoinConfiguration, nodeRegistration: {kubeletExtraArgs: {cloud-provider: external}}}';
  expect(severities(said('OST006', join))).toEqual(['info']);
  expect(severities(said('OST006', join, { closedWorld: true }))).toEqual(['error']);
  expect(said('OST006', join.replace('external', 'a'))).toEqual([]);
});

describe('master', () => {
  const MASTER = 'node-role.kubernetes.io/master';
  const affinity = (...terms: string[]) => pod(`containers: [{name: a, image: b}], affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [${terms.join()}]}}}`);
  const term = (key: string, operator = 'Exists') => `{matchExpressions: [{key: ${key}, operator: ${operator}}]}`;

  test.each([
    [affinity(term(MASTER)), ['error']], [affinity(term(MASTER), term('node-role.kubernetes.io/control-plane')), []], [affinity(term(MASTER, 'DoesNotExist')), []],
    [pod(`tolerations: [{key: ${MASTER}}], containers: []`), ['warning']], [pod(`tolerations: [{key: ${MASTER}}, {operator: Exists}], containers: []`), []],
  ])('%s', (yaml, expected) => {
    expect(severities(said('OST007', yaml))).toEqual(expected);
  });

  test('depends on the cluster', () => {
    const toleration = pod(`tolerations: [{key: ${MASTER}}], containers: []`);
    expect(severities(said('OST007', toleration, { kubernetesVersion: '1.24' }))).toEqual(['info']);
    expect(said('OST007', toleration, { kubernetesVersion: '1.23' })).toEqual([]);
    expect(said('OST007', node('n1', `, ${MASTER}: ""`) + toleration)).toEqual([]);
  });
});

describe('the controller on a new node', () => {
  const KEY = 'key: node.cloudprovider.kubernetes.io/uninitialized';
  test.each([
    ['{operator: Exists}', []], [`{${KEY}, operator: Exists}`, []], [`{${KEY}, value: "true", effect: NoSchedule}`, []], [`{${KEY}, value: "false"}`, ['error']],
    [`{${KEY}, value: "true", effect: NoExecute}`, ['error']], ['{key: other, operator: Exists}', ['error']], ['{operator: Equal}', ['error']],
  ])('tolerates %s', (toleration, expected) => {
    const manifest = pod(`hostNetwork: true, tolerations: [${toleration}], ${ccm()}`);
    expect(severities(said('OST008', manifest, { closedWorld: true }))).toEqual(expected);
    expect(severities(said('OST008', manifest, { closedWorld: false }))).toEqual(expected.map(() => 'warning')); // nodes of the cluster may be initialized
  });

  test('static pods are not scheduled; a network may be there', () => {
    expect(severities(said('OST008', pod(ccm(), 'Pod')))).toEqual(['warning']);
  });
});

test('inline volumes are a warning while the driver makes them', () => {
  const inline = pod('containers: [{name: a, image: b}], volumes: [{name: v, csi: {driver: cinder.csi.openstack.org}}]', 'Pod');
  expect(severities(said('OST009', inline, { release: '1.30' }))).toEqual(['warning']);
  expect(severities(said('OST009', inline, { release: '1.31' }))).toEqual(['error']);
});

describe('security groups', () => {
  const group = (rule: string) => `{apiVersion: openstack.k-orc.cloud/v1alpha1, kind: SecurityGroup, metadata: {name: a}, spec: {resource: {rules: [{${rule}}]}}}`;
  test.each([
    ['portRange: {min: 10255, max: 10255}, remoteIPPrefix: 10.0.0.0/8', 1], ['direction: egress, portRange: {min: 10255, max: 10255}', 0],
    ['portRange: {min: 30000, max: 32767}', 1], ['portRange: {min: 30000, max: 32767}, remoteIPPrefix: "::/0"', 1], ['portRange: {min: 1, max: 65535}, remoteIPPrefix: 0.0.0.0/0', 1],
    ['portRange: {min: 30000, max: 32767}, remoteGroupRef: workers', 0], ['portRange: {min: 443, max: 443}', 0], ['protocol: icmp', 0], ['portRange: {min: 5, max: 4}', 0],
  ])('%s', (rule, count) => {
    expect(said('OST011', group(rule))).toHaveLength(count);
  });

  test('ports of the past were in use then', () => {
    expect(said('OST011', group('portRange: {min: 10251, max: 10251}, remoteIPPrefix: 10.0.0.0/8'), { kubernetesVersion: '1.22' })).toEqual([]);
  });
});

test.each([
  ['type: snapshot', []], ['type: full', ['error']], ['force-create: "yes"', ['warning']], ['force-create: "T"', []], ['backup-max-duration-seconds-per-gb: 20s', ['error']],
  ['csi.storage.k8s.io/snapshotter-secret-name: a', []], ['other: a', ['warning']],
])('a snapshot class with %s', (parameters, expected) => {
  expect(severities(said('OST012', `{apiVersion: snapshot.storage.k8s.io/v1, kind: VolumeSnapshotClass, metadata: {name: a}, driver: cinder.csi.openstack.org, deletionPolicy: Delete, parameters: {${parameters}}}`))).toEqual(expected);
});

test('names of clusters', () => {
  const driver = (args: string) => pod(`containers: [${run('cinder-csi-plugin', args)}]`);
  expect(said('OST013', pod(ccm()))).toHaveLength(1);
  expect(said('OST013', driver('--cluster=kubernetes'))).toHaveLength(1);
  expect(said('OST013', driver('--cluster=kubernetes, --provide-controller-service=false'))).toEqual([]);
  expect(said('OST013', driver(''))).toEqual([]);
  expect(said('OST013', pod('containers: [{name: c, image: a, command: [/bin/openstack-cloud-controller-manager, --cluster-name=kubernetes]}]'))).toEqual([expect.stringContaining('containers[0].command')]);
});

describe('topology', () => {
  const controller = (args: string, gate?: string) => pod(`containers: [${run('cinder-csi-plugin', args)}, {name: p, image: 'registry.k8s.io/sig-storage/csi-provisioner:v5.3.0', args: [${gate ? `"--feature-gates=${gate}"` : ''}]}]`, 'Deployment');
  const plugin = (args: string) => `\n---\n${pod(`containers: [${run('cinder-csi-plugin', `--provide-controller-service=false${args}`)}]`, 'DaemonSet', 'n')}`;

  test.each([
    ['both sides on', controller('') + plugin(''), []], ['both sides off', controller('--with-topology=false') + plugin(', --with-topology=false'), []],
    ['one side off', controller('') + plugin(', --with-topology=false'), ['error']], ['the gate off', controller('', 'A=true,Topology=false') + plugin(''), ['warning']],
    ['the gate on', controller('', 'Topology=true') + plugin(''), []], ['one side only', plugin(', --with-topology=false').slice(5), []],
  ])('%s', (_, yaml, expected) => {
    expect(severities(said('OST015', yaml))).toEqual(expected);
  });
});

test('annotations of claims may be switched off', () => {
  const driver = (flag: string, sidecar: string) => pod(`containers: [${run('cinder-csi-plugin', flag)}${sidecar}]`, 'Deployment');
  const provisioner = (args: string) => `, {name: p, image: 'registry.k8s.io/sig-storage/csi-provisioner:v5.3.0', args: [${args}]}`;
  expect(said('OST017', driver('--pvc-annotations=false', provisioner('')))).toEqual([]);
  expect(said('OST017', driver('--pvc-annotations', ''))).toEqual([]);
  expect(said('OST017', driver('--pvc-annotations', provisioner('--extra-create-metadata=false')))).toHaveLength(1);
});

test('two drivers side by side are not compared with each other', () => {
  const driver = (name: string, args: string) => pod(`containers: [${run('cinder-csi-plugin', args)}]`, 'Deployment', name);
  expect(said('OST015', `${driver('one', '')}\n---\n${driver('two', '--with-topology=false')}\n---\n${driver('n', '--provide-controller-service=false')}`)).toEqual([]);
});
