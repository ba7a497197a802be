import { StorageClassOptions } from '../storage-class';

/** Properties for `InTreeStorageClass.scaleIo`. */
export interface InTreeScaleIoStorageClassProps extends StorageClassOptions {
  /** URL of the gateway. Parameter `gateway`. @default - that of the Secret */
  readonly gateway?: string;
  /** Name of the system. Parameter `system`. @default - none */
  readonly system?: string;
}
