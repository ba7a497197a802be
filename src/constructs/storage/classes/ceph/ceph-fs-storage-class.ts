import { Construct } from 'constructs';
import { CEPH_FS } from '../../../../drivers/ceph-fs';
import { propsOf } from '../../../private/at';
import { adviseOnEncryption } from '../../private/encryption';
import { ParameterNames } from '../../private/parameters';
import { rookProvisioner, rookSecrets } from '../../private/rook';
import { TypedClass, typedClass } from '../../private/typed-class';
import { CephFsMounter } from '../ceph-fs-mounter';
import { CsiSecrets } from '../csi-secrets';
import { StorageClass, StorageClassOptions } from '../storage-class';

/** Properties for `CephFsStorageClass`. */
export interface CephFsStorageClassProps extends StorageClassOptions {
  /** Namespace of the CephCluster, or the cluster id of a plain ceph-csi. Parameter `clusterID`. */
  readonly clusterId: string;
  /** Name of the CephFilesystem. Parameter `fsName`. */
  readonly fsName: string;
  /** Data pool, such as "myfs-replicated". Parameter `pool`. @default - the filesystem's default */
  readonly pool?: string;
  /** Client that mounts the filesystem. Parameter `mounter`. @default - the driver's */
  readonly mounter?: CephFsMounter;
  /** Encrypts the files (fscrypt). Parameter `encrypted`. @default false */
  readonly encrypted?: boolean;
  /** Key management of the encryption. Parameter `encryptionKMSID`. @default - the driver's default */
  readonly encryptionKmsId?: string;
  /** Mount options of the kernel client, separated by commas. Parameter `kernelMountOptions`. @default - none */
  readonly kernelMountOptions?: string;
  /** Mount options of ceph-fuse, separated by commas. Parameter `fuseMountOptions`. @default - none */
  readonly fuseMountOptions?: string;
  /** Start of the names of volumes. Parameter `volumeNamePrefix`. @default - the driver's: "csi-vol-" */
  readonly volumeNamePrefix?: string;
  /** Makes read-only volumes from a snapshot without copying it. Parameter `backingSnapshot`. @default true */
  readonly backingSnapshot?: boolean;
  /** Namespace of the Rook operator: the first part of the driver's name, and where the Secrets are. @default "rook-ceph" */
  readonly operatorNamespace?: string;
  /** Provisioner name of the driver. @default - "<operatorNamespace>.cephfs.csi.ceph.com" */
  readonly driverName?: string;
  /** Secrets of the driver; those that are omitted default to Rook's own. @default - the Secrets that Rook creates for CephFS */
  readonly secrets?: CsiSecrets;
}

/**
 * A StorageClass for shared filesystems of Ceph (CephFS), as Rook installs the driver.
 *
 * @see https://rook.io/docs/rook/latest-release/Storage-Configuration/Shared-Filesystem-CephFS/filesystem-storage/
 */
export class CephFsStorageClass extends StorageClass {
  constructor(scope: Construct, id: string, props: CephFsStorageClassProps) {
    props = propsOf(new.target, 'CephFsStorageClass', scope, id, props);
    super(scope, id, typedClass(scope, id, props, resolve));
    adviseOnEncryption(this, props);
  }
}

const PARAMETERS: ParameterNames<CephFsStorageClassProps, typeof CEPH_FS> = {
  clusterId: 'clusterID',
  fsName: 'fsName',
  pool: 'pool',
  mounter: 'mounter',
  encrypted: 'encrypted',
  encryptionKmsId: 'encryptionKMSID',
  kernelMountOptions: 'kernelMountOptions',
  fuseMountOptions: 'fuseMountOptions',
  volumeNamePrefix: 'volumeNamePrefix',
  backingSnapshot: 'backingSnapshot',
};

function resolve(props: CephFsStorageClassProps): TypedClass<CephFsStorageClassProps> {
  return { driver: CEPH_FS, provisioner: rookProvisioner(props, 'cephfs'), parameters: PARAMETERS, secrets: rookSecrets(props, 'cephfs') };
}
