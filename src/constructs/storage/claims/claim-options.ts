import { Size } from 'cdk8s';
import { ClaimSource } from './claim-source';
import { SelectorRequirement } from '../../core-v1';
import { IStorageClass } from '../classes/storage-class';
import { IVolumeAttributesClass } from '../classes/volume-attributes-class';
import { AccessMode } from '../volumes/modes';

/**
 * What a claim asks for, whether it stands alone or comes from the template of a StatefulSet.
 *
 * @internal
 */
export interface ClaimOptions {
  /** Least size of the volume, such as `Size.gibibytes(10)`. */
  readonly size: Size;

  /**
   * Class of the volume: an object, `StorageClass.fromStorageClassName('ssd')`, or `StorageClass.none()` for a volume without class.
   *
   * @default - the default class of the cluster
   */
  readonly storageClass?: IStorageClass;

  /**
   * Access modes that the volume must have, checked against what the class can do.
   *
   * @default [AccessMode.READ_WRITE_ONCE]
   */
  readonly accessModes?: AccessMode[];

  /** What the volume holds at first: a snapshot, a copy of another claim, or what a populator makes. @default - an empty volume */
  readonly source?: ClaimSource;

  /** Labels that the volume must have. Claims with a selector bind to existing volumes: no provisioner makes one for them. @default - any volume */
  readonly volumeLabels?: { [key: string]: string };

  /** Requirements on the labels of the volume; all must hold. @default - none */
  readonly volumeExpressions?: SelectorRequirement[];

  /** Attributes such as IOPS that the volume starts with. @default - those of the class */
  readonly attributesClass?: IVolumeAttributesClass;

  /** Labels of the claim. @default - none */
  readonly labels?: { [key: string]: string };

  /** Annotations of the claim. @default - none */
  readonly annotations?: { [key: string]: string };
}
