import { Chart, Size } from 'cdk8s';
import {
  AccessMode, Advice, Cluster, Filesystem, HostPathType, inTree, LocalStorageClass, ManilaProtocol, MatchOperator, PersistentVolume,
  PersistentVolumeProps, ReclaimPolicy, Release, StorageClass, VolumeMode, volumes, VolumeSource,
} from '../../../../src';
import { Output, scope } from '../../../support/synth';

const capacity = Size.gibibytes(5);
const nfs = VolumeSource.nfs('172.17.0.2', '/tmp');
const secret = { name: 'creds', namespace: 'kube-system' };
const iqn = 'iqn.2001-04.com.example:storage';
const id = '1f0c5a7e-6f5c-4f9b-9a53-0b6c3b1f7a10';

function volume(props: Partial<PersistentVolumeProps>, kubernetesVersion = '1.36'): any {
  return Output.of((chart) => {
    new PersistentVolume(new Cluster(chart, 'c', { kubernetesVersion }), 'pv', { capacity, source: nfs, ...props });
  }).get('PersistentVolume');
}

function advice(props: Partial<PersistentVolumeProps>, kubernetesVersion = '1.36'): string[] {
  const cluster = new Cluster(scope() as Chart, 'c', { kubernetesVersion });
  new PersistentVolume(cluster, 'pv', { capacity, source: nfs, ...props });
  return Advice.of(cluster).open.map((note) => note.id);
}

describe('sources', () => {
  test.each<[string, VolumeSource, object?]>([
    ['csi', VolumeSource.csi({
      driver: 'ebs.csi.aws.com',
      volumeHandle: 'vol-1',
      fsType: 'ext4',
      readOnly: true,
      attributes: { a: 'b' },
      secrets: { controllerPublish: secret, controllerExpand: secret, nodeStage: secret, nodePublish: secret, nodeExpand: secret },
    })],
    ['a Cinder volume', VolumeSource.cinderVolume({ volumeId: id, fsType: Filesystem.XFS, zone: 'nova' })],
    ['a Cinder volume anywhere', VolumeSource.cinderVolume({ volumeId: id })],
    ['nfs through csi', VolumeSource.nfsCsi('nfs.example.com', '/export', 'a')],
    ['nfs through csi, the whole export', VolumeSource.nfsCsi('nfs.example.com', '/export')],
    ['a Manila share', VolumeSource.manilaShare({ protocol: ManilaProtocol.NFS, shareId: id, shareAccessIds: ['a', 'b'], secret, zone: 'nova' })],
    ['nfs', nfs],
    ['iscsi', inTree.InTreeVolumeSource.iscsi({
      targetPortal: '10.0.2.15:3260', iqn, lun: 0, fsType: 'ext4', portals: ['10.0.2.16'], chapAuthSession: true, secret,
    })],
    ['fc by target', inTree.InTreeVolumeSource.fc({ targetWwns: ['50060e801049cfd1'], lun: 0 })],
    ['fc by id', inTree.InTreeVolumeSource.fc({ wwids: ['3600508b400105e210000900000490000'] })],
    ['hostPath', VolumeSource.hostPath('/data/pv0001/', HostPathType.DIRECTORY_OR_CREATE), { nodes: ['minikube'] }],
    ['local', VolumeSource.local('/mnt/disks/ssd1'), { nodes: ['worker-1', 'worker-2'] }],
    ['another one', VolumeSource.of('flexVolume', { driver: 'example.com/lvm' })],
  ])('%s', (_, source, props = {}) => expect(volume({ source, ...props })).toMatchSnapshot());

  test('a Manila share names its access rule as the driver of the release reads it', () => {
    const attributes = (release: Release, shareAccessIds: string[]) => Output.of((chart) => {
      const source = VolumeSource.manilaShare({ protocol: ManilaProtocol.NFS, shareId: id, shareAccessIds, secret, driverName: 'nfs.shares.example.com' });
      new PersistentVolume(new Cluster(chart, 'cluster', { release }), 'v', { capacity: Size.gibibytes(1), source });
    }).get('PersistentVolume').spec.csi;
    expect(attributes(Release.V1_34, ['a']).volumeAttributes).toEqual({ shareID: id, shareAccessID: 'a' });
    expect(attributes(Release.V1_35, ['a', 'b'])).toMatchObject({ driver: 'nfs.shares.example.com', volumeAttributes: { shareID: id, shareAccessIDs: 'a,b' } });
    expect(() => attributes(Release.V1_34, ['a', 'b'])).toThrow('source.shareAccessIds must be one access rule: the driver of release 1.34 cannot use several');
  });

  test.each<[string, string, VolumeSource]>([
    ['cinder', '1.25', inTree.InTreeVolumeSource.cinder(id, { fsType: 'ext4', secret })],
    ['awsElasticBlockStore', '1.26', inTree.InTreeVolumeSource.awsElasticBlockStore('vol-1', { partition: 1 })],
    ['azureDisk', '1.26', inTree.InTreeVolumeSource.azureDisk({ diskName: 'disk', kind: inTree.AzureDiskKind.MANAGED, diskUri: '/subscriptions/a', cachingMode: inTree.AzureCachingMode.NONE })],
    ['azureFile', '1.29', inTree.InTreeVolumeSource.azureFile('azure', 'share')],
    ['gcePersistentDisk', '1.27', inTree.InTreeVolumeSource.gcePersistentDisk('my-data-disk', { fsType: 'ext4' })],
    ['vsphereVolume', '1.29', inTree.InTreeVolumeSource.vsphere({ volumePath: '[datastore1] volumes/disk.vmdk', storagePolicyId: 'a' })],
    ['portworxVolume', '1.35', inTree.InTreeVolumeSource.portworx('vol1')],
    ['rbd', '1.30', inTree.InTreeVolumeSource.rbd({ monitors: ['10.16.154.78:6789'], image: 'foo', secret })],
    ['cephfs', '1.30', inTree.InTreeVolumeSource.cephFs({ monitors: ['10.16.154.78:6789'], path: '/data', secret })],
    ['glusterfs', '1.25', inTree.InTreeVolumeSource.glusterFs('glusterfs-cluster', 'kube_vol')],
  ])('%s, on the last Kubernetes that had its plugin', (field, kubernetesVersion, source) => {
    const { spec } = volume({ source }, kubernetesVersion);
    expect({ apiVersion: 'v1', kind: 'PersistentVolume', spec }).toMatchSnapshot();
    expect(spec[field]).toBeDefined();
    expect(advice({ source }, kubernetesVersion)).toEqual(['API003']);
  });

  test('a plugin that a CSI driver took over is reported with the minor and the driver', () => {
    const cluster = new Cluster(scope(), 'c', { kubernetesVersion: '1.26' });
    new PersistentVolume(cluster, 'pv', { capacity, source: inTree.InTreeVolumeSource.cinder(id) });
    expect(Advice.of(cluster).open.map(({ message }) => message)).toEqual([
      'Kubernetes 1.26 migrates Cinder volumes to the CSI driver cinder.csi.openstack.org.',
    ]);
  });

  test.each<[string, string, VolumeSource]>([
    ['Ceph RBD was removed in Kubernetes 1.31 and cannot be mounted on 1.31. Use rbd.csi.ceph.com', '1.31', inTree.InTreeVolumeSource.rbd({ monitors: ['a'], image: 'b' })],
    ['CephFS was removed in Kubernetes 1.31 and cannot be mounted on 1.36. Use cephfs.csi.ceph.com', '1.36', inTree.InTreeVolumeSource.cephFs({ monitors: ['a'] })],
    ['GlusterFS was removed in Kubernetes 1.26 and cannot be mounted on 1.26. Use a mount of the filesystem on every node', '1.26', inTree.InTreeVolumeSource.glusterFs('a', 'b')],
    ['Flocker was removed in Kubernetes 1.25 and cannot be mounted on 1.36', '1.36', VolumeSource.of('flocker', { datasetName: 'a' })],
  ])('a plugin without successor is refused: %s', (message, version, source) => {
    expect(() => volume({ source }, version)).toThrow(`test/c/pv: source cannot be used: ${message}`);
  });

  test.each<[string, () => VolumeSource]>([
    ['driver must be the name of a CSI driver', () => VolumeSource.csi({ driver: 'a b', volumeHandle: 'x' })],
    ['volumeHandle must be a non-empty string', () => VolumeSource.csi({ driver: 'a', volumeHandle: '' })],
    ['volumeId must be the id of a Cinder volume, a UUID, got "data". Look it up with', () => VolumeSource.cinderVolume({ volumeId: 'data' })],
    ['share must be the absolute path of an export', () => VolumeSource.nfsCsi('a', 'b')],
    ['shareAccessIds needs at least one access rule of the share', () => VolumeSource.manilaShare({ protocol: ManilaProtocol.NFS, shareId: id, shareAccessIds: [], secret })],
    ['path must be the absolute path of an export such as "/export", got "export"', () => VolumeSource.nfs('a', 'export')],
    ['iqn must be an iSCSI name such as', () => inTree.InTreeVolumeSource.iscsi({ targetPortal: 'a', iqn: 'iqn.2001-04.com.example', lun: 0 })],
    ['initiatorName must be an iSCSI name', () => inTree.InTreeVolumeSource.iscsi({ targetPortal: 'a', iqn, lun: 0, initiatorName: 'naa.1' })],
    ['secret.name must be a DNS subdomain', () => inTree.InTreeVolumeSource.iscsi({ targetPortal: 'a', iqn, lun: 0, secret: { name: 'A', namespace: 'b' } })],
    ['secrets.nodePublish.namespace must be a DNS label', () => VolumeSource.csi({
      driver: 'a', volumeHandle: 'b', secrets: { nodePublish: { name: 'a', namespace: 'a.b' } },
    })],
    ['driver must be the name of a CSI driver', () => VolumeSource.csi({ driver: 'a'.repeat(64), volumeHandle: 'x' })],
    ['partition must be a whole number between 0 and 255, got 256', () => inTree.InTreeVolumeSource.awsElasticBlockStore('a', { partition: 256 })],
    ['partition must be a whole number between 0 and 255, got -1', () => inTree.InTreeVolumeSource.gcePersistentDisk('a', { partition: -1 })],
    ['partition is an option of AWS EBS and GCE disks only. Remove it', () => inTree.InTreeVolumeSource.portworx('a', { partition: 1 })],
    ['secret is an option of Cinder volumes only. Remove it', () => inTree.InTreeVolumeSource.gcePersistentDisk('a', { secret })],
    ['diskUri must be a URI that starts with https:// for a disk of the kind Shared', () => inTree.InTreeVolumeSource.azureDisk({ diskName: 'a', diskUri: '/subscriptions/a' })],
    ['kind must be one of managed, dedicated, shared', () => inTree.InTreeVolumeSource.azureDisk({ diskName: 'a', diskUri: '/subscriptions/a', kind: 'Managed' as any })],
    ['cachingMode must be one of None', () => inTree.InTreeVolumeSource.azureDisk({ diskName: 'a', diskUri: 'https://a', cachingMode: 'none' as any })],
    ['diskName must be a non-empty string', () => inTree.InTreeVolumeSource.azureDisk({ diskName: '', diskUri: 'https://a' })],
    ['secretNamespace must be a DNS label', () => inTree.InTreeVolumeSource.azureFile('a', 'b', '')],
    ['endpointsNamespace must be a DNS label', () => inTree.InTreeVolumeSource.glusterFs('a', 'b', '')],
    ['monitors must be a non-empty string', () => inTree.InTreeVolumeSource.rbd({ monitors: [''], image: 'a' })],
    ['lun must be a whole number between 0 and 255', () => inTree.InTreeVolumeSource.iscsi({ targetPortal: 'a', iqn, lun: 256 })],
    ['secret is required with CHAP', () => inTree.InTreeVolumeSource.iscsi({ targetPortal: 'a', iqn, lun: 0, chapAuthDiscovery: true })],
    ['targetWwns and lun, or wwids, are required', () => inTree.InTreeVolumeSource.fc({})],
    ['targetWwns and lun, or wwids, are required', () => inTree.InTreeVolumeSource.fc({ targetWwns: ['a'], lun: 0, wwids: ['b'] })],
    ['lun is required with targetWwns', () => inTree.InTreeVolumeSource.fc({ targetWwns: ['a'] })],
    ['targetWwns and lun, or wwids, are required', () => inTree.InTreeVolumeSource.fc({ lun: 1 })],
    ['wwids must be a non-empty string', () => inTree.InTreeVolumeSource.fc({ wwids: [''] })],
    ['lun must be a whole number', () => inTree.InTreeVolumeSource.fc({ targetWwns: ['a'], lun: -1 })],
    ['type must be one of DirectoryOrCreate', () => VolumeSource.hostPath('/a', 'Dir' as any)],
    ['path must be an absolute path', () => VolumeSource.local('a')],
    ['volumePath must be a path such as "[datastore] folder/disk.vmdk"', () => inTree.InTreeVolumeSource.vsphere({ volumePath: 'a' })],
    ['monitors needs at least one Ceph monitor', () => inTree.InTreeVolumeSource.rbd({ monitors: [], image: 'a' })],
    ['monitors needs at least one Ceph monitor', () => inTree.InTreeVolumeSource.cephFs({ monitors: [] })],
    ['secretName must be a DNS subdomain', () => inTree.InTreeVolumeSource.azureFile('A', 'b')],
  ])('%s', (message, build) => expect(build).toThrow(message));
});

test('every option', () => {
  expect(volume({
    name: 'fast-1',
    source: VolumeSource.csi({ driver: 'ebs.csi.aws.com', volumeHandle: 'vol-1' }),
    accessModes: [AccessMode.READ_WRITE_ONCE, AccessMode.READ_ONLY_MANY],
    volumeMode: VolumeMode.BLOCK,
    mountOptions: ['noatime'],
    reclaimPolicy: ReclaimPolicy.RETAIN,
    storageClass: StorageClass.fromStorageClassName('fast'),
    nodeAffinity: [{ matchExpressions: [{ key: 'zone', operator: MatchOperator.EXISTS }] }],
    claimRef: { name: 'data', namespace: 'apps' },
    volumeAttributesClass: volumes.VolumeAttributesClass.fromVolumeAttributesClassName('gold'),
    labels: { tier: 'fast' },
    annotations: { 'example.com/owner': 'me' },
  })).toMatchSnapshot();
});

test.each<[string, Partial<PersistentVolumeProps>]>([
  ['name is rejected by the API server: Invalid value: "PV": must be a lower-case RFC 1123 subdomain', { name: 'PV' }],
  ['capacity must be a size above zero', { capacity: Size.gibibytes(0) }],
  ['accessModes is rejected by the API server: Required value (spec.accessModes)', { accessModes: [] }],
  ['volumeMode must be one of Filesystem, Block, got "Raw"', { volumeMode: 'Raw' as any }],
  ['volumeMode cannot be used: NFS volumes cannot be raw block devices: no pod can use the volume. Remove volumeMode: Block', { volumeMode: VolumeMode.BLOCK }],
  ['mountOptions cannot be used: the kubelet cannot mount hostPath volumes with mount options. Remove mountOptions. (MNT009)', { source: VolumeSource.hostPath('/a'), mountOptions: ['ro'] }],
  ['annotations cannot be used: the API server rejects the annotation volume.beta.kubernetes.io/mount-options on Fibre Channel volumes. Use spec.mountOptions.', {
    source: inTree.InTreeVolumeSource.fc({ wwids: ['a'] }), annotations: { 'volume.beta.kubernetes.io/mount-options': 'ro' },
  }],
  ['reclaimPolicy cannot be used: iSCSI volumes cannot be recycled: the volume becomes Failed when its claim is deleted. Use Retain', {
    source: inTree.InTreeVolumeSource.iscsi({ targetPortal: 'a', iqn, lun: 0 }), reclaimPolicy: ReclaimPolicy.RECYCLE,
  }],
  ['source is rejected by the API server: unknown field (spec.myPlugin)', { source: VolumeSource.of('myPlugin', {}) }],
  ['reclaimPolicy is rejected by the API server: Forbidden: may not be \'recycle\' for a hostPath mount of', { source: VolumeSource.hostPath('/'), reclaimPolicy: ReclaimPolicy.RECYCLE }],
  ['reclaimPolicy is rejected by the API server: Forbidden: may not be \'recycle\' for a hostPath mount of', { source: VolumeSource.hostPath('//./'), reclaimPolicy: ReclaimPolicy.RECYCLE }],
  ['nodes is rejected by the API server: Required value: Local volume requires node affinity. Set the nodes that can access the volume (spec.nodeAffinity)', { source: VolumeSource.local('/a') }],
  ['nodes and nodeAffinity are mutually exclusive', { nodes: ['a'], nodeAffinity: [{}] }],
  ['nodeAffinity[0] has no requirement', { nodeAffinity: [{}] }],
  ['nodeAffinity[0].matchExpressions[0].values needs at least one value with the operator In', { nodeAffinity: [{ matchExpressions: [{ key: 'zone', operator: MatchOperator.IN }] }] }],
  ['source is rejected by the API server: Required value: has to be specified when using volumeAttributesClassName (spec.csi)', { volumeAttributesClass: volumes.VolumeAttributesClass.fromVolumeAttributesClassName('gold') }],
  ['reclaimPolicy must be one of Retain, Delete, Recycle, got "Keep"', { reclaimPolicy: 'Keep' as any }],
  ['volumeMode must be one of Filesystem, Block, got "block". Use VolumeMode.BLOCK', { volumeMode: 'block' as any }],
  ['source is rejected by the API server: Invalid value: "10.0": Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified. (spec.iscsi.targetportal)', {
    name: 'a'.repeat(60), source: inTree.InTreeVolumeSource.iscsi({ targetPortal: '10.0', iqn, lun: 0, initiatorName: iqn }),
  }],
  ['nodes needs at least one node', { nodes: [] }],
  ['nodeAffinity needs at least one node', { nodeAffinity: [] }],
  ['nodes must be names of nodes such as "worker-1", got "a b"', { nodes: ['a b'] }],
  ['claimRef.namespace must be a DNS label', { claimRef: { name: 'a', namespace: 'B' } }],
])('refuses: %s', (message, props) => expect(() => volume(props)).toThrow(`test/c/pv: ${message}`));

test.each<[string[], Partial<PersistentVolumeProps>]>([
  [[], {}],
  [['API006'], { reclaimPolicy: ReclaimPolicy.RECYCLE }],
  [['CLS012'], { reclaimPolicy: ReclaimPolicy.DELETE }],
  [['CLS012'], { source: VolumeSource.hostPath('/data'), nodes: ['a'], reclaimPolicy: ReclaimPolicy.DELETE }],
  [[], { source: VolumeSource.hostPath('/tmp/a'), nodes: ['a'], reclaimPolicy: ReclaimPolicy.DELETE }],
  [[], { source: VolumeSource.csi({ driver: 'a', volumeHandle: 'b' }), reclaimPolicy: ReclaimPolicy.DELETE, accessModes: [AccessMode.READ_WRITE_MANY] }],
  [['ACM008'], { source: inTree.InTreeVolumeSource.fc({ wwids: ['a'] }), accessModes: [AccessMode.READ_WRITE_MANY] }],
  [['LOC003'], { source: VolumeSource.hostPath('/data') }],
  [['MNT010'], { source: inTree.InTreeVolumeSource.fc({ wwids: ['a'] }), volumeMode: VolumeMode.BLOCK, mountOptions: ['ro'] }],
  [['API011'], { annotations: { 'volume.beta.kubernetes.io/mount-options': 'ro' } }],
  [['API003'], { source: VolumeSource.of('flexVolume', { driver: 'example.com/lvm' }) }],
  [['API003', 'ACM008'], { source: VolumeSource.of('flexVolume', { driver: 'example.com/lvm' }), accessModes: [AccessMode.READ_WRITE_MANY] }],
])('advice %j', (expected, props) => expect(advice(props)).toEqual(expected));

test('the driver deletes only what says that it made it', () => {
  const source = VolumeSource.cinderVolume({ volumeId: id });
  expect(volume({ source, reclaimPolicy: ReclaimPolicy.DELETE }).metadata.annotations).toEqual({ 'pv.kubernetes.io/provisioned-by': 'cinder.csi.openstack.org' });
  expect(volume({ source, reclaimPolicy: ReclaimPolicy.RETAIN }).metadata.annotations).toBeUndefined();
});

test('a class without a name is no class', () => {
  expect(volume({ storageClass: StorageClass.none() }).spec.storageClassName).toBeUndefined();
  expect(volume({ storageClass: new LocalStorageClass(scope(), 'local') }).spec.storageClassName).toBe('local');
});

describe('what not every Kubernetes has', () => {
  const csi = (secrets = {}) => VolumeSource.csi({ driver: 'csi.example.com', volumeHandle: 'a', secrets });
  const onePod: Partial<PersistentVolumeProps> = { source: csi(), accessModes: [AccessMode.READ_WRITE_ONCE_POD] };
  const growing: Partial<PersistentVolumeProps> = { source: csi({ nodeExpand: secret }) };
  const gold: Partial<PersistentVolumeProps> = { source: csi(), volumeAttributesClass: volumes.VolumeAttributesClass.fromVolumeAttributesClassName('gold') };

  test.each<[string, Partial<PersistentVolumeProps>, string]>([
    ['accessModes cannot be used: Kubernetes 1.21 does not support the access mode ReadWriteOncePod, which was added in 1.22', onePod, '1.21'],
    ['source cannot be used: Kubernetes 1.24 does not support nodeExpandSecretRef, which was added in 1.25', growing, '1.24'],
    ['volumeAttributesClass cannot be used: Kubernetes 1.28 does not support volumeAttributesClassName, which was added in 1.29', gold, '1.28'],
  ])('refused: %s', (message, props, version) => expect(() => volume(props, version)).toThrow(`test/c/pv: ${message}`));

  test.each<[string, Partial<PersistentVolumeProps>, string, string]>([
    ['API015', onePod, '1.26', '1.27'], ['API015', growing, '1.26', '1.27'], ['CLS017', gold, '1.33', '1.34'],
  ])(
    'reported where it takes a feature gate %#', (rule, props, gated, free) => {
      expect(advice(props, gated)).toEqual([rule]);
      expect(advice(props, free)).toEqual([]);
    });
});
