import { CSI_ALL_NODES, driver } from './support/driver';
import { anyCase, text } from './support/values';

export const SMB = driver({
  title: 'csi-driver-smb',
  names: [{ name: 'smb.csi.k8s.io' }],
  source: 'https://github.com/kubernetes-csi/csi-driver-smb/blob/master/docs/driver-parameters.md',
  csi: true,
  parameters: {
    source: { type: text(), required: true, mistakes: ['server', 'share'] },
    subDir: { type: text() },
    onDelete: { type: anyCase('delete', 'retain', 'archive'), default: 'delete' },
  },
  anyCase: true,
  unknown: 'refused',
  secrets: ['node-stage'],
  capabilities: {
    filesystemModes: CSI_ALL_NODES,
    blockModes: [],
    expansion: true,
    snapshots: false,
    clones: true,
    mountOptions: true,
    volumeAttributesClasses: false,
    topologyKeys: [],
  },
});
