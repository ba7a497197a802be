import { cephDriver } from './rook';
import { exactlyOne, together } from './support/combinations';
import { Combination, CSI_ONE_NODE, driver } from './support/driver';
import { FSTYPE } from './support/sidecars';
import { flag, jsonList, list, matching, oneOf, powerOfTwo, text, whole } from './support/values';

/** Features of RBD images, with the features that they depend on. */
const FEATURES = ['layering', 'journaling', 'exclusive-lock', 'object-map', 'fast-diff', 'deep-flatten'];
const NEEDS = [['journaling', 'exclusive-lock'], ['object-map', 'exclusive-lock'], ['fast-diff', 'object-map']];

const featuresNeedOthers: Combination = ({ parameters }, name) => {
  const features = (parameters.imageFeatures ?? '').split(',').map((feature) => feature.trim());
  const missing = NEEDS.find(([feature, needed]) => features.includes(feature) && !features.includes(needed));
  return missing && { at: name('imageFeatures'), problem: `contains ${missing[0]}, which needs ${missing[1]}` };
};

const poolsByTopology: Combination = ({ parameters, volumeBindingMode }, name) => {
  if (parameters.topologyConstrainedPools === undefined || volumeBindingMode === 'WaitForFirstConsumer') return undefined;
  const pools = name('topologyConstrainedPools');
  return { at: 'volumeBindingMode', problem: `must be WaitForFirstConsumer with ${pools}: the node of the pod picks the pool` };
};

/** Types of parameters that the NVMe-oF driver shares. */
export const IMAGE_FORMAT = matching(/^2$/, '"2", the only format');
export const IMAGE_FEATURES = list(',', ...FEATURES);

export const CEPH_RBD = driver({
  title: 'the Ceph RBD driver',
  names: [{ name: cephDriver('rbd'), prefixed: true }],
  source: 'https://rook.io/docs/rook/latest-release/Storage-Configuration/Block-Storage-RBD/block-storage/',
  csi: true,
  parameters: {
    clusterID: { type: matching(/^[^]{1,36}$/, 'an id of 1 to 36 characters'), required: true },
    pool: { type: text() },
    dataPool: { type: text() },
    imageFormat: { type: IMAGE_FORMAT, default: '2' },
    imageFeatures: { type: IMAGE_FEATURES, default: 'layering' },
    mounter: { type: oneOf('rbd', 'rbd-nbd'), default: 'rbd' },
    mapOptions: { type: text() },
    unmapOptions: { type: text() },
    mkfsOptions: { type: text() },
    tryOtherMounters: { type: flag(), default: 'false' },
    encrypted: { type: flag(), default: 'false' },
    encryptionKMSID: { type: text() },
    encryptionType: { type: oneOf('block', 'file'), default: 'block' },
    encryptionCipher: { type: text() },
    encryptionKeySize: { type: oneOf('128', '256') },
    encryptionSectorSize: { type: powerOfTwo(512, 4096) },
    integrityMode: { type: text() },
    volumeNamePrefix: { type: text(), default: 'csi-vol-' },
    topologyConstrainedPools: { type: jsonList('poolName', 'domainSegments') },
    stripeUnit: { type: whole(1) },
    stripeCount: { type: whole(1) },
    objectSize: { type: powerOfTwo(1, 2 ** 52) },
    cephLogDir: { type: matching(/^\//, 'an absolute path such as "/var/log/ceph"'), default: '/var/log/ceph' },
    cephLogStrategy: { type: oneOf('remove', 'compress', 'preserve'), default: 'remove' },
    [FSTYPE]: { type: oneOf('ext4', 'xfs'), default: 'ext4' },
  },
  snapshotParameters: { clusterID: { type: text(), required: true }, snapshotNamePrefix: { type: text() }, pool: { type: text() } },
  snapshotSecret: true,
  unknown: 'ignored',
  combinations: [exactlyOne('pool', 'topologyConstrainedPools'), poolsByTopology, together('stripeUnit', 'stripeCount'), featuresNeedOthers],
  secrets: ['provisioner', 'node-stage'],
  capabilities: {
    filesystemModes: [...CSI_ONE_NODE, 'ReadOnlyMany'],
    blockModes: ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'],
    expansion: true,
    snapshots: true,
    clones: true,
    mountOptions: true,
    volumeAttributesClasses: true,
  },
  refine: ({ parameters }) => ({ expansion: parameters.integrityMode === undefined }),
  storageProfile: [
    { volumeMode: 'Block', accessMode: 'ReadWriteMany' }, { volumeMode: 'Block', accessMode: 'ReadWriteOnce' },
    { volumeMode: 'Filesystem', accessMode: 'ReadWriteOnce' },
  ],
});
