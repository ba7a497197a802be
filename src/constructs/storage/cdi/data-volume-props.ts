import { Size } from 'cdk8s';
import { DataVolumeSource } from './data-volume-source';
import { SelectorRequirement } from '../../core-v1';
import { INamedObject } from '../../named-object';
import { IStorageClass } from '../classes/storage-class';
import { AccessMode, VolumeMode } from '../volumes/modes';

/** Form of a DataVolume's volume request. */
export enum DataVolumeForm {
  /** `storage`: CDI defaults access modes and volume mode, and adds overhead for the filesystem. */
  STORAGE = 'storage',
  /** `pvc`: the claim is created as specified. */
  PVC = 'pvc',
}

/** Content type of an image. */
export enum DataVolumeContent {
  /** A disk of a virtual machine. */
  KUBEVIRT = 'kubevirt',
  /** A tar archive, unpacked into a filesystem. */
  ARCHIVE = 'archive',
}

/** A step of a warm migration. */
export interface DataVolumeCheckpoint {
  /** Previous snapshot; empty for the first. */
  readonly previous: string;
  /** Snapshot to copy. */
  readonly current: string;
}

/** Properties for `DataVolume`. */
export interface DataVolumeProps {
  /** Name of the DataVolume and of its claim. @default - the construct's id */
  readonly name?: string;
  /** Namespace of both. @default - the chart's namespace */
  readonly namespace?: string;
  /** Initial content of the volume. */
  readonly source: DataVolumeSource;
  /** Size of the volume, at least 1 MiB. @default - the size of the copied claim or snapshot; required for other sources */
  readonly size?: Size;
  /** Class of the volume. @default - the cluster's default class for virtual machines, else the default class */
  readonly storageClass?: IStorageClass;

  /**
   * Labels that the volume must have. Claims with a selector bind to existing volumes only: no volume is provisioned for them.
   *
   * @default - any volume
   */
  readonly volumeLabels?: { [key: string]: string };

  /** Requirements on the labels of the volume, all of which must match. @default - none */
  readonly volumeExpressions?: SelectorRequirement[];
  /** The one volume to bind to. The DataVolume takes its class, if known, unless `storageClass` says another. @default - any volume that fits */
  readonly volume?: INamedObject;

  /**
   * Access modes; with DataVolumeForm.PVC exactly one.
   *
   * @default - CDI's choice for the class, or [AccessMode.READ_WRITE_ONCE] with DataVolumeForm.PVC
   */
  readonly accessModes?: AccessMode[];

  /**
   * Volume mode: filesystem or raw block device. CDI prefers raw devices where the class has them (Cinder and Ceph RBD do): say it where a pod of
   * yours mounts the claim.
   *
   * @default - CDI's choice for the class, or VolumeMode.FILESYSTEM with DataVolumeForm.PVC
   */
  readonly volumeMode?: VolumeMode;

  /** Form of the volume request. @default DataVolumeForm.STORAGE */
  readonly form?: DataVolumeForm;
  /** Content type of the image. @default DataVolumeContent.KUBEVIRT */
  readonly contentType?: DataVolumeContent;
  /** Starts immediately even if the class has WaitForFirstConsumer: the importer is then the first consumer. @default false */
  readonly bindImmediately?: boolean;
  /** Preallocates the full size. @default - CDI's configuration: false */
  readonly preallocation?: boolean;
  /** Priority class of the importer. @default - none */
  readonly priorityClassName?: string;
  /** ServiceAccount of the importer. @default - the namespace's default */
  readonly serviceAccountName?: string;
  /** Steps of a warm migration; vddk and imageio sources only. @default - none */
  readonly checkpoints?: DataVolumeCheckpoint[];
  /** Whether the last checkpoint is the end of the migration. @default false */
  readonly finalCheckpoint?: boolean;
  /** Labels of the DataVolume. @default - none */
  readonly labels?: { [key: string]: string };
  /** Annotations of the DataVolume. @default - none */
  readonly annotations?: { [key: string]: string };
}
