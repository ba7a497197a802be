import { StorageClassOptions } from '../storage-class';

/** Properties for `InTreeStorageClass.quobyte`. */
export interface InTreeQuobyteStorageClassProps extends StorageClassOptions {
  /** URL of the Quobyte API. Parameter `quobyteAPIServer`. @default - none */
  readonly apiServer?: string;
}
