import { StorageClassOptions } from '../storage-class';

/** Properties for `InTreeStorageClass.storageOs`. */
export interface InTreeStorageOsStorageClassProps extends StorageClassOptions {
  /** Pool of the volumes. Parameter `pool`. @default - the plugin's: "default" */
  readonly pool?: string;
}
