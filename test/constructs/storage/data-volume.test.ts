import { Chart, Size } from 'cdk8s';
import {
  AccessMode, Advice, CephRbdStorageClass, DataVolume, DataVolumeContent, DataVolumeForm, DataVolumeProps, DataVolumeSource, LocalPathStorageClass,
  LocalStorageClass, NfsStorageClass, PersistentVolumeClaim, PodApplication, RegistryPullMethod, StorageClass, VolumeMode, VolumeSnapshot,
} from '../../../src';
import { Output, scope, stderrOf } from '../../support/synth';

const url = 'https://download.cirros-cloud.net/0.4.0/cirros-0.4.0-x86_64-disk.img';
const source = DataVolumeSource.http({ url });
const size = Size.mebibytes(500);
const volume = (props: Partial<DataVolumeProps> = {}) =>
  Output.of((chart) => new DataVolume(chart, 'my-data-volume', { source, size, ...props })).get('DataVolume');
const refused = (props: object) => () => new DataVolume(scope(), 'd', { source, size, ...props });

test('an import, as document 004 has it', () => expect(volume()).toMatchSnapshot());

test('the older form writes the claim out', () => expect(volume({ form: DataVolumeForm.PVC })).toMatchSnapshot());

test('every option', () => {
  expect(volume({
    namespace: 'vms',
    source: DataVolumeSource.vddk({ url: 'https://vcenter', uuid: 'u', backingFile: '[ds] a.vmdk', thumbprint: '20:6C', secretName: 'vcenter', initImageUrl: 'vddk:1' }),
    storageClass: StorageClass.fromStorageClassName('ssd'),
    accessModes: [AccessMode.READ_WRITE_MANY],
    volumeMode: VolumeMode.BLOCK,
    contentType: DataVolumeContent.KUBEVIRT,
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
  test.each<[string, DataVolumeSource]>([
    ['http', DataVolumeSource.http({
      url, secretName: 'creds', certConfigMap: 'ca', extraHeaders: ['X-A: b'], secretExtraHeaders: ['h'], checksum: `md5:${'a'.repeat(32)}`,
    })],
    ['s3', DataVolumeSource.s3({ url: 'https://s3.example.com/b/disk.img', secretName: 'creds' })],
    ['gcs', DataVolumeSource.gcs({ url: 'gs://bucket/disk.img' })],
    ['registry', DataVolumeSource.registry({ url: 'docker://quay.io/kubevirt/cirros', architecture: 'arm64' })],
    ['an image stream', DataVolumeSource.registry({ imageStream: 'rhel9', pullMethod: RegistryPullMethod.NODE })],
    ['a claim', DataVolumeSource.claim(claim, 'images')],
    ['a snapshot', DataVolumeSource.snapshot(VolumeSnapshot.fromSnapshotName('golden'), 'images')],
    ['upload', DataVolumeSource.upload()],
    ['blank', DataVolumeSource.blank()],
    ['imageio', DataVolumeSource.imageIo({ url: 'https://ovirt', diskId: 'd', secretName: 'ovirt', insecureSkipVerify: true })],
    ['a DataSource', DataVolumeSource.dataSource('fedora', 'images')],
  ])('%s', (_, from) => {
    const { apiVersion, kind, spec } = volume({ source: from });
    expect({ apiVersion, kind, spec }).toMatchSnapshot();
  });

  test.each<[string, () => DataVolumeSource]>([
    ['url must be a URL that starts with http://', () => DataVolumeSource.http({ url: 'ftp://a' })],
    ['checksum must be an algorithm and its hex digits', () => DataVolumeSource.http({ url, checksum: 'sha256:abc' })],
    ['url must be a text that is not empty', () => DataVolumeSource.s3({ url: '' })],
    ['url or imageStream must be given, and not both', () => DataVolumeSource.registry({})],
    ['url must be a URL that starts with docker://', () => DataVolumeSource.registry({ url: 'quay.io/a' })],
    ['imageStream needs pullMethod', () => DataVolumeSource.registry({ imageStream: 'a' })],
    ['namespace must be a DNS label', () => DataVolumeSource.claim(claim, 'A')],
    ['namespace must be a DNS label', () => DataVolumeSource.snapshot(VolumeSnapshot.fromSnapshotName('a'), 'A')],
    ['namespace must be a DNS label', () => DataVolumeSource.dataSource('a', 'A')],
    ['certConfigMap is required, or insecureSkipVerify', () => DataVolumeSource.imageIo({ url: 'a', diskId: 'b', secretName: 'c' })],
    ['diskId must be a text', () => DataVolumeSource.imageIo({ url: 'a', diskId: '', secretName: 'c', certConfigMap: 'd' })],
    ['thumbprint must be a text', () => DataVolumeSource.vddk({ url: 'a', uuid: 'b', backingFile: 'c', thumbprint: '', secretName: 'd' })],
    ['secretName must be a DNS subdomain', () => DataVolumeSource.vddk({ url: 'a', uuid: 'b', backingFile: 'c', thumbprint: 'd', secretName: '' })],
  ])('refuses: %s', (message, build) => expect(build).toThrow(message));
});

test('scratch space is accounted for', () => {
  const needed = (from: DataVolumeSource) => new DataVolume(scope(), 'd', { source: from, size }).volumesNeeded;
  expect([DataVolumeSource.upload(), DataVolumeSource.registry({ url: 'docker://a' }), DataVolumeSource.http({ url, certConfigMap: 'ca' })].map(needed))
    .toEqual([2, 2, 2]);
  expect([source, DataVolumeSource.blank(), DataVolumeSource.registry({ url: 'docker://a', pullMethod: RegistryPullMethod.NODE })].map(needed)).toEqual([1, 1, 1]);
});

test('a copy may leave its size to the original, in the storage form only', () => {
  const from = DataVolumeSource.dataSource('fedora');
  expect(volume({ source: from, size: undefined }).spec).toEqual({ sourceRef: { kind: 'DataSource', name: 'fedora' }, storage: {} });
  expect(refused({ source: from, size: undefined, form: DataVolumeForm.PVC })).toThrow('test/d: size is required');
});

test('pods mount the claim that CDI makes, as its mode has it', () => {
  const output = Output.of((chart) => {
    const disk = new DataVolume(chart, 'disk', { source, size, volumeMode: VolumeMode.BLOCK });
    new PodApplication(chart, 'vm', { image: 'a', claims: [{ claim: disk.claim, path: '/dev/xvda' }] });
  });
  expect(output.get('Pod').spec.containers[0].volumeDevices).toEqual([{ name: 'disk', devicePath: '/dev/xvda' }]);
});

test('CDI prefers raw block volumes: what they offer is accepted', () => {
  const storageClass = new CephRbdStorageClass(scope(), 's', { clusterId: 'a', pool: 'b' });
  expect(volume({ storageClass, accessModes: [AccessMode.READ_WRITE_MANY] }).spec.storage.accessModes).toEqual(['ReadWriteMany']);
  expect(refused({ storageClass, accessModes: [AccessMode.READ_WRITE_MANY], volumeMode: VolumeMode.FILESYSTEM }))
    .toThrow('test/d: accessModes holds ReadWriteMany, which storage class "s"');
});

test.each<[string, object]>([
  ['name must be a DNS subdomain', { name: 'A' }],
  ['size is required', { size: undefined }],
  ['size must be at least 1Mi, got 512Ki', { size: Size.kibibytes(512) }],
  ['accessModes must hold exactly one mode', { form: DataVolumeForm.PVC, accessModes: [AccessMode.READ_WRITE_ONCE, AccessMode.READ_ONLY_MANY] }],
  ['accessModes must be one of ReadWriteOnce', { accessModes: ['RWO'] }],
  ['accessModes are required: CDI does not know those of rancher.io/local-path', { storageClass: new LocalPathStorageClass(scope(), 's') }],
  ['storageClass can not be storage class "s" (nfs.csi.k8s.io): it has no raw block', {
    storageClass: new NfsStorageClass(scope(), 's', { server: 'a', share: '/' }), volumeMode: VolumeMode.BLOCK,
  }],
  ['contentType can not be archive with a blank source', { source: DataVolumeSource.blank(), contentType: DataVolumeContent.ARCHIVE }],
  ['contentType can not be archive with a registry source', { source: DataVolumeSource.registry({ url: 'docker://a' }), contentType: DataVolumeContent.ARCHIVE }],
  ['contentType archive is unpacked into a filesystem', { contentType: DataVolumeContent.ARCHIVE, volumeMode: VolumeMode.BLOCK }],
  ['checkpoints are for vddk and imageio sources only', { checkpoints: [{ previous: '', current: 'a' }] }],
  ['finalCheckpoint needs checkpoints', { finalCheckpoint: true }],
])('refuses: %s', (message, props) => expect(refused(props)).toThrow(`test/d: ${message}`));

test.each<[string[], (chart: Chart) => Partial<DataVolumeProps>]>([
  [[], () => ({})],
  [[], () => ({ storageClass: StorageClass.none() })],
  [['SCRATCH_SPACE_NEEDS_VOLUME'], () => ({ storageClass: StorageClass.none(), source: DataVolumeSource.upload() })],
  [['SCRATCH_SPACE_NEEDS_VOLUME'], (chart) => ({
    storageClass: new LocalStorageClass(chart, 'l'), source: DataVolumeSource.upload(), bindImmediately: true, volumeMode: VolumeMode.BLOCK,
  })],
  [['DATA_VOLUME_WAITS'], (chart) => ({ storageClass: new LocalStorageClass(chart, 'l') })],
  [[], (chart) => ({ storageClass: new LocalStorageClass(chart, 'l'), bindImmediately: true })],
])('advice %j', (expected, props) => {
  const chart = scope() as Chart;
  new DataVolume(chart, 'd', { source, size, ...props(chart) });
  expect(Advice.of(chart).open.map((note) => note.id)).toEqual(expected);
});

test('1Mi is large enough', () => expect(volume({ size: Size.mebibytes(1) }).spec.storage.resources.requests.storage).toBe('1Mi'));

test.each([[VolumeMode.BLOCK, true], [VolumeMode.FILESYSTEM, false]])('scratch space for an import as %s: whether its own mode is a problem: %s', (volumeMode, told) => {
  const text = stderrOf(() => { Output.of((chart) => new DataVolume(chart, 'd', { source: DataVolumeSource.upload(), size, volumeMode, storageClass: StorageClass.none() })); });
  expect(text).toContain('SCRATCH_SPACE_NEEDS_VOLUME');
  expect(text.includes('scratch space needs a filesystem')).toBe(told);
});
