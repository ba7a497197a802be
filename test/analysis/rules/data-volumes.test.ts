/* DataVolumes as people write them: what CDI rejects, what it cannot copy, and what its scratch space needs. */
import { findings, said } from '../support/judged';

const dataVolume = (spec: string, name = 'disk', version = 'v1beta1', more = '') => (
  `{apiVersion: cdi.kubevirt.io/${version}, kind: DataVolume, metadata: {name: ${name}, namespace: vms${more}}, spec: {${spec}}}`);
const machine = (spec: string) => `
  apiVersion: kubevirt.io/v1
  kind: VirtualMachine
  metadata: {name: vm, namespace: vms}
  spec:
    dataVolumeTemplates: [{metadata: {name: root}, spec: {${spec}}}]
    template: {spec: {domain: {}, volumes: [{name: root, dataVolume: {name: root}}]}}`;
const documents = (...all: string[]) => all.join('\n---\n');
const SIZE = 'resources: {requests: {storage: 10Gi}}';
const PVC = `pvc: {storageClassName: ssd, accessModes: [ReadWriteOnce], ${SIZE}}`;
const HTTP = 'source: {http: {url: "https://example.com/disk.qcow2"}}';
const closed = { closedWorld: true, knownClasses: ['ssd'] };
const claim = (name: string, size = '10Gi', namespace = 'vms', more = '') => (
  `{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: ${name}, namespace: ${namespace}${more}}, spec: {storageClassName: ssd, accessModes: [ReadWriteOnce], resources: {requests: {storage: ${size}}}}}`);

describe('what CDI rejects', () => {
  test.each<[string, string, string]>([
    [`${HTTP}, pvc: {${SIZE}}`, 'spec.pvc.accessModes', 'pvc.accessModes must contain exactly one mode in the form "pvc", got none.'],
    [`${HTTP}, pvc: {accessModes: [ReadWriteOnce, ReadWriteMany], ${SIZE}}`, 'spec.pvc.accessModes', 'pvc.accessModes must contain exactly one mode in the form "pvc", got 2.'],
    [`${HTTP}, pvc: {accessModes: [RWO], ${SIZE}}`, 'spec.pvc.accessModes', 'pvc.accessModes must be ReadWriteOnce, ReadOnlyMany, ReadWriteMany, ReadWriteOncePod, got "RWO".'],
    [`${HTTP}, pvc: {accessModes: [ReadWriteOnce]}`, 'spec.pvc.resources.requests.storage', 'pvc.resources.requests.storage is required, except for clones in the form "storage".'],
    [`${HTTP}, storage: {resources: {requests: {storage: 100k}}}`, 'spec.storage.resources.requests.storage', 'storage.resources.requests.storage must be at least 1Mi, got 100k.'],
    [HTTP, 'spec', 'storage or pvc is required, but not both.'],
    [`${HTTP}, ${PVC}, storage: {${SIZE}}`, 'spec.storage', 'storage or pvc is required, but not both.'],
    [PVC, 'spec.source', 'source or sourceRef is required, but not both.'],
    [`source: {}, ${PVC}`, 'spec.source', 'source must be of one kind.'],
    [`source: {blank: {}, upload: {}}, ${PVC}`, 'spec.source', 'source must be of one kind, got blank, upload.'],
    [`source: {http: {url: "ftp://example.com/disk"}}, ${PVC}`, 'spec.source.http.url', 'source.http.url must be a URL that starts with http://, https:// or gs://, got "ftp://example.com/disk".'],
    [`source: {registry: {url: "example.com/disk"}}, ${PVC}`, 'spec.source.registry.url', 'source.registry.url must be a URL that starts with docker:// or oci-archive:, got "example.com/disk".'],
    [`source: {vddk: {url: "https://example.com", uuid: u, thumbprint: t, secretRef: s}}, ${PVC}`, 'spec.source.vddk.backingFile', 'source.vddk.backingFile must be a non-empty string, got nothing.'],
    [`source: {pvc: {name: golden}}, ${PVC}`, 'spec.source.pvc.namespace', 'source.pvc.namespace must be a non-empty string, got nothing.'],
    [`source: {blank: {}}, contentType: archive, ${PVC}`, 'spec.contentType', 'contentType cannot be archive with a blank source.'],
    [`sourceRef: {kind: PersistentVolumeClaim, name: a}, ${PVC}`, 'spec.sourceRef.kind', 'sourceRef.kind must be DataSource, got "PersistentVolumeClaim".'],
  ])('%s', (spec, path, message) => {
    const [found, ...more] = findings('CDI001', dataVolume(spec));
    expect([found.severity, found.path, found.message, more]).toEqual(['error', path, message, []]);
  });

  test('in the template of a virtual machine', () => {
    expect(said('CDI001', machine(`${HTTP}, pvc: {${SIZE}}`))).toEqual([expect.stringMatching(/^error VirtualMachine\/vm spec\.dataVolumeTemplates\[0\]\.spec\.pvc\.accessModes: .*got none\.$/)]);
    expect(said('CDI001', machine(`${HTTP}, ${PVC}`))).toEqual([]);
  });

  test('other versions and fields, with the right ones', () => {
    const [version] = findings('CDI001', dataVolume(`${HTTP}, ${PVC}`, 'disk', 'v1alpha1'));
    expect(version).toMatchObject({ path: 'apiVersion', message: 'CDI does not serve cdi.kubevirt.io/v1alpha1: the CRD has cdi.kubevirt.io/v1beta1 only.', fix: 'Write apiVersion: cdi.kubevirt.io/v1beta1.' });
    const fields = (spec: string) => findings('CDI001', dataVolume(spec)).map(({ path, fix }) => `${path}: ${fix}`);
    expect(fields(`${HTTP}, pvc: {accessModes: [ReadWriteOnce], ${SIZE}, scratchSpaceStorageClass: fast}`)).toEqual(['spec.pvc.scratchSpaceStorageClass: Set it in spec.config of the CDI object.']);
    expect(fields(`source: {http: {URL: "https://example.com/a", url: "https://example.com/a"}}, ${PVC}`)).toEqual(['spec.source.http.URL: Write "url".']);
    expect(fields(`${HTTP}, ${PVC}, contenttype: archive`)).toEqual(['spec.contenttype: Write "contentType".']);
    expect(fields(`${HTTP}, ${PVC}, replicas: 1`)).toEqual(['spec.replicas: Remove the field.']);
    expect(fields(`source: {https: {url: "https://example.com/a"}}, ${PVC}`)).toContain('spec.source.https: Write "http".');
  });

  test('a claim of that name', () => {
    const text = (more = '', claimed = '') => documents(claim('disk', '10Gi', 'vms', claimed), dataVolume(`${HTTP}, ${PVC}`, 'disk', 'v1beta1', more));
    expect(said('CDI001', text())).toEqual([expect.stringMatching(/^error DataVolume\/disk metadata\.name: claim "disk" exists/)]);
    expect(said('CDI001', text(', annotations: {cdi.kubevirt.io/allowClaimAdoption: "true"}'))).toEqual([]);
    expect(said('CDI001', text('', ', ownerReferences: [{apiVersion: cdi.kubevirt.io/v1beta1, kind: DataVolume, name: disk, uid: u, controller: true}]'))).toEqual([]);
  });

  test('access modes that nobody knows', () => {
    const text = documents('{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: path}, provisioner: rancher.io/local-path, volumeBindingMode: WaitForFirstConsumer}',
      dataVolume(`${HTTP}, storage: {storageClassName: path, ${SIZE}}`));
    expect(findings('CDI001', text)).toEqual([expect.objectContaining({ path: 'spec.storage.accessModes', message: expect.stringMatching(/knows none for class "path"/), fix: expect.stringMatching(/^Set accessModes/) })]);
    const profile = '{apiVersion: cdi.kubevirt.io/v1beta1, kind: StorageProfile, metadata: {name: path}, spec: {claimPropertySets: [{accessModes: [ReadWriteOnce], volumeMode: Filesystem}]}}';
    expect(findings('CDI001', documents(text, profile))).toEqual([]);
  });
});

describe('scratch space on volumes that are there', () => {
  const NODE = (host: string) => `nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [${host}]}]}]}}`;
  const volume = (name: string, host: string, size = '10Gi', mode = 'Filesystem') => `{apiVersion: v1, kind: PersistentVolume, metadata: {name: ${name}}, spec: {capacity: {storage: ${size}},
  accessModes: [ReadWriteOnce], volumeMode: ${mode}, storageClassName: disks, local: {path: /disks/${name}}, ${NODE(host)}}}`;
  const CLASS = '{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: disks}, provisioner: kubernetes.io/no-provisioner, volumeBindingMode: WaitForFirstConsumer}';
  const upload = (more = '') => dataVolume(`source: {upload: {}}, pvc: {storageClassName: disks, accessModes: [ReadWriteOnce], ${SIZE}${more}}`);
  const told = (...objects: string[]) => said('CDI002', documents(CLASS, ...objects));

  test.each<[string, string[], RegExp | undefined]>([
    ['one volume', [volume('a', 'w1')], /no other volume in the input matches/],
    ['two', [volume('a', 'w1'), volume('b', 'w1')], undefined],
    ['the second is too small', [volume('a', 'w1'), volume('b', 'w1', '9Gi')], /no other volume/],
    ['the second is elsewhere', [volume('a', 'w1'), volume('b', 'w2')], /no two matching volumes are on one node/],
    ['the second is raw', [volume('a', 'w1'), volume('b', 'w1', '10Gi', 'Block')], /no other volume/],
    ['none: another rule tells that', [], undefined],
  ])('%s', (_, volumes, expected) => {
    expect(told(...volumes, upload())).toEqual(expected ? [expect.stringMatching(new RegExp(`^warning DataVolume/disk spec\\.pvc\\.storageClassName: .*class "disks".*${expected.source}`))] : []);
  });

  test('a raw disk needs a filesystem beside it', () => {
    expect(told(volume('a', 'w1', '10Gi', 'Block'), volume('b', 'w1', '10Gi', 'Block'), upload(', volumeMode: Block'))).toHaveLength(1);
    expect(told(volume('a', 'w1', '10Gi', 'Block'), volume('b', 'w1', '11Gi'), upload(', volumeMode: Block'))).toEqual([]);
  });

  test('another class for scratch space, or an import without', () => {
    expect(told(volume('a', 'w1'), upload(), '{apiVersion: cdi.kubevirt.io/v1beta1, kind: CDI, metadata: {name: cdi}, spec: {config: {scratchSpaceStorageClass: ssd}}}')).toEqual([]);
    expect(told(volume('a', 'w1'), dataVolume(`${HTTP}, pvc: {storageClassName: disks, accessModes: [ReadWriteOnce], ${SIZE}}`))).toEqual([]);
  });
});

describe('what a DataVolume copies', () => {
  const copy = (source = 'namespace: images, name: golden', form = PVC) => dataVolume(`source: {pvc: {${source}}}, ${form}`);
  const GOLDEN = claim('golden', '10Gi', 'images');

  test('is there', () => {
    expect(said('CDI003', documents(GOLDEN, copy()), closed)).toEqual([]);
    expect(said('CDI003', copy(), closed)).toEqual([expect.stringMatching(/^error DataVolume\/disk spec\.source\.pvc: .*"images\/golden" is not in the input\.$/)]);
    expect(said('CDI003', copy())).toEqual([expect.stringMatching(/^warning /)]);
    expect(said('CDI003', copy(), { ...closed, knownClaims: ['images/golden'] })).toEqual([]);
    expect(said('CDI003', documents(claim('golden'), copy()), closed)).toEqual([expect.stringMatching(/there is one in namespace "vms"/)]);
  });

  test('is not larger', () => {
    const larger = documents(claim('golden', '20Gi', 'images'), copy());
    expect(findings('CDI003', larger)).toEqual([expect.objectContaining({ severity: 'error', path: 'spec.pvc.resources.requests.storage', fix: 'Request at least 20Gi.' })]);
    expect(said('CDI003', documents(claim('golden', '20Gi', 'images'), copy(undefined, 'storage: {storageClassName: ssd}')))).toEqual([]);
  });

  test('is another one', () => {
    expect(said('CDI003', copy('namespace: vms, name: disk'))).toEqual([expect.stringMatching(/its own claim/)]);
  });

  test('may be a snapshot, or what a DataSource names', () => {
    const snapshot = '{apiVersion: snapshot.storage.k8s.io/v1, kind: VolumeSnapshot, metadata: {name: s, namespace: images}, spec: {source: {persistentVolumeClaimName: golden}}}';
    const restore = dataVolume(`source: {snapshot: {namespace: images, name: s}}, ${PVC}`);
    expect(said('CDI003', documents(GOLDEN, snapshot, restore), closed)).toEqual([]);
    expect(said('CDI003', documents(claim('golden', '20Gi', 'images'), snapshot, restore), closed)).toEqual([expect.stringMatching(/a copy cannot be smaller/)]);
    expect(said('CDI003', restore, closed)).toEqual([expect.stringMatching(/VolumeSnapshot "images\/s" is not in the input/)]);
    const named = dataVolume(`sourceRef: {kind: DataSource, name: fedora, namespace: images}, ${PVC}`);
    const source = '{apiVersion: cdi.kubevirt.io/v1beta1, kind: DataSource, metadata: {name: fedora, namespace: images}, spec: {source: {pvc: {namespace: images, name: golden}}}}';
    expect(said('CDI003', named, closed)).toEqual([expect.stringMatching(/DataSource "images\/fedora" is not in the input/)]);
    expect(said('CDI003', documents(source, named), closed)).toEqual([]);
  });
});

test('a virtual machine uses the claim of its template, and a pod beside it shares it', () => {
  const pod = '{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: vms}, spec: {containers: [{name: c, image: "c:1"}], volumes: [{name: v, persistentVolumeClaim: {claimName: root}}]}}';
  expect(said('BND023', machine(`${HTTP}, ${PVC}`), closed)).toEqual([]);
  expect(said('BND023', machine(`${HTTP}, ${PVC}`).replace('dataVolume: {name: root}', 'dataVolume: {name: other}'), closed)).toEqual([expect.stringMatching(/^error VirtualMachine\/vm spec\.template\.spec\.volumes\[0\]\.dataVolume\.name: .*"other"/)]);
  const shared = documents('{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: ssd}, provisioner: cinder.csi.openstack.org}', machine(`${HTTP}, ${PVC}`), pod);
  expect(said('ACM010', shared)).toEqual([expect.stringMatching(/VirtualMachine "vm" uses it too/)]);
});
