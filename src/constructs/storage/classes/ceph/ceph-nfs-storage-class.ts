import { Construct } from 'constructs';
import { CEPH_NFS } from '../../../../drivers/ceph-nfs';
import { propsOf } from '../../../private/at';
import { ParameterNames } from '../../private/parameters';
import { rookProvisioner, rookSecrets } from '../../private/rook';
import { TypedClass, typedClass } from '../../private/typed-class';
import { CsiSecrets } from '../csi-secrets';
import { StorageClass, StorageClassOptions } from '../storage-class';

/** Properties for `CephNfsStorageClass`. */
export interface CephNfsStorageClassProps extends StorageClassOptions {
  /** Name of the CephNFS. Parameter `nfsCluster`. */
  readonly nfsCluster: string;
  /** Address of the NFS server: Rook creates a Service "rook-ceph-nfs-<name>-a". Parameter `server`. */
  readonly server: string;
  /** Namespace of the CephCluster. Parameter `clusterID`. */
  readonly clusterId: string;
  /** Name of the CephFilesystem behind the exports. Parameter `fsName`. */
  readonly fsName: string;
  /** Data pool of that filesystem. Parameter `pool`. @default - the filesystem's default */
  readonly pool?: string;
  /** Security flavours of the exports, such as "krb5p", separated by commas. Parameter `secTypes`. @default - the driver's */
  readonly secTypes?: string;
  /** Addresses or networks that may mount the exports. Parameter `clients`. @default - all */
  readonly clients?: string[];
  /** Start of the names of volumes. Parameter `volumeNamePrefix`. @default - the driver's: "csi-vol-" */
  readonly volumeNamePrefix?: string;
  /** Namespace of the Rook operator: the first part of the driver's name, and where the Secrets are. @default "rook-ceph" */
  readonly operatorNamespace?: string;
  /** Provisioner name of the driver. @default - "<operatorNamespace>.nfs.csi.ceph.com" */
  readonly driverName?: string;
  /** Secrets of the driver; those that are omitted default to Rook's own. @default - the Secrets that Rook creates for CephFS */
  readonly secrets?: CsiSecrets;
}

/**
 * A StorageClass for NFS exports of CephFS (CephNFS), as Rook installs the driver.
 *
 * @see https://rook.io/docs/rook/latest-release/Storage-Configuration/NFS/nfs-csi-driver/
 */
export class CephNfsStorageClass extends StorageClass {
  constructor(scope: Construct, id: string, props: CephNfsStorageClassProps) {
    props = propsOf(new.target, 'CephNfsStorageClass', scope, id, props);
    super(scope, id, typedClass(scope, id, props, resolve));
  }
}

const PARAMETERS: ParameterNames<CephNfsStorageClassProps, typeof CEPH_NFS> = {
  nfsCluster: 'nfsCluster',
  server: 'server',
  clusterId: 'clusterID',
  fsName: 'fsName',
  pool: 'pool',
  secTypes: 'secTypes',
  clients: 'clients',
  volumeNamePrefix: 'volumeNamePrefix',
};

function resolve(props: CephNfsStorageClassProps): TypedClass<CephNfsStorageClassProps> {
  return { driver: CEPH_NFS, provisioner: rookProvisioner(props, 'nfs'), parameters: PARAMETERS, secrets: rookSecrets(props, 'nfs') };
}
