import { StorageClassOptions } from '../storage-class';

/** Kinds of disks in Portworx. */
export enum PortworxIoPriority {
  /** Fast. */
  HIGH = 'high',
  /** In between. */
  MEDIUM = 'medium',
  /** Slow. */
  LOW = 'low',
}

/** Properties for `InTreeStorageClass.portworx`. */
export interface InTreePortworxStorageClassProps extends StorageClassOptions {
  /** Copies of each volume, 1 to 3. Parameter `repl`. @default - Portworx's */
  readonly replicas?: number;
  /** Filesystem, such as "ext4". Parameter `fs`. @default - Portworx's */
  readonly fsType?: string;
  /** Kind of disks. Parameter `io_priority`. @default - Portworx's */
  readonly ioPriority?: PortworxIoPriority;
}
