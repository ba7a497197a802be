import { Construct } from 'constructs';
import { refuse } from '../../../../core/errors';
import { ONE_NODE } from '../../private/drivers';
import { blockSize, flag, matching, oneOf, ParameterTable, text } from '../../private/parameters';
import { TypedClass, typedClass } from '../../private/typed-class';
import { VolumeBindingMode } from '../../volumes/modes';
import { StorageClass, StorageClassOptions } from '../storage-class';

/** Filesystems of Local PV ZFS. */
export enum OpenEbsZfsFilesystem {
  /** A dataset of ZFS. */
  ZFS = 'zfs',
  /** ext2 on a zvol. */
  EXT2 = 'ext2',
  /** ext3 on a zvol. */
  EXT3 = 'ext3',
  /** ext4 on a zvol. */
  EXT4 = 'ext4',
  /** XFS on a zvol. */
  XFS = 'xfs',
  /** Btrfs on a zvol. */
  BTRFS = 'btrfs',
}

/** Properties for `OpenEbsZfsStorageClass`. */
export interface OpenEbsZfsStorageClassProps extends StorageClassOptions {
  /** ZFS pool, or a dataset in it. Parameter `poolname`. */
  readonly poolName: string;

  /** Filesystem; ZFS makes a dataset, the others a zvol. Parameter `fstype`. @default - the driver's: OpenEbsZfsFilesystem.EXT4 */
  readonly filesystem?: OpenEbsZfsFilesystem;

  /** Record size of datasets: a power of two between "512" and "128k". Parameter `recordsize`. @default - that of the pool */
  readonly recordSize?: string;

  /** Block size of zvols: a power of two between "512" and "128k". Parameter `volblocksize`. @default - that of the pool */
  readonly volumeBlockSize?: string;

  /**
   * Compression: "on", "off", "lz4", "lzjb", "zle", "zstd", "zstd-1" to "zstd-19", "gzip" or "gzip-1" to "gzip-9". Parameter `compression`.
   *
   * @default - that of the pool
   */
  readonly compression?: string;

  /** Stores equal blocks once. Parameter `dedup`. @default - that of the pool */
  readonly deduplication?: boolean;

  /** Thin volumes. Parameter `thinprovision`. @default false */
  readonly thinProvision?: boolean;

  /** Lets several pods of the node mount the volume. Parameter `shared`. @default false */
  readonly shared?: boolean;

  /** Name that the driver registers under. @default - "zfs.csi.openebs.io" */
  readonly driverName?: string;
}

/**
 * A StorageClass for ZFS volumes of a node, made by OpenEBS (Local PV ZFS).
 *
 * @see https://openebs.io/docs/user-guides/local-storage-user-guide/local-pv-zfs/configuration/zfs-storageclass-parameters
 */
export class OpenEbsZfsStorageClass extends StorageClass {
  constructor(scope: Construct, id: string, props: OpenEbsZfsStorageClassProps) {
    super(scope, id, typedClass(scope, id, props, resolve));
  }
}

const COMPRESSION = /^(on|off|lzjb|lz4|zle|zstd(-([1-9]|1[0-9]))?|gzip(-[1-9])?)$/;

const PARAMETERS: ParameterTable<OpenEbsZfsStorageClassProps> = {
  poolName: text('poolname'),
  filesystem: oneOf('fstype', OpenEbsZfsFilesystem),
  recordSize: blockSize('recordsize'),
  volumeBlockSize: blockSize('volblocksize'),
  compression: matching('compression', COMPRESSION, '"on", "off", "lz4", "lzjb", "zle", "zstd", "zstd-1" to "zstd-19", "gzip" or "gzip-1" to "gzip-9"'),
  deduplication: flag('dedup', 'on', 'off'),
  thinProvision: flag('thinprovision', 'yes', 'no'),
  shared: flag('shared', 'yes', 'no'),
};

function resolve(props: OpenEbsZfsStorageClassProps): TypedClass<OpenEbsZfsStorageClassProps> {
  const dataset = props.filesystem === OpenEbsZfsFilesystem.ZFS;
  if (props.recordSize !== undefined && !dataset) refuse('recordSize', 'applies to datasets only: set filesystem to OpenEbsZfsFilesystem.ZFS');
  if (props.volumeBlockSize !== undefined && dataset) refuse('volumeBlockSize', 'applies to zvols only, but filesystem is ZFS: use recordSize');
  return {
    provisioner: props.driverName ?? 'zfs.csi.openebs.io',
    parameters: PARAMETERS,
    options: { volumeBindingMode: VolumeBindingMode.WAIT_FOR_FIRST_CONSUMER },
    capabilities: {
      filesystemModes: ONE_NODE,
      blockModes: ONE_NODE,
      expansion: true,
      snapshots: true,
      clones: true,
      mountOptions: true,
      attributesClasses: false,
      topologyKeys: ['openebs.io/nodename'],
    },
  };
}
