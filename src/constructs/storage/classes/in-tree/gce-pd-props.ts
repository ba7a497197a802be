import { StorageClassOptions } from '../storage-class';

/** Replication of GCE disks. */
export enum GcePdReplication {
  /** In one zone. */
  NONE = 'none',
  /** In two zones of a region. */
  REGIONAL_PD = 'regional-pd',
}

/** Properties for `InTreeStorageClass.gcePd`. */
export interface InTreeGcePdStorageClassProps extends StorageClassOptions {
  /** Disk type, such as "pd-standard" or "pd-ssd". Parameter `type`. @default - the plugin's: "pd-standard" */
  readonly diskType?: string;
  /** Zonal or regional disks. Parameter `replication-type`. @default - the plugin's: GcePdReplication.NONE */
  readonly replicationType?: GcePdReplication;
  /** Filesystem of the volumes, such as "ext4". Parameter `fstype`. @default - the plugin's */
  readonly fsType?: string;
}
