import { cephDriver } from './rook';
import { CSI_ALL_NODES, driver } from './support/driver';
import { flag, oneOf, text } from './support/values';

export const CEPH_FS = driver({
  title: 'the CephFS driver',
  names: [{ name: cephDriver('cephfs'), prefixed: true }],
  source: 'https://rook.io/docs/rook/latest-release/Storage-Configuration/Shared-Filesystem-CephFS/filesystem-storage/',
  csi: true,
  parameters: {
    clusterID: { type: text(), required: true },
    fsName: { type: text(), required: true },
    pool: { type: text() },
    mounter: { type: oneOf('kernel', 'fuse') },
    encrypted: { type: flag(), default: 'false' },
    encryptionKMSID: { type: text() },
    kernelMountOptions: { type: text() },
    fuseMountOptions: { type: text() },
    backingSnapshot: { type: flag(), default: 'true' },
    volumeNamePrefix: { type: text(), default: 'csi-vol-' },
  },
  snapshotParameters: { clusterID: { type: text(), required: true }, snapshotNamePrefix: { type: text() } },
  snapshotSecret: true,
  unknown: 'ignored',
  secrets: ['provisioner', 'node-stage'],
  capabilities: {
    filesystemModes: CSI_ALL_NODES,
    blockModes: [],
    expansion: true,
    snapshots: true,
    clones: true,
    mountOptions: true,
    topologyKeys: [],
  },
  storageProfile: [{ volumeMode: 'Filesystem', accessMode: 'ReadWriteMany' }, { volumeMode: 'Filesystem', accessMode: 'ReadWriteOnce' }],
});
