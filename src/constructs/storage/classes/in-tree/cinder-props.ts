import { StorageClassOptions } from '../storage-class';

/** Properties for `InTreeStorageClass.cinder`. */
export interface InTreeCinderStorageClassProps extends StorageClassOptions {
  /** Cinder volume type. Parameter `type`. @default - Cinder's default type */
  readonly volumeType?: string;
  /** Cinder zone. Parameter `availability`. @default - any zone of the cluster */
  readonly availabilityZone?: string;
  /** Filesystem of the volumes, such as "ext4". Parameter `fsType`. @default - the plugin's */
  readonly fsType?: string;
}
