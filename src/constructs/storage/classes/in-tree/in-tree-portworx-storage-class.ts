import { Construct } from 'constructs';
import { IN_TREE_PORTWORX } from '../../../../drivers/in-tree';
import { inTreeClass } from '../../private/in-tree-class';
import { ParameterNames } from '../../private/parameters';
import { StorageClass, StorageClassOptions } from '../storage-class';

/** Kinds of disks in Portworx. */
export enum PortworxIoPriority {
  /** Fast. */
  HIGH = 'high',
  /** In between. */
  MEDIUM = 'medium',
  /** Slow. */
  LOW = 'low',
}

/** Properties for `InTreePortworxStorageClass`. */
export interface InTreePortworxStorageClassProps extends StorageClassOptions {
  /** Copies of each volume, 1 to 3. Parameter `repl`. @default - Portworx's */
  readonly replicas?: number;

  /** Filesystem, such as "ext4". Parameter `fs`. @default - Portworx's */
  readonly filesystem?: string;

  /** Kind of disks. Parameter `io_priority`. @default - Portworx's */
  readonly ioPriority?: PortworxIoPriority;
}

/** A StorageClass of the Portworx plugin, part of Kubernetes to 1.35; pxd.portworx.com serves it since. */
export class InTreePortworxStorageClass extends StorageClass {
  constructor(scope: Construct, id: string, props: InTreePortworxStorageClassProps = {}) {
    super(scope, id, inTreeClass(scope, id, props, 'portworxVolume', IN_TREE_PORTWORX, PARAMETERS));
  }
}

const PARAMETERS: ParameterNames<InTreePortworxStorageClassProps, typeof IN_TREE_PORTWORX> = {
  replicas: 'repl',
  filesystem: 'fs',
  ioPriority: 'io_priority',
};
