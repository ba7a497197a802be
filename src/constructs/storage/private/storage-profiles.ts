/*
 * What CDI fills into a DataVolume of the `storage` form that says neither access modes nor volume mode.
 * Source: pkg/storagecapabilities/storagecapabilities.go of kubevirt/containerized-data-importer.
 */
import { IStorageClass } from '../classes/storage-class';
import { AccessMode, VolumeMode } from '../volumes/modes';

interface PropertySet {
  readonly mode: VolumeMode;
  readonly accessMode: AccessMode;
}

const { READ_WRITE_ONCE, READ_WRITE_MANY } = AccessMode;
const block = (accessMode: AccessMode): PropertySet => ({ mode: VolumeMode.BLOCK, accessMode });
const files = (accessMode: AccessMode): PropertySet => ({ mode: VolumeMode.FILESYSTEM, accessMode });
const RBD = [block(READ_WRITE_MANY), block(READ_WRITE_ONCE), files(READ_WRITE_ONCE)];
const CEPHFS = [files(READ_WRITE_MANY), files(READ_WRITE_ONCE)];

/** The first set is CDI's choice. */
const PROFILES: { readonly [provisioner: string]: PropertySet[] } = {
  'cinder.csi.openstack.org': [block(READ_WRITE_ONCE), files(READ_WRITE_ONCE)],
  'rbd.csi.ceph.com': RBD,
  'rook-ceph.rbd.csi.ceph.com': RBD,
  'cephfs.csi.ceph.com': CEPHFS,
  'rook-ceph.cephfs.csi.ceph.com': CEPHFS,
  'nfs.csi.k8s.io': [files(READ_WRITE_MANY)],
};

/** Provisioners of this library's classes that CDI knows nothing of. */
const WITHOUT_PROFILE = [
  'rancher.io/local-path', 'openebs.io/local', 'local.csi.openebs.io', 'zfs.csi.openebs.io', 'io.openebs.csi-mayastor',
  'nfs.manila.csi.openstack.org', 'cephfs.manila.csi.openstack.org', 'rook-ceph.nfs.csi.ceph.com', 'rook-ceph.nvmeof.csi.ceph.com',
];

/** Whether CDI has no access modes for the class, so that they must be given. */
export function isUnknownToCdi({ provisioner }: IStorageClass): boolean {
  return provisioner !== undefined && WITHOUT_PROFILE.includes(provisioner);
}

/** The volume mode that CDI chooses. Undefined where that is not known. */
export function modeByProfile(storageClass: IStorageClass | undefined, accessModes: AccessMode[] = []): VolumeMode | undefined {
  const profile = PROFILES[storageClass?.provisioner ?? ''];
  if (!profile) return undefined;
  if (accessModes.length === 0) return profile[0].mode;
  return profile.find(({ accessMode }) => accessModes.includes(accessMode))?.mode ?? VolumeMode.FILESYSTEM;
}
