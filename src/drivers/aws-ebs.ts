import { OS, ZONE } from '../kubernetes/labels';
import { notBoth } from './support/combinations';
import { Combination, CSI_ONE_NODE, driver } from './support/driver';
import { FSTYPE } from './support/sidecars';
import { matching, oneOf, text, whole, words } from './support/values';

const AWS_EBS_DRIVER = 'ebs.csi.aws.com';

const NUMBER = whole(0, 2 ** 31 - 1);
const SIZE = matching(/^[A-Za-z0-9]+$/, 'letters and digits such as "4096"');
/** Any value other than true counts as false. */
const SWITCH = { type: words('true', 'false'), default: 'false', lenient: true };

const clusterSizeOfBigAlloc: Combination = ({ parameters }, name) => parameters.ext4ClusterSize !== undefined && parameters.ext4BigAlloc !== 'true'
  ? { at: name('ext4ClusterSize'), problem: `needs ${name('ext4BigAlloc')} to be true` } : undefined;

/** The driver ignores fstype and blockExpress. It reads blockAttachUntilInitialized, which is undocumented. */
export const AWS_EBS = driver({
  title: 'the AWS EBS CSI driver',
  names: [{ name: AWS_EBS_DRIVER }],
  source: 'https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/parameters.md',
  csi: true,
  parameters: {
    [FSTYPE]: { type: oneOf('ext3', 'ext4', 'xfs', 'ntfs'), default: 'ext4' },
    type: { type: oneOf('io1', 'io2', 'gp2', 'gp3', 'sc1', 'st1', 'standard'), default: 'gp3', mistakes: ['volumeType'] },
    iopsPerGB: { type: NUMBER },
    allowAutoIOPSPerGBIncrease: SWITCH,
    allowAutoIOPSIncreaseOnModify: SWITCH,
    iops: { type: NUMBER },
    throughput: { type: NUMBER },
    encrypted: SWITCH,
    kmsKeyId: { type: text() },
    blockSize: { type: SIZE },
    inodeSize: { type: SIZE },
    bytesPerInode: { type: SIZE },
    numberOfInodes: { type: SIZE },
    ext4BigAlloc: SWITCH,
    ext4ClusterSize: { type: SIZE },
    ext4EncryptionSupport: SWITCH,
    volumeInitializationRate: { type: NUMBER },
    blockAttachUntilInitialized: SWITCH,
    blockExpress: SWITCH,
  },
  snapshotParameters: {
    fastSnapshotRestoreAvailabilityZones: { type: text() },
    outpostArn: { type: text() },
    lockMode: { type: oneOf('governance', 'compliance') },
    lockDuration: { type: NUMBER },
    lockExpirationDate: { type: text() },
    lockCoolOffPeriod: { type: NUMBER },
  },
  mutable: ['type', 'iops', 'throughput', 'iopsPerGB', 'allowAutoIOPSIncreaseOnModify'],
  free: /^tagSpecification/,
  anyCase: true,
  unknown: 'refused',
  combinations: [notBoth('iops', 'iopsPerGB'), clusterSizeOfBigAlloc],
  capabilities: {
    filesystemModes: CSI_ONE_NODE,
    blockModes: CSI_ONE_NODE,
    expansion: true,
    snapshots: true,
    clones: true,
    mountOptions: true,
    volumeAttributesClasses: true,
    topologyKeys: [ZONE, 'topology.ebs.csi.aws.com/zone', 'topology.k8s.aws/zone-id', 'topology.ebs.csi.aws.com/outpost-id', OS],
  },
  // https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/multi-attach.md
  sharedBlock: { modes: ['ReadWriteMany'], needs: 'type io2', holds: ({ parameters }) => parameters.type === 'io2' },
  boundTo: 'zone',
  successorOf: 'kubernetes.io/aws-ebs',
});
