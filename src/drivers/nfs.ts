import { CSI_ALL_NODES, driver } from './support/driver';
import { matching, oneOf, text, whole } from './support/values';

export const NFS_DRIVER = 'nfs.csi.k8s.io';

/** Name of its image. Its socket is in a folder of another name, so that nothing else in a pod tells the driver. */
export const NFS_IMAGE = 'nfsplugin';

const LARGEST_ID = 2147483647;

/** The release that the documentation of the main branch is ahead of. */
const NEWEST = '4.13';
const AFTER_NEWEST = '4.14';

export const NFS = driver({
  title: 'csi-driver-nfs',
  names: [{ name: NFS_DRIVER }],
  source: 'https://github.com/kubernetes-csi/csi-driver-nfs/blob/master/docs/driver-parameters.md',
  releases: { of: 'csi-driver-nfs', newest: NEWEST },
  csi: true,
  parameters: {
    server: { type: text(), required: true },
    share: { type: matching(/^\//, 'the path of an export such as "/export"'), required: true, mistakes: ['path', 'export'] },
    subDir: { type: text() },
    mountPermissions: { type: matching(/^[0-7]{1,4}$/, 'octal digits such as "0755"'), default: '0' },
    onDelete: { type: oneOf('delete', 'retain', 'archive'), default: 'delete' },
    uid: { type: whole(0, LARGEST_ID), since: AFTER_NEWEST },
    gid: { type: whole(0, LARGEST_ID), since: AFTER_NEWEST },
  },
  snapshotParameters: {
    server: { type: text() },
    share: { type: matching(/^\//, 'the path of an export such as "/export"'), mistakes: ['path', 'export'] },
    mountOptions: { type: text() },
  },
  // NodePublishVolume rejects volumes without server and share.
  volumeAttributes: {
    server: { type: text(), required: true },
    share: { type: text(), required: true, mistakes: ['path', 'export'] },
    subDir: { type: text() },
    mountPermissions: { type: matching(/^[0-7]{1,4}$/, 'octal digits such as "0755"') },
  },
  anyCase: true,
  unknown: 'refused',
  capabilities: {
    filesystemModes: CSI_ALL_NODES,
    blockModes: [],
    expansion: true,
    snapshots: true,
    mountOptions: true,
    volumeAttributesClasses: false,
    topologyKeys: [],
  },
  storageProfile: [{ volumeMode: 'Filesystem', accessMode: 'ReadWriteMany' }],
});
