import { Construct } from 'constructs';
import { CEPH_RBD } from '../../../../drivers/ceph-rbd';
import { FSTYPE } from '../../../../drivers/support/sidecars';
import { propsOf } from '../../../private/at';
import { adviseOnEncryption } from '../../private/encryption';
import { ParameterNames } from '../../private/parameters';
import { rookProvisioner, rookSecrets } from '../../private/rook';
import { TypedClass, typedClass } from '../../private/typed-class';
import { Filesystem } from '../../volumes/filesystem';
import { VolumeBindingMode } from '../../volumes/modes';
import { CsiSecrets } from '../csi-secrets';
import { StorageClass, StorageClassOptions } from '../storage-class';

/** Features of RBD images. */
export enum RbdImageFeature {
  /** Clones. */
  LAYERING = 'layering',
  /** A journal of the writes; needs EXCLUSIVE_LOCK. */
  JOURNALING = 'journaling',
  /** One writer at a time. */
  EXCLUSIVE_LOCK = 'exclusive-lock',
  /** A map of the objects in use; needs EXCLUSIVE_LOCK. */
  OBJECT_MAP = 'object-map',
  /** Fast differences between snapshots; needs OBJECT_MAP. */
  FAST_DIFF = 'fast-diff',
  /** Flattens snapshots along with their image. */
  DEEP_FLATTEN = 'deep-flatten',
}

/** Client that maps an RBD image on a node. */
export enum RbdMounter {
  /** The kernel. */
  RBD = 'rbd',
  /** A process in user space. */
  RBD_NBD = 'rbd-nbd',
}

/** Encryption level of an RBD volume. */
export enum RbdEncryptionType {
  /** The device (LUKS). */
  BLOCK = 'block',
  /** The files (fscrypt). */
  FILE = 'file',
}

/** What happens to the logs of rbd-nbd at unmap. */
export enum CephLogStrategy {
  /** They are removed. */
  REMOVE = 'remove',
  /** They are compressed. */
  COMPRESS = 'compress',
  /** They are kept. */
  PRESERVE = 'preserve',
}

/** A pool and its topology domain. */
export interface TopologyConstrainedPool {
  /** Name of the pool. */
  readonly poolName: string;
  /** Erasure-coded pool for the data. @default - none */
  readonly dataPool?: string;
  /** Topology domain of the pool: values by label without its prefix, such as `{ zone: 'a' }`. */
  readonly domainSegments: { [domainLabel: string]: string };
}

/** Properties for `CephRbdStorageClass`. */
export interface CephRbdStorageClassProps extends StorageClassOptions {
  /** Namespace of the CephCluster, or the cluster id of a plain ceph-csi; at most 36 characters. Parameter `clusterID`. */
  readonly clusterId: string;
  /** Pool of the images; the replicated one if `dataPool` is erasure coded. Parameter `pool`. @default - `topologyConstrainedPools` */
  readonly pool?: string;
  /** Erasure-coded pool for the data. Parameter `dataPool`. @default - none */
  readonly dataPool?: string;
  /** RBD image format: "2". Parameter `imageFormat`. @default - the driver's: "2" */
  readonly imageFormat?: string;
  /** Features of the images; the kernel of the nodes must support them. Parameter `imageFeatures`. @default - the driver's: layering */
  readonly imageFeatures?: RbdImageFeature[];
  /** Client that maps the image on a node. Parameter `mounter`. @default - the driver's: RbdMounter.RBD */
  readonly mounter?: RbdMounter;
  /** Options of `rbd map`. Parameter `mapOptions`. @default - none */
  readonly mapOptions?: string;
  /** Options of `rbd unmap`. Parameter `unmapOptions`. @default - none */
  readonly unmapOptions?: string;
  /** Options of mkfs. Parameter `mkfsOptions`. @default - the driver's */
  readonly mkfsOptions?: string;
  /** Tries the other mounter when the first fails. Parameter `tryOtherMounters`. @default false */
  readonly tryOtherMounters?: boolean;
  /** Encrypts the volumes. Parameter `encrypted`. @default false */
  readonly encrypted?: boolean;
  /** Key management of the encryption, as the driver's configuration names it. Parameter `encryptionKMSID`. @default - the driver's default */
  readonly encryptionKmsId?: string;
  /** What is encrypted. Parameter `encryptionType`. @default - the driver's: RbdEncryptionType.BLOCK */
  readonly encryptionType?: RbdEncryptionType;
  /** Cipher of LUKS. Parameter `encryptionCipher`. @default - the driver's */
  readonly encryptionCipher?: string;
  /** Bits of the key: 128 or 256. Parameter `encryptionKeySize`. @default - the driver's */
  readonly encryptionKeySize?: number;
  /** Bytes of an encrypted sector: a power of two between 512 and 4096. Parameter `encryptionSectorSize`. @default - the driver's */
  readonly encryptionSectorSize?: number;
  /** Integrity of LUKS2, such as "hmac-sha256"; such volumes cannot be expanded. Parameter `integrityMode`. @default - none */
  readonly integrityMode?: string;
  /** Prefix of the image names. Parameter `volumeNamePrefix`. @default - the driver's: "csi-vol-" */
  readonly volumeNamePrefix?: string;
  /** Pools by zone; claims then wait for their first consumer. Parameter `topologyConstrainedPools`. @default - none */
  readonly topologyConstrainedPools?: TopologyConstrainedPool[];
  /** Bytes of a stripe unit; goes with `stripeCount`. Parameter `stripeUnit`. @default - the driver's */
  readonly stripeUnit?: number;
  /** Objects that a stripe spans; goes with `stripeUnit`. Parameter `stripeCount`. @default - the driver's */
  readonly stripeCount?: number;
  /** Bytes of an object, a power of two. Parameter `objectSize`. @default - the driver's */
  readonly objectSize?: number;
  /** Folder of the logs of rbd-nbd. Parameter `cephLogDir`. @default - the driver's: "/var/log/ceph" */
  readonly cephLogDir?: string;
  /** What happens to those logs at unmap. Parameter `cephLogStrategy`. @default - the driver's: CephLogStrategy.REMOVE */
  readonly cephLogStrategy?: CephLogStrategy;
  /** Filesystem of the volumes. Parameter `csi.storage.k8s.io/fstype`. @default - the driver's: Filesystem.EXT4 */
  readonly fsType?: Filesystem;
  /** Namespace of the Rook operator: the first part of the driver's name, and where the Secrets are. @default "rook-ceph" */
  readonly operatorNamespace?: string;
  /** Provisioner name of the driver. @default - "<operatorNamespace>.rbd.csi.ceph.com" */
  readonly driverName?: string;
  /** Secrets of the driver; those that are omitted default to Rook's own. @default - the Secrets that Rook creates for RBD */
  readonly secrets?: CsiSecrets;
}

/**
 * A StorageClass for block volumes of Ceph (RBD), as Rook installs the driver.
 *
 * Filesystem volumes support one node at a time; raw block volumes can be shared.
 *
 * @see https://rook.io/docs/rook/latest-release/Storage-Configuration/Block-Storage-RBD/block-storage/
 */
export class CephRbdStorageClass extends StorageClass {
  constructor(scope: Construct, id: string, props: CephRbdStorageClassProps) {
    props = propsOf(new.target, 'CephRbdStorageClass', scope, id, props);
    super(scope, id, typedClass(scope, id, { ...props, topologyConstrainedPools: props.topologyConstrainedPools?.map(poolParameter) }, resolve));
    adviseOnEncryption(this, props);
  }
}

const PARAMETERS: ParameterNames<CephRbdStorageClassProps, typeof CEPH_RBD> = {
  clusterId: 'clusterID',
  pool: 'pool',
  dataPool: 'dataPool',
  imageFormat: 'imageFormat',
  imageFeatures: 'imageFeatures',
  mounter: 'mounter',
  mapOptions: 'mapOptions',
  unmapOptions: 'unmapOptions',
  mkfsOptions: 'mkfsOptions',
  tryOtherMounters: 'tryOtherMounters',
  encrypted: 'encrypted',
  encryptionKmsId: 'encryptionKMSID',
  encryptionType: 'encryptionType',
  encryptionCipher: 'encryptionCipher',
  encryptionKeySize: 'encryptionKeySize',
  encryptionSectorSize: 'encryptionSectorSize',
  integrityMode: 'integrityMode',
  volumeNamePrefix: 'volumeNamePrefix',
  topologyConstrainedPools: 'topologyConstrainedPools',
  stripeUnit: 'stripeUnit',
  stripeCount: 'stripeCount',
  objectSize: 'objectSize',
  cephLogDir: 'cephLogDir',
  cephLogStrategy: 'cephLogStrategy',
  fsType: FSTYPE,
};

/** The driver reads the segments as a list. */
function poolParameter({ domainSegments = {}, ...pool }: TopologyConstrainedPool): any {
  return { ...pool, domainSegments: Object.entries(domainSegments).map(([domainLabel, value]) => ({ domainLabel, value })) };
}

function resolve(props: CephRbdStorageClassProps): TypedClass<CephRbdStorageClassProps> {
  return {
    driver: CEPH_RBD,
    provisioner: rookProvisioner(props, 'rbd'),
    parameters: PARAMETERS,
    options: props.topologyConstrainedPools ? { volumeBindingMode: VolumeBindingMode.WAIT_FOR_FIRST_CONSUMER } : undefined,
    secrets: rookSecrets(props, 'rbd'),
  };
}
