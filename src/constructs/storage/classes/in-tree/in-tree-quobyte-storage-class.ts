import { Construct } from 'constructs';
import { adviseOnClass, inTreeClass } from '../../private/in-tree-class';
import { matching, ParameterTable } from '../../private/parameters';
import { StorageClass, StorageClassOptions } from '../storage-class';

/** Properties for `InTreeQuobyteStorageClass`. */
export interface InTreeQuobyteStorageClassProps extends StorageClassOptions {
  /** URL of the Quobyte API. Parameter `quobyteAPIServer`. @default - none */
  readonly apiServer?: string;
}

/** A StorageClass of the Quobyte plugin, part of Kubernetes to 1.24; nothing serves it since. */
export class InTreeQuobyteStorageClass extends StorageClass {
  constructor(scope: Construct, id: string, props: InTreeQuobyteStorageClassProps = {}) {
    super(scope, id, inTreeClass(scope, id, props, 'quobyte', 'kubernetes.io/quobyte', PARAMETERS));
    adviseOnClass(this, 'quobyte');
  }
}

const PARAMETERS: ParameterTable<InTreeQuobyteStorageClassProps> = {
  apiServer: matching('quobyteAPIServer', /^https?:\/\//, 'a URL such as "http://138.68.74.142:7860"'),
};
