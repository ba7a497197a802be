import { Chart, Size } from 'cdk8s';
import {
  AccessMode, Advice, cdi, ceph, CinderStorageClass, ClaimSource, LocalPathStorageClass, LocalStorageClass, MatchOperator, nfs, openebs,
  PersistentVolume, PersistentVolumeClaim, pods, snapshots, StorageAnalysis, StorageClass, VolumeMode, VolumeSource,
} from '../../../../src';
import { Output, scope } from '../../../support/synth';

const url = 'https://download.cirros-cloud.net/0.4.0/cirros-0.4.0-x86_64-disk.img';
const source = cdi.DataVolumeSource.http({ url });
const size = Size.mebibytes(500);
const image = ['forklift.cdi.kubevirt.io', 'OpenstackVolumePopulator', 'image'] as const;
const volume = (props: Partial<cdi.DataVolumeProps> = {}) =>
  Output.of((chart) => new cdi.DataVolume(chart, 'my-data-volume', { source, size, ...props })).get('DataVolume');
const pv = (props: object = {}) => new PersistentVolume(scope(), 'v', { capacity: size, source: VolumeSource.nfs('a', '/'), ...props });
const refused = (props: object) => () => new cdi.DataVolume(scope(), 'd', { source, size, ...props });

test('an import, as document 004 has it', () => expect(volume()).toMatchSnapshot());

test('the older form writes the claim out', () => expect(volume({ form: cdi.DataVolumeForm.PVC })).toMatchSnapshot());

test('every option', () => {
  expect(volume({
    namespace: 'vms',
    source: cdi.DataVolumeSource.vddk({ url: 'https://vcenter', uuid: 'u', backingFile: '[ds] a.vmdk', thumbprint: '20:6C', secretName: 'vcenter', initImageUrl: 'vddk:1' }),
    storageClass: StorageClass.fromStorageClassName('ssd'),
    accessModes: [AccessMode.READ_WRITE_MANY],
    volumeMode: VolumeMode.BLOCK,
    contentType: cdi.DataVolumeContent.KUBEVIRT,
    bindImmediately: true,
    preallocation: true,
    priorityClassName: 'high',
    serviceAccountName: 'importer',
    checkpoints: [{ previous: '', current: 'snap-1' }],
    finalCheckpoint: false,
    labels: { a: 'b' },
    annotations: { 'example.com/owner': 'me' },
  })).toMatchSnapshot();
});

describe('sources', () => {
  const claim = PersistentVolumeClaim.fromClaimName(scope(), 'c', 'golden');
  test.each<[string, cdi.DataVolumeSource]>([
    ['http', cdi.DataVolumeSource.http({
      url, secretName: 'creds', certConfigMap: 'ca', extraHeaders: ['X-A: b'], secretExtraHeaders: ['h'], checksum: `md5:${'a'.repeat(32)}`,
    })],
    ['s3', cdi.DataVolumeSource.s3('https://s3.example.com/b/disk.img', 'creds')],
    ['gcs', cdi.DataVolumeSource.gcs('gs://bucket/disk.img')],
    ['registry', cdi.DataVolumeSource.registry({ url: 'docker://quay.io/kubevirt/cirros', architecture: 'arm64' })],
    ['an image stream', cdi.DataVolumeSource.registry({ imageStream: 'rhel9', pullMethod: cdi.RegistryPullMethod.NODE })],
    ['a claim', cdi.DataVolumeSource.claim(claim, 'images')],
    ['a snapshot', cdi.DataVolumeSource.snapshot(snapshots.VolumeSnapshot.fromSnapshotName('golden'), 'images')],
    ['upload', cdi.DataVolumeSource.upload()],
    ['blank', cdi.DataVolumeSource.blank()],
    ['imageio', cdi.DataVolumeSource.imageIo({ url: 'https://ovirt', diskId: 'd', secretName: 'ovirt', insecureSkipVerify: true })],
    ['a DataSource', cdi.DataVolumeSource.dataSource('fedora', 'images')],
    ['a populator', cdi.DataVolumeSource.claimSource(ClaimSource.populator(...image))],
    ['a snapshot of its namespace', cdi.DataVolumeSource.claimSource(ClaimSource.snapshot(snapshots.VolumeSnapshot.fromSnapshotName('golden')))],
  ])('%s', (_, from) => {
    const { apiVersion, kind, spec } = volume({ source: from });
    expect({ apiVersion, kind, spec }).toMatchSnapshot();
  });

  test.each<[string, () => cdi.DataVolumeSource]>([
    ['url must be a URL that starts with http://', () => cdi.DataVolumeSource.http({ url: 'ftp://a' })],
    ['checksum must be an algorithm and its hex digits', () => cdi.DataVolumeSource.http({ url, checksum: 'sha256:abc' })],
    ['url must be a URL that starts with http://', () => cdi.DataVolumeSource.s3('s3://bucket/disk.img')],
    ['url must be a URL that starts with http://', () => cdi.DataVolumeSource.gcs('')],
    ['url must be a URL that starts with http://', () => cdi.DataVolumeSource.http({ url: 'https://a b' })],
    ['url must be a URL that starts with http://', () => cdi.DataVolumeSource.vddk({ url: 'vcenter', uuid: 'b', backingFile: 'c', thumbprint: 'd', secretName: 'e' })],
    ['secretName must be a DNS subdomain', () => cdi.DataVolumeSource.http({ url, secretName: 'A' })],
    ['certConfigMap must be a DNS subdomain', () => cdi.DataVolumeSource.registry({ url: 'docker://a', certConfigMap: 'A' })],
    ['url must be a URL that starts with docker://', () => cdi.DataVolumeSource.registry({ url: 'docker://' })],
    ['source is in another namespace, which CDI does not support', () => cdi.DataVolumeSource.claimSource(ClaimSource.populator(...image, 'images'))],
    ['url or imageStream is required, but not both', () => cdi.DataVolumeSource.registry({})],
    ['url must be a URL that starts with docker://', () => cdi.DataVolumeSource.registry({ url: 'quay.io/a' })],
    ['imageStream needs pullMethod', () => cdi.DataVolumeSource.registry({ imageStream: 'a' })],
    ['namespace must be a DNS label', () => cdi.DataVolumeSource.claim(claim, 'A')],
    ['namespace must be a DNS label', () => cdi.DataVolumeSource.snapshot(snapshots.VolumeSnapshot.fromSnapshotName('a'), 'A')],
    ['namespace must be a DNS label', () => cdi.DataVolumeSource.dataSource('a', 'A')],
    ['certConfigMap is required unless insecureSkipVerify is set', () => cdi.DataVolumeSource.imageIo({ url: 'a', diskId: 'b', secretName: 'c' })],
    ['diskId must be a non-empty string', () => cdi.DataVolumeSource.imageIo({ url: 'a', diskId: '', secretName: 'c', certConfigMap: 'd' })],
    ['thumbprint must be a non-empty string', () => cdi.DataVolumeSource.vddk({ url: 'a', uuid: 'b', backingFile: 'c', thumbprint: '', secretName: 'd' })],
    ['secretName must be a DNS subdomain', () => cdi.DataVolumeSource.vddk({ url, uuid: 'b', backingFile: 'c', thumbprint: 'd', secretName: '' })],
  ])('refuses: %s', (message, build) => expect(build).toThrow(message));
});

test('scratch space is accounted for', () => {
  const needed = (from: cdi.DataVolumeSource) => new cdi.DataVolume(scope(), 'd', { source: from, size }).volumesNeeded;
  expect([cdi.DataVolumeSource.upload(), cdi.DataVolumeSource.registry({ url: 'docker://a' }), cdi.DataVolumeSource.http({ url, certConfigMap: 'ca' })].map(needed))
    .toEqual([2, 2, 2]);
  expect([source, cdi.DataVolumeSource.blank(), cdi.DataVolumeSource.registry({ url: 'docker://a', pullMethod: cdi.RegistryPullMethod.NODE })].map(needed)).toEqual([1, 1, 1]);
});

test('archives and warm migrations of oVirt take scratch space, whatever the source says', () => {
  const needed = (props: object) => new cdi.DataVolume(scope(), 'd', { source, size, ...props }).volumesNeeded;
  const ovirt = cdi.DataVolumeSource.imageIo({ url, diskId: 'a', secretName: 'b', insecureSkipVerify: true });
  expect(needed({ contentType: cdi.DataVolumeContent.ARCHIVE })).toBe(2);
  expect([needed({ source: ovirt }), needed({ source: ovirt, checkpoints: [{ previous: '', current: 'a' }] })]).toEqual([1, 2]);
});

test('binds to the volume that is asked for, by name or by label', () => {
  expect(volume({ volume: pv(), form: cdi.DataVolumeForm.PVC }).spec.pvc).toMatchObject({ volumeName: 'v', storageClassName: '' });
  const { selector } = volume({ volumeLabels: { tier: 'fast' }, volumeExpressions: [{ key: 'disk', operator: MatchOperator.EXISTS }] }).spec.storage;
  expect(selector).toEqual({ matchLabels: { tier: 'fast' }, matchExpressions: [{ key: 'disk', operator: 'Exists' }] });
});

describe('the volume mode of the claim', () => {
  const use = (props: (chart: Chart) => Partial<cdi.DataVolumeProps>) => {
    const chart = scope() as Chart;
    const disk = new cdi.DataVolume(chart, 'disk', { source, size, bindImmediately: true, ...props(chart) });
    const [container] = new pods.PodApplication(chart, 'vm', { image: 'a', claims: [{ claim: disk.claim, mountPath: '/disk' }] }).pod.toJson().spec.containers;
    return [container.volumeDevices ? 'Block' : 'Filesystem', ...Advice.of(chart).open.map(({ id }) => id)];
  };
  const rbd = (chart: Chart) => new ceph.CephRbdStorageClass(chart, 's', { clusterId: 'a', pool: 'b' });

  test.each<[string, string[], (chart: Chart) => Partial<cdi.DataVolumeProps>]>([
    ['is the one that is asked for', ['Filesystem'], (chart) => ({ storageClass: rbd(chart), volumeMode: VolumeMode.FILESYSTEM })],
    ['is a filesystem in the older form', ['Filesystem'], (chart) => ({ storageClass: rbd(chart), form: cdi.DataVolumeForm.PVC })],
    ['is a filesystem for archives', ['Filesystem'], (chart) => ({ storageClass: rbd(chart), contentType: cdi.DataVolumeContent.ARCHIVE })],
    ['is a raw device where CDI prefers that', ['Block'], (chart) => ({ storageClass: rbd(chart) })],
    ['is a raw device on Cinder', ['Block'], (chart) => ({ storageClass: new CinderStorageClass(chart, 's'), accessModes: [AccessMode.READ_WRITE_ONCE] })],
    ['is a filesystem on NFS', ['Filesystem'], (chart) => ({ storageClass: new nfs.NfsStorageClass(chart, 's', { server: 'a', share: '/' }) })],
    ['is not known without a class, which is reported', ['Filesystem', 'DATA_VOLUME_MODE_UNKNOWN'], () => ({})],
  ])('%s', (_, expected, props) => expect(use(props)).toEqual(expected));
});

test('pods of other namespaces cannot use the claim', () => {
  const chart = scope();
  const disk = new cdi.DataVolume(chart, 'disk', { source, size, namespace: 'vms', volumeMode: VolumeMode.BLOCK });
  expect(() => new pods.PodApplication(chart, 'vm', { image: 'a', namespace: 'apps', claims: [{ claim: disk.claim, mountPath: '/dev/a' }] }))
    .toThrow('test/vm: claims[0].claim "disk" is in the namespace "vms"');
});

test('a copy may leave its size to the original, in the storage form only', () => {
  const from = cdi.DataVolumeSource.dataSource('fedora');
  expect(volume({ source: from, size: undefined }).spec).toEqual({ sourceRef: { kind: 'DataSource', name: 'fedora' }, storage: {} });
  expect(refused({ source: from, size: undefined, form: cdi.DataVolumeForm.PVC })).toThrow('test/d: size is required');
});

test('pods mount the claim that CDI makes, as its mode has it', () => {
  const output = Output.of((chart) => {
    const disk = new cdi.DataVolume(chart, 'disk', { source, size, volumeMode: VolumeMode.BLOCK });
    new pods.PodApplication(chart, 'vm', { image: 'a', claims: [{ claim: disk.claim, mountPath: '/dev/xvda' }] });
  });
  expect(output.get('Pod').spec.containers[0].volumeDevices).toEqual([{ name: 'disk', devicePath: '/dev/xvda' }]);
});

test('CDI prefers raw block volumes: what they offer is accepted', () => {
  const storageClass = new ceph.CephRbdStorageClass(scope(), 's', { clusterId: 'a', pool: 'b' });
  expect(volume({ storageClass, accessModes: [AccessMode.READ_WRITE_MANY] }).spec.storage.accessModes).toEqual(['ReadWriteMany']);
  expect(refused({ storageClass, accessModes: [AccessMode.READ_WRITE_MANY], volumeMode: VolumeMode.FILESYSTEM }))
    .toThrow('test/d: accessModes contains ReadWriteMany, which storage class "s" (rook-ceph.rbd.csi.ceph.com) does not support for Filesystem volumes');
});

test.each<[string, object]>([
  ['name must be a DNS subdomain', { name: 'A' }],
  ['size is required', { size: undefined }],
  ['size must be at least 1Mi, got 512Ki', { size: Size.kibibytes(512) }],
  ['accessModes must contain exactly one mode', { form: cdi.DataVolumeForm.PVC, accessModes: [AccessMode.READ_WRITE_ONCE, AccessMode.READ_ONLY_MANY] }],
  ['accessModes[0] must be one of ReadWriteOnce, ReadOnlyMany, ReadWriteMany, ReadWriteOncePod, got "RWO"', { accessModes: ['RWO'] }],
  ['accessModes are required: CDI does not know those of rancher.io/local-path', { storageClass: new LocalPathStorageClass(scope(), 's') }],
  ['storageClass cannot be storage class "s" (nfs.csi.k8s.io), which does not support raw block volumes', {
    storageClass: new nfs.NfsStorageClass(scope(), 's', { server: 'a', share: '/' }), volumeMode: VolumeMode.BLOCK,
  }],
  ['contentType cannot be archive with a blank source', { source: cdi.DataVolumeSource.blank(), contentType: cdi.DataVolumeContent.ARCHIVE }],
  ['contentType cannot be archive with a registry source', { source: cdi.DataVolumeSource.registry({ url: 'docker://a' }), contentType: cdi.DataVolumeContent.ARCHIVE }],
  ['contentType archive requires a filesystem, but volumeMode is Block', { contentType: cdi.DataVolumeContent.ARCHIVE, volumeMode: VolumeMode.BLOCK }],
  ['checkpoints require a vddk or imageio source', { checkpoints: [{ previous: '', current: 'a' }] }],
  ['finalCheckpoint needs checkpoints', { finalCheckpoint: true }],
  ['checkpoints[1].current must be the name of a snapshot', {
    source: cdi.DataVolumeSource.imageIo({ url, diskId: 'a', secretName: 'b', insecureSkipVerify: true }), checkpoints: [{ previous: '', current: 'a' }, { previous: 'a', current: '' }],
  }],
  ['form must be one of storage, pvc, got "claim"', { form: 'claim' }],
  ['contentType must be one of kubevirt, archive, got "tar"', { contentType: 'tar' }],
  ['volumeMode must be one of Filesystem, Block, got "raw"', { volumeMode: 'raw' }],
  ['serviceAccountName must be a DNS subdomain', { serviceAccountName: 'A' }],
  ['priorityClassName must be a DNS subdomain', { priorityClassName: 'A' }],
  ['accessModes are required: CDI does not know those of local.csi.openebs.io', { storageClass: new openebs.OpenEbsLvmStorageClass(scope(), 's', { volumeGroup: 'vg' }) }],
  ['volumeLabels must be label keys', { volumeLabels: { 'a b': 'c' } }],
  ['size is 500Mi, but the volume "v" has 1Mi: they never bind', { volume: pv({ capacity: Size.mebibytes(1) }) }],
  ['storageClass is "slow", but the volume "v" has "": they never bind', { volume: pv(), storageClass: StorageClass.fromStorageClassName('slow') }],
  ['volume "v" is reserved for the claim "other" in the namespace "vms"', { volume: pv({ claimRef: { name: 'other', namespace: 'vms' } }) }],
  ['size is 500Mi, but the original "golden" has 1Gi: a copy cannot be smaller', {
    source: cdi.DataVolumeSource.claim(new PersistentVolumeClaim(scope(), 'golden', { size: Size.gibibytes(1) }), 'images'),
  }],
])('refuses: %s', (message, props) => expect(refused(props)).toThrow(`test/d: ${message}`));

test.each<[string[], (chart: Chart) => Partial<cdi.DataVolumeProps>]>([
  [[], () => ({})],
  [[], () => ({ storageClass: StorageClass.none() })],
  [['CDI002'], () => ({ storageClass: StorageClass.none(), source: cdi.DataVolumeSource.upload() })],
  [['CDI002'], (chart) => ({
    storageClass: new LocalStorageClass(chart, 'l'), source: cdi.DataVolumeSource.upload(), bindImmediately: true, volumeMode: VolumeMode.BLOCK,
  })],
  [['DATA_VOLUME_WAITS'], (chart) => ({ storageClass: new LocalStorageClass(chart, 'l') })],
  [[], (chart) => ({ storageClass: new LocalStorageClass(chart, 'l'), bindImmediately: true })],
])('advice %j', (expected, props) => {
  const chart = scope() as Chart;
  new cdi.DataVolume(chart, 'd', { source, size, ...props(chart) });
  expect(Advice.of(chart).open.map((note) => note.id)).toEqual(expected);
});

test('1Mi is large enough', () => expect(volume({ size: Size.mebibytes(1) }).spec.storage.resources.requests.storage).toBe('1Mi'));

test('scratch space has the id of its rule, so that one acknowledgement closes both', () => {
  const findings = (volumes: number, acknowledged = false) => {
    const chart = scope() as Chart;
    const storageClass = new LocalStorageClass(chart, 'disks');
    for (let i = 0; i < volumes; i++) new PersistentVolume(chart, `v${i}`, { capacity: size, storageClass, source: VolumeSource.local('/disks/a'), nodes: ['w1'] });
    const disk = new cdi.DataVolume(chart, 'd', { source: cdi.DataVolumeSource.upload(), size, storageClass, bindImmediately: true, form: cdi.DataVolumeForm.PVC });
    if (acknowledged) Advice.of(disk).acknowledge('CDI002', 'a second disk is added by hand');
    const found = StorageAnalysis.of(chart).findings.filter(({ rule, acknowledged: why }) => rule === 'CDI002' && !why);
    return [...found.map(({ path, message }) => `${path}: ${message}`), ...Advice.of(chart).open.map(({ id, field }) => `${id} ${field}`)];
  };
  const advice = 'CDI002 spec.pvc.storageClassName';
  expect(findings(2)).toEqual([advice]);
  expect(findings(1)).toEqual([expect.stringContaining('spec.pvc.storageClassName: the import needs a second volume of class "disks" as scratch space'), advice]);
  expect(findings(1, true)).toEqual([]);
});

test('a claim of the same name is refused, unless CDI is told to adopt it', () => {
  const both = (annotations: { [key: string]: string }, namespace?: string) => () => Output.of((chart) => {
    new cdi.DataVolume(chart, 'disk', { source, size, annotations });
    new PersistentVolumeClaim(chart, 'Claim', { name: 'disk', size, namespace });
  }, 'vms');
  expect(both({})).toThrow('DataVolume "disk" (test/disk/DataVolume) makes a claim of that name, and test/Claim/PersistentVolumeClaim is one: CDI refuses it');
  expect(both({ 'cdi.kubevirt.io/allowClaimAdoption': 'true' })).not.toThrow();
  expect(both({}, 'apps')).not.toThrow();
});
