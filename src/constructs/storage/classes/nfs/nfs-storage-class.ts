import { Construct } from 'constructs';
import { NFS, NFS_DRIVER } from '../../../../drivers/nfs';
import { propsOf } from '../../../private/at';
import { ParameterNames } from '../../private/parameters';
import { TypedClass, typedClass } from '../../private/typed-class';
import { CsiSecrets } from '../csi-secrets';
import { StorageClass, StorageClassOptions } from '../storage-class';

/** What happens to a directory when its volume is deleted. */
export enum NfsOnDelete {
  /** It is deleted. */
  DELETE = 'delete',
  /** It is kept. */
  RETAIN = 'retain',
  /** It is renamed to "archived-…". */
  ARCHIVE = 'archive',
}

/** Properties for `NfsStorageClass`. */
export interface NfsStorageClassProps extends StorageClassOptions {
  /** Address of the NFS server. Parameter `server`. */
  readonly server: string;
  /** Path of the export. Parameter `share`. */
  readonly share: string;

  /**
   * Directory of a volume; "${pvc.metadata.name}", "${pvc.metadata.namespace}" and "${pv.metadata.name}" are filled in. Parameter `subDir`.
   *
   * @default - the name of the volume
   */
  readonly subDir?: string;

  /** Mode of the mounted directory in octal digits; "0" leaves it. Parameter `mountPermissions`. @default - the driver's: "0" */
  readonly mountPermissions?: string;
  /** What happens to the directory when its volume is deleted. Parameter `onDelete`. @default - the driver's: NfsOnDelete.DELETE */
  readonly onDelete?: NfsOnDelete;
  /** Owner of the directory. Parameter `uid`; csi-driver-nfs up to 4.13 rejects it. @default - the server's */
  readonly uid?: number;
  /** Group of the directory. Parameter `gid`; csi-driver-nfs up to 4.13 rejects it. @default - the server's */
  readonly gid?: number;
  /** Provisioner name of the driver. @default - "nfs.csi.k8s.io" */
  readonly driverName?: string;
  /** Secret with mount options (key `mountOptions`) for deleting volumes. @default - none */
  readonly secrets?: CsiSecrets;
}

/**
 * A StorageClass for directories of an NFS server, provisioned by csi-driver-nfs.
 *
 * @see https://github.com/kubernetes-csi/csi-driver-nfs/blob/master/docs/driver-parameters.md
 */
export class NfsStorageClass extends StorageClass {
  constructor(scope: Construct, id: string, props: NfsStorageClassProps) {
    props = propsOf(new.target, 'NfsStorageClass', scope, id, props);
    super(scope, id, typedClass(scope, id, props, resolve));
  }
}

const PARAMETERS: ParameterNames<NfsStorageClassProps, typeof NFS> = {
  server: 'server',
  share: 'share',
  subDir: 'subDir',
  mountPermissions: 'mountPermissions',
  onDelete: 'onDelete',
  uid: 'uid',
  gid: 'gid',
};

function resolve(props: NfsStorageClassProps): TypedClass<NfsStorageClassProps> {
  return { driver: NFS, provisioner: props.driverName ?? NFS_DRIVER, parameters: PARAMETERS };
}
