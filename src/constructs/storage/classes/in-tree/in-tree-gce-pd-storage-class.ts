import { Construct } from 'constructs';
import { adviseOnClass, inTreeClass } from '../../private/in-tree-class';
import { oneOf, ParameterTable, text } from '../../private/parameters';
import { StorageClass, StorageClassOptions } from '../storage-class';

/** Replication of GCE disks. */
export enum GcePdReplication {
  /** In one zone. */
  NONE = 'none',
  /** In two zones of a region. */
  REGIONAL_PD = 'regional-pd',
}

/** Properties for `InTreeGcePdStorageClass`. */
export interface InTreeGcePdStorageClassProps extends StorageClassOptions {
  /** Disk type, such as "pd-standard" or "pd-ssd". Parameter `type`. @default - the plugin's: "pd-standard" */
  readonly diskType?: string;

  /** Zonal or regional disks. Parameter `replication-type`. @default - the plugin's: GcePdReplication.NONE */
  readonly replicationType?: GcePdReplication;

  /** Filesystem of the volumes, such as "ext4". Parameter `fstype`. @default - the plugin's */
  readonly filesystem?: string;
}

/** A StorageClass of the GCE Persistent Disk plugin, part of Kubernetes to 1.27; pd.csi.storage.gke.io serves it since. */
export class InTreeGcePdStorageClass extends StorageClass {
  constructor(scope: Construct, id: string, props: InTreeGcePdStorageClassProps = {}) {
    super(scope, id, inTreeClass(scope, id, props, 'gcePersistentDisk', 'kubernetes.io/gce-pd', PARAMETERS));
    adviseOnClass(this, 'gcePersistentDisk');
  }
}

const PARAMETERS: ParameterTable<InTreeGcePdStorageClassProps> = {
  diskType: text('type'),
  replicationType: oneOf('replication-type', GcePdReplication),
  filesystem: text('fstype'),
};
