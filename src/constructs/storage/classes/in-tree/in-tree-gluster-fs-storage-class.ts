import { Construct } from 'constructs';
import { IN_TREE_GLUSTERFS } from '../../../../drivers/in-tree';
import { inTreeClass } from '../../private/in-tree-class';
import { ParameterNames } from '../../private/parameters';
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
    super(scope, id, inTreeClass(scope, id, props, 'glusterfs', IN_TREE_GLUSTERFS, PARAMETERS));
  }
}

const PARAMETERS: ParameterNames<InTreeGlusterFsStorageClassProps, typeof IN_TREE_GLUSTERFS> = {
  restUrl: 'resturl',
  volumeType: 'volumetype',
};
