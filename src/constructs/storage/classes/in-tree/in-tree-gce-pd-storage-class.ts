import { Construct } from 'constructs';
import { IN_TREE_GCE_PD } from '../../../../drivers/in-tree';
import { inTreeClass } from '../../private/in-tree-class';
import { ParameterNames } from '../../private/parameters';
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
    super(scope, id, inTreeClass(scope, id, props, 'gcePersistentDisk', IN_TREE_GCE_PD, PARAMETERS));
  }
}

const PARAMETERS: ParameterNames<InTreeGcePdStorageClassProps, typeof IN_TREE_GCE_PD> = {
  diskType: 'type',
  replicationType: 'replication-type',
  filesystem: 'fstype',
};
