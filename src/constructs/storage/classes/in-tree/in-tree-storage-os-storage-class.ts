import { Construct } from 'constructs';
import { IN_TREE_STORAGEOS } from '../../../../drivers/in-tree';
import { inTreeClass } from '../../private/in-tree-class';
import { ParameterNames } from '../../private/parameters';
import { StorageClass, StorageClassOptions } from '../storage-class';

/** Properties for `InTreeStorageOsStorageClass`. */
export interface InTreeStorageOsStorageClassProps extends StorageClassOptions {
  /** Pool of the volumes. Parameter `pool`. @default - the plugin's: "default" */
  readonly pool?: string;
}

/** A StorageClass of the StorageOS plugin, part of Kubernetes to 1.24; nothing serves it since. */
export class InTreeStorageOsStorageClass extends StorageClass {
  constructor(scope: Construct, id: string, props: InTreeStorageOsStorageClassProps = {}) {
    super(scope, id, inTreeClass(scope, id, props, 'storageos', IN_TREE_STORAGEOS, PARAMETERS));
  }
}

const PARAMETERS: ParameterNames<InTreeStorageOsStorageClassProps, typeof IN_TREE_STORAGEOS> = {
  pool: 'pool',
};
