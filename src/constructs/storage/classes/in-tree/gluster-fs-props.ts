import { StorageClassOptions } from '../storage-class';

/** Properties for `InTreeStorageClass.glusterFs`. */
export interface InTreeGlusterFsStorageClassProps extends StorageClassOptions {
  /** URL of Heketi. Parameter `resturl`. */
  readonly restUrl: string;
  /** Durability: "none", "replicate:3" or "disperse:4:2". Parameter `volumetype`. @default - Heketi's */
  readonly volumeType?: string;
}
