import { Chart, Duration } from 'cdk8s';
import {
  AccessMode, Advice, ceph, Filesystem, CinderStorageClass, Cluster, inTree, LocalPathStorageClass, LocalPathVolumeType, LocalStorageClass,
  longhorn, CephFsMounter, manila, ManilaProtocol, nfs, openebs, ReclaimPolicy, StorageClass, VolumeBindingMode,
} from '../../../src';
import facts from '../../evidence/upstream/storageclasses.json';
import { Output, scope } from '../../support/synth';

const secret = { name: 'creds', namespace: 'kube-system' };
const everySecret = {
  provisioner: secret,
  controllerPublish: secret,
  controllerExpand: secret,
  controllerModify: secret,
  nodeStage: secret,
  nodePublish: secret,
  nodeExpand: secret,
};

/** The variants of a typed class that show all its parameters together; the first has no more than it must have. */
interface Entry {
  /** A Kubernetes minor that has the plugin. */
  readonly kubernetes?: string;
  readonly variants: Array<(chart: Cluster, id: string) => StorageClass>;
}

const rbd = { clusterId: 'rook-ceph', pool: 'replicapool' };
const cephfs = { clusterId: 'rook-ceph', fsName: 'myfs' };
const nvmeof = {
  clusterId: 'rook-ceph',
  pool: 'nvmeof',
  subsystemNqn: 'nqn.2016-06.io.spdk:cnode1.rook-ceph',
  gatewayAddress: 'gateway',
  gatewayPort: 5500,
  listeners: [{ hostname: 'gateway-a', address: '10.0.0.1', port: 4420 }],
};

const ENTRIES: { [id: string]: Entry } = {
  'rook-ceph-rbd': {
    variants: [
      (c, id) => new ceph.CephRbdStorageClass(c, id, rbd),
      (c, id) => new ceph.CephRbdStorageClass(c, id, {
        ...rbd,
        dataPool: 'ec',
        imageFormat: '2',
        imageFeatures: [ceph.RbdImageFeature.LAYERING, ceph.RbdImageFeature.EXCLUSIVE_LOCK],
        mounter: ceph.RbdMounter.RBD_NBD,
        mapOptions: 'lock_on_read',
        unmapOptions: 'force',
        mkfsOptions: '-m0',
        tryOtherMounters: true,
        encrypted: true,
        encryptionKmsId: 'vault',
        encryptionType: ceph.RbdEncryptionType.BLOCK,
        encryptionCipher: 'aes-xts-plain64',
        encryptionKeySize: 256,
        encryptionSectorSize: 4096,
        integrityMode: 'hmac-sha256',
        volumeNamePrefix: 'vol-',
        stripeUnit: 4096,
        stripeCount: 8,
        objectSize: 4194304,
        cephLogDir: '/var/log/ceph',
        cephLogStrategy: ceph.CephLogStrategy.COMPRESS,
        fsType: Filesystem.XFS,
        secrets: { controllerModify: secret, nodePublish: secret },
      }),
      (c, id) => new ceph.CephRbdStorageClass(c, id, {
        clusterId: 'a', topologyConstrainedPools: [{ poolName: 'east', domainSegments: { zone: 'east' } }],
      }),
    ],
  },
  'rook-cephfs': {
    variants: [
      (c, id) => new ceph.CephFsStorageClass(c, id, cephfs),
      (c, id) => new ceph.CephFsStorageClass(c, id, {
        ...cephfs,
        pool: 'myfs-replicated',
        mounter: CephFsMounter.KERNEL,
        encrypted: true,
        encryptionKmsId: 'vault',
        kernelMountOptions: 'ms_mode=secure',
        fuseMountOptions: 'debug',
        operatorNamespace: 'rook',
      }),
    ],
  },
  'rook-ceph-nfs': {
    variants: [
      (c, id) => new ceph.CephNfsStorageClass(c, id, { ...cephfs, nfsCluster: 'my-nfs', server: 'rook-ceph-nfs-my-nfs-a' }),
      (c, id) => new ceph.CephNfsStorageClass(c, id, { ...cephfs, nfsCluster: 'my-nfs', server: 'rook-ceph-nfs-my-nfs-a', pool: 'myfs-replicated' }),
    ],
  },
  'rook-ceph-nvmeof': {
    variants: [
      (c, id) => new ceph.CephNvmeofStorageClass(c, id, nvmeof),
      (c, id) => new ceph.CephNvmeofStorageClass(c, id, { ...nvmeof, imageFormat: '2', imageFeatures: [ceph.RbdImageFeature.LAYERING] }),
    ],
  },
  'rook-ceph-bucket': {
    variants: [
      (c, id) => new ceph.CephBucketStorageClass(c, id, { objectStoreName: 'store', objectStoreNamespace: 'rook-ceph' }),
      (c, id) => new ceph.CephBucketStorageClass(c, id, {
        objectStoreName: 'store', objectStoreNamespace: 'rook-ceph', bucketName: 'photos', reclaimPolicy: ReclaimPolicy.RETAIN,
      }),
    ],
  },
  'longhorn': {
    variants: [
      (c, id) => new longhorn.LonghornStorageClass(c, id),
      (c, id) => new longhorn.LonghornStorageClass(c, id, {
        replicas: 1,
        staleReplicaTimeout: Duration.hours(1),
        fromBackup: 's3://backups@us-east-1/?backup=b&volume=v',
        backupTargetName: 'default',
        backupBlockSize: '16Mi',
        fsType: Filesystem.XFS,
        mkfsParams: '-f',
        migratable: true,
        encrypted: true,
        dataLocality: longhorn.LonghornDataLocality.STRICT_LOCAL,
        replicaAutoBalance: longhorn.LonghornAutoBalance.LEAST_EFFORT,
        diskSelector: ['ssd', 'fast'],
        nodeSelector: ['storage'],
        recurringJobs: ['nightly'],
        recurringJobGroups: ['backups'],
        backingImage: 'ubuntu',
        backingImageDataSourceType: longhorn.LonghornBackingImageSource.DOWNLOAD,
        backingImageDataSourceParameters: { url: 'https://example.com/ubuntu.img' },
        backingImageChecksum: 'a'.repeat(128),
        backingImageMinNumberOfCopies: 2,
        backingImageNodeSelector: ['storage'],
        backingImageDiskSelector: ['ssd'],
        unmapMarkSnapChainRemoved: longhorn.LonghornSetting.ENABLED,
        disableRevisionCounter: true,
        replicaSoftAntiAffinity: longhorn.LonghornSetting.DISABLED,
        replicaZoneSoftAntiAffinity: longhorn.LonghornSetting.DISABLED,
        replicaDiskSoftAntiAffinity: longhorn.LonghornSetting.IGNORED,
        nfsOptions: 'soft,timeo=600',
        dataEngine: longhorn.LonghornDataEngine.V2,
        frontend: longhorn.LonghornFrontend.UBLK,
        nvmeTcpNrIoQueues: 4,
        ublkNumberOfQueue: 2,
        ublkQueueDepth: 128,
        dataLayoutType: longhorn.LonghornDataLayout.SHARDED,
        dataLayoutMode: longhorn.LonghornLayoutMode.ERASURE_CODING,
        dataChunks: 4,
        parityChunks: 2,
        stripSizeKb: 64,
        freezeFilesystemForSnapshot: longhorn.LonghornSetting.ENABLED,
        strictTopology: true,
        volumeTopology: longhorn.LonghornTopology.ZONAL,
        secrets: { provisioner: secret, nodePublish: secret, nodeStage: secret, nodeExpand: secret },
      }),
    ],
  },
  'openebs-hostpath': {
    variants: [
      (c, id) => new openebs.OpenEbsHostPathStorageClass(c, id),
      (c, id) => new openebs.OpenEbsHostPathStorageClass(c, id, {
        basePath: '/data',
        nodeAffinityLabels: ['kubernetes.io/hostname', 'zone'],
        filePermissions: '0750',
        quota: Filesystem.XFS,
        quotaSoftLimitGrace: '60%',
        quotaHardLimitGrace: '90%',
      }),
      (c, id) => new openebs.OpenEbsHostPathStorageClass(c, id, { quota: Filesystem.EXT4, quotaHardLimitGrace: '10%' }),
    ],
  },
  'openebs-lvm': {
    variants: [
      (c, id) => new openebs.OpenEbsLvmStorageClass(c, id, { volumeGroup: 'vg' }),
      (c, id) => new openebs.OpenEbsLvmStorageClass(c, id, {
        storage: 'lvm',
        volumeGroupPattern: 'vg-.*',
        fsType: Filesystem.XFS,
        formatOptions: '-K',
        shared: true,
        thinProvision: true,
        scheduler: openebs.OpenEbsLvmScheduler.VOLUME_WEIGHTED,
      }),
    ],
  },
  'openebs-zfs': {
    variants: [
      (c, id) => new openebs.OpenEbsZfsStorageClass(c, id, { poolName: 'tank' }),
      (c, id) => new openebs.OpenEbsZfsStorageClass(c, id, {
        poolName: 'tank', fsType: Filesystem.ZFS, recordSize: '128k', compression: 'zstd-19', deduplication: false, thinProvision: true, shared: true,
      }),
      (c, id) => new openebs.OpenEbsZfsStorageClass(c, id, { poolName: 'tank', volumeBlockSize: '4096' }),
    ],
  },
  'openebs-mayastor': {
    variants: [
      (c, id) => new openebs.OpenEbsMayastorStorageClass(c, id),
      (c, id) => new openebs.OpenEbsMayastorStorageClass(c, id, {
        protocol: 'nvmf',
        replicas: 3,
        fsType: Filesystem.BTRFS,
        thin: true,
        statefulSetAffinityGroup: true,
        cloneFsIdAsVolumeId: true,
        nodeAffinityTopologyLabel: { zone: 'a', rack: '1' },
      }),
      (c, id) => new openebs.OpenEbsMayastorStorageClass(c, id, { nodeHasTopologyKey: 'rack' }),
      (c, id) => new openebs.OpenEbsMayastorStorageClass(c, id, { nodeSpreadTopologyKey: 'zone' }),
      (c, id) => new openebs.OpenEbsMayastorStorageClass(c, id, { poolAffinityTopologyLabel: { tier: 'fast' } }),
      (c, id) => new openebs.OpenEbsMayastorStorageClass(c, id, { poolHasTopologyKey: 'tier' }),
    ],
  },
  'csi-driver-nfs': {
    variants: [
      (c, id) => new nfs.NfsStorageClass(c, id, { server: 'nfs.example.com', share: '/export' }),
      (c, id) => new nfs.NfsStorageClass(c, id, {
        server: 'nfs.example.com',
        share: '/export',
        subDir: '${pvc.metadata.namespace}',
        mountPermissions: '0755',
        onDelete: nfs.NfsOnDelete.ARCHIVE,
        uid: 0,
        gid: 1000,
        secrets: { provisioner: secret },
        mountOptions: ['nfsvers=4.1'],
      }),
    ],
  },
  'cinder-csi': {
    variants: [
      (c, id) => new CinderStorageClass(c, id),
      (c, id) => new CinderStorageClass(c, id, {
        volumeType: 'ssd', availabilityZone: 'nova', fsType: Filesystem.EXT4, secrets: { provisioner: secret, controllerPublish: secret, nodeStage: secret },
      }),
    ],
  },
  'manila-csi': {
    variants: [
      (c, id) => new manila.ManilaStorageClass(c, id, { protocol: ManilaProtocol.NFS, secret }),
      (c, id) => new manila.ManilaStorageClass(c, id, {
        protocol: ManilaProtocol.NFS,
        secret,
        nfsShareClient: '10.0.0.0/8',
        shareType: 'default',
        shareNetworkId: 'net',
        availabilityZone: 'nova',
        groupId: '1f0c5a7e-6f5c-4f9b-9a53-0b6c3b1f7a10',
        affinity: ['a', 'b'],
        antiAffinity: ['c'],
        shareMetadata: { team: 'a' },
      }),
      (c, id) => new manila.ManilaStorageClass(c, id, {
        protocol: ManilaProtocol.CEPHFS,
        secrets: everySecret,
        autoTopology: true,
        cephfsMounter: CephFsMounter.KERNEL,
        cephfsClientId: 'id',
        cephfsKernelMountOptions: 'ro',
        cephfsFuseMountOptions: 'ro',
      }),
    ],
  },
  'local-static': { variants: [(c, id) => new LocalStorageClass(c, id)] },
  'local-path': {
    variants: [
      (c, id) => new LocalPathStorageClass(c, id),
      (c, id) => new LocalPathStorageClass(c, id, {
        nodePath: '/data',
        pathPattern: '{{ .PVC.Namespace }}/{{ .PVC.Name }}',
        allowUnsafePathPattern: true,
        nodeAffinityKey: 'rack',
        userPattern: '1000',
        groupPattern: '1000',
        permPattern: '0700',
        volumeType: LocalPathVolumeType.LOCAL,
      }),
      (c, id) => new LocalPathStorageClass(c, id, { sharedFileSystem: true }),
    ],
  },
  'intree-cinder': {
    kubernetes: '1.20',
    variants: [
      (c, id) => inTree.InTreeStorageClass.cinder(c, id),
      (c, id) => inTree.InTreeStorageClass.cinder(c, id, { parameters: { type: 'ssd', availability: 'nova', fsType: 'ext4' } }),
    ],
  },
  'intree-aws-ebs': {
    kubernetes: '1.20',
    variants: [
      (c, id) => inTree.InTreeStorageClass.awsEbs(c, id),
      (c, id) => inTree.InTreeStorageClass.awsEbs(c, id, {
        parameters: { type: 'io1', iopsPerGB: '10', fsType: 'ext4', encrypted: 'true', kmsKeyId: 'arn:aws:kms:us-east-1:012345678910:key/a' },
      }),
    ],
  },
  'intree-azure-disk': {
    kubernetes: '1.20',
    variants: [
      (c, id) => inTree.InTreeStorageClass.azureDisk(c, id),
      (c, id) => inTree.InTreeStorageClass.azureDisk(c, id, {
        parameters: { kind: 'managed', skuName: 'Premium_LRS', storageaccounttype: 'Premium_LRS', cachingmode: 'None', fsType: 'ext4' },
      }),
    ],
  },
  'intree-gce-pd': {
    kubernetes: '1.20',
    variants: [
      (c, id) => inTree.InTreeStorageClass.gcePd(c, id),
      (c, id) => inTree.InTreeStorageClass.gcePd(c, id, { parameters: { 'type': 'pd-standard', 'replication-type': 'none', 'fstype': 'ext4' } }),
    ],
  },
  'intree-azure-file': {
    kubernetes: '1.20',
    variants: [
      (c, id) => inTree.InTreeStorageClass.azureFile(c, id),
      (c, id) => inTree.InTreeStorageClass.azureFile(c, id, { parameters: { skuName: 'Standard_LRS', storageAccount: 'account', secretName: 'azure' } }),
    ],
  },
  'intree-vsphere': {
    kubernetes: '1.20',
    variants: [
      (c, id) => inTree.InTreeStorageClass.vsphere(c, id),
      (c, id) => inTree.InTreeStorageClass.vsphere(c, id, { parameters: { diskformat: 'eagerzeroedthick', datastore: 'VSANDatastore', storagePolicyName: 'gold' } }),
    ],
  },
  'intree-portworx': {
    kubernetes: '1.24',
    variants: [
      (c, id) => inTree.InTreeStorageClass.portworx(c, id),
      (c, id) => inTree.InTreeStorageClass.portworx(c, id, { parameters: { repl: '2', fs: 'ext4', io_priority: 'high' } }),
    ],
  },
  'intree-rbd': {
    kubernetes: '1.27',
    variants: [
      (c, id) => inTree.InTreeStorageClass.rbd(c, id, { parameters: { monitors: '10.16.153.105:6789', userSecretName: 'ceph-user' } }),
      (c, id) => inTree.InTreeStorageClass.rbd(c, id, {
        parameters: {
          monitors: '10.16.153.105:6789,10.16.153.106:6789',
          adminId: 'admin',
          adminSecretName: 'ceph-admin',
          pool: 'kube',
          userId: 'kube',
          userSecretName: 'ceph-user',
          fsType: 'ext4',
          imageFormat: '2',
          imageFeatures: 'layering',
        },
      }),
    ],
  },
  'intree-glusterfs': {
    kubernetes: '1.24',
    variants: [
      (c, id) => inTree.InTreeStorageClass.glusterFs(c, id, { parameters: { resturl: 'http://heketi:8080' } }),
      (c, id) => inTree.InTreeStorageClass.glusterFs(c, id, { parameters: { resturl: 'http://heketi:8080', volumetype: 'replicate:3' } }),
    ],
  },
  'intree-storageos': { kubernetes: '1.21', variants: [(c, id) => inTree.InTreeStorageClass.storageOs(c, id), (c, id) => inTree.InTreeStorageClass.storageOs(c, id, { parameters: { pool: 'p' } })] },
  'intree-scaleio': {
    kubernetes: '1.15',
    variants: [
      (c, id) => inTree.InTreeStorageClass.scaleIo(c, id),
      (c, id) => inTree.InTreeStorageClass.scaleIo(c, id, { parameters: { gateway: 'https://192.168.99.200:443/api', system: 'scaleio' } }),
    ],
  },
  'intree-quobyte': {
    kubernetes: '1.21',
    variants: [(c, id) => inTree.InTreeStorageClass.quobyte(c, id), (c, id) => inTree.InTreeStorageClass.quobyte(c, id, { parameters: { quobyteAPIServer: 'http://138.68.74.142:7860' } })],
  },
};

/** Entries of the facts that have no class of their own: volumes only, or a note. */
const WITHOUT_CLASS = ['openebs-other', 'intree-cephfs-volume', 'intree-flocker', 'intree-photon', 'intree-still-present'];

function render(id: string): { objects: any[]; classes: StorageClass[] } {
  const { kubernetes = '1.36', variants } = ENTRIES[id];
  const classes: StorageClass[] = [];
  const { objects } = Output.of((chart) => {
    const cluster = new Cluster(chart, 'Cluster', { kubernetesVersion: kubernetes });
    variants.forEach((build, i) => classes.push(build(cluster, `${id}-${i}`)));
  });
  return { objects, classes };
}

test('there is a typed class for every entry of the facts', () => {
  expect([...Object.keys(ENTRIES), ...WITHOUT_CLASS].sort()).toEqual(facts.provisioners.map(({ id }) => id).sort());
});

describe.each(facts.provisioners.filter(({ id }) => !WITHOUT_CLASS.includes(id)))('$id', (entry: any) => {
  const { objects, classes } = render(entry.id);

  test('renders', () => {
    for (const object of objects) expect(object).toMatchSnapshot();
  });

  test('names the provisioner', () => expect(objects[0].provisioner).toBe(entry.provisioner));

  test('has every parameter of the facts, and no other', () => {
    const known = (entry.parameters ?? []).flatMap(({ name }: any) => name.split('|'));
    const written = new Set(objects.flatMap(({ parameters = {} }) => Object.keys(parameters)));
    expect(known.filter((name: string) => !written.has(name))).toEqual([]);
    expect([...written].filter((name) => !known.includes(name) && !name.endsWith('-secret-name') && !name.endsWith('-secret-namespace'))).toEqual([]);
  });

  test('has what is required when nothing else is given', () => {
    const required = (entry.parameters ?? []).filter(({ required: r, name }: any) => r && name !== 'pool').map(({ name }: any) => name);
    expect(Object.keys(objects[0].parameters ?? {})).toEqual(expect.arrayContaining(required));
  });

  test('has every annotation of the facts', () => {
    const annotations = objects.flatMap(({ metadata }) => Object.keys(metadata.annotations ?? {}));
    for (const { name } of entry.annotations ?? []) expect(annotations).toContain(name);
  });

  test('knows the capabilities of the facts', () => {
    const { capabilities } = classes[0];
    const withPod = (modes: string[]) => modes.filter((m) => m !== AccessMode.READ_WRITE_ONCE_POD).sort();
    expect(withPod(capabilities.filesystemModes ?? [])).toEqual(withPod(entry.accessModes.Filesystem ?? []));
    expect((capabilities.blockModes ?? []).length > 0).toBe(entry.volumeModes.includes('Block'));
    if (typeof entry.expansion === 'boolean' && !entry.inTree) expect(capabilities.expansion).toBe(entry.expansion);
    if (typeof entry.snapshots === 'boolean') expect(capabilities.snapshots).toBe(entry.snapshots);
    if (typeof entry.mountOptions?.supported === 'boolean') expect(capabilities.mountOptions).toBe(entry.mountOptions.supported);
  });
});

test('enums of the facts are those of the types', () => {
  const parametersOf = (id: string) => (facts.provisioners as any[]).find((p) => p.id === id).parameters;
  const allowed = (id: string, name: string) => parametersOf(id).find((p: any) => p.name === name).allowed;
  expect(Object.values(ceph.RbdImageFeature)).toEqual(allowed('rook-ceph-rbd', 'imageFeatures'));
  expect(Object.values(longhorn.LonghornDataLocality)).toEqual(allowed('longhorn', 'dataLocality'));
  expect(Object.values(longhorn.LonghornAutoBalance)).toEqual(allowed('longhorn', 'replicaAutoBalance'));
  expect(Object.values(Filesystem).sort()).toEqual([...allowed('openebs-zfs', 'fstype')].sort());
  expect(Object.values(openebs.OpenEbsLvmScheduler)).toEqual(allowed('openebs-lvm', 'scheduler'));
  expect(Object.values(nfs.NfsOnDelete)).toEqual(allowed('csi-driver-nfs', 'onDelete'));
  for (const type of allowed('intree-aws-ebs', 'type')) inTree.InTreeStorageClass.awsEbs(new Cluster(scope(), 'c', { kubernetesVersion: '1.20' }), type, { parameters: { type } });
  for (const compression of allowed('openebs-zfs', 'compression')) new openebs.OpenEbsZfsStorageClass(scope(), 'x', { poolName: 'a', compression });
});

test('a class takes the filesystems of its driver only', () => {
  expect(() => new longhorn.LonghornStorageClass(scope(), 'x', { fsType: Filesystem.ZFS })).toThrow(/fsType must be one of ext4, xfs, got "zfs"/);
  expect(() => new CinderStorageClass(scope(), 'x', { fsType: Filesystem.ZFS })).toThrow(/fsType must be/);
});

/** Whether a class has properties of any name, or one of any type: then a misspelt or ill-typed parameter would compile. */
type Loose<P> = string extends keyof P ? true : { [K in keyof P]-?: 0 extends 1 & P[K] ? true : false }[keyof P];
type Made = [any, string, any?];
type PropsOf<C> = C extends new (...args: infer A extends Made) => StorageClass ? NonNullable<A[2]>
  : C extends (...args: infer A extends Made) => StorageClass ? NonNullable<A[2]> : { [key: string]: any };

test('no class takes parameters of any name or type', () => {
  const classes = {
    CephBucketStorageClass: ceph.CephBucketStorageClass,
    CephFsStorageClass: ceph.CephFsStorageClass,
    CephNfsStorageClass: ceph.CephNfsStorageClass,
    CephNvmeofStorageClass: ceph.CephNvmeofStorageClass,
    CephRbdStorageClass: ceph.CephRbdStorageClass,
    CinderStorageClass,
    inTreeAwsEbs: inTree.InTreeStorageClass.awsEbs,
    inTreeAzureDisk: inTree.InTreeStorageClass.azureDisk,
    inTreeAzureFile: inTree.InTreeStorageClass.azureFile,
    inTreeCinder: inTree.InTreeStorageClass.cinder,
    inTreeGcePd: inTree.InTreeStorageClass.gcePd,
    inTreeGlusterFs: inTree.InTreeStorageClass.glusterFs,
    inTreePortworx: inTree.InTreeStorageClass.portworx,
    inTreeQuobyte: inTree.InTreeStorageClass.quobyte,
    inTreeRbd: inTree.InTreeStorageClass.rbd,
    inTreeScaleIo: inTree.InTreeStorageClass.scaleIo,
    inTreeStorageOs: inTree.InTreeStorageClass.storageOs,
    inTreeVsphere: inTree.InTreeStorageClass.vsphere,
    LocalPathStorageClass,
    LocalStorageClass,
    LonghornStorageClass: longhorn.LonghornStorageClass,
    ManilaStorageClass: manila.ManilaStorageClass,
    NfsStorageClass: nfs.NfsStorageClass,
    OpenEbsHostPathStorageClass: openebs.OpenEbsHostPathStorageClass,
    OpenEbsLvmStorageClass: openebs.OpenEbsLvmStorageClass,
    OpenEbsMayastorStorageClass: openebs.OpenEbsMayastorStorageClass,
    OpenEbsZfsStorageClass: openebs.OpenEbsZfsStorageClass,
  };
  const loose: { [K in keyof typeof classes as true extends Loose<PropsOf<(typeof classes)[K]>> ? K : never]: never } = {}; // compiles only while there is none
  expect(loose).toEqual({});
  expect(Object.keys(classes)).toHaveLength(Object.keys(ENTRIES).length);
});

test('what TypeScript does not know needs extraParameters', () => {
  // @ts-expect-error unknown parameter
  expect(() => new nfs.NfsStorageClass(scope(), 'a', { server: 'a', share: '/', unknown: 'x' })).toThrow('test/a: unknown is unknown: NfsStorageClassProps has');
  // @ts-expect-error ill-typed parameter
  expect(() => new longhorn.LonghornStorageClass(scope(), 'b', { replicas: '3' })).toThrow('replicas must be a number, got "3"');
  const output = Output.of((chart) => new nfs.NfsStorageClass(chart, 'c', { server: 'a', share: '/', extraParameters: { unknown: 'x' } }));
  expect(output.get('StorageClass').parameters.unknown).toBe('x');
});

describe('what is refused', () => {
  const immediate = { volumeBindingMode: VolumeBindingMode.IMMEDIATE };
  const of = (build: (s: any) => void, kubernetesVersion = '1.36') => () => build(new Cluster(scope(), 'c', { kubernetesVersion }));
  test.each<[string, () => void]>([
    ['clusterId must be an id of 1 to 36 characters', of((s) => new ceph.CephRbdStorageClass(s, 'x', { ...rbd, clusterId: 'a'.repeat(37) }))],
    ['pool or topologyConstrainedPools is required, but not both', of((s) => new ceph.CephRbdStorageClass(s, 'x', { clusterId: 'a' }))],
    ['volumeBindingMode must be WaitForFirstConsumer with topologyConstrainedPools', of((s) => new ceph.CephRbdStorageClass(s, 'x', {
      clusterId: 'a', ...immediate, topologyConstrainedPools: [{ poolName: 'a', domainSegments: { zone: 'a' } }],
    }))],
    ['imageFeatures contains journaling, which needs exclusive-lock', of((s) => new ceph.CephRbdStorageClass(s, 'x', { ...rbd, imageFeatures: [ceph.RbdImageFeature.JOURNALING] }))],
    ['imageFeatures[0] must be one of layering, journaling, exclusive-lock, object-map, fast-diff, deep-flatten, got "x"', of((s) => new ceph.CephRbdStorageClass(s, 'x', { ...rbd, imageFeatures: ['x' as any] }))],
    ['imageFeatures must be a non-empty list, got []', of((s) => new ceph.CephRbdStorageClass(s, 'x', { ...rbd, imageFeatures: [] }))],
    ['objectSize must be a power of two', of((s) => new ceph.CephRbdStorageClass(s, 'x', { ...rbd, objectSize: 1000 }))],
    ['stripeUnit and stripeCount must be set together', of((s) => new ceph.CephRbdStorageClass(s, 'x', { ...rbd, stripeUnit: 4096 }))],
    ['topologyConstrainedPools[0].poolName must be a non-empty value', of((s) => new ceph.CephRbdStorageClass(s, 'x', {
      clusterId: 'a', topologyConstrainedPools: [{ poolName: '', domainSegments: { zone: 'a' } }],
    }))],
    ['pool must be a non-empty string, got " "', of((s) => new ceph.CephRbdStorageClass(s, 'x', { ...rbd, pool: ' ' }))],
    ['recurringJobs must be a non-empty list, got []', of((s) => new longhorn.LonghornStorageClass(s, 'x', { recurringJobs: [] }))],
    ['staleReplicaTimeout must be a duration in whole minutes, got "1 minute 30 seconds"', of((s) => new longhorn.LonghornStorageClass(s, 'x', { staleReplicaTimeout: Duration.seconds(90) }))],
    ['staleReplicaTimeout must be a Duration, such as Duration.millis(…)', of((s) => new longhorn.LonghornStorageClass(s, 'x', { staleReplicaTimeout: 30 as any }))],
    ['shareMetadata must be a non-empty map, got {}', of((s) => new manila.ManilaStorageClass(s, 'x', { protocol: ManilaProtocol.NFS, secret, shareMetadata: {} }))],
    ['shareMetadata["a"] must be a string, got 1', of((s) => new manila.ManilaStorageClass(s, 'x', { protocol: ManilaProtocol.NFS, secret, shareMetadata: { a: 1 as any } }))],
    ['nodeHasTopologyKey must be a label key', of((s) => new openebs.OpenEbsMayastorStorageClass(s, 'x', { nodeHasTopologyKey: 'a b' }))],
    ['nodeAffinityKey must be a label key', of((s) => new LocalPathStorageClass(s, 'x', { nodeAffinityKey: 'a b' }))],
    ['nodeAffinityLabels must be label keys', of((s) => new openebs.OpenEbsHostPathStorageClass(s, 'x', { nodeAffinityLabels: ['a b'] }))],
    ['parameters["cachingmode"] must be one of None, ReadOnly, ReadWrite, got "none"', of((s) => inTree.InTreeStorageClass.azureDisk(s, 'x', { parameters: { cachingmode: 'none' } }), '1.20')],
    ['parameters["caching"] is unknown to the Azure Disk plugin: use one of kind, skuName,', of((s) => inTree.InTreeStorageClass.azureDisk(s, 'x', { parameters: { cachingMode: 'None', caching: 'None' } }), '1.20')],
    ['parameters["iopsPerGB"] must be a string, got 10', of((s) => inTree.InTreeStorageClass.awsEbs(s, 'x', { parameters: { iopsPerGB: 10 as any } }), '1.20')],
    ['parameters["iopsPerGB"] must be a whole number', of((s) => inTree.InTreeStorageClass.awsEbs(s, 'x', { parameters: { iopsPerGB: 'ten' } }), '1.20')],
    ['parameters needs resturl, which the GlusterFS plugin requires', of((s) => inTree.InTreeStorageClass.glusterFs(s, 'x', {}), '1.20')],
    ['extraParameters contains "fsType". Set it in parameters instead', of((s) => inTree.InTreeStorageClass.awsEbs(s, 'x', { extraParameters: { fsType: 'xfs' } }), '1.20')],
    ['parameters["userSecretName"] must be the name of an object', of((s) => inTree.InTreeStorageClass.rbd(s, 'x', { parameters: { monitors: 'a', userSecretName: 'A' } }), '1.20')],
    ['parameters["imageFeatures"] must be a list of layering', of((s) => inTree.InTreeStorageClass.rbd(s, 'x', { parameters: { monitors: 'a', userSecretName: 'a', imageFeatures: 'fast-diff' } }), '1.20')],
    ['encryptionSectorSize must be a power of two between 512 and 4096, got 1000', of((s) => new ceph.CephRbdStorageClass(s, 'x', { ...rbd, encryptionSectorSize: 1000 }))],
    ['encryptionKeySize must be one of 128, 256, got 64', of((s) => new ceph.CephRbdStorageClass(s, 'x', { ...rbd, encryptionKeySize: 64 }))],
    ['operatorNamespace must be a DNS label', of((s) => new ceph.CephFsStorageClass(s, 'x', { ...cephfs, operatorNamespace: 'A' }))],
    ['listeners must be a non-empty list, got []', of((s) => new ceph.CephNvmeofStorageClass(s, 'x', { ...nvmeof, listeners: [] }))],
    ['listeners[0].hostname must be a non-empty value, got ""', of((s) => new ceph.CephNvmeofStorageClass(s, 'x', { ...nvmeof, listeners: [{ hostname: '' }] }))],
    ['listeners must be a list of NvmeofListener, got "a"', of((s) => new ceph.CephNvmeofStorageClass(s, 'x', { ...nvmeof, listeners: 'a' as any }))],
    ['mountOptions are not supported by rook-ceph.ceph.rook.io/bucket. Remove them', of((s) => new ceph.CephBucketStorageClass(s, 'x', {
      objectStoreName: 'a', objectStoreNamespace: 'b', mountOptions: ['ro'],
    }))],
    ['frontend must be one of blockdev, iscsi', of((s) => new longhorn.LonghornStorageClass(s, 'x', { frontend: longhorn.LonghornFrontend.UBLK }))],
    ['dataLocality strict-local supports one replica only', of((s) => new longhorn.LonghornStorageClass(s, 'x', { dataLocality: longhorn.LonghornDataLocality.STRICT_LOCAL }))],
    ['dataChunks and parityChunks are required', of((s) => new longhorn.LonghornStorageClass(s, 'x', { dataLayoutType: longhorn.LonghornDataLayout.SHARDED }))],
    ['dataChunks and parityChunks are for the sharded layout only', of((s) => new longhorn.LonghornStorageClass(s, 'x', { dataChunks: 1 }))],
    ['dataChunks and parityChunks must add up to at most 32', of((s) => new longhorn.LonghornStorageClass(s, 'x', {
      dataLayoutType: longhorn.LonghornDataLayout.SHARDED, dataChunks: 30, parityChunks: 3,
    }))],
    ['strictTopology needs volumeBindingMode WaitForFirstConsumer', of((s) => new longhorn.LonghornStorageClass(s, 'x', { strictTopology: true, ...immediate }))],
    ['encrypted needs the Secret', of((s) => new longhorn.LonghornStorageClass(s, 'x', { encrypted: true }))],
    ['ublkQueueDepth must be 0 or a whole number of at least 32, got 8', of((s) => new longhorn.LonghornStorageClass(s, 'x', { ublkQueueDepth: 8 }))],
    ['diskSelector must be non-empty strings without ","', of((s) => new longhorn.LonghornStorageClass(s, 'x', { diskSelector: ['a,b'] }))],
    ['filePermissions must be octal digits', of((s) => new openebs.OpenEbsHostPathStorageClass(s, 'x', { filePermissions: 'rwx' }))],
    ['nodeAffinityLabels must contain at least one label', of((s) => new openebs.OpenEbsHostPathStorageClass(s, 'x', { nodeAffinityLabels: [] }))],
    ['basePath must be an absolute path', of((s) => new openebs.OpenEbsHostPathStorageClass(s, 'x', { basePath: 'a' }))],
    ['quotaSoftLimitGrace must be a percentage such as "60%"', of((s) => new openebs.OpenEbsHostPathStorageClass(s, 'x', { quota: Filesystem.XFS, quotaSoftLimitGrace: '1' }))],
    ['quotaHardLimitGrace has no effect without quota', of((s) => new openebs.OpenEbsHostPathStorageClass(s, 'x', { quotaHardLimitGrace: '1%' }))],
    ['quota must be one of xfs, ext4, got "btrfs"', of((s) => new openebs.OpenEbsHostPathStorageClass(s, 'x', { quota: Filesystem.BTRFS }))],
    ['quotaSoftLimitGrace is above quotaHardLimitGrace', of((s) => new openebs.OpenEbsHostPathStorageClass(s, 'x', { quota: Filesystem.EXT4, quotaSoftLimitGrace: '9%', quotaHardLimitGrace: '2%' }))],
    ['volumeGroup or volumeGroupPattern is required, but not both', of((s) => new openebs.OpenEbsLvmStorageClass(s, 'x', {}))],
    ['volumeGroupPattern must be a regular expression, got "("', of((s) => new openebs.OpenEbsLvmStorageClass(s, 'x', { volumeGroupPattern: '(' }))],
    ['recordSize applies to datasets only', of((s) => new openebs.OpenEbsZfsStorageClass(s, 'x', { poolName: 'a', recordSize: '4k' }))],
    ['volumeBlockSize applies to zvols only', of((s) => new openebs.OpenEbsZfsStorageClass(s, 'x', { poolName: 'a', fsType: Filesystem.ZFS, volumeBlockSize: '4k' }))],
    ['volumeBlockSize must be a power of two between "512" and "128k", got "256k"', of((s) => new openebs.OpenEbsZfsStorageClass(s, 'x', { poolName: 'a', volumeBlockSize: '256k' }))],
    ['volumeBlockSize must be a power of two', of((s) => new openebs.OpenEbsZfsStorageClass(s, 'x', { poolName: 'a', volumeBlockSize: 'big' }))],
    ['compression must be "on"', of((s) => new openebs.OpenEbsZfsStorageClass(s, 'x', { poolName: 'a', compression: 'zstd-20' }))],
    ['nodeHasTopologyKey and poolHasTopologyKey are mutually exclusive', of((s) => new openebs.OpenEbsMayastorStorageClass(s, 'x', { nodeHasTopologyKey: 'a', poolHasTopologyKey: 'b' }))],
    ['nodeAffinityTopologyLabel must be a non-empty map', of((s) => new openebs.OpenEbsMayastorStorageClass(s, 'x', { nodeAffinityTopologyLabel: {} }))],
    ['share must be the path of an export', of((s) => new nfs.NfsStorageClass(s, 'x', { server: 'a', share: 'b' }))],
    ['uid must be a whole number between 0 and 2147483647, got -1', of((s) => new nfs.NfsStorageClass(s, 'x', { server: 'a', share: '/', uid: -1 }))],
    ['protocol must be one of nfs, cephfs, got "smb"', of((s) => new manila.ManilaStorageClass(s, 'x', { protocol: 'smb' as any, secret }))],
    ['cephfsClientId applies to cephfs shares only, but the protocol is nfs', of((s) => new manila.ManilaStorageClass(s, 'x', { protocol: ManilaProtocol.NFS, secret, cephfsClientId: 'a' }))],
    ['nfsShareClient applies to nfs shares only, but the protocol is cephfs', of((s) => new manila.ManilaStorageClass(s, 'x', { protocol: ManilaProtocol.CEPHFS, secret, nfsShareClient: 'a' }))],
    ['secret is required: the driver reads the OpenStack credentials of provisioner', of((s) => new manila.ManilaStorageClass(s, 'x', { protocol: ManilaProtocol.NFS }))],
    ['autoTopology and availabilityZone are mutually exclusive', of((s) => new manila.ManilaStorageClass(s, 'x', { protocol: ManilaProtocol.NFS, secret, autoTopology: true, availabilityZone: 'a' }))],
    ['autoTopology needs volumeBindingMode', of((s) => new manila.ManilaStorageClass(s, 'x', { protocol: ManilaProtocol.NFS, secret, autoTopology: true, ...immediate }))],
    ['groupId must be a UUID', of((s) => new manila.ManilaStorageClass(s, 'x', { protocol: ManilaProtocol.NFS, secret, groupId: 'a' }))],
    ['volumeBindingMode Immediate requires sharedFileSystem, because the provisioner needs the node of the pod. Use WAIT_FOR_FIRST_CONSUMER', of((s) => new LocalPathStorageClass(s, 'x', immediate))],
    ['provisioner cannot be used: Kubernetes 1.31 removed the provisioner "kubernetes.io/rbd": claims of this class stay Pending on 1.36. Use rbd.csi.ceph.com (CephRbdStorageClass)',
      of((s) => inTree.InTreeStorageClass.rbd(s, 'x', { parameters: { monitors: 'a', userSecretName: 'b' } }))],
    ['provisioner cannot be used: Kubernetes 1.26 removed the provisioner "kubernetes.io/glusterfs"', of((s) => inTree.InTreeStorageClass.glusterFs(s, 'x', { parameters: { resturl: 'http://a' } }), '1.26')],
  ])('%s', (message, build) => expect(build).toThrow(`test/c/x: ${message}`));
});

describe('plugins that were part of Kubernetes', () => {
  const ids = (kubernetesVersion: string, build: (chart: Cluster) => void) => {
    const cluster = new Cluster(scope() as Chart, 'c', { kubernetesVersion });
    build(cluster);
    return Advice.of(cluster).open.filter(({ severity }) => severity !== 'info').map(({ id, message }) => `${id}: ${message}`);
  };

  test.each([
    ['1.16', []],
    ['1.17', ['CLS011: Kubernetes 1.17 deprecated the provisioner "kubernetes.io/gce-pd", and 1.23 migrates it to the CSI driver pd.csi.storage.gke.io.']],
    ['1.28', ['CLS011: Kubernetes 1.28 migrates claims of "kubernetes.io/gce-pd" to the CSI driver pd.csi.storage.gke.io, which must be installed.']],
  ])('on %s', (version, expected) => expect(ids(version, (c) => inTree.InTreeStorageClass.gcePd(c, 'x'))).toEqual(expected));
});

test.each<[string[], object]>([
  [['ENCRYPTION_OFF'], { encryptionKmsId: 'vault' }],
  [['ENCRYPTION_OFF'], { encryptionKmsId: 'vault', encrypted: false }],
  [[], { encryptionKmsId: 'vault', encrypted: true }],
  [[], { encrypted: true }],
  [[], {}],
])('settings of an encryption that is off are reported: %j for %j', (expected, props) => {
  const chart = scope() as Chart;
  new ceph.CephRbdStorageClass(chart, 'rbd', { ...rbd, ...props });
  expect(Advice.of(chart).open.map(({ id }) => id)).toEqual(expected);
  new ceph.CephFsStorageClass(chart, 'fs', { ...cephfs, ...props });
  expect(Advice.of(chart).open.map(({ id }) => id)).toEqual([...expected, ...expected]);
});

test('what is just allowed is accepted', () => {
  const parameters = (build: (chart: Chart) => void) => Output.of(build).get('StorageClass');
  expect(parameters((s) => new longhorn.LonghornStorageClass(s, 'x', { dataLayoutType: longhorn.LonghornDataLayout.SHARDED, dataChunks: 30, parityChunks: 2 })).parameters)
    .toMatchObject({ 'dataLayout.dataChunks': '30', 'dataLayout.parityChunks': '2' });
  expect(parameters((s) => new openebs.OpenEbsHostPathStorageClass(s, 'x', { quota: Filesystem.EXT4, quotaSoftLimitGrace: '60%' })).metadata.annotations['cas.openebs.io/config'])
    .toContain('hardLimitGrace: 60%');
});
