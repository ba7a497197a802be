import { Construct } from 'constructs';
import { OPENEBS_ZFS } from '../../../../drivers/openebs-zfs';
import { propsOf } from '../../../private/at';
import { ParameterNames } from '../../private/parameters';
import { TypedClass, typedClass } from '../../private/typed-class';
import { Filesystem } from '../../volumes/filesystem';
import { VolumeBindingMode } from '../../volumes/modes';
import { StorageClass, StorageClassOptions } from '../storage-class';

/** How the ZFS driver picks a node. */
export enum OpenEbsZfsScheduler {
  /** The node with the fewest volumes. */
  VOLUME_WEIGHTED = 'VolumeWeighted',
  /** The node with the least provisioned capacity. */
  CAPACITY_WEIGHTED = 'CapacityWeighted',
}

/** Properties for `OpenEbsZfsStorageClass`. */
export interface OpenEbsZfsStorageClassProps extends StorageClassOptions {
  /** ZFS pool, or a dataset in it. Parameter `poolname`. */
  readonly poolName: string;
  /** Filesystem; ZFS creates a dataset, the others a zvol. Parameter `fstype`. @default - the driver's: Filesystem.EXT4 */
  readonly fsType?: Filesystem;
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

  /** Deduplication. Parameter `dedup`. @default - that of the pool */
  readonly deduplication?: boolean;
  /** Thin provisioning. Parameter `thinprovision`. @default false */
  readonly thinProvision?: boolean;
  /** Lets several pods of the node mount the volume. Parameter `shared`. @default false */
  readonly shared?: boolean;
  /** How the driver picks a node. Parameter `scheduler`. @default - the driver's: OpenEbsZfsScheduler.CAPACITY_WEIGHTED */
  readonly scheduler?: OpenEbsZfsScheduler;
  /** Encryption: "on", "off" or a cipher such as "aes-256-gcm". Parameter `encryption`. @default - that of the pool */
  readonly encryption?: string;
  /** Format of the key: "raw", "hex" or "passphrase". Parameter `keyformat`. @default - that of the pool */
  readonly keyFormat?: string;
  /** Place of the key, such as "file:///home/keys/key". Parameter `keylocation`. @default - that of the pool */
  readonly keyLocation?: string;
  /** Limit of datasets: "quota", or "refquota" without snapshots. Parameter `quotatype`. @default - the driver's: "quota" */
  readonly quotaType?: string;
  /** Waits until an old volume of the same name is destroyed. Parameter `wait`. @default false */
  readonly wait?: boolean;
  /** Provisioner name of the driver. @default - "zfs.csi.openebs.io" */
  readonly driverName?: string;
}

/**
 * A StorageClass for ZFS volumes of a node, provisioned by OpenEBS (Local PV ZFS).
 *
 * @see https://openebs.io/docs/user-guides/local-storage-user-guide/local-pv-zfs/configuration/zfs-storageclass-parameters
 */
export class OpenEbsZfsStorageClass extends StorageClass {
  constructor(scope: Construct, id: string, props: OpenEbsZfsStorageClassProps) {
    props = propsOf(new.target, 'OpenEbsZfsStorageClass', scope, id, props);
    super(scope, id, typedClass(scope, id, { ...props, wait: props.wait || undefined }, resolve));
  }
}

const PARAMETERS: ParameterNames<OpenEbsZfsStorageClassProps, typeof OPENEBS_ZFS> = {
  poolName: 'poolname',
  fsType: 'fstype',
  recordSize: 'recordsize',
  volumeBlockSize: 'volblocksize',
  compression: 'compression',
  deduplication: 'dedup',
  thinProvision: 'thinprovision',
  shared: 'shared',
  scheduler: 'scheduler',
  encryption: 'encryption',
  keyFormat: 'keyformat',
  keyLocation: 'keylocation',
  quotaType: 'quotatype',
  wait: 'wait',
};

function resolve(props: OpenEbsZfsStorageClassProps): TypedClass<OpenEbsZfsStorageClassProps> {
  return {
    driver: OPENEBS_ZFS,
    provisioner: props.driverName ?? OPENEBS_ZFS.names[0].name,
    parameters: PARAMETERS,
    options: { volumeBindingMode: VolumeBindingMode.WAIT_FOR_FIRST_CONSUMER },
  };
}
