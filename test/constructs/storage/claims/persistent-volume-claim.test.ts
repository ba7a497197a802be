import { Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import {
  AccessMode, Advice, ceph, CinderStorageClass, ClaimSource, Cluster, LocalStorageClass, MatchOperator, nfs, PersistentVolume,
  PersistentVolumeClaim, PersistentVolumeClaimProps, pods, ReclaimPolicy, snapshots, StatefulApplication, StorageClass, VolumeMode, volumes,
  VolumeSource,
} from '../../../../src';
import { Output, scope } from '../../../support/synth';

const size = Size.gibibytes(8);
const image = 'nginx:1.27';
const claim = (props: object = {}, namespace?: string) =>
  Output.of((chart) => new PersistentVolumeClaim(chart, 'myclaim', { size, ...props }), namespace).get('PersistentVolumeClaim');
const refused = (props: Partial<PersistentVolumeClaimProps>) => () => new PersistentVolumeClaim(scope(), 'c', { size, ...props });

describe('a claim', () => {
  test('asks for a size, and leaves the class to the cluster', () => expect(claim()).toMatchSnapshot());

  test('every option', () => {
    expect(claim({
      name: 'data',
      namespace: 'apps',
      storageClass: StorageClass.fromStorageClassName('gold'),
      accessModes: [AccessMode.READ_WRITE_MANY],
      volumeMode: VolumeMode.BLOCK,
      source: ClaimSource.snapshot(snapshots.VolumeSnapshot.fromSnapshotName('nightly')),
      volumeLabels: { tier: 'fast' },
      volumeExpressions: [{ key: 'zone', operator: 'In', values: ['a'] }],
      volumeAttributesClass: volumes.VolumeAttributesClass.fromVolumeAttributesClassName('gold'),
      labels: { app: 'web' },
      annotations: { 'example.com/owner': 'me' },
    })).toMatchSnapshot();
  });

  test('an access mode that is repeated counts once', () => {
    expect(claim({ accessModes: [AccessMode.READ_ONLY_MANY, AccessMode.READ_WRITE_ONCE, AccessMode.READ_ONLY_MANY] }).spec.accessModes)
      .toEqual(['ReadOnlyMany', 'ReadWriteOnce']);
  });

  test('explicitly no class is the empty text, which no default class captures', () => {
    expect(claim({ storageClass: StorageClass.none() }).spec.storageClassName).toBe('');
    expect('storageClassName' in claim().spec).toBe(false);
  });

  test('copies another claim, or takes what a populator makes', () => {
    const other = PersistentVolumeClaim.fromClaimName(scope(), 'o', 'other');
    expect(claim({ source: ClaimSource.claim(other) }).spec.dataSource).toEqual({ kind: 'PersistentVolumeClaim', name: 'other' });
    const populator = ClaimSource.populator('forklift.cdi.kubevirt.io', 'OpenstackVolumePopulator', 'image', 'images');
    expect(claim({ source: populator }).spec.dataSourceRef)
      .toEqual({ apiGroup: 'forklift.cdi.kubevirt.io', kind: 'OpenstackVolumePopulator', name: 'image', namespace: 'images' });
    expect(() => ClaimSource.populator('forklift.cdi.kubevirt.io', 'A', 'b', 'a.b')).toThrow('namespace must be');
    expect(() => ClaimSource.populator('forklift.cdi.kubevirt.io', '', 'b')).toThrow('kind must be the kind of an object');
    expect(() => ClaimSource.populator('core', 'A', 'b')).toThrow('apiGroup must be the full group of a custom resource such as "forklift.cdi.kubevirt.io"');
  });

  test.each<[string, Partial<PersistentVolumeClaimProps>]>([
    ['name is rejected by the API server: Invalid value: "A": must be a lower-case RFC 1123 subdomain', { name: 'A' }],
    ['size must be a size above zero', { size: Size.mebibytes(0) }],
    ['volumeMode must be one of Filesystem, Block, got "raw"', { volumeMode: 'raw' as any }],
    ['volumeLabels must be label keys', { volumeLabels: { 'a b': 'c' } }],
    ['volumeExpressions[0].operator must be one of In, NotIn, Exists, DoesNotExist, got "Gt"', { volumeExpressions: [{ key: 'size', operator: MatchOperator.GT, values: ['5'] }] }],
    ['size must be a size above zero such as Size.gibibytes(10), got "1e+21Gi"', { size: Size.gibibytes(1e21) }],
    ['accessModes[0] must be one of ReadWriteOnce, ReadOnlyMany, ReadWriteMany, ReadWriteOncePod, got "RWX"', { accessModes: ['RWX' as any] }],
    ['accessModes contains ReadWriteOncePod, which cannot be combined with other modes', { accessModes: [AccessMode.READ_WRITE_ONCE_POD, AccessMode.READ_WRITE_ONCE] }],
  ])('is refused: %s', (message, props) => expect(refused(props)).toThrow(`test/c: ${message}`));

  test.each<[string, Partial<PersistentVolumeClaimProps>]>([
    ['accessModes contains ReadWriteMany, which storage class "s" (cinder.csi.openstack.org) does not support for Filesystem volumes. '
      + 'Use one of ReadWriteOnce, ReadWriteOncePod', { storageClass: new CinderStorageClass(scope(), 's'), accessModes: [AccessMode.READ_WRITE_MANY] }],
    ['accessModes contains ReadWriteMany, which storage class "s" (cinder.csi.openstack.org) does not support for Block volumes. Use one of ReadWriteOnce, ReadWriteOncePod', { storageClass: new CinderStorageClass(scope(), 's'), accessModes: [AccessMode.READ_WRITE_MANY], volumeMode: VolumeMode.BLOCK }],
    ['storageClass cannot be storage class "s" (nfs.csi.k8s.io), which does not support raw block volumes', {
      storageClass: new nfs.NfsStorageClass(scope(), 's', { server: 'a', share: '/' }), volumeMode: VolumeMode.BLOCK,
    }],
    ['storageClass cannot be storage class "s" (rook-ceph.ceph.rook.io/bucket), which does not support filesystem volumes', {
      storageClass: new ceph.CephBucketStorageClass(scope(), 's', { objectStoreName: 'a', objectStoreNamespace: 'b' }),
    }],
    ['source is a snapshot, but storage class "s" (kubernetes.io/no-provisioner) does not support snapshots', {
      storageClass: new LocalStorageClass(scope(), 's'), source: ClaimSource.snapshot(snapshots.VolumeSnapshot.fromSnapshotName('a')),
    }],
    ['volumeAttributesClass is set, but storage class "s" (cinder.csi.openstack.org) does not support modifying volumes', {
      storageClass: new CinderStorageClass(scope(), 's'), volumeAttributesClass: volumes.VolumeAttributesClass.fromVolumeAttributesClassName('a'),
    }],
  ])('is checked against the class: %s', (message, props) => expect(refused(props)).toThrow(`test/c: ${message}`));

  test('what the class can do is accepted', () => {
    const multiattach = new CinderStorageClass(scope(), 's', { multiattach: true });
    expect(claim({ storageClass: multiattach, accessModes: [AccessMode.READ_WRITE_MANY], volumeMode: VolumeMode.BLOCK }).spec.volumeMode).toBe('Block');
    const rbd = new ceph.CephRbdStorageClass(scope(), 's', { clusterId: 'a', pool: 'b' });
    expect(claim({ storageClass: rbd, accessModes: [AccessMode.READ_WRITE_ONCE_POD] }).spec.accessModes).toEqual(['ReadWriteOncePod']);
  });

  test('a selector with a provisioner is reported', () => {
    const chart = scope() as Chart;
    new PersistentVolumeClaim(chart, 'a', { size, storageClass: new CinderStorageClass(chart, 's'), volumeLabels: { a: 'b' } });
    new PersistentVolumeClaim(chart, 'b', { size, storageClass: new LocalStorageClass(chart, 'l'), volumeLabels: { a: 'b' } });
    expect(Advice.of(chart).open.map(({ id, path }) => [id, path])).toEqual([['CLS023', 'test/a']]);
  });
});

describe('what not every Kubernetes has', () => {
  const on = (kubernetesVersion: string, props: object) => {
    const cluster = new Cluster(scope(), 'c', { kubernetesVersion });
    new PersistentVolumeClaim(cluster, 'data', { size, ...props });
    return Advice.of(cluster).open.map(({ message }) => message);
  };
  const gated = (version: string, name: string, gate: string, since?: string) =>
    [`Kubernetes ${version} supports ${name} only with the feature gate ${gate}${since ? `, which is on by default since ${since}` : ''}.`];
  const disk = ['forklift.cdi.kubevirt.io', 'OpenstackVolumePopulator', 'image'] as const;
  const snapshot = { source: ClaimSource.snapshot(snapshots.VolumeSnapshot.fromSnapshotName('nightly')) };
  const copy = { source: ClaimSource.claim(PersistentVolumeClaim.fromClaimName(scope(), 'o', 'other')) };
  const populated = { source: ClaimSource.populator(...disk) };
  const elsewhere = { source: ClaimSource.populator(...disk, 'images') };

  test.each<[string, object, string]>([
    ['accessModes cannot be used: Kubernetes 1.21 does not support the access mode ReadWriteOncePod', { accessModes: [AccessMode.READ_WRITE_ONCE_POD] }, '1.21'],
    ['volumeAttributesClass cannot be used: Kubernetes 1.28 does not support volumeAttributesClassName', { volumeAttributesClass: volumes.VolumeAttributesClass.fromVolumeAttributesClassName('gold') }, '1.28'],
    ['source cannot be used: Kubernetes 1.21 does not support dataSourceRef', populated, '1.21'],
    ['source cannot be used: Kubernetes 1.25 does not support dataSourceRef.namespace', elsewhere, '1.25'],
  ])('refused: %s', (message, props, version) => expect(() => on(version, props)).toThrow(`test/c/data: ${message}`));

  test.each<[object, string, string, string, string]>([
    [{ accessModes: [AccessMode.READ_WRITE_ONCE_POD] }, '1.22', 'the access mode ReadWriteOncePod', 'ReadWriteOncePod', '1.27'],
    [{ volumeAttributesClass: volumes.VolumeAttributesClass.fromVolumeAttributesClassName('gold') }, '1.33', 'volumeAttributesClassName', 'VolumeAttributesClass', '1.34'],
    [snapshot, '1.16', 'a snapshot as dataSource', 'VolumeSnapshotDataSource', '1.17'],
    [copy, '1.15', 'a claim as dataSource', 'VolumePVCDataSource', '1.16'],
    [populated, '1.23', 'dataSourceRef', 'AnyVolumeDataSource', '1.24'],
  ])('reported where it takes a feature gate: %#', (props, version, name, gate, since) => {
    expect(on(version, props)).toEqual(gated(version, name, gate, since));
    expect(on(since, props)).toEqual([]);
  });

  test('data sources of another namespace take a feature gate to this day', () => {
    expect(on('1.36', elsewhere)).toEqual(gated('1.36', 'dataSourceRef.namespace', 'CrossNamespaceVolumeDataSource'));
  });

  test('templates of a StatefulSet are judged too', () => {
    const cluster = new Cluster(scope(), 'c', { kubernetesVersion: '1.21' });
    const claims = [{ name: 'a', size, mountPath: '/a' }, { name: 'b', size, mountPath: '/b', accessModes: [AccessMode.READ_WRITE_ONCE_POD] }];
    expect(() => new StatefulApplication(cluster, 'db', { image: 'nginx:1.27', claims })).toThrow('test/c/db: claims[1].accessModes cannot be used: Kubernetes 1.21 does not support the access mode ReadWriteOncePod');
  });
});

describe('a claim for one volume', () => {
  const volume = (props: object = {}) => new PersistentVolume(scope(), 'v', { capacity: size, source: VolumeSource.nfs('a', '/'), ...props });

  test('names it', () => expect(claim({ volume: volume(), storageClass: StorageClass.none() }).spec.volumeName).toBe('v'));

  test('takes the class of the volume, so that no default class captures it', () => {
    expect(claim({ volume: volume() }).spec.storageClassName).toBe('');
    expect(claim({ volume: volume({ storageClass: StorageClass.fromStorageClassName('slow') }) }).spec.storageClassName).toBe('slow');
    expect(claim({ volume: kplus.PersistentVolume.fromPersistentVolumeName(scope(), 'k', 'elsewhere') }).spec.storageClassName).toBeUndefined();
  });

  test('may be the one that the volume is reserved for', () => {
    const reserved = volume({ claimRef: { name: 'myclaim', namespace: 'db' } });
    expect(claim({ volume: reserved, namespace: 'db' }).spec.volumeName).toBe('v');
    expect(claim({ volume: reserved }).spec.volumeName).toBe('v');
  });

  test('is compared with a volume of cdk8s-plus', () => {
    const theirs = new kplus.AwsElasticBlockStorePersistentVolume(scope(), 'k', {
      volumeId: 'vol-1', storage: size, storageClassName: 'gp2', accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE],
    });
    expect(claim({ volume: theirs }).spec.storageClassName).toBe('gp2');
    expect(refused({ volume: theirs, size: Size.gibibytes(9) })).toThrow('size is 9Gi, but the volume');
    expect(refused({ volume: theirs, accessModes: [AccessMode.READ_WRITE_MANY] })).toThrow('test/c: accessModes contains ReadWriteMany, but the volume "test-k-c87e2fd9" has ReadWriteOnce: they never bind');
    expect(refused({ volume: theirs, volumeMode: VolumeMode.BLOCK })).toThrow('volumeMode is Block, but the volume');
    expect(refused({ volume: theirs, storageClass: StorageClass.none() })).toThrow('storageClass is "", but the volume');
  });

  test('a volume of cdk8s-plus is accepted', () => {
    expect(claim({ volume: kplus.PersistentVolume.fromPersistentVolumeName(scope(), 'k', 'elsewhere'), storageClass: StorageClass.none() }).spec.volumeName).toBe('elsewhere');
  });

  test.each<[string, object, object]>([
    ['size is 8Gi, but the volume "v" has 5Gi: they never bind', { capacity: Size.gibibytes(5) }, {}],
    ['accessModes contains ReadWriteMany, but the volume "v" has ReadWriteOnce: they never bind', {}, { accessModes: [AccessMode.READ_WRITE_MANY] }],
    ['volumeMode is Block, but the volume "v" is Filesystem: they never bind', {}, { volumeMode: VolumeMode.BLOCK }],
    ['storageClass is "slow", but the volume "v" has "": they never bind', {}, { storageClass: StorageClass.fromStorageClassName('slow') }],
    ['volume "v" is reserved for the claim "c" in the namespace "db": they never bind', { claimRef: { name: 'c', namespace: 'db' } }, { namespace: 'apps' }],
    ['volume "v" is reserved for the claim "x" in the namespace "db": they never bind', { claimRef: { name: 'x', namespace: 'db' } }, {}],
  ])('%s', (message, ofVolume, ofClaim) => expect(refused({ volume: volume(ofVolume), ...ofClaim })).toThrow(`test/c: ${message}`));
});

describe('a static binding', () => {
  const source = VolumeSource.nfs('172.17.0.2', '/tmp');

  test('names both sides, so that they bind to each other only', () => {
    const output = Output.of((chart) => new volumes.StaticBinding(chart, 'data', { size, source, accessModes: [AccessMode.READ_WRITE_MANY] }), 'apps');
    expect(output.get('PersistentVolume')).toMatchSnapshot();
    expect(output.get('PersistentVolumeClaim')).toMatchSnapshot();
  });

  test('agrees with itself whatever is asked for', () => {
    const output = Output.of((chart) => new volumes.StaticBinding(chart, 'data', {
      size,
      source: VolumeSource.local('/dev/sdb'),
      volumeMode: VolumeMode.BLOCK,
      nodes: ['a'],
      storageClass: new LocalStorageClass(chart, 'local'),
      namespace: 'db',
      name: 'disk',
      volumeName: 'disk-1',
      reclaimPolicy: ReclaimPolicy.RETAIN,
    }));
    const [volume, { metadata, spec }] = [output.get('PersistentVolume'), output.get('PersistentVolumeClaim')];
    expect(volume.spec.claimRef).toEqual({ name: metadata.name, namespace: metadata.namespace });
    expect(spec.volumeName).toBe(volume.metadata.name);
    for (const field of ['storageClassName', 'volumeMode', 'accessModes']) expect(spec[field]).toEqual(volume.spec[field]);
    expect(spec.resources.requests.storage).toBe(volume.spec.capacity.storage);
  });

  test('without a namespace anywhere, the claim is in "default"', () => {
    expect(Output.of((chart) => new volumes.StaticBinding(chart, 'data', { size, source })).get('PersistentVolume').spec.claimRef.namespace).toBe('default');
  });
});

describe('with cdk8s-plus', () => {
  test('our claim is mounted by its pods', () => {
    const output = Output.of((chart) => {
      const ours = new PersistentVolumeClaim(chart, 'data', { size });
      const mount = (workload: kplus.Pod | kplus.Deployment | kplus.StatefulSet) => workload.addContainer({ image }).mount('/data', ours);
      mount(new kplus.Pod(chart, 'Pod'));
      mount(new kplus.Deployment(chart, 'Deployment'));
      mount(new kplus.StatefulSet(chart, 'Set', { service: new kplus.Service(chart, 'Service', { ports: [{ port: 80 }] }) }));
      new kplus.Pod(chart, 'Other', { volumes: [kplus.Volume.fromPersistentVolumeClaim(chart, 'v', ours)], containers: [{ image }] });
    });
    const specs = [output.objects.filter((o) => o.kind === 'Pod').map((o) => o.spec), output.get('Deployment').spec.template.spec, output.get('StatefulSet').spec.template.spec].flat();
    expect(specs.map((spec) => spec.volumes[0].persistentVolumeClaim.claimName)).toEqual(['data', 'data', 'data', 'data']);
    expect(specs[0].containers[0].volumeMounts[0].mountPath).toBe('/data');
  });

  test('the volume of its pod has a name that the API server accepts, whatever the claim is called', () => {
    const held = Output.of((chart) => {
      const pod = new kplus.Pod(chart, 'Pod');
      const container = pod.addContainer({ image });
      for (const name of ['data.web', `${'a'.repeat(100)}.x`, `${'a'.repeat(100)}.y`]) container.mount(`/${name}`, new PersistentVolumeClaim(chart, name, { size }));
    }).get('Pod').spec.volumes;
    expect(held.map(({ persistentVolumeClaim }: any) => persistentVolumeClaim.claimName)).toHaveLength(3);
    expect(held[0].name).toBe('pvc-data-web');
    expect(new Set(held.map(({ name }: any) => name)).size).toBe(3);
    for (const { name } of held) expect(name).toMatch(/^[a-z0-9-]{1,63}$/);
  });

  test('its claim is accepted wherever ours is', () => {
    const output = Output.of((chart) => {
      const theirs = new kplus.PersistentVolumeClaim(chart, 'Theirs', { metadata: { name: 'theirs' }, storage: size, accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE] });
      const block = new kplus.PersistentVolumeClaim(chart, 'Block', { metadata: { name: 'block' }, volumeMode: kplus.PersistentVolumeMode.BLOCK });
      new pods.PodApplication(chart, 'pod', { image, claims: [{ claim: theirs, mountPath: '/data' }, { claim: block, mountPath: '/dev/xvda' }] });
      new PersistentVolumeClaim(chart, 'copy', { size, source: ClaimSource.claim(theirs) });
      new snapshots.VolumeSnapshot(chart, 'snap', { claim: theirs });
      new StatefulApplication(chart, 'web', { image, sharedClaims: [{ claim: theirs, mountPath: '/data', readOnly: true, subPath: 'a' }] });
    });
    const { volumes: mounted, containers } = output.get('Pod').spec;
    expect(mounted.map((v: any) => v.persistentVolumeClaim.claimName)).toEqual(['theirs', 'block']);
    expect(containers[0].volumeMounts).toEqual([{ name: 'theirs', mountPath: '/data' }]);
    expect(containers[0].volumeDevices).toEqual([{ name: 'block', devicePath: '/dev/xvda' }]);
    expect(output.get('PersistentVolumeClaim', 'copy').spec.dataSource.name).toBe('theirs');
    expect(output.get('VolumeSnapshot').spec.source.persistentVolumeClaimName).toBe('theirs');
    expect(output.get('StatefulSet').spec.template.spec.containers[0].volumeMounts[0]).toEqual({ name: 'theirs', mountPath: '/data', readOnly: true, subPath: 'a' });
  });

  test('its claim binds to our volume, and its RBAC covers both', () => {
    const output = Output.of((chart) => {
      const volume = new PersistentVolume(chart, 'ours', { capacity: size, source: VolumeSource.nfs('a', '/') });
      new kplus.PersistentVolumeClaim(chart, 'Theirs', { volume });
      const role = new kplus.Role(chart, 'Role');
      role.allowRead(new PersistentVolumeClaim(chart, 'data', { size }));
      new kplus.ClusterRole(chart, 'ClusterRole').allowRead(volume);
    });
    expect(output.objects.find((o) => o.spec?.volumeName)?.spec.volumeName).toBe('ours');
    expect(output.get('Role').rules[0]).toMatchObject({ resources: ['persistentvolumeclaims'], resourceNames: ['data'] });
    expect(output.get('ClusterRole').rules[0]).toMatchObject({ resources: ['persistentvolumes'] });
  });

  test('a raw block claim is refused where cdk8s-plus could only mount it', () => {
    const block = new PersistentVolumeClaim(scope(), 'c', { size, volumeMode: VolumeMode.BLOCK });
    expect(() => block.asVolume()).toThrow('test/c: volumeMode is Block, and containers of cdk8s-plus have no volumeDevices');
    expect([block.asNonApiResource(), block.asApiResource()]).toEqual([undefined, block]);
  });

  test('a claim that exists is mounted by its name and mode', () => {
    const chart = scope();
    const raw = PersistentVolumeClaim.fromClaimName(chart, 'r', 'raw', { volumeMode: VolumeMode.BLOCK });
    const spec = new pods.PodApplication(chart, 'p', { image, claims: [{ claim: raw, mountPath: '/dev/sdb', name: 'disk' }] }).pod.toJson().spec;
    expect(spec.containers[0].volumeDevices).toEqual([{ name: 'disk', devicePath: '/dev/sdb' }]);
    expect(() => PersistentVolumeClaim.fromClaimName(chart, 'x', 'A')).toThrow('claimName must be a DNS subdomain');
  });
});

describe('what is in another namespace cannot be used', () => {
  const inA = (chart: Construct) => new PersistentVolumeClaim(chart, 'data', { size, namespace: 'a' });
  const theirs = (chart: Construct) => new kplus.PersistentVolumeClaim(chart, 'data', { metadata: { name: 'data', namespace: 'a' } });

  test.each<[string, (chart: Construct) => void]>([
    ['claims[0].claim "data" is in the namespace "a", but Pod "x" is in "b"', (s) => new pods.PodApplication(s, 'x', { image, namespace: 'b', claims: [{ claim: inA(s), mountPath: '/a' }] })],
    ['claims[0].claim "data" is in the namespace "a"', (s) => new pods.PodApplication(s, 'x', { image, namespace: 'b', claims: [{ claim: theirs(s), mountPath: '/a' }] })],
    ['sharedClaims[0].claim "data" is in the namespace "a", but StatefulSet "x" is in "b"', (s) => new StatefulApplication(s, 'x', {
      image, namespace: 'b', sharedClaims: [{ claim: inA(s), mountPath: '/a' }],
    })],
    ['claim "data" is in the namespace "a", but VolumeSnapshot "x" is in "b"', (s) => new snapshots.VolumeSnapshot(s, 'x', { namespace: 'b', claim: inA(s) })],
    ['source "data" is in the namespace "a", but PersistentVolumeClaim "x" is in "b"', (s) => new PersistentVolumeClaim(s, 'x', {
      size, namespace: 'b', source: ClaimSource.claim(inA(s)),
    })],
    ['source "night" is in the namespace "a", but PersistentVolumeClaim "x" is in "b"', (s) => new PersistentVolumeClaim(s, 'x', {
      size, namespace: 'b', source: ClaimSource.snapshot(new snapshots.VolumeSnapshot(s, 'night', { claim: inA(s), namespace: 'a' })),
    })],
  ])('%s', (message, build) => expect(() => build(scope())).toThrow(`test/x: ${message}`));

  test('what is not known is not refused', () => {
    const chart = scope();
    const mount = { claim: inA(chart), mountPath: '/a' };
    expect(() => new pods.PodApplication(chart, 'x', { image, claims: [mount] })).not.toThrow();
    const byName = { claim: PersistentVolumeClaim.fromClaimName(scope('a'), 'c', 'c'), mountPath: '/a' };
    expect(() => new pods.PodApplication(scope('b'), 'x', { image, claims: [byName] })).not.toThrow();
  });
});

describe('a copy', () => {
  const nfsClass = (chart: Construct) => new nfs.NfsStorageClass(chart, 'nfs', { server: 'a', share: '/' });
  const original = (chart: Construct, props = {}) => new PersistentVolumeClaim(chart, 'data', { size, ...props });
  const night = (chart: Construct, props = {}) => new snapshots.VolumeSnapshot(chart, 'night', { claim: original(chart, props) });
  const copy = (chart: Construct, source: ClaimSource, props = {}) => new PersistentVolumeClaim(chart, 'x', { size, source, ...props });
  const block = { volumeMode: VolumeMode.BLOCK };

  test.each<[string, (chart: Construct) => void]>([
    ['source is of 8Gi (claim "data"), but size is 7Gi. Increase size: a clone cannot be smaller', (s) => copy(s, ClaimSource.claim(original(s)), { size: Size.gibibytes(7) })],
    ['source is of 8Gi (claim "data"), but size is 7Gi', (s) => copy(s, ClaimSource.snapshot(night(s)), { size: Size.gibibytes(7) })],
    ['source "data" is Block, but the claim is Filesystem', (s) => copy(s, ClaimSource.claim(original(s, block)))],
    ['source "data" is a volume of nfs.csi.k8s.io, which cinder.csi.openstack.org cannot clone',
      (s) => copy(s, ClaimSource.claim(original(s, { storageClass: nfsClass(s) })), { storageClass: new CinderStorageClass(s, 'ssd') })],
    ['source "data" is a volume of nfs.csi.k8s.io, which cinder.csi.openstack.org cannot clone',
      (s) => copy(s, ClaimSource.snapshot(night(s, { storageClass: nfsClass(s) })), { storageClass: new CinderStorageClass(s, 'ssd') })],
    ['snapshotClass is a class of cinder.csi.openstack.org, which cannot snapshot volumes of nfs.csi.k8s.io, as that of "data"', (s) => new snapshots.VolumeSnapshot(s, 'x', {
      claim: original(s, { storageClass: nfsClass(s) }), snapshotClass: new snapshots.VolumeSnapshotClass(s, 'c', { driver: 'cinder.csi.openstack.org' }),
    })],
    ['volumeAttributesClass is a class of ebs.csi.aws.com, which is not the provisioner of storage class "rbd" (rook-ceph.rbd.csi.ceph.com)', (s) => new PersistentVolumeClaim(s, 'x', {
      size,
      storageClass: new ceph.CephRbdStorageClass(s, 'rbd', { clusterId: 'a', pool: 'b' }),
      volumeAttributesClass: new volumes.VolumeAttributesClass(s, 'gold', { driver: 'ebs.csi.aws.com', parameters: { iops: '1' } }),
    })],
  ])('is refused: %s', (message, build) => expect(() => build(scope())).toThrow(`test/x: ${message}`));

  test('may be larger, of another class of the driver and, after a snapshot, of another mode', () => {
    const chart = scope();
    const [ssd, hdd] = ['ssd', 'hdd'].map((name) => new CinderStorageClass(chart, name));
    const larger = { size: Size.gibibytes(9), storageClass: hdd };
    expect(() => copy(chart, ClaimSource.snapshot(night(chart, { ...block, storageClass: ssd })), larger)).not.toThrow();
  });
});

describe('a snapshot', () => {
  test.each([['1.16', 'v1alpha1'], ['1.17', 'v1beta1'], ['1.19', 'v1beta1'], ['1.20', 'v1']])('on Kubernetes %s is of snapshot.storage.k8s.io/%s', (kubernetesVersion, version) => {
    const cluster = new Cluster(scope(), 'c', { kubernetesVersion });
    const snapshotClass = new snapshots.VolumeSnapshotClass(cluster, 'class', { driver: 'cinder.csi.openstack.org' });
    const night = new snapshots.VolumeSnapshot(cluster, 'night', { claim: new PersistentVolumeClaim(cluster, 'data', { size }), snapshotClass });
    const old = new snapshots.VolumeSnapshot(cluster, 'old', { contentName: 'content' });
    for (const { apiObject } of [snapshotClass, night, old]) expect(apiObject.apiVersion).toBe(`snapshot.storage.k8s.io/${version}`);
    const alpha = version === 'v1alpha1';
    expect(snapshotClass.apiObject.toJson()[alpha ? 'snapshotter' : 'driver']).toBe('cinder.csi.openstack.org');
    expect(night.apiObject.toJson().spec).toEqual(alpha
      ? { snapshotClassName: 'class', source: { kind: 'PersistentVolumeClaim', name: 'data' } }
      : { volumeSnapshotClassName: 'class', source: { persistentVolumeClaimName: 'data' } });
    expect(old.apiObject.toJson().spec).toEqual(alpha ? { snapshotContentName: 'content' } : { source: { volumeSnapshotContentName: 'content' } });
  });

  test('of a claim, and of what the storage has already', () => {
    const output = Output.of((chart) => {
      new snapshots.VolumeSnapshot(chart, 'nightly', { claim: new PersistentVolumeClaim(chart, 'data', { size }), snapshotClass: snapshots.VolumeSnapshotClass.fromSnapshotClassName('cinder'), namespace: 'apps' });
      new snapshots.VolumeSnapshot(chart, 'old', { contentName: 'snapcontent-1' });
    });
    expect(output.get('VolumeSnapshot', 'nightly')).toMatchSnapshot();
    expect(output.get('VolumeSnapshot', 'old').spec).toEqual({ source: { volumeSnapshotContentName: 'snapcontent-1' } });
  });

  test('is refused where the class has none, or where it is not said of what', () => {
    const local = new PersistentVolumeClaim(scope(), 'data', { size, storageClass: new LocalStorageClass(scope(), 'l') });
    expect(() => new snapshots.VolumeSnapshot(scope(), 's', { claim: local })).toThrow('test/s: claim "data" has a storage class that does not support snapshots');
    expect(() => new snapshots.VolumeSnapshot(scope(), 's', {})).toThrow('test/s: claim or contentName is required');
  });
});

describe('a pod', () => {
  test('with a claim', () => {
    expect(Output.of((chart) => new pods.PodApplication(chart, 'mypod', {
      image,
      containerName: 'myfrontend',
      port: 80,
      restartPolicy: pods.RestartPolicy.NEVER,
      labels: { app: 'web' },
      annotations: { 'example.com/a': 'b' },
      claims: [{ claim: PersistentVolumeClaim.fromClaimName(chart, 'c', 'myclaim'), name: 'mypd', mountPath: '/var/www/html' }],
    })).get('Pod')).toMatchSnapshot();
  });

  test('shares of a claim that one node writes are reported where pods are several', () => {
    const chart = scope() as Chart;
    const shared = new PersistentVolumeClaim(chart, 'data', { size });
    new StatefulApplication(chart, 'one', { image, sharedClaims: [{ claim: shared, mountPath: '/data' }] });
    new StatefulApplication(chart, 'two', { image, replicas: 2, sharedClaims: [{ claim: shared, mountPath: '/data' }] });
    expect(Advice.of(chart).open.map(({ id, path }) => [id, path])).toEqual([['ACM001', 'test/two/StatefulSet']]);
  });

  test('shares of a claim that allows one pod are refused', () => {
    const chart = scope() as Chart;
    const shared = new PersistentVolumeClaim(chart, 'data', { name: 'data', size, accessModes: [AccessMode.READ_WRITE_ONCE_POD] });
    new StatefulApplication(chart, 'one', { image, sharedClaims: [{ claim: shared, mountPath: '/data' }] });
    expect(() => new StatefulApplication(chart, 'two', { image, replicas: 2, sharedClaims: [{ claim: shared, mountPath: '/data' }] }))
      .toThrow('sharedClaims[0].claim cannot be used: claim "data" allows one pod (ReadWriteOncePod), but up to 2 pods use it.');
  });
});

test('a pod is refused a restart policy that Kubernetes does not know', () => {
  expect(() => new pods.PodApplication(scope(), 'p', { image, restartPolicy: 'Sometimes' as any })).toThrow('restartPolicy must be one of Always, OnFailure, Never');
});
