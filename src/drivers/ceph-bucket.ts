import { driver } from './support/driver';
import { text } from './support/values';

const BUCKET_DRIVER = 'ceph.rook.io/bucket';

/** Name of the provisioner, prefixed with the namespace of Rook's operator. */
export function bucketProvisioner(namespace: string): string {
  return `${namespace}.${BUCKET_DRIVER}`;
}

/** Buckets are provisioned for ObjectBucketClaims; PersistentVolumeClaims cannot use its classes. */
export const CEPH_BUCKET = driver({
  title: 'the bucket provisioner of Rook',
  names: [{ name: BUCKET_DRIVER, prefixed: true }],
  source: 'https://rook.io/docs/rook/latest-release/Storage-Configuration/Object-Storage-RGW/ceph-object-bucket-claim/',
  csi: false,
  parameters: {
    objectStoreName: { type: text(), required: true },
    objectStoreNamespace: { type: text(), required: true },
    bucketName: { type: text() },
    region: { type: text() },
  },
  unknown: 'ignored',
  capabilities: { filesystemModes: [], blockModes: [], expansion: false, snapshots: false, clones: false, mountOptions: false, topologyKeys: [] },
});
