import { CSI_ONE_NODE, driver } from './support/driver';
import { FSTYPE } from './support/sidecars';
import { flag, jsonMap, oneOf, text, valuesSince, whole } from './support/values';
import { NEWEST_RELEASE } from '../kubernetes/minor';

/** CSI driver name since cloud-provider-openstack 1.16. */
export const CINDER_DRIVER = 'cinder.csi.openstack.org';

/** Topology key of the driver: the availability zone of the server. */
export const CINDER_ZONE = 'topology.cinder.csi.openstack.org/zone';

/** Parameters of 1.37 come from the merged pull requests #3084 (mkfs-options) and #3162 (appendVolumeMetadata). */
export const CINDER = driver({
  title: 'the Cinder CSI driver',
  names: [{ name: CINDER_DRIVER }, { name: 'csi-cinderplugin', until: '1.15' }],
  source: 'https://github.com/kubernetes/cloud-provider-openstack/blob/master/docs/cinder-csi-plugin/using-cinder-csi-plugin.md',
  releases: { of: 'cloud-provider-openstack', newest: NEWEST_RELEASE },
  csi: true,
  parameters: {
    'type': { type: text(), mistakes: ['volume-type', 'volume_type'] },
    'availability': { type: text(), mistakes: ['zone', 'zones', 'az', 'availability-zone'] },
    'mkfs-options': { type: text(), since: '1.37' },
    'appendVolumeMetadata': { type: jsonMap(), since: '1.37' },
    [FSTYPE]: { type: valuesSince(oneOf('ext2', 'ext3', 'ext4', 'xfs', 'btrfs'), { btrfs: '1.25' }), default: 'ext4' },
  },
  snapshotParameters: {
    'type': { type: valuesSince(oneOf('snapshot', 'backup'), { backup: '1.30' }), default: 'snapshot' },
    'force-create': { type: flag(), default: 'false', lenient: true },
    'availability': { type: text() },
    'backup-max-duration-seconds-per-gb': { type: whole(1), default: '20' },
  },
  unknown: 'ignored',
  unknownIsError: true,
  capabilities: {
    filesystemModes: CSI_ONE_NODE,
    blockModes: CSI_ONE_NODE,
    expansion: true,
    snapshots: true,
    clones: true,
    mountOptions: true,
    volumeAttributesClasses: false,
    topologyKeys: [CINDER_ZONE],
  },
  sharedBlock: { modes: ['ReadWriteMany', 'ReadOnlyMany'], needs: 'a volume type with multiattach="<is> True"', holds: () => undefined },
  boundTo: 'zone',
  successorOf: 'kubernetes.io/cinder',
  storageProfile: [{ volumeMode: 'Block', accessMode: 'ReadWriteOnce' }, { volumeMode: 'Filesystem', accessMode: 'ReadWriteOnce' }],
});
