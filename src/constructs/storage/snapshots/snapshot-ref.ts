import { INamedObject } from '../../named-object';

/** A VolumeSnapshot that claims can use as data source. */
export interface IVolumeSnapshot {
  /** Name of the snapshot, in the namespace of the claims. */
  readonly snapshotName: string;
  /** The source claim. Undefined if the snapshot is known by name only, or pre-provisioned. */
  readonly claim?: INamedObject;
}
