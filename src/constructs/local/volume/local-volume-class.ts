import { BlockCleaner } from './block-cleaner';
import { NodeSelectorTerm } from '../../core-v1';
import { AccessMode, VolumeMode } from '../../storage';
import { ClassSettings } from '../../storage/classes/class-settings';

/** A class of local volumes: a directory on the nodes whose entries become PersistentVolumes, and the StorageClass that they belong to. */
export interface LocalVolumeClass extends ClassSettings {
  /** Name of the StorageClass. */
  readonly name: string;

  /**
   * Directory on the node, an absolute path. Each entry of it that is a mount point, or a link to a block device, becomes a volume; what
   * lies deeper is not looked at. A plain directory does not count: mount or bind-mount the disk there.
   */
  readonly hostDir: string;

  /** Where the provisioner sees that directory, an absolute path in its container. @default - the same path as `hostDir` */
  readonly mountDir?: string;

  /**
   * What pods see of the volumes. Block devices in a class of filesystems are formatted by the kubelet.
   *
   * @default - the provisioner's: VolumeMode.FILESYSTEM
   */
  readonly volumeMode?: VolumeMode;

  /** Access mode of the volumes. @default - the provisioner's: AccessMode.READ_WRITE_ONCE */
  readonly accessMode?: AccessMode;
  /** Filesystem for block devices that are used as filesystems, such as "ext4" or "xfs". @default - the kubelet's: ext4 */
  readonly fsType?: string;
  /** Patterns of the entries to take, as of a shell: `["nvme*", "ssd*"]`. @default - all entries */
  readonly namePatterns?: string[];
  /** How released block devices are cleaned. @default - the provisioner's: BlockCleaner.quickReset() */
  readonly blockCleaner?: BlockCleaner;

  /**
   * Further nodes that reach the volumes, for disks that several nodes share. The terms are alternatives to the node that found the volume:
   * they widen where pods may run, and never restrict it.
   *
   * @default - only the node that found the volume
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

/** A directory of the nodes that the provisioner mounts as a whole. Classes whose directories lie in it get no mount of their own. */
export interface LocalVolumeMount {
  /** Name of the pod's volume, a DNS label. */
  readonly name: string;
  /** Directory on the node, an absolute path. */
  readonly hostPath: string;
  /** Where the provisioner sees it. @default - the same path */
  readonly mountPath?: string;
}
