import { Construct } from 'constructs';
import { adviseOnClass, inTreeClass } from '../../private/in-tree-class';
import { list, objectName, oneOf, ParameterTable, text } from '../../private/parameters';
import { StorageClass, StorageClassOptions } from '../storage-class';

/** Properties for `InTreeRbdStorageClass`. */
export interface InTreeRbdStorageClassProps extends StorageClassOptions {
  /** Ceph monitors, such as "10.16.153.105:6789". Parameter `monitors`. */
  readonly monitors: string[];

  /** Ceph client that makes images. Parameter `adminId`. @default - the plugin's: "admin" */
  readonly adminId?: string;

  /** Secret of that client. Parameter `adminSecretName`. @default - none */
  readonly adminSecretName?: string;

  /** Pool of the images. Parameter `pool`. @default - the plugin's: "rbd" */
  readonly pool?: string;

  /** Ceph client that maps images. Parameter `userId`. @default - `adminId` */
  readonly userId?: string;

  /** Secret of that client, in the namespace of the claims. Parameter `userSecretName`. */
  readonly userSecretName: string;

  /** Filesystem of the volumes, such as "ext4". Parameter `fsType`. @default - the plugin's */
  readonly filesystem?: string;

  /** RBD image format: "1" or "2". Parameter `imageFormat`. @default - the plugin's: "2" */
  readonly imageFormat?: string;

  /** Features of the images; only "layering" is known. Parameter `imageFeatures`. @default - none */
  readonly imageFeatures?: string[];
}

/** A StorageClass of the Ceph RBD plugin, part of Kubernetes to 1.30; nothing serves it since. See `CephRbdStorageClass`. */
export class InTreeRbdStorageClass extends StorageClass {
  constructor(scope: Construct, id: string, props: InTreeRbdStorageClassProps) {
    super(scope, id, inTreeClass(scope, id, props, 'rbd', 'kubernetes.io/rbd', PARAMETERS));
    adviseOnClass(this, 'rbd');
  }
}

const PARAMETERS: ParameterTable<InTreeRbdStorageClassProps> = {
  monitors: list('monitors'),
  adminId: text('adminId'),
  adminSecretName: objectName('adminSecretName'),
  pool: text('pool'),
  userId: text('userId'),
  userSecretName: objectName('userSecretName'),
  filesystem: text('fsType'),
  imageFormat: oneOf('imageFormat', { one: '1', two: '2' }),
  imageFeatures: list('imageFeatures', ',', { layering: 'layering' }),
};
