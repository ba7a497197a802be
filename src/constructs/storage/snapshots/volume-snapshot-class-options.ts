import { NamespacedName } from '../../namespaced-name';
import { ReclaimPolicy } from '../volumes/modes';

/** What every snapshot class can say, whoever takes its snapshots. @internal */
export interface VolumeSnapshotClassOptions {
  /** Name of the class. @default - the construct's id */
  readonly name?: string;
  /** Deletion policy of the stored snapshot: Delete or Retain. @default ReclaimPolicy.DELETE */
  readonly deletionPolicy?: ReclaimPolicy;
  /** Marks the class as default for snapshots of its driver. @default false */
  readonly isDefault?: boolean;

  /**
   * Secret that the snapshotter hands to the driver. "${volumesnapshotcontent.name}" and "${volumesnapshot.namespace}" are filled in, in the name
   * "${volumesnapshot.name}" too.
   *
   * @default - none
   */
  readonly snapshotterSecret?: NamespacedName;

  /** Additional parameters without typed property. @default - none */
  readonly extraParameters?: { [key: string]: string };
  /** Labels of the class. @default - none */
  readonly labels?: { [key: string]: string };
  /** Annotations of the class. @default - none */
  readonly annotations?: { [key: string]: string };
}
