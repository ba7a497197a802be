import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { LONGHORN } from '../../../../drivers/longhorn';
import { propsOf } from '../../../private/at';
import { ParameterNames } from '../../private/parameters';
import { TypedClass, typedClass } from '../../private/typed-class';
import { Filesystem } from '../../volumes/filesystem';
import { VolumeBindingMode } from '../../volumes/modes';
import { CsiSecrets } from '../csi-secrets';
import { StorageClass, StorageClassOptions } from '../storage-class';

/** Data locality: whether a replica is kept on the node of the pod. */
export enum LonghornDataLocality {
  /** No. */
  DISABLED = 'disabled',
  /** If possible. */
  BEST_EFFORT = 'best-effort',
  /** The only replica is on that node. */
  STRICT_LOCAL = 'strict-local',
}

/** Whether replicas are rebalanced when nodes are added or removed. */
export enum LonghornAutoBalance {
  /** As the global setting says. */
  IGNORED = 'ignored',
  /** No. */
  DISABLED = 'disabled',
  /** Just enough for redundancy. */
  LEAST_EFFORT = 'least-effort',
  /** Evenly. */
  BEST_EFFORT = 'best-effort',
}

/** Source of a backing image. */
export enum LonghornBackingImageSource {
  /** A URL. */
  DOWNLOAD = 'download',
  /** Another volume. */
  EXPORT_FROM_VOLUME = 'export-from-volume',
}

/** A switch that can follow the global setting. */
export enum LonghornSetting {
  /** As the global setting says. */
  IGNORED = 'ignored',
  /** On. */
  ENABLED = 'enabled',
  /** Off. */
  DISABLED = 'disabled',
}

/** Data engines of Longhorn. */
export enum LonghornDataEngine {
  /** iSCSI and processes. */
  V1 = 'v1',
  /** SPDK. */
  V2 = 'v2',
}

/** Frontend: how a volume is exposed on its node. */
export enum LonghornFrontend {
  /** A block device. */
  BLOCKDEV = 'blockdev',
  /** An iSCSI target; engine v1. */
  ISCSI = 'iscsi',
  /** An NVMe-oF target; engine v2. */
  NVMF = 'nvmf',
  /** ublk; engine v2. */
  UBLK = 'ublk',
}

/** Layouts of the data. */
export enum LonghornDataLayout {
  /** Full replicas. */
  REPLICATED = 'replicated',
  /** Shards. */
  SHARDED = 'sharded',
}

/** Redundancy mode of replicas or shards. */
export enum LonghornLayoutMode {
  /** Mirrors. */
  RAID1 = 'raid1',
  /** Erasure coding. */
  ERASURE_CODING = 'erasureCoding',
}

/** Topology in which replicas are scheduled. */
export enum LonghornTopology {
  /** Anywhere. */
  ANY = 'any',
  /** In one zone. */
  ZONAL = 'zonal',
  /** In one region. */
  REGIONAL = 'regional',
}

/** Properties for `LonghornStorageClass`. */
export interface LonghornStorageClassProps extends StorageClassOptions {
  /** Copies of each volume, 1 to 20. Parameter `numberOfReplicas`. @default - the driver's: 3 */
  readonly replicas?: number;
  /** Time until a failed replica is removed, in whole minutes. Parameter `staleReplicaTimeout`. @default - the driver's: Duration.minutes(2880) */
  readonly staleReplicaTimeout?: Duration;
  /** URL of a backup that new volumes are restored from. Parameter `fromBackup`. @default - empty volumes */
  readonly fromBackup?: string;
  /** Backup target of the volumes. Parameter `backupTargetName`. @default - the driver's: "default" */
  readonly backupTargetName?: string;
  /** Block size of backups: "2Mi" or "16Mi". Parameter `backupBlockSize`. @default - the global setting */
  readonly backupBlockSize?: string;
  /** Filesystem of the volumes. Parameter `fsType`. @default - the driver's: Filesystem.EXT4 */
  readonly fsType?: Filesystem;
  /** Options of mkfs. Parameter `mkfsParams`. @default - none */
  readonly mkfsParams?: string;
  /** Live migration, for raw block claims with ReadWriteMany only. Parameter `migratable`. @default false */
  readonly migratable?: boolean;
  /** Encrypts the volumes with the key in `secrets`. Parameter `encrypted`. @default false */
  readonly encrypted?: boolean;
  /** Data locality of a replica. Parameter `dataLocality`. @default - the driver's: LonghornDataLocality.DISABLED */
  readonly dataLocality?: LonghornDataLocality;
  /** Rebalancing of replicas. Parameter `replicaAutoBalance`. @default - the driver's: LonghornAutoBalance.IGNORED */
  readonly replicaAutoBalance?: LonghornAutoBalance;
  /** Tags that a disk must have. Parameter `diskSelector`. @default - any disk */
  readonly diskSelector?: string[];
  /** Tags that a node must have. Parameter `nodeSelector`. @default - any node */
  readonly nodeSelector?: string[];
  /** Names of recurring jobs for the volumes. Parameter `recurringJobSelector`. @default - `recurringJobGroups`, else the default group */
  readonly recurringJobs?: string[];
  /** Names of groups of recurring jobs for the volumes. Parameter `recurringJobSelector`. @default - `recurringJobs`, else the default group */
  readonly recurringJobGroups?: string[];
  /** Backing image of the volumes. Parameter `backingImage`. @default - none */
  readonly backingImage?: string;
  /** Source of the backing image if it does not exist. Parameter `backingImageDataSourceType`. @default - it exists */
  readonly backingImageDataSourceType?: LonghornBackingImageSource;
  /** Parameters of that source, such as `{ url }`. Parameter `backingImageDataSourceParameters`. @default - none */
  readonly backingImageDataSourceParameters?: { [key: string]: string };
  /** SHA-512 of the backing image. Parameter `backingImageChecksum`. @default - not checked */
  readonly backingImageChecksum?: string;
  /** Minimum number of copies of the backing image. Parameter `backingImageMinNumberOfCopies`. @default - the driver's */
  readonly backingImageMinNumberOfCopies?: number;
  /** Tags of nodes for the backing image. Parameter `backingImageNodeSelector`. @default - any node */
  readonly backingImageNodeSelector?: string[];
  /** Tags of disks for the backing image. Parameter `backingImageDiskSelector`. @default - any disk */
  readonly backingImageDiskSelector?: string[];
  /** Lets trimming remove snapshots. Parameter `unmapMarkSnapChainRemoved`. @default - the driver's: LonghornSetting.IGNORED, the global setting */
  readonly unmapMarkSnapChainRemoved?: LonghornSetting;
  /** Disables the revision counter. Parameter `disableRevisionCounter`. @default true */
  readonly disableRevisionCounter?: boolean;
  /** Allows replicas on the same node. Parameter `replicaSoftAntiAffinity`. @default - the driver's: LonghornSetting.IGNORED, the global setting */
  readonly replicaSoftAntiAffinity?: LonghornSetting;

  /**
   * Allows replicas in the same zone. Parameter `replicaZoneSoftAntiAffinity`.
   *
   * @default - the driver's: LonghornSetting.IGNORED, the global setting
   */
  readonly replicaZoneSoftAntiAffinity?: LonghornSetting;

  /**
   * Allows replicas on the same disk. Parameter `replicaDiskSoftAntiAffinity`.
   *
   * @default - the driver's: LonghornSetting.IGNORED, the global setting
   */
  readonly replicaDiskSoftAntiAffinity?: LonghornSetting;

  /** Mount options of ReadWriteMany volumes, separated by commas. Parameter `nfsOptions`. @default - the driver's */
  readonly nfsOptions?: string;
  /** Data engine. Parameter `dataEngine`. @default - the driver's: LonghornDataEngine.V1 */
  readonly dataEngine?: LonghornDataEngine;

  /**
   * Frontend of the volume: BLOCKDEV or ISCSI with engine v1; BLOCKDEV, NVMF or UBLK with v2. Parameter `frontend`.
   *
   * @default - the driver's: LonghornFrontend.BLOCKDEV
   */
  readonly frontend?: LonghornFrontend;

  /** I/O queues of NVMe/TCP: 1 to 128, or 0 for the kernel's choice. Parameter `nvmeTcpNrIoQueues`. @default - the driver's: 0 */
  readonly nvmeTcpNrIoQueues?: number;
  /** Queues of ublk. Parameter `ublkNumberOfQueue`. @default - the driver's: 0 */
  readonly ublkNumberOfQueue?: number;
  /** Depth of those queues: at least 32, or 0 for the global setting. Parameter `ublkQueueDepth`. @default - the driver's: 0 */
  readonly ublkQueueDepth?: number;
  /** Layout of the data: full replicas, or shards. Parameter `dataLayout.type`. @default - the driver's: LonghornDataLayout.REPLICATED */
  readonly dataLayoutType?: LonghornDataLayout;
  /** Redundancy mode of replicas or shards. Parameter `dataLayout.mode`. @default - the driver's */
  readonly dataLayoutMode?: LonghornLayoutMode;
  /** Chunks of data of a sharded volume; required there. Parameter `dataLayout.dataChunks`. @default - not sharded */
  readonly dataChunks?: number;
  /** Chunks of parity of a sharded volume; required there, at most 32 chunks in total. Parameter `dataLayout.parityChunks`. @default - not sharded */
  readonly parityChunks?: number;
  /** KiB of a strip: a power of two between 4 and 1024. Parameter `dataLayout.stripSizeKB`. @default - the driver's */
  readonly stripSizeKb?: number;

  /**
   * Freezes the filesystem while a snapshot is taken. Parameter `freezeFilesystemForSnapshot`.
   *
   * @default - the driver's: LonghornSetting.IGNORED, the global setting
   */
  readonly freezeFilesystemForSnapshot?: LonghornSetting;

  /** Schedules replicas in the topology of the pod; requires WaitForFirstConsumer. Parameter `strictTopology`. @default false */
  readonly strictTopology?: boolean;
  /** Topology in which replicas are scheduled. Parameter `volumeTopology`. @default - the driver's: LonghornTopology.ANY */
  readonly volumeTopology?: LonghornTopology;
  /** Provisioner name of the driver. @default - "driver.longhorn.io" */
  readonly driverName?: string;
  /** Secrets with the key of encrypted volumes. @default - none */
  readonly secrets?: CsiSecrets;
  /** How a clone gets its data: "full-copy", or "linked-clone" of the v2 engine. Parameter `cloneMode`. @default - the driver's: "full-copy" */
  readonly cloneMode?: string;
  /** How the capacity of nodes is reported. Parameter `storageCapacityMode`. @default - the driver's */
  readonly storageCapacityMode?: string;
}

/**
 * A StorageClass for volumes of Longhorn.
 *
 * @see https://longhorn.io/docs/latest/references/storage-class-parameters/
 */
export class LonghornStorageClass extends StorageClass {
  constructor(scope: Construct, id: string, props: LonghornStorageClassProps = {}) {
    props = propsOf(new.target, 'LonghornStorageClass', scope, id, props);
    super(scope, id, typedClass(scope, id, withRecurringJobs(props), resolve));
  }
}

const PARAMETERS: ParameterNames<LonghornStorageClassProps, typeof LONGHORN> = {
  replicas: 'numberOfReplicas',
  staleReplicaTimeout: 'staleReplicaTimeout',
  fromBackup: 'fromBackup',
  backupTargetName: 'backupTargetName',
  backupBlockSize: 'backupBlockSize',
  fsType: 'fsType',
  mkfsParams: 'mkfsParams',
  migratable: 'migratable',
  encrypted: 'encrypted',
  dataLocality: 'dataLocality',
  replicaAutoBalance: 'replicaAutoBalance',
  diskSelector: 'diskSelector',
  nodeSelector: 'nodeSelector',
  recurringJobs: 'recurringJobSelector',
  backingImage: 'backingImage',
  backingImageDataSourceType: 'backingImageDataSourceType',
  backingImageDataSourceParameters: 'backingImageDataSourceParameters',
  backingImageChecksum: 'backingImageChecksum',
  backingImageMinNumberOfCopies: 'backingImageMinNumberOfCopies',
  backingImageNodeSelector: 'backingImageNodeSelector',
  backingImageDiskSelector: 'backingImageDiskSelector',
  unmapMarkSnapChainRemoved: 'unmapMarkSnapChainRemoved',
  disableRevisionCounter: 'disableRevisionCounter',
  replicaSoftAntiAffinity: 'replicaSoftAntiAffinity',
  replicaZoneSoftAntiAffinity: 'replicaZoneSoftAntiAffinity',
  replicaDiskSoftAntiAffinity: 'replicaDiskSoftAntiAffinity',
  nfsOptions: 'nfsOptions',
  dataEngine: 'dataEngine',
  frontend: 'frontend',
  nvmeTcpNrIoQueues: 'nvmeTcpNrIoQueues',
  ublkNumberOfQueue: 'ublkNumberOfQueue',
  ublkQueueDepth: 'ublkQueueDepth',
  dataLayoutType: 'dataLayout.type',
  dataLayoutMode: 'dataLayout.mode',
  dataChunks: 'dataLayout.dataChunks',
  parityChunks: 'dataLayout.parityChunks',
  stripSizeKb: 'dataLayout.stripSizeKB',
  freezeFilesystemForSnapshot: 'freezeFilesystemForSnapshot',
  strictTopology: 'strictTopology',
  volumeTopology: 'volumeTopology',
  cloneMode: 'cloneMode',
  storageCapacityMode: 'storageCapacityMode',
};

function resolve(props: LonghornStorageClassProps): TypedClass<LonghornStorageClassProps> {
  return {
    driver: LONGHORN,
    provisioner: props.driverName ?? LONGHORN.names[0].name,
    parameters: PARAMETERS,
    options: props.strictTopology ? { volumeBindingMode: VolumeBindingMode.WAIT_FOR_FIRST_CONSUMER } : undefined,
  };
}

/** The driver reads jobs and groups from one list. */
function withRecurringJobs({ recurringJobs: jobs, recurringJobGroups: groups, ...props }: LonghornStorageClassProps): LonghornStorageClassProps {
  if (!jobs && !groups) return props;
  const selector = [...(jobs ?? []).map((name) => ({ name, isGroup: false })), ...(groups ?? []).map((name) => ({ name, isGroup: true }))];
  return { ...props, recurringJobs: selector as any };
}
