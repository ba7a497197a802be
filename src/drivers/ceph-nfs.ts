import { cephDriver } from './rook';
import { ALL_NODES, driver } from './support/driver';
import { list, matching, text } from './support/values';

export const CEPH_NFS = driver({
  title: 'the Ceph NFS driver',
  names: [{ name: cephDriver('nfs'), prefixed: true }],
  source: 'https://rook.io/docs/rook/latest-release/Storage-Configuration/NFS/nfs-csi-driver/',
  csi: true,
  parameters: {
    nfsCluster: { type: text(), required: true },
    server: { type: text(), required: true },
    clusterID: { type: text(), required: true },
    fsName: { type: text(), required: true },
    pool: { type: text() },
    secTypes: {
      type: matching(/^(sys|none|krb5[ip]?)(,(sys|none|krb5[ip]?))*$/, 'a list of "sys", "none", "krb5", "krb5i" and "krb5p", '
      + 'separated by commas'),
    },
    clients: { type: list() },
    volumeNamePrefix: { type: text(), default: 'csi-vol-' },
  },
  unknown: 'ignored',
  secrets: ['provisioner', 'node-stage'],
  capabilities: { filesystemModes: ALL_NODES, blockModes: [], expansion: true, snapshots: true, clones: true, mountOptions: true, topologyKeys: [] },
  storageProfile: [],
});
