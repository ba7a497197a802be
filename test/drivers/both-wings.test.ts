/* One fault, one id: a class says the same at synth and to `check`. */
import { App, Chart } from 'cdk8s';
import { Advice, CinderStorageClass, Cluster, Filesystem, manila as manilaCsi, ManilaProtocol, Release, StorageClass, VolumeBindingMode } from '../../src';
import { StorageAnalysis } from '../../src/analysis';
import { minorNumber, NEWEST_RELEASE } from '../../src/kubernetes/minor';
import { stderrOf } from '../support/synth';

const RULES = /^(OST002|LOC014|CSI015|CLS022)$/;

type Facts = [provisioner: string, parameters: { [name: string]: string }, expected: string[]];

function chart(kubernetesVersion = '1.36') {
  return new Cluster(new Chart(new App({ outdir: '/nonexistent' }), 'test'), 'c', { kubernetesVersion });
}

/** What the construct says, and what `check` says about its manifest. */
function both(build: (scope: Cluster) => void, kubernetesVersion?: string): [string[], string[]] {
  const scope = chart(kubernetesVersion);
  build(scope);
  const synth = Advice.of(scope).open.filter(({ id }) => RULES.test(id)).map((note) => `${note.severity} ${note.id} ${note.field}: ${note.message} ${note.fix}`);
  const found = StorageAnalysis.of(scope).findings.filter(({ rule }) => RULES.test(rule));
  return [synth.sort(), found.map((f) => `${f.severity} ${f.rule} ${f.path}: ${f.message} ${f.fix}`).sort()];
}

const rbdSecrets = Object.fromEntries(['provisioner', 'node-stage'].flatMap((call) => [
  [`csi.storage.k8s.io/${call}-secret-name`, 'ceph'], [`csi.storage.k8s.io/${call}-secret-namespace`, 'rook-ceph'],
]));
const smbSecret = { 'csi.storage.k8s.io/node-stage-secret-name': 'smb', 'csi.storage.k8s.io/node-stage-secret-namespace': 'default' };

const CASES: Facts[] = [
  ['cinder.csi.openstack.org', { type: 'ssd' }, []],
  ['cinder.csi.openstack.org', { volumeType: 'ssd' }, ['error OST002 parameters[volumeType]: the Cinder CSI driver ignores the unknown parameter "volumeType". Write type.']],
  ['cinder.csi.openstack.org', { zone: 'a' }, ['error OST002 parameters[zone]: the Cinder CSI driver ignores the unknown parameter "zone". Write availability.']],
  ['cinder.csi.openstack.org', { 'csi.storage.k8s.io/fsType': 'xfs' }, ['error OST002 parameters[csi.storage.k8s.io/fsType]: "csi.storage.k8s.io/fsType" is unknown to the sidecar']],
  ['cinder.csi.openstack.org', { fstype: 'xfs' }, ['warning OST002 parameters[fstype]: the parameter fstype is deprecated. Write csi.storage.k8s.io/fstype.']],
  ['cinder.csi.openstack.org', { 'csi.storage.k8s.io/fstype': 'ntfs' }, ['error OST002 parameters[csi.storage.k8s.io/fstype]: the parameter csi.storage.k8s.io/fstype is "ntfs", but must be one of']],
  ['cinder.csi.openstack.org', { 'mkfs-options': '-m0' }, ['warning OST002 parameters[mkfs-options]: the driver reads mkfs-options since cloud-provider-openstack 1.37; 1.36 ignores it.']],
  ['cinder.csi.openstack.org', { 'csi.storage.k8s.io/provisioner-secret-name': 'a' }, ['error CSI015 parameters[csi.storage.k8s.io/provisioner-secret-name]: csi.storage.k8s.io/provisioner-secret-name is set without']],
  ['disk.csi.example.com', { 'anything': 'a', 'csi.storage.k8s.io/node-stage-secret-namespace': 'a' }, ['error CSI015 parameters[csi.storage.k8s.io/node-stage-secret-namespace]:']],
  ['rancher.io/local-path', { path: '/data' }, ['warning LOC014 parameters[path]: the local-path provisioner ignores the unknown parameter "path".']],
  ['zfs.csi.openebs.io', { poolpattern: '^tank-', atime: 'off', logbias: 'throughput', scheduler: 'SpaceWeighted' }, []],
  ['zfs.csi.openebs.io', { poolname: 'tank', poolpattern: '^tank-' }, ['error CLS022 parameters[poolname]: poolname or poolpattern is required, but not both.']],
  ['zfs.csi.openebs.io', {}, ['error CLS022 parameters[poolname]: poolname or poolpattern is required, but not both.']],
  ['io.openebs.csi-mayastor', { repl: '2' }, []],
  ['nfs.csi.k8s.io', { server: 'a', share: '/b' }, []],
  ['nfs.csi.k8s.io', { server: 'a', share: '/b', foo: 'bar' }, ['error CLS022 parameters[foo]: csi-driver-nfs rejects the unknown parameter "foo". Use one of server, share,']],
  ['nfs.csi.k8s.io', { server: 'a' }, ['error CLS022 parameters[share]: the parameter share is missing; csi-driver-nfs requires it. Add share.']],
  ['nfs.csi.k8s.io', { server: 'a', share: '/b', subdir: 'c', onDelete: 'keep' }, ['error CLS022 parameters[onDelete]: the parameter onDelete is "keep", but must be one of delete, retain, archive.']],
  ['rook-ceph.rbd.csi.ceph.com', { clusterID: 'rook-ceph', pool: 'a' }, ['error CSI015 parameters[csi.storage.k8s.io/provisioner-secret-name]: the class names no Secret with the credentials of the Ceph RBD driver']],
  ['rook-ceph.rbd.csi.ceph.com', { ...rbdSecrets, clusterID: 'rook-ceph' }, ['error CLS022 parameters[pool]: pool or topologyConstrainedPools is required, but not both.']],
  ['rook-ceph.rbd.csi.ceph.com', { ...rbdSecrets, clusterID: 'rook-ceph', pool: 'a', topologyConstrainedPools: '[{"poolName":"a","domainSegments":[1]}]' },
    ['error CLS022 parameters[pool]:', 'error CLS022 volumeBindingMode: volumeBindingMode must be WaitForFirstConsumer']],
  ['driver.longhorn.io', { standby: 'true' }, ['warning CLS022 parameters[standby]: Longhorn ignores the unknown parameter "standby".']],
  ['driver.longhorn.io', { numberOfReplicas: '0' }, ['error CLS022 parameters[numberOfReplicas]: the parameter numberOfReplicas is "0", but must be a whole number between 1 and 20.']],
  ['local.csi.openebs.io', { storage: 'lvm' }, ['error CLS022 parameters[volgroup]: volgroup or vgpattern is required']],
  ['linstor.csi.linbit.com', { 'linstor.csi.linbit.com/placementCount': '2', 'storagePool': 'a', 'property.linstor.csi.linbit.com/DrbdOptions/auto-quorum': 'suspend-io', 'other.example.com/x': 'y' }, []],
  ['linstor.csi.linbit.com', { placementCnt: '2' }, ['error CLS022 parameters[placementCnt]: the LINSTOR CSI driver rejects the unknown parameter "placementCnt". Write placementCount.']],
  ['topolvm.io', { 'topolvm.io/device-class': 'ssd' }, []],
  ['topolvm.io', { 'device-class': 'ssd' }, ['warning CLS022 parameters[device-class]: TopoLVM ignores the unknown parameter "device-class". Write topolvm.io/device-class.']],
  ['smb.csi.k8s.io', { ...smbSecret, source: '//server/share', subdir: 'a' }, []],
  ['smb.csi.k8s.io', { source: '//server/share' }, ['error CSI015 parameters[csi.storage.k8s.io/node-stage-secret-name]: the class names no Secret with the credentials of csi-driver-smb']],
  ['csi.trident.netapp.io', { backendType: 'ontap-nas', media: 'ssd', storagePools: 'a:b;c:d', fsType: 'xfs' }, []],
  ['csi.trident.netapp.io', { backend: 'ontap-nas' }, ['error CLS022 parameters[backend]: Trident rejects the unknown parameter "backend"']],
  ['ebs.csi.aws.com', { 'TYPE': 'io2', 'iops': '1000', 'tagSpecification_1': 'a=b', 'csi.storage.k8s.io/fstype': 'xfs', 'encrypted': 'true' }, []],
  ['ebs.csi.aws.com', { type: 'gp5' }, ['error CLS022 parameters[type]: the parameter type is "gp5", but must be one of io1, io2, gp2, gp3, sc1, st1, standard.']],
  ['ebs.csi.aws.com', { IOPS: '1', iopsPerGb: '2' }, ['error CLS022 parameters[IOPS]: iops and iopsPerGB are mutually exclusive. Remove one.']],
  ['ebs.csi.aws.com', { encrypted: 'yes' }, ['warning CLS022 parameters[encrypted]: the parameter encrypted is "yes", but must be true or false.']],
  ['pd.csi.storage.gke.io', { 'type': 'pd-balanced', 'replication-type': 'regional-pd' }, []],
  ['pd.csi.storage.gke.io', { replicationType: 'regional-pd' }, ['error CLS022 parameters[replicationType]: the GCE Persistent Disk CSI driver rejects the unknown parameter "replicationType". Write replication-type.']],
  ['disk.csi.azure.com', { 'skuname': 'Premium_LRS', 'CachingMode': 'None', 'device-setting/queue/max_sectors_kb': '52' }, []],
  ['disk.csi.azure.com', { sku: 'Premium_LRS' }, ['error CLS022 parameters[sku]: the Azure Disk CSI driver rejects the unknown parameter "sku". Write skuName.']],
  ['disk.csi.azure.com', { skuName: 'PremiumV2_LRS', cachingMode: 'ReadOnly' }, ['error CLS022 parameters[cachingMode]: cachingMode must be None with PremiumV2_LRS.']],
  ['file.csi.azure.com', { protocol: 'nfs', skuName: 'Premium_LRS', mountPermissions: '0' }, []],
  ['file.csi.azure.com', { protocol: 'ftp' }, ['error CLS022 parameters[protocol]: the parameter protocol is "ftp", but must be one of smb, nfs.']],
  ['nfs.csi.k8s.io', { server: 'a', share: '/', uid: '1' }, ['error CLS022 parameters[uid]: the driver reads uid since csi-driver-nfs 4.14; 4.13 rejects it.']],
  ['nfs.manila.csi.openstack.org', { type: 'default' }, ['error CSI015 parameters[csi.storage.k8s.io/provisioner-secret-name]: the class names no Secret']],
  ['kubernetes.io/no-provisioner', { anything: 'a' }, []],
  ['kubernetes.io/gce-pd', { zone: 'a', type: 'pd-ssd' }, []],
  ['unknown.example.com', { anything: 'a' }, []],
];

test.each(CASES)('%s with %j', (provisioner, parameters, expected) => {
  const [synth, found] = both((scope) => new StorageClass(scope, 'x', { provisioner, parameters }));
  expect(found).toEqual(synth);
  expect(synth).toHaveLength(expected.length);
  expected.forEach((text, i) => expect(synth[i]).toContain(text));
});

test('typed classes say it too, of parameters that they have no property for and of other releases', () => {
  const [cinder, read] = both((scope) => new CinderStorageClass(scope, 'x', { mkfsOptions: '-m0', volumeMetadata: { a: 'b' }, extraParameters: { iops: '5' } }));
  expect(cinder).toEqual(read);
  expect(cinder.map((line) => line.split(':')[0])).toEqual([
    'error OST002 parameters[iops]', 'warning OST002 parameters[appendVolumeMetadata]', 'warning OST002 parameters[mkfs-options]',
  ]);
  const secret = { name: 'a', namespace: 'b' };
  const topology = { protocol: ManilaProtocol.NFS, secret, autoTopology: true };
  const [manila, manilaRead] = both((scope) => new manilaCsi.ManilaStorageClass(scope, 'x', topology), '1.24');
  expect(manila).toEqual([
    'warning CLS022 parameters[autoTopology]: the driver reads autoTopology since cloud-provider-openstack 1.25; 1.24 ignores it. '
    + 'Remove it, or use cloud-provider-openstack 1.25 or newer.',
  ]);
  expect(manilaRead).toEqual(manila);
  expect(both((scope) => new manilaCsi.ManilaStorageClass(scope, 'x', topology), '1.25')[0]).toEqual([]);
});

test('Cinder formats with btrfs since 1.25, and both wings say so for older releases', () => {
  const btrfs = (minor: string) => both((scope) => new CinderStorageClass(scope, 'x', { fsType: Filesystem.BTRFS }), minor);
  expect(btrfs('1.25')).toEqual([[], []]);
  const [synth, read] = btrfs('1.24');
  expect(synth).toEqual([expect.stringContaining('parameters[csi.storage.k8s.io/fstype]')]);
  expect(synth[0]).toContain('1.25');
  expect(read).toEqual(synth);
});

test('a driver with a name of its own is known by its typed class', () => {
  const [synth] = both((scope) => new CinderStorageClass(scope, 'x', { driverName: 'cinder.example.com', extraParameters: { iops: '5' } }));
  expect(synth).toHaveLength(1);
});

test('a release that is newer than what is known may know more', () => {
  const scope = new Cluster(new Chart(new App({ outdir: '/nonexistent' }), 'test'), 'c', { release: Release.latest().extend({ minor: `1.${minorNumber(NEWEST_RELEASE) + 1}` }) });
  new CinderStorageClass(scope, 'x', { mkfsOptions: '-m0', extraParameters: { brandNew: 'x' } });
  expect(Advice.of(scope).open.filter(({ id }) => id === 'OST002').map(({ severity, field }) => `${severity} ${field}`)).toEqual(['info parameters[brandNew]']);
});

test('one acknowledgement closes both', () => {
  const scope = chart();
  const storageClass = new StorageClass(scope, 'x', { provisioner: 'nfs.csi.k8s.io', parameters: { server: 'a', share: '/b', foo: 'bar' } });
  const found = () => StorageAnalysis.of(scope).findings.filter(({ rule, acknowledged }) => rule === 'CLS022' && acknowledged === undefined);
  expect(found()).toHaveLength(1);
  Advice.of(storageClass).acknowledge('CLS022', 'a driver of our own reads it');
  expect(Advice.of(scope).open).toEqual([]);
  expect(found()).toEqual([]);
  expect(stderrOf(() => (scope.node.root as App).synthYaml())).toBe('');
});

test('claims of a plain class are checked against what its driver can do', () => {
  const of = (provisioner: string, parameters = {}) => new StorageClass(chart(), 'x', {
    provisioner, parameters, volumeBindingMode: VolumeBindingMode.WAIT_FOR_FIRST_CONSUMER,
  }).capabilities;
  expect(of('ebs.csi.aws.com', { type: 'gp3' }).blockModes).not.toContain('ReadWriteMany');
  expect(of('ebs.csi.aws.com', { type: 'io2' }).blockModes).toContain('ReadWriteMany');
  expect(of('disk.csi.azure.com', { maxShares: '2' }).blockModes).toContain('ReadWriteMany');
  expect(of('pd.csi.storage.gke.io', { type: 'hyperdisk-balanced' }).blockModes).toContain('ReadWriteMany');
  expect(of('smb.csi.k8s.io', { source: '//a/b' }).filesystemModes).toContain('ReadWriteMany');
  expect(of('kubernetes.io/no-provisioner')).toEqual({});
  expect(of('unknown.example.com')).toEqual({});
});
