import { Construct } from 'constructs';
import { IN_TREE_QUOBYTE } from '../../../../drivers/in-tree';
import { inTreeClass } from '../../private/in-tree-class';
import { ParameterNames } from '../../private/parameters';
import { StorageClass, StorageClassOptions } from '../storage-class';

/** Properties for `InTreeQuobyteStorageClass`. */
export interface InTreeQuobyteStorageClassProps extends StorageClassOptions {
  /** URL of the Quobyte API. Parameter `quobyteAPIServer`. @default - none */
  readonly apiServer?: string;
}

/** A StorageClass of the Quobyte plugin, part of Kubernetes to 1.24; nothing serves it since. */
export class InTreeQuobyteStorageClass extends StorageClass {
  constructor(scope: Construct, id: string, props: InTreeQuobyteStorageClassProps = {}) {
    super(scope, id, inTreeClass(scope, id, props, 'quobyte', IN_TREE_QUOBYTE, PARAMETERS));
  }
}

const PARAMETERS: ParameterNames<InTreeQuobyteStorageClassProps, typeof IN_TREE_QUOBYTE> = {
  apiServer: 'quobyteAPIServer',
};
