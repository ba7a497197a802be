/* Snapshots, restores and clones: references, sizes, modes, drivers, zones and the versions of their API. */
import { stringify } from 'yaml';
import { StoragePlan } from '../../../src/analysis';
import { findings, said } from '../support/judged';
import { claim, NO_PROVISIONER, node, pod, statefulSet, storageClass, volume, WAIT } from '../support/objects';

const yaml = (...objects: object[]) => objects.map((object) => stringify(object)).join('---\n');
const closed = { closedWorld: true };
const SSD = storageClass('ssd');
const snapshot = (name: string, spec: object, more: object = {}) => (
  { apiVersion: 'snapshot.storage.k8s.io/v1', kind: 'VolumeSnapshot', metadata: { name, namespace: 'default', ...more }, spec });
const ofClaim = (name: string, volumeSnapshotClassName?: string) => ({ source: { persistentVolumeClaimName: name }, volumeSnapshotClassName });
const snapshotClass = (name: string, driver = 'cinder.csi.openstack.org', more: object = {}) => (
  { apiVersion: 'snapshot.storage.k8s.io/v1', kind: 'VolumeSnapshotClass', metadata: { name }, driver, deletionPolicy: 'Delete', ...more });
const content = (name: string, spec: object, metadata: object = {}) => ({
  apiVersion: 'snapshot.storage.k8s.io/v1',
  kind: 'VolumeSnapshotContent',
  metadata: { name, ...metadata },
  spec: { deletionPolicy: 'Retain', driver: 'cinder.csi.openstack.org', source: { snapshotHandle: 'h' }, volumeSnapshotRef: { name: 's', namespace: 'default' }, ...spec },
});
const restore = (name = 's') => ({ dataSource: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name } });
const clone = (name = 'data') => ({ dataSource: { kind: 'PersistentVolumeClaim', name } });
const data = (size = '10Gi', more: object = {}) => claim('data', size, { storageClassName: 'ssd', ...more });
const copy = (more: object, size = '10Gi') => claim('copy', size, { storageClassName: 'ssd', ...more });
const DEFAULT = { metadata: { name: 'snap', annotations: { 'snapshot.storage.kubernetes.io/is-default-class': 'true' } } };
const of = (rule: string, objects: object[], options = closed) => said(rule, yaml(...objects), options).map((line) => line.replace(/^(\w+) (\w+)\/(\S+) /, '$1 $3 '));

describe('API versions', () => {
  test.each<[string, string, number]>([
    ['v1beta1', '1.36', 1], ['v1beta1', '1.22', 0], ['v1alpha1', '1.20', 1], ['v1', '1.36', 0], ['v1', '1.18', 1], ['v2', '1.36', 1],
  ])('%s on %s', (version, kubernetesVersion, expected) => {
    const found = findings('API001', yaml({ ...snapshotClass('snap'), apiVersion: `snapshot.storage.k8s.io/${version}` }), { kubernetesVersion });
    expect(found.map(({ severity, path }) => `${severity} ${path}`)).toEqual(Array(expected).fill('error apiVersion'));
    if (expected && version === 'v1beta1') expect(found[0].fix).toBe('Write apiVersion: snapshot.storage.k8s.io/v1.');
  });

  test('the definition in the input decides, of any group', () => {
    const crd = (group: string, kind: string, ...versions: object[]) => (
      { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: `x.${group}` }, spec: { group, names: { kind }, versions } });
    const old = { ...snapshotClass('snap'), apiVersion: 'snapshot.storage.k8s.io/v1beta1' };
    expect(said('API001', yaml(crd('snapshot.storage.k8s.io', 'VolumeSnapshotClass', { name: 'v1', served: true }, { name: 'v1beta1', served: true }), old))).toEqual([]);
    expect(said('API001', yaml(crd('snapshot.storage.k8s.io', 'VolumeSnapshotClass', { name: 'v1', served: true }, { name: 'v1beta1', served: false }), old)))
      .toEqual([expect.stringMatching(/does not serve snapshot\.storage\.k8s\.io\/v1beta1, but v1\.$/)]);
    expect(findings('API001', yaml(crd('example.com', 'Backup', { name: 'v2', served: true }), { apiVersion: 'example.com/v1', kind: 'Backup', metadata: { name: 'a' } })))
      .toEqual([expect.objectContaining({ severity: 'error', fix: 'Write apiVersion: example.com/v2.' })]);
  });
});

describe('what a snapshot refers to', () => {
  const one = [SSD, data(), snapshotClass('snap')];

  test('is there', () => {
    expect(of('SNP001', [...one, snapshot('s', ofClaim('data', 'snap'))])).toEqual([]);
    expect(of('SNP001', [...one, snapshot('s', ofClaim('data', 'snp'))])).toEqual(['error s spec.volumeSnapshotClassName: VolumeSnapshotClass "snp" is not in the input.']);
    expect(findings('SNP001', yaml(...one, snapshot('s', ofClaim('data', 'snp'))))[0]).toMatchObject({ severity: 'warning', fix: 'Write "snap" if that class is meant.' });
    expect(of('SNP001', [...one, snapshot('s', ofClaim('date', 'snap'))])).toEqual(['error s spec.source.persistentVolumeClaimName: claim "date" is not in the input in namespace "default".']);
    expect(of('SNP001', [...one, snapshot('s', ofClaim('date', 'snap'))], { ...closed, knownClaims: ['default/date'] } as any)).toEqual([]);
    expect(of('SNP001', [...one, snapshot('s', ofClaim('data-db-1', 'snap')), statefulSet('db', 2, [claim('data', '1Gi', { storageClassName: 'ssd' })])])).toEqual([]);
  });

  test('a claim of another namespace, also in an open world', () => {
    expect(of('SNP001', [...one, snapshot('s', ofClaim('data', 'snap'), { namespace: 'backup' })], {} as any))
      .toEqual([expect.stringMatching(/^error s .*claim "data" is in namespace "default", but a snapshot takes only claims of its own namespace, "backup"/)]);
  });

  test('contents and snapshots', () => {
    const named = snapshot('s', { source: { volumeSnapshotContentName: 'c' } });
    expect(of('SNP001', [named])).toEqual(['error s spec.source.volumeSnapshotContentName: VolumeSnapshotContent "c" is not in the input.']);
    expect(of('SNP001', [named, content('c', {})])).toEqual([]);
    expect(of('SNP001', [content('c', { volumeSnapshotClassName: 'none' })])).toEqual([
      'error c spec.volumeSnapshotClassName: VolumeSnapshotClass "none" is not in the input.', 'error c spec.volumeSnapshotRef: VolumeSnapshot "default/s" is not in the input.',
    ]);
  });
});

describe('what a snapshot does not fit', () => {
  test.each<[string, object[], RegExp | undefined]>([
    ['a class of its driver', [SSD, data(), snapshotClass('snap'), snapshot('s', ofClaim('data', 'snap'))], undefined],
    ['a class of another driver', [SSD, data(), snapshotClass('snap', 'ebs.csi.aws.com'), snapshot('s', ofClaim('data', 'snap'))], /is of driver ebs\.csi\.aws\.com, but claim "data" is of cinder/],
    ['a driver without snapshots', [storageClass('ssd', 'rancher.io/local-path'), data(), snapshotClass('snap'), snapshot('s', ofClaim('data', 'snap'))], /takes no snapshots/],
    ['local volumes', [storageClass('ssd', NO_PROVISIONER), data(), snapshotClass('snap'), snapshot('s', ofClaim('data', 'snap'))], /without a provisioner/],
    ['a volume that is not of CSI', [volume('v', '10Gi', { storageClassName: 'x' }), data('10Gi', { storageClassName: 'x' }), snapshotClass('snap'), snapshot('s', ofClaim('data', 'snap'))], /volume "v", which is not of a CSI driver/],
    ['a CSI volume of another driver', [volume('v', '10Gi', { storageClassName: 'x', nfs: undefined, csi: { driver: 'ebs.csi.aws.com', volumeHandle: 'h' } }), data('10Gi', { storageClassName: 'x' }),
      snapshotClass('snap'), snapshot('s', ofClaim('data', 'snap'))], /is of driver cinder\.csi\.openstack\.org, but claim "data" is of ebs/],
    ['no class and no default', [SSD, data(), snapshotClass('snap'), snapshot('s', ofClaim('data'))], /has no default VolumeSnapshotClass/],
    ['no class and one default', [SSD, data(), snapshotClass('snap', undefined, DEFAULT), snapshot('s', ofClaim('data'))], undefined],
    ['no class and two defaults', [SSD, data(), snapshotClass('snap', undefined, DEFAULT), snapshotClass('b', undefined, { metadata: { ...DEFAULT.metadata, name: 'b' } }), snapshot('s', ofClaim('data'))], /"snap" and "b" are both defaults/],
    ['a content of another snapshot', [content('c', { volumeSnapshotRef: { name: 'other', namespace: 'default' } }), snapshot('s', { source: { volumeSnapshotContentName: 'c' } })], /belongs to VolumeSnapshot "default\/other"/],
    ['a content that the snapshot does not name', [content('c', {}), content('d', {}), snapshot('s', { source: { volumeSnapshotContentName: 'd' } })], /names the content "d"/],
    ['a content beside a claim', [SSD, data(), snapshotClass('snap'), content('c', {}), snapshot('s', ofClaim('data', 'snap'))], /gets a content of its own/],
    ['a content of another driver', [snapshotClass('snap', 'ebs.csi.aws.com'), content('c', { volumeSnapshotClassName: 'snap' }), snapshot('s', { source: { volumeSnapshotContentName: 'c' } })], /but that of VolumeSnapshotClass "snap" is ebs/],
  ])('%s', (_, objects, expected) => {
    expect(of('SNP002', objects)).toEqual(expected ? [expect.stringMatching(expected)] : []);
  });

  test('an open world may have a default class', () => {
    expect(of('SNP002', [SSD, data(), snapshot('s', ofClaim('data'))], {} as any)).toEqual([]);
  });
});

describe('a claim that starts as a copy', () => {
  const SNAP = [snapshotClass('snap'), snapshot('s', ofClaim('data', 'snap'))];
  const outcome = (...objects: object[]) => {
    const found = StoragePlan.ofManifests(objects, closed).claims.find(({ name }) => name === 'copy')!;
    return [found.outcome, found.event ?? '', found.message].join(' ');
  };

  test.each<[string, object[], RegExp | undefined]>([
    ['a snapshot', [SSD, data(), ...SNAP, copy(restore())], undefined],
    ['a larger restore', [SSD, data(), ...SNAP, copy(restore(), '20Gi')], undefined],
    ['a smaller restore', [SSD, data('20Gi'), ...SNAP, copy(restore())], /spec\.resources\.requests\.storage: .*requests 10Gi, but VolumeSnapshot "s" has 20Gi/],
    ['a smaller clone', [SSD, data('20Gi'), copy(clone())], /requests 10Gi, but claim "data" has 20Gi/],
    ['by dataSourceRef', [SSD, data('20Gi'), copy({ dataSourceRef: clone().dataSource })], /claim "data" has 20Gi/],
    ['the size that the snapshot reports', [SSD, data(), { ...snapshot('s', ofClaim('data', 'snap')), status: { restoreSize: '12Gi' } }, copy(restore())], /"s" has 12Gi/],
    ['no such snapshot', [SSD, copy(restore())], /spec\.dataSource: .*VolumeSnapshot "s", from which the claim starts, is not in the input in namespace "default"/],
    ['no such claim', [SSD, copy(clone())], /claim "data", from which the claim starts, is not in the input/],
    ['itself', [SSD, copy(clone('copy'))], /the claim copies itself/],
    ['raw blocks from files', [SSD, data(), ...SNAP, copy({ ...restore(), volumeMode: 'Block' })], /spec\.volumeMode: .*is of a Filesystem volume, but the claim is Block/],
    ['files from raw blocks', [SSD, data('10Gi', { volumeMode: 'Block' }), copy(clone())], /is of a Block volume, but the claim is Filesystem/],
    ['the mode that a content states', [SSD, content('c', { sourceVolumeMode: 'Block' }), snapshot('s', { source: { volumeSnapshotContentName: 'c' } }), copy(restore())], /of a Block volume/],
    ['a mode that may change', [SSD, content('c', { sourceVolumeMode: 'Block' }, { annotations: { 'snapshot.storage.kubernetes.io/allow-volume-mode-change': 'true' } }),
      snapshot('s', { source: { volumeSnapshotContentName: 'c' } }), copy(restore())], undefined],
    ['another driver', [SSD, storageClass('ebs', 'ebs.csi.aws.com'), data('10Gi', { storageClassName: 'ebs' }), copy(clone())], /is of driver ebs\.csi\.aws\.com, which cinder\.csi\.openstack\.org of class "ssd" cannot copy/],
    ['a driver that clones nothing', [storageClass('ssd', 'rancher.io/local-path'), data(), copy(clone())], /does not clone volumes/],
  ])('%s', (_, objects, expected) => {
    expect(of('SNP003', objects)).toEqual(expected ? [expect.stringMatching(expected)] : []);
    expect(outcome(...objects)).toMatch(expected ? /^pending ProvisioningFailed failed to provision volume: / : /^provisioning/);
  });

  test('a source of another namespace is an error in any world, and the plan of an open world is open', () => {
    const far = [SSD, claim('data', '10Gi', { storageClassName: 'ssd' }, { namespace: 'prod' }), copy(clone())];
    expect(of('SNP003', far, {} as any)).toEqual([expect.stringMatching(/^error copy .*claim "data" is in namespace "prod", but a claim copies only sources of its own namespace, "default"/)]);
    expect(of('SNP003', [SSD, copy(clone())], {} as any)).toEqual([expect.stringMatching(/^warning /)]);
    expect(StoragePlan.ofManifests([SSD, copy(clone())]).claims[0].outcome).toBe('unknown');
  });

  test('a class without provisioner binds to what is there, without the data', () => {
    const objects = [storageClass('ssd', NO_PROVISIONER), volume('a', '10Gi', { storageClassName: 'ssd' }), volume('b', '10Gi', { storageClassName: 'ssd' }), data(), copy(clone())];
    expect(of('SNP003', objects)).toEqual([expect.stringMatching(/^warning copy .*gets an existing volume without the data of claim "data"/)]);
  });

  test('a claim that waits for a pod never gets its copy, and neither does the pod run', () => {
    const objects = [storageClass('ssd', undefined, WAIT), node('n1'), data('20Gi'), copy(clone()), pod('web', ['copy'])];
    const plan = StoragePlan.ofManifests(objects, closed);
    expect(plan.claims.find(({ name }) => name === 'copy')!.outcome).toBe('pending');
    expect(plan.pods[0].outcome).not.toBe('schedulable');
  });

  test('the templates of a set, told once', () => {
    const set = statefulSet('db', 3, [claim('data', '5Gi', { storageClassName: 'ssd', ...restore() })]);
    expect(of('SNP003', [SSD, claim('seed', '8Gi', { storageClassName: 'ssd' }), snapshot('s', ofClaim('seed', 'snap')), set]))
      .toEqual([expect.stringMatching(/^error db spec\.volumeClaimTemplates\[0\]\.spec\.resources\.requests\.storage: claim template "data": /)]);
  });
});

describe('copies within Cinder', () => {
  const zone = (name: string, value: string) => node(name, { 'topology.cinder.csi.openstack.org/zone': value });
  const inZone = (name: string, availability: string) => storageClass(name, undefined, { parameters: { availability } });
  const pinned = (name: string, host: string) => pod(`p-${name}`, [name], { nodeSelector: { 'kubernetes.io/hostname': host } });
  const waiting = storageClass('ssd', undefined, WAIT);
  const outcome = (...objects: object[]) => {
    const found = StoragePlan.ofManifests(objects, closed).claims.find(({ name }) => name === 'copy')!;
    return found.outcome === 'oneOf' ? 'oneOf' : found.outcome;
  };

  test.each<[string, object[], RegExp | undefined, string]>([
    ['one zone', [SSD, zone('n1', 'a'), data(), copy(clone())], undefined, 'provisioning'],
    ['zones of the classes differ', [inZone('ssd', 'a'), inZone('far', 'b'), data(), copy({ storageClassName: 'far', ...clone() })], /^error .*source is in zone "a", but the copy is created in "b"/, 'pending'],
    ['allowed topologies differ', [inZone('ssd', 'a'), storageClass('far', undefined, { allowedTopologies: [{ matchLabelExpressions: [{ key: 'topology.cinder.csi.openstack.org/zone', values: ['b'] }] }] }),
      data(), copy({ storageClassName: 'far', ...clone() })], /^error .*is in zone "a"/, 'pending'],
    ['the pods are in two zones', [waiting, zone('n1', 'a'), zone('n2', 'b'), data(), copy(clone()), pinned('data', 'n1'), pinned('copy', 'n2')], /^error .*is in zone "a", but the copy is created in "b"/, 'pending'],
    ['the pods are in one zone', [waiting, zone('n1', 'a'), zone('n2', 'b'), data(), copy(clone()), pinned('data', 'n1'), pinned('copy', 'n1')], undefined, 'waiting|provisioning'],
    ['several zones are possible', [SSD, zone('n1', 'a'), zone('n2', 'b'), data(), copy(clone())], /^warning .*may be created in another zone/, 'oneOf'],
    ['another volume type', [SSD, storageClass('hdd', undefined, { parameters: { type: 'hdd' } }), data(), copy({ storageClassName: 'hdd', ...clone() })], /^warning .*default volume type, but the copy asks for volume type "hdd"/, 'oneOf'],
    ['another driver is another matter', [storageClass('ssd', 'ebs.csi.aws.com', { parameters: { type: 'gp3' } }), storageClass('io', 'ebs.csi.aws.com', { parameters: { type: 'io2' } }), data(), copy({ storageClassName: 'io', ...clone() })], undefined, 'provisioning'],
  ])('%s', (_, objects, expected, planned) => {
    expect(of('SNP004', objects)).toEqual(expected ? [expect.stringMatching(expected)] : []);
    expect(outcome(...objects)).toMatch(new RegExp(`^(${planned})$`));
  });

  test('a driver without topology ignores the zones of nodes, pods and classes, but not those of its parameters', () => {
    const driver = (flag: string) => pod('driver', [], { containers: [{ name: 'd', image: 'registry.k8s.io/provider-os/cinder-csi-plugin:v1.36.0', args: [flag] }] });
    const allowed = (name: string, value: string) => storageClass(name, undefined, { allowedTopologies: [{ matchLabelExpressions: [{ key: 'topology.cinder.csi.openstack.org/zone', values: [value] }] }] });
    const nodes = [zone('n1', 'a'), zone('n2', 'b')];
    const copies = [data(), copy({ storageClassName: 'far', ...clone() })];
    const copiesOf = (flag: string, ...classes: object[]) => of('SNP004', [...classes, ...nodes, ...copies, driver(flag)]);
    expect(copiesOf('--with-topology=false', allowed('ssd', 'a'), allowed('far', 'b'))).toEqual([]);
    expect(outcome(allowed('ssd', 'a'), allowed('far', 'b'), ...nodes, ...copies, driver('--with-topology=false'))).toBe('provisioning');
    expect(copiesOf('--with-topology=false', SSD, storageClass('far'))).toEqual([]);
    expect(copiesOf('--with-topology=true', allowed('ssd', 'a'), allowed('far', 'b'))).toEqual([expect.stringMatching(/^error /)]);
    expect(copiesOf('--with-topology=false', inZone('ssd', 'a'), inZone('far', 'b'))).toEqual([expect.stringMatching(/^error /)]);
  });

  test('restores of snapshots too, but not of backups', () => {
    const objects = (type?: string) => [inZone('ssd', 'a'), inZone('far', 'b'), data(), snapshotClass('snap', undefined, { parameters: type ? { type } : undefined }),
      snapshot('s', ofClaim('data', 'snap')), copy({ storageClassName: 'far', ...restore() })];
    expect(of('SNP004', objects())).toEqual([expect.stringMatching(/^error copy spec\.dataSource: /)]);
    expect(of('SNP004', objects('backup'))).toEqual([]);
  });

  test('each replica of a set that starts from one snapshot', () => {
    const set = statefulSet('db', 2, [claim('data', '10Gi', { storageClassName: 'ssd', ...restore() })]);
    const objects = [waiting, zone('n1', 'a'), zone('n2', 'b'), claim('seed', '10Gi', { storageClassName: 'ssd' }), snapshotClass('snap'), snapshot('s', ofClaim('seed', 'snap')), set, pinned('seed', 'n1')];
    expect(of('SNP004', objects)).toEqual([expect.stringMatching(/^warning db spec\.volumeClaimTemplates\[0\]\.spec\.dataSource: /)]);
  });
});

describe('attributes classes', () => {
  const gold = (name = 'gold') => ({ apiVersion: 'storage.k8s.io/v1', kind: 'VolumeAttributesClass', metadata: { name }, driverName: 'ebs.csi.aws.com', parameters: { iops: '4000' } });
  const wanted = claim('data', '10Gi', { volumeAttributesClassName: 'gold' });

  test('are there', () => {
    expect(of('CLS024', [wanted])).toEqual([expect.stringMatching(/^error data spec\.volumeAttributesClassName: .*"gold", which is not in the input/)]);
    expect(of('CLS024', [wanted], {} as any)).toEqual([expect.stringMatching(/^warning /)]);
    expect(of('CLS024', [wanted, gold()])).toEqual([]);
    expect(findings('CLS024', yaml(wanted, gold('gold1')))[0].fix).toBe('Write "gold1" if that class is meant.');
    expect(of('CLS024', [wanted, volume('v', '10Gi', { volumeAttributesClassName: 'gold', nfs: undefined, csi: { driver: 'ebs.csi.aws.com', volumeHandle: 'h' } })])).toEqual([]);
  });
});

describe('data sources that the API server drops', () => {
  const fixes = (more: object, options = {}) => findings('SNP005', yaml(SSD, copy(more)), options).map(({ message, fix }) => `${message} ${fix}`);
  test.each<[object, RegExp]>([
    [{ kind: 'VolumeSnapshot', name: 's' }, /VolumeSnapshot without apiGroup, so the volume is empty\. Write apiGroup: snapshot\.storage\.k8s\.io\.$/],
    [{ apiGroup: 'snapshot.storage.k8s.io/v1', kind: 'VolumeSnapshot', name: 's' }, /VolumeSnapshot of snapshot\.storage\.k8s\.io\/v1, so .* Write apiGroup: snapshot\.storage\.k8s\.io\.$/],
    [{ apiGroup: 'v1', kind: 'PersistentVolumeClaim', name: 'data' }, /PersistentVolumeClaim of v1, so the volume is empty\. Remove apiGroup\.$/],
    [{ apiGroup: 'cdi.kubevirt.io', kind: 'VolumeImportSource', name: 'i' }, /VolumeImportSource of cdi\.kubevirt\.io, so .* Write the reference as dataSourceRef/],
  ])('%j', (dataSource, expected) => {
    expect(fixes({ dataSource })).toEqual([expect.stringMatching(expected)]);
    expect(fixes({ dataSource }, { kubernetesVersion: '1.20' })).toHaveLength(1);
  });

  test('not what it keeps, and not next to a dataSourceRef, which it validates', () => {
    expect([restore(), clone(), {}].flatMap((more) => fixes(more))).toEqual([]);
    const other = { apiGroup: 'cdi.kubevirt.io', kind: 'VolumeImportSource', name: 'i' };
    expect(fixes({ dataSource: other, dataSourceRef: other })).toEqual([]);
  });

  test('in claim templates', () => {
    const set = statefulSet('db', 1, [copy({ dataSource: { kind: 'VolumeSnapshot', name: 's' } })]);
    expect(findings('SNP005', yaml(SSD, set))).toMatchObject([{ path: 'spec.volumeClaimTemplates[0].spec.dataSource' }]);
  });
});
