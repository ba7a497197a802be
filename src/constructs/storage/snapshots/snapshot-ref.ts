import { INamedObject } from '../../named-object';

/** A VolumeSnapshot that claims can use as data source. */
export interface IVolumeSnapshot {
  /** Name of the snapshot, in the namespace of the claims. */
  readonly snapshotName: string;
  /** The source claim. Undefined if the snapshot is known by name only, or pre-provisioned. */
  readonly claim?: INamedObject;
}

/** A VolumeSnapshotClass that snapshots can name. */
export interface IVolumeSnapshotClass {
  /** Name of the class. */
  readonly snapshotClassName: string;
  /** The CSI driver of its snapshots. Undefined if the class is known by name only. */
  readonly driver?: string;
}
