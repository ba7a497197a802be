import { OPENEBS_NODE } from './openebs-lvm';
import { exactlyOne } from './support/combinations';
import { Combination, driver, ONE_NODE } from './support/driver';
import { blockSize, matching, oneOf, text, words } from './support/values';

const COMPRESSION = /^(on|off|lzjb|lz4|zle|zstd(-([1-9]|1[0-9]))?|gzip(-[1-9])?)$/;

const recordSizeOfDatasets: Combination = ({ parameters }, name) => parameters.recordsize !== undefined && parameters.fstype !== 'zfs'
  ? { at: name('recordsize'), problem: `applies to datasets only: set ${name('fstype')} to zfs` } : undefined;

const blockSizeOfVolumes: Combination = ({ parameters }, name) => parameters.volblocksize !== undefined && parameters.fstype === 'zfs'
  ? { at: name('volblocksize'), problem: `applies to zvols only, but ${name('fstype')} is zfs: use ${name('recordsize')}` } : undefined;

export const OPENEBS_ZFS = driver({
  title: 'OpenEBS Local PV ZFS',
  names: [{ name: 'zfs.csi.openebs.io' }],
  source: 'https://openebs.io/docs/user-guides/local-storage-user-guide/local-pv-zfs/configuration/zfs-storageclass-parameters',
  csi: true,
  parameters: {
    poolname: { type: text() },
    poolpattern: { type: text() },
    fstype: { type: oneOf('zfs', 'ext2', 'ext3', 'ext4', 'xfs', 'btrfs'), default: 'ext4' },
    recordsize: { type: blockSize() },
    volblocksize: { type: blockSize() },
    compression: { type: matching(COMPRESSION, '"on", "off", "lz4", "lzjb", "zle", "zstd", "zstd-1" to "zstd-19", "gzip" or "gzip-1" to "gzip-9"') },
    dedup: { type: words('on', 'off') },
    atime: { type: words('on', 'off') },
    logbias: { type: words('latency', 'throughput') },
    thinprovision: { type: words('yes', 'no') },
    shared: { type: words('yes', 'no'), default: 'no' },
    scheduler: { type: oneOf('VolumeWeighted', 'CapacityWeighted', 'SpaceWeighted'), default: 'CapacityWeighted' },
    encryption: { type: matching(/^(on|off|aes-(128|192|256)-(ccm|gcm))$/, '"on", "off" or a cipher such as "aes-256-gcm"') },
    keyformat: { type: oneOf('raw', 'hex', 'passphrase') },
    keylocation: { type: text() },
    quotatype: { type: oneOf('quota', 'refquota'), default: 'quota' },
    // The driver waits whatever the value is.
    wait: { type: words('yes', 'no') },
  },
  anyCase: true,
  unknown: 'ignored',
  combinations: [exactlyOne('poolname', 'poolpattern'), recordSizeOfDatasets, blockSizeOfVolumes],
  capabilities: {
    filesystemModes: ONE_NODE,
    blockModes: ONE_NODE,
    expansion: true,
    snapshots: true,
    clones: true,
    mountOptions: true,
    volumeAttributesClasses: false,
    topologyKeys: [OPENEBS_NODE],
  },
  boundTo: 'node',
  storageProfile: [],
});
