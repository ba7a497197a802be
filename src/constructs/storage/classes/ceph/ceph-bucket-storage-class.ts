import { Construct } from 'constructs';
import { bucketProvisioner, CEPH_BUCKET } from '../../../../drivers/ceph-bucket';
import { ROOK_NAMESPACE } from '../../../../drivers/rook';
import { propsOf } from '../../../private/at';
import { ParameterNames } from '../../private/parameters';
import { TypedClass, typedClass } from '../../private/typed-class';
import { StorageClass, StorageClassOptions } from '../storage-class';

/** Properties for `CephBucketStorageClass`. */
export interface CephBucketStorageClassProps extends StorageClassOptions {
  /** Name of the CephObjectStore. Parameter `objectStoreName`. */
  readonly objectStoreName: string;
  /** Namespace of the CephObjectStore. Parameter `objectStoreNamespace`. */
  readonly objectStoreNamespace: string;
  /** An existing bucket, for all claims. Parameter `bucketName`. @default - a new bucket for each claim */
  readonly bucketName?: string;
  /** Namespace of the Rook operator: the first part of the driver's name, and where the Secrets are. @default "rook-ceph" */
  readonly operatorNamespace?: string;
  /** Provisioner name of the driver. @default - "<operatorNamespace>.ceph.rook.io/bucket" */
  readonly driverName?: string;
}

/**
 * A StorageClass for buckets of a Ceph object store. It serves ObjectBucketClaims (objectbucket.io/v1alpha1); PersistentVolumeClaims cannot use it.
 *
 * @see https://rook.io/docs/rook/latest-release/Storage-Configuration/Object-Storage-RGW/ceph-object-bucket-claim/
 */
export class CephBucketStorageClass extends StorageClass {
  constructor(scope: Construct, id: string, props: CephBucketStorageClassProps) {
    props = propsOf(new.target, 'CephBucketStorageClass', scope, id, props);
    super(scope, id, typedClass(scope, id, props, resolve));
  }
}

const PARAMETERS: ParameterNames<CephBucketStorageClassProps, typeof CEPH_BUCKET> = {
  objectStoreName: 'objectStoreName',
  objectStoreNamespace: 'objectStoreNamespace',
  bucketName: 'bucketName',
};

function resolve(props: CephBucketStorageClassProps): TypedClass<CephBucketStorageClassProps> {
  return {
    driver: CEPH_BUCKET,
    provisioner: props.driverName ?? bucketProvisioner(props.operatorNamespace ?? ROOK_NAMESPACE),
    parameters: PARAMETERS,
  };
}
