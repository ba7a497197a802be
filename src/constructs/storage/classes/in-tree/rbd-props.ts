import { StorageClassOptions } from '../storage-class';

/** Properties for `InTreeStorageClass.rbd`. */
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
  readonly fsType?: string;
  /** RBD image format: "1" or "2". Parameter `imageFormat`. @default - the plugin's: "2" */
  readonly imageFormat?: string;
  /** Features of the images; only "layering" is known. Parameter `imageFeatures`. @default - none */
  readonly imageFeatures?: string[];
}
