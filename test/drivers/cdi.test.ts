import { isUnknownToCdi, modeByProfile, rejectedSpec, unusableSpec, usesScratchSpace } from '../../src/drivers/cdi';

const url = 'https://images.example.com/disk.img';
const storage = { resources: { requests: { storage: '10Gi' } } };
const pvc = { ...storage, accessModes: ['ReadWriteOnce'] };
const source = { http: { url } };
const rejected = (spec: object) => [...rejectedSpec(spec)].map(({ path, problem }) => `${path} ${problem}`);

test.each<object>([
  { storage, source },
  { pvc, source },
  { storage: {}, sourceRef: { kind: 'DataSource', name: 'fedora' } },
  { storage: {}, source: { pvc: { name: 'golden', namespace: 'images' } } },
  { storage: { ...storage, dataSourceRef: { kind: 'VolumeSnapshot', name: 'a', apiGroup: 'snapshot.storage.k8s.io' } } },
  { storage: { ...storage, accessModes: ['ReadWriteOncePod', 'ReadWriteMany'] }, source: { blank: {} }, contentType: 'kubevirt' },
  { storage, source: { registry: { url: 'oci-archive:/disk.tar', pullMethod: 'node' } } },
  { storage, source: { gcs: { url: 'gs://bucket/disk.img' } } },
])('CDI accepts %j', (spec) => expect(rejected(spec)).toEqual([]));

test.each<[string, object]>([
  ['storage or pvc is required, but not both', { source }],
  ['storage or pvc is required, but not both', { storage, pvc, source }],
  ['storage.resources.requests.storage is required, except for clones in the form "storage"', { storage: {}, source }],
  ['pvc.resources.requests.storage is required, except for clones in the form "storage"', {
    pvc: { accessModes: pvc.accessModes }, sourceRef: { kind: 'DataSource', name: 'fedora' },
  }],
  ['storage.resources.requests.storage must be at least 1Mi, got 1Ki', { storage: { resources: { requests: { storage: '1Ki' } } }, source }],
  ['storage.resources.requests.storage must be at least 1Mi, got 0', { storage: { resources: { requests: { storage: 0 } } }, source }],
  ['pvc.accessModes must contain exactly one mode in the form "pvc", got none', { pvc: storage, source }],
  ['storage.accessModes must be ReadWriteOnce, ReadOnlyMany, ReadWriteMany, ReadWriteOncePod, got "RWX"', { storage: { ...storage, accessModes: ['RWX'] }, source }],
  ['storage.dataSourceRef is in another namespace, which CDI does not support', {
    storage: { ...storage, dataSourceRef: { apiGroup: 'a.io', kind: 'Image', name: 'a', namespace: 'images' } },
  }],
  ['source cannot be combined with a data source of the claim', { storage: { ...storage, dataSource: { kind: 'PersistentVolumeClaim', name: 'a' } }, source }],
  ['source or sourceRef is required, but not both', { storage }],
  ['source or sourceRef is required, but not both', { storage, source, sourceRef: { kind: 'DataSource', name: 'fedora' } }],
  ['sourceRef.kind must be DataSource, got "Image"', { storage, sourceRef: { kind: 'Image', name: 'fedora' } }],
  ['sourceRef.name is required', { storage, sourceRef: { kind: 'DataSource' } }],
  ['source must be of one kind', { storage, source: {} }],
  ['source must be of one kind, got http, blank', { storage, source: { ...source, blank: {} } }],
  ['contentType must be one of kubevirt, archive, got "tar"', { storage, source, contentType: 'tar' }],
  ['contentType cannot be archive with a blank source', { storage, source: { blank: {} }, contentType: 'archive' }],
  ['source.http.url must be a URL that starts with http://, https:// or gs://, got "s3://a/b"', { storage, source: { http: { url: 's3://a/b' } } }],
  ['source.s3.url must be a URL that starts with http://, https:// or gs://, got nothing', { storage, source: { s3: {} } }],
  ['source.http.checksum must be an algorithm and its hex digits, such as "sha256:…", got "sha256:1"', { storage, source: { http: { url, checksum: 'sha256:1' } } }],
  ['source.registry.pullMethod must be pod or node, got "host"', { storage, source: { registry: { url: 'docker://a', pullMethod: 'host' } } }],
  ['source.imageio.certConfigMap is required unless insecureSkipVerify is set', { storage, source: { imageio: { url, diskId: 'a', secretRef: 'b' } } }],
  ['source.vddk.secretRef must be a non-empty string, got nothing', { storage, source: { vddk: { url, uuid: 'a', backingFile: 'b', thumbprint: 'c' } } }],
  ['source.snapshot.namespace must be a non-empty string, got nothing', { storage, source: { snapshot: { name: 'a' } } }],
])('CDI rejects: %s', (expected, spec) => expect(rejected(spec)).toEqual([expected]));

test.each<[string, object]>([
  ['contentType archive requires a filesystem, but volumeMode is Block', { storage: { volumeMode: 'Block' }, source, contentType: 'archive' }],
  ['checkpoints require a vddk or imageio source', { storage, source, checkpoints: [{ previous: '', current: 'a' }] }],
  ['finalCheckpoint needs checkpoints', { storage, source, finalCheckpoint: true }],
  ['checkpoints[0].current must be the name of a snapshot, got nothing', { storage, source: { vddk: {} }, checkpoints: [{}] }],
])('what cannot work: %s', (expected, spec) => {
  expect([...unusableSpec(spec)].map(({ path, problem }) => `${path} ${problem}`)).toEqual([expected]);
  expect([...unusableSpec({ storage, source })]).toEqual([]);
});

test.each<[boolean, object]>([
  [false, { source }],
  [true, { source: { http: { url, certConfigMap: 'ca' } } }],
  [true, { source, contentType: 'archive' }],
  [true, { source: { upload: {} } }],
  [true, { source: { registry: { url: 'docker://a' } } }],
  [false, { source: { registry: { url: 'docker://a', pullMethod: 'node' } } }],
  [true, { source: { imageio: { url } }, checkpoints: [{ current: 'a' }] }],
  [false, { source: { imageio: { url } } }],
])('scratch space %s for %j', (expected, spec) => expect(usesScratchSpace(spec)).toBe(expected));

test('the profile of the driver decides what CDI asks a claim for', () => {
  expect([isUnknownToCdi('rancher.io/local-path'), isUnknownToCdi('cinder.csi.openstack.org'), isUnknownToCdi('example.com/a'), isUnknownToCdi(undefined)])
    .toEqual([true, false, false, false]);
  expect([modeByProfile('cinder.csi.openstack.org', undefined), modeByProfile('nfs.csi.k8s.io', ['ReadWriteMany']), modeByProfile('example.com/a', [])])
    .toEqual(['Block', 'Filesystem', undefined]);
});
