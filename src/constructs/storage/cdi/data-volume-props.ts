import { Size } from 'cdk8s';
import { DataVolumeSource } from './data-volume-source';
import { SelectorRequirement } from '../../core-v1';
import { INamedObject } from '../../named-object';
import { IStorageClass } from '../classes/storage-class';
import { AccessMode, VolumeMode } from '../volumes/modes';

/** Two ways to ask CDI for a volume. */
export enum DataVolumeForm {
  /** `storage`: CDI fills in access modes and volume mode, and adds room for the filesystem. */
  STORAGE = 'storage',
  /** `pvc`: the claim is made as it is written. */
  PVC = 'pvc',
}

/** What an image holds. */
export enum DataVolumeContent {
  /** A disk of a virtual machine. */
  KUBEVIRT = 'kubevirt',
  /** A tar archive, unpacked into a filesystem. */
  ARCHIVE = 'archive',
}

/** A step of a warm migration. */
export interface DataVolumeCheckpoint {
  /** Snapshot before; empty for the first. */
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

  /** What the volume holds at first. */
  readonly source: DataVolumeSource;

  /** Size of the volume, at least 1 MiB. @default - that of what is copied; required for everything else */
  readonly size?: Size;

  /** Class of the volume. @default - the cluster's default class for virtual machines, else the default class */
  readonly storageClass?: IStorageClass;

  /** Labels that the volume must have. Claims with a selector bind to existing volumes: no provisioner makes one for them. @default - any volume */
  readonly volumeLabels?: { [key: string]: string };

  /** Requirements on the labels of the volume; all must hold. @default - none */
  readonly volumeExpressions?: SelectorRequirement[];

  /** The one volume to bind to. The DataVolume takes its class, where that is known, unless `storageClass` says another. @default - any volume that fits */
  readonly volume?: INamedObject;

  /** Access modes; with DataVolumeForm.PVC exactly one. @default - CDI's choice for the class, or [AccessMode.READ_WRITE_ONCE] with DataVolumeForm.PVC */
  readonly accessModes?: AccessMode[];

  /**
   * Directory or raw device. CDI prefers raw devices where the class has them (Cinder and Ceph RBD do): say it where a pod of yours mounts the claim.
   *
   * @default - CDI's choice for the class, or VolumeMode.FILESYSTEM with DataVolumeForm.PVC
   */
  readonly volumeMode?: VolumeMode;

  /** Which way to ask for the volume. @default DataVolumeForm.STORAGE */
  readonly form?: DataVolumeForm;

  /** What the image holds. @default DataVolumeContent.KUBEVIRT */
  readonly contentType?: DataVolumeContent;

  /** Starts although the class waits for its first consumer: the importer is that consumer. @default false */
  readonly bindImmediately?: boolean;

  /** Reserves the whole size. @default - CDI's configuration: false */
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
