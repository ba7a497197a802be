import { exactlyOne } from './support/combinations';
import { driver, ONE_NODE } from './support/driver';
import { matching, oneOf, pattern, text, words } from './support/values';

/** Topology key of the local drivers of OpenEBS: one node. */
export const OPENEBS_NODE = 'openebs.io/nodename';

export const OPENEBS_LVM = driver({
  title: 'OpenEBS Local PV LVM',
  names: [{ name: 'local.csi.openebs.io' }],
  source: 'https://openebs.io/docs/user-guides/local-storage-user-guide/local-pv-lvm/configuration/lvm-create-storageclass',
  csi: true,
  parameters: {
    storage: { type: matching(/^lvm$/, '"lvm"'), default: 'lvm' },
    volgroup: { type: text() },
    vgpattern: { type: pattern() },
    fsType: { type: oneOf('ext2', 'ext3', 'ext4', 'xfs', 'btrfs'), default: 'ext4' },
    formatOptions: { type: text() },
    shared: { type: words('yes', 'no'), default: 'no' },
    thinProvision: { type: words('yes', 'no'), default: 'no' },
    scheduler: { type: oneOf('SpaceWeighted', 'CapacityWeighted', 'VolumeWeighted'), default: 'SpaceWeighted' },
  },
  anyCase: true,
  unknown: 'ignored',
  combinations: [exactlyOne('volgroup', 'vgpattern')],
  capabilities: {
    filesystemModes: ONE_NODE,
    blockModes: ONE_NODE,
    expansion: true,
    snapshots: true,
    mountOptions: true,
    volumeAttributesClasses: false,
    topologyKeys: [OPENEBS_NODE],
  },
  boundTo: 'node',
  storageProfile: [],
});
