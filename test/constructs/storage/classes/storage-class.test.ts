import { App, Chart, Duration } from 'cdk8s';
import {
  Advice, AccessMode, Filesystem, CinderStorageClass, LocalStorageClass, ReclaimPolicy, StorageClass,
  snapshots, VolumeBindingMode,
} from '../../../../src';
import { Output, scope, stderrOf } from '../../../support/synth';

const classOf = (build: (chart: Chart) => void) => Output.of(build).get('StorageClass');

describe('a class of any driver', () => {
  test('holds what is asked for and nothing else', () => {
    expect(classOf((chart) => new StorageClass(chart, 'fast', { provisioner: 'ebs.csi.aws.com' }))).toMatchSnapshot();
  });

  test('every option reaches the manifest', () => {
    expect(classOf((chart) => new StorageClass(chart, 'Class', {
      name: 'fast.ssd',
      provisioner: 'ebs.csi.aws.com',
      parameters: { type: 'gp3' },
      extraParameters: { iops: '3000' },
      isDefault: true,
      reclaimPolicy: ReclaimPolicy.RETAIN,
      volumeBindingMode: VolumeBindingMode.IMMEDIATE,
      allowVolumeExpansion: true,
      mountOptions: ['noatime'],
      allowedTopologies: { 'topology.kubernetes.io/zone': ['a', 'b'] },
      labels: { tier: 'gold' },
      annotations: { 'example.com/owner': 'storage' },
    }))).toMatchSnapshot();
  });

  test.each<[string, object]>([
    ['name is rejected by the API server: Invalid value: "Fast": must be a lower-case RFC 1123 subdomain', { name: 'Fast' }],
    ['provisioner is rejected by the API server: Invalid value: "a b": must be a qualified name', { provisioner: 'a b' }],
    ['reclaimPolicy is rejected by the API server: Unsupported value: "Recycle": supported values: "Delete", "Retain". Use ReclaimPolicy.DELETE or RETAIN (reclaimPolicy)', { reclaimPolicy: ReclaimPolicy.RECYCLE }],
    ['parameters["iops"] must be a string, got 3000', { parameters: { iops: 3000 as any } }],
    ['extraParameters["iops"] must be a string, got 3000', { extraParameters: { iops: 3000 as any } }],
    ['parameters has more than 512 entries, which the API server rejects', { parameters: Object.fromEntries(Array.from({ length: 513 }, (_, i) => [`p${i}`, ''])) }],
    ['mountOptions must be options such as "noatime", got " "', { mountOptions: [' '] }],
    ['mountOptions are not supported by a.example.com. Remove them', { mountOptions: ['ro'], capabilities: { mountOptions: false } }],
    ['parameters has an empty key', { parameters: { '': 'a' } }],
    ['parameters has 262145 bytes, but the API server rejects more than 262144', { parameters: { a: 'x'.repeat(262144) } }],
    ['reclaimPolicy must be one of Retain, Delete, Recycle, got "keep"', { reclaimPolicy: 'keep' }],
    ['volumeBindingMode must be one of Immediate, WaitForFirstConsumer, got "Later"', { volumeBindingMode: 'Later' }],
    ['allowedTopologies is rejected by the API server: Invalid value: "a b": must be a qualified name', { allowedTopologies: { 'a b': ['x'] } }],
    ['allowedTopologies is rejected by the API server: Required value (allowedTopologies[0].matchLabelExpressions[0].values)', { allowedTopologies: { zone: [] } }],
    ['allowedTopologies is rejected by the API server: Duplicate value: "x" (allowedTopologies[0].matchLabelExpressions[0].values[1])', { allowedTopologies: { zone: ['x', 'x'] } }],
    ['otherTopologies must stand beside allowedTopologies', { otherTopologies: [{ zone: ['x'] }] }],
    ['otherTopologies contains a term without labels. Remove it', { allowedTopologies: { zone: ['x'] }, otherTopologies: [{}] }],
    ['allowedTopologies["zone"] must be a label value', { allowedTopologies: { zone: ['x y'] } }],
  ])('refuses: %s', (message, props) => {
    expect(() => new StorageClass(scope(), 'x', { provisioner: 'a.example.com', ...props })).toThrow(`test/x: ${message}`);
  });

  test('places are alternatives, and the labels of each go together', () => {
    const topologies = (props: object) => classOf((chart) => new StorageClass(chart, 'x', { provisioner: 'a', ...props })).allowedTopologies;
    const [zone, rack] = [{ zone: ['a'] }, { rack: ['1', '2'] }];
    expect(topologies({ allowedTopologies: { ...zone, ...rack }, otherTopologies: [rack] })).toEqual([
      { matchLabelExpressions: [{ key: 'zone', values: ['a'] }, { key: 'rack', values: ['1', '2'] }] },
      { matchLabelExpressions: [{ key: 'rack', values: ['1', '2'] }] },
    ]);
    expect(topologies({ allowedTopologies: {} })).toBeUndefined();
    const cinder = classOf((chart) => new CinderStorageClass(chart, 'x', { allowedTopologies: zone, otherTopologies: [rack] }));
    expect(cinder.allowedTopologies).toHaveLength(2);
  });

  test('a class that exists is known by its name', () => {
    expect(StorageClass.fromStorageClassName('ssd')).toEqual({ storageClassName: 'ssd', capabilities: {} });
    expect(StorageClass.none().storageClassName).toBe('');
    expect(() => StorageClass.fromStorageClassName('')).toThrow('storageClassName must be a DNS subdomain');
  });

  test('two default classes in one cluster are an error at synth', () => {
    const app = new App({ outdir: '/nonexistent' });
    const chart = new Chart(app, 'test');
    new CinderStorageClass(chart, 'a', { isDefault: true });
    new CinderStorageClass(chart, 'b', { isDefault: true });
    expect(() => app.synthYaml()).toThrow('2 StorageClasses are the default: a (test/a/StorageClass), b (test/b/StorageClass)');
  });
});

describe('Cinder', () => {
  test('waits for the first consumer, because volumes are tied to a zone', () => {
    expect(classOf((chart) => new CinderStorageClass(chart, 'cinder'))).toMatchSnapshot();
  });

  test('every parameter', () => {
    const secret = { name: 'cloud', namespace: '${pvc.namespace}' };
    expect(classOf((chart) => new CinderStorageClass(chart, 'ssd', {
      volumeType: 'ssd',
      availabilityZone: 'nova',
      fsType: Filesystem.XFS,
      secrets: { provisioner: secret, controllerPublish: secret, nodeStage: secret },
      driverName: 'csi-cinderplugin',
      volumeBindingMode: VolumeBindingMode.IMMEDIATE,
    }))).toMatchSnapshot();
  });

  test('multiattach opens ReadWriteMany for block volumes and nothing else', () => {
    const plain = new CinderStorageClass(scope(), 'x').capabilities;
    const multi = new CinderStorageClass(scope(), 'x', { multiattach: true }).capabilities;
    expect(plain.blockModes).not.toContain(AccessMode.READ_WRITE_MANY);
    expect(multi.blockModes).toContain(AccessMode.READ_WRITE_MANY);
    expect(multi.filesystemModes).toEqual(plain.filesystemModes);
  });

  test.each<[string, object]>([
    ['volumeType must be a non-empty string, got ""', { volumeType: '' }],
    ['fsType must be one of ext2, ext3, ext4, xfs, btrfs, got "zfs"', { fsType: 'zfs' }],
    ['extraParameters contains "type". Set the property volumeType instead', { extraParameters: { type: 'ssd' } }],
    ['extraParameters contains "csi.storage.k8s.io/node-stage-secret-name". Set the property secrets instead', {
      secrets: { nodeStage: { name: 'a', namespace: 'b' } }, extraParameters: { 'csi.storage.k8s.io/node-stage-secret-name': 'c' },
    }],
    ['secrets.provisioner.name must be a DNS subdomain', { secrets: { provisioner: { name: 'A', namespace: 'b' } } }],
    ['secrets.nodeStage.name must be a string with no placeholders other than ${pv.name}, ${pvc.namespace}, ${pvc.name}, got "${pvc.nam}"',
      { secrets: { nodeStage: { name: '${pvc.nam}', namespace: 'b' } } }],
    ['secrets.nodeStage.namespace must be a string with no placeholders other than ${pv.name}, ${pvc.namespace}, got "${pvc.name}"',
      { secrets: { nodeStage: { name: 'a', namespace: '${pvc.name}' } } }],
    ['secrets.nodeStage.name must be a DNS subdomain', { secrets: { nodeStage: { name: 'A-${pvc.name}', namespace: 'b' } } }],
    ['secrets.provisioner.namespace must be a DNS label', { secrets: { provisioner: { name: 'a', namespace: 'B' } } }],
  ])('refuses: %s', (message, props: any) => {
    expect(() => new CinderStorageClass(scope(), 'x', props)).toThrow(`test/x: ${message}`);
  });
});

test('a class for local volumes provisions nothing and waits for the first consumer', () => {
  expect(classOf((chart) => new LocalStorageClass(chart, 'local', { isDefault: true, reclaimPolicy: ReclaimPolicy.DELETE }))).toMatchSnapshot();
});

describe('advice', () => {
  const ids = (build: (chart: Chart) => void) => {
    const chart = scope() as Chart;
    build(chart);
    return Advice.of(chart).open.map(({ id }) => id);
  };

  test.each<[string, (chart: Chart) => void]>([
    ['CLS005', (chart) => new CinderStorageClass(chart, 'x', { volumeBindingMode: VolumeBindingMode.IMMEDIATE })],
    ['LOC015', (chart) => new LocalStorageClass(chart, 'x', { allowVolumeExpansion: true })],
    ['CLS014', (chart) => new CinderStorageClass(chart, 'x', { allowedTopologies: { 'topology.kubernetes.io/zone': ['a'] } })],
    ['CLS014', (chart) => new StorageClass(chart, 'x', {
      provisioner: 'a', capabilities: { topologyKeys: [] }, allowedTopologies: { zone: ['a'] },
    })],
  ])('%s', (id, build) => expect(ids(build)).toEqual([id]));

  test('none for what is right', () => {
    expect(ids((chart) => {
      new CinderStorageClass(chart, 'x', { allowVolumeExpansion: true, allowedTopologies: { 'topology.cinder.csi.openstack.org/zone': ['a'] } });
      new StorageClass(chart, 'y', { provisioner: 'a', allowVolumeExpansion: true, allowedTopologies: { zone: ['a'] } });
    })).toEqual([]);
  });

  test('synth prints it', () => {
    const build = () => Output.of((chart) => { new LocalStorageClass(chart, 'x', { allowVolumeExpansion: true }); });
    expect(stderrOf(build)).toContain('info LOC015 test/x/StorageClass allowVolumeExpansion: class "x" allows expansion, but nothing expands its volumes.');
  });
});

describe('snapshot classes', () => {
  test('of any driver', () => {
    expect(Output.of((chart) => new snapshots.VolumeSnapshotClass(chart, 'nightly', {
      driver: 'nfs.csi.k8s.io',
      parameters: { server: 'nfs.example.com' },
      snapshotterSecret: { name: 'nfs', namespace: 'kube-system' },
      isDefault: true,
      deletionPolicy: ReclaimPolicy.RETAIN,
    })).get('VolumeSnapshotClass')).toMatchSnapshot();
  });

  test('of Cinder, with defaults', () => {
    expect(Output.of((chart) => new snapshots.CinderSnapshotClass(chart, 'cinder')).get('VolumeSnapshotClass')).toMatchSnapshot();
  });

  test('of Cinder, with every parameter', () => {
    expect(Output.of((chart) => new snapshots.CinderSnapshotClass(chart, 'backup', {
      type: snapshots.CinderSnapshotType.BACKUP, forceCreate: true, availabilityZone: 'az2', backupMaxDurationPerGb: Duration.seconds(40), extraParameters: { x: 'y' },
    })).get('VolumeSnapshotClass')).toMatchSnapshot();
  });

  test.each<[string, object]>([
    ['deletionPolicy must be Delete or Retain', { deletionPolicy: ReclaimPolicy.RECYCLE }],
    ['availabilityZone applies to backups only', { availabilityZone: 'nova' }],
    ['backupMaxDurationPerGb applies to backups only', { backupMaxDurationPerGb: Duration.seconds(20), type: 'snapshot' }],
    ['forceCreate must be true or false, got "yes"', { forceCreate: 'yes' }],
    ['backupMaxDurationPerGb must be a duration of whole seconds such as Duration.seconds(20), got "500 millis"', { backupMaxDurationPerGb: Duration.millis(500), type: 'backup' }],
    ['backupMaxDurationPerGb must be a Duration, such as Duration.millis(…)', { backupMaxDurationPerGb: 20, type: 'backup' }],
    ['extraParameters contains "type". Set the property type instead', { extraParameters: { type: 'backup' } }],
  ])('refuses: %s', (message, props: any) => {
    expect(() => new snapshots.CinderSnapshotClass(scope(), 'x', props)).toThrow(`test/x: ${message}`);
  });

  test('one that exists is known by its name', () => {
    expect(snapshots.VolumeSnapshotClass.fromSnapshotClassName('a').snapshotClassName).toBe('a');
  });
});

test('512 parameters are not too many', () => {
  const parameters = Object.fromEntries(Array.from({ length: 512 }, (_, i) => [`p${i}`, '']));
  expect(Object.keys(classOf((chart) => new StorageClass(chart, 'c', { provisioner: 'a.example.com', parameters })).parameters)).toHaveLength(512);
});

test('names of Secrets may hold placeholders of the sidecars', () => {
  const parameters = (name: string, namespace: string) =>
    classOf((chart) => new CinderStorageClass(chart, 'x', { secrets: { nodeStage: { name, namespace } } })).parameters;
  expect(parameters("${pvc.namespace}-${pvc.name}-${pvc.annotations['example.com/team']}", '${pvc.namespace}')).toEqual({
    'csi.storage.k8s.io/node-stage-secret-name': "${pvc.namespace}-${pvc.name}-${pvc.annotations['example.com/team']}",
    'csi.storage.k8s.io/node-stage-secret-namespace': '${pvc.namespace}',
  });
});

test('those of snapshot classes are others', () => {
  const of = (name: string) => new snapshots.VolumeSnapshotClass(scope(), 's', { driver: 'a', snapshotterSecret: { name, namespace: '${volumesnapshot.namespace}' } });
  expect(of('${volumesnapshot.name}').apiObject.toJson().parameters['csi.storage.k8s.io/snapshotter-secret-name']).toBe('${volumesnapshot.name}');
  expect(() => of('${pvc.name}')).toThrow('test/s: snapshotterSecret.name must be a string with no placeholders other than ${volumesnapshotcontent.name}, ${volumesnapshot.namespace}, ${volumesnapshot.name}');
});
