import { Construct } from 'constructs';
import { IN_TREE_CINDER } from '../../../../drivers/in-tree';
import { inTreeClass } from '../../private/in-tree-class';
import { ParameterNames } from '../../private/parameters';
import { StorageClass, StorageClassOptions } from '../storage-class';

/** Properties for `InTreeCinderStorageClass`. */
export interface InTreeCinderStorageClassProps extends StorageClassOptions {
  /** Cinder volume type. Parameter `type`. @default - Cinder's default type */
  readonly volumeType?: string;

  /** Cinder zone. Parameter `availability`. @default - any zone of the cluster */
  readonly availabilityZone?: string;

  /** Filesystem of the volumes, such as "ext4". Parameter `fsType`. @default - the plugin's */
  readonly filesystem?: string;
}

/** A StorageClass of the Cinder plugin, part of Kubernetes to 1.25; the Cinder CSI driver serves it since. See `CinderStorageClass`. */
export class InTreeCinderStorageClass extends StorageClass {
  constructor(scope: Construct, id: string, props: InTreeCinderStorageClassProps = {}) {
    super(scope, id, inTreeClass(scope, id, props, 'cinder', IN_TREE_CINDER, PARAMETERS));
  }
}

const PARAMETERS: ParameterNames<InTreeCinderStorageClassProps, typeof IN_TREE_CINDER> = {
  volumeType: 'type',
  availabilityZone: 'availability',
  filesystem: 'fsType',
};
