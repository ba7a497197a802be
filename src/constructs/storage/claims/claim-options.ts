import { Size } from 'cdk8s';
import { ClaimSource } from './claim-source';
import { SelectorRequirement } from '../../core-v1';
import { IVolumeAttributesClass } from '../classes/attributes-class-ref';
import { IStorageClass } from '../classes/storage-class';
import { AccessMode } from '../volumes/modes';

/** What a claim asks for, whether it stands alone or comes from the template of a StatefulSet. @internal */
export interface ClaimOptions {
  /** Minimum size of the volume, such as `Size.gibibytes(10)`. */
  readonly size: Size;

  /**
   * StorageClass of the volume: an object, `StorageClass.fromStorageClassName('ssd')`, or `StorageClass.none()` for a volume without class.
   *
   * @default - the default class of the cluster
   */
  readonly storageClass?: IStorageClass;

  /** Access modes that the volume must have, checked against the capabilities of the class. @default [AccessMode.READ_WRITE_ONCE] */
  readonly accessModes?: AccessMode[];
  /** Initial content of the volume: a snapshot, a clone of another claim, or the output of a volume populator. @default - an empty volume */
  readonly source?: ClaimSource;

  /**
   * Labels that the volume must have. Claims with a selector bind to existing volumes only: no volume is provisioned for them.
   *
   * @default - any volume
   */
  readonly volumeLabels?: { [key: string]: string };

  /** Requirements on the labels of the volume, all of which must match. @default - none */
  readonly volumeExpressions?: SelectorRequirement[];
  /** Initial attributes of the volume, such as IOPS. @default - those of the class */
  readonly volumeAttributesClass?: IVolumeAttributesClass;
  /** Labels of the claim. @default - none */
  readonly labels?: { [key: string]: string };
  /** Annotations of the claim. @default - none */
  readonly annotations?: { [key: string]: string };
}
