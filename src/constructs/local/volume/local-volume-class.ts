import { BlockCleaner } from './block-cleaner';
import { NodeSelectorTerm } from '../../core-v1';
import { AccessMode, VolumeMode } from '../../storage';
import { ClassSettings } from '../../storage/classes/class-settings';

/**
 * A class of local volumes: a directory on the nodes whose entries become PersistentVolumes, and their StorageClass. Binding waits for the first
 * consumer.
 */
export interface LocalVolumeClass extends ClassSettings {
  /** Name of the StorageClass. */
  readonly name: string;

  /**
   * Discovery directory on the node, an absolute path. Each entry that is a mount point, or a link to a block device, becomes a volume;
   * subdirectories are not searched. A plain directory is ignored: mount or bind-mount the disk there.
   */
  readonly hostDir: string;

  /** Mount path of that directory in the provisioner's container. @default - the same path as `hostDir` */
  readonly mountDir?: string;

  /**
   * Volume mode. The kubelet formats block devices of a class with volume mode Filesystem.
   *
   * @default - the provisioner's: VolumeMode.FILESYSTEM
   */
  readonly volumeMode?: VolumeMode;

  /** Access mode of the volumes. @default - the provisioner's: AccessMode.READ_WRITE_ONCE */
  readonly accessMode?: AccessMode;
  /** Filesystem that the kubelet creates on block devices, such as "ext4" or "xfs". @default - the kubelet's: ext4 */
  readonly fsType?: string;
  /** Glob patterns of the entries to discover: `["nvme*", "ssd*"]`. @default - all entries */
  readonly namePatterns?: string[];
  /** How released block devices are cleaned. @default - the provisioner's: BlockCleaner.quickReset() */
  readonly blockCleaner?: BlockCleaner;

  /**
   * Additional nodes that can access the volumes, for disks that several nodes share. The terms are alternatives to the node that discovered the
   * volume: they allow more nodes and restrict nothing.
   *
   * @default - only the node that discovered the volume
   */
  readonly selector?: NodeSelectorTerm[];

  /** Emits the StorageClass. The provisioner skips classes whose StorageClass does not exist. @default true */
  readonly createStorageClass?: boolean;

  /**
   * Provisioner of the StorageClass. With any other name than the default, the cluster autoscaler adds nodes for claims that wait.
   *
   * @default "kubernetes.io/no-provisioner"
   * @see https://github.com/kubernetes-sigs/sig-storage-local-static-provisioner/issues/288
   */
  readonly provisioner?: string;

  /** Options of the mounts; for volumes with a filesystem. @default - none */
  readonly mountOptions?: string[];
}

/** A directory of the nodes that the provisioner mounts as a whole. Classes whose directories are in it get no mount of their own. */
export interface LocalVolumeMount {
  /** Name of the pod's volume, a DNS label. */
  readonly name: string;
  /** Directory on the node, an absolute path. */
  readonly hostPath: string;
  /** Mount path in the provisioner's container. @default - the same path */
  readonly mountPath?: string;
}
