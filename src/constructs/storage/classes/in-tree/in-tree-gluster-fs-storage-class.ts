import { Construct } from 'constructs';
import { adviseOnClass, inTreeClass } from '../../private/in-tree-class';
import { matching, ParameterTable } from '../../private/parameters';
import { StorageClass, StorageClassOptions } from '../storage-class';

/** Properties for `InTreeGlusterFsStorageClass`. */
export interface InTreeGlusterFsStorageClassProps extends StorageClassOptions {
  /** URL of Heketi. Parameter `resturl`. */
  readonly restUrl: string;

  /** Durability: "none", "replicate:3" or "disperse:4:2". Parameter `volumetype`. @default - Heketi's */
  readonly volumeType?: string;
}

/** A StorageClass of the GlusterFS plugin with Heketi, part of Kubernetes to 1.25; nothing serves it since. */
export class InTreeGlusterFsStorageClass extends StorageClass {
  constructor(scope: Construct, id: string, props: InTreeGlusterFsStorageClassProps) {
    super(scope, id, inTreeClass(scope, id, props, 'glusterfs', 'kubernetes.io/glusterfs', PARAMETERS));
    adviseOnClass(this, 'glusterfs');
  }
}

const PARAMETERS: ParameterTable<InTreeGlusterFsStorageClassProps> = {
  restUrl: matching('resturl', /^https?:\/\//, 'a URL such as "http://heketi:8080"'),
  volumeType: matching('volumetype', /^(none|replicate:\d+|disperse:\d+:\d+)$/, '"none", "replicate:3" or "disperse:4:2"'),
};
