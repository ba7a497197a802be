import { needsConsumer } from './support/combinations';
import { Combination, CSI_ONE_NODE, driver } from './support/driver';
import { secretNames } from './support/sidecars';
import { flag, jsonList, jsonMap, list, matching, minutes, oneOf, optional, powerOfTwo, text, whole } from './support/values';

/** A switch that defaults to the global setting. */
const SETTING = oneOf('ignored', 'enabled', 'disabled');

const MOST_CHUNKS = 32;
const FRONTENDS: { readonly [engine: string]: readonly string[] } = { v1: ['blockdev', 'iscsi'], v2: ['blockdev', 'nvmf', 'ublk'] };

const frontendOfEngine: Combination = ({ parameters: { frontend, dataEngine = 'v1' } }, name) => {
  const frontends = FRONTENDS[dataEngine];
  return frontend && frontends && !frontends.includes(frontend)
    ? { at: name('frontend'), problem: `must be one of ${frontends.join(', ')} with data engine ${dataEngine}` } : undefined;
};

const oneLocalReplica: Combination = ({ parameters: { dataLocality, numberOfReplicas = '3' } }, name) => {
  return dataLocality === 'strict-local' && numberOfReplicas !== '1'
    ? { at: name('dataLocality'), problem: `strict-local supports one replica only: set ${name('numberOfReplicas')} to 1` } : undefined;
};

const chunks: Combination = ({ parameters }, name) => {
  const sharded = parameters['dataLayout.type'] === 'sharded';
  const [data, parity] = [parameters['dataLayout.dataChunks'], parameters['dataLayout.parityChunks']];
  const [at, other] = [name('dataLayout.dataChunks'), name('dataLayout.parityChunks')];
  if (sharded && (data === undefined || parity === undefined)) return { at, problem: `and ${other} are required with the sharded layout` };
  if (!sharded && (data !== undefined || parity !== undefined)) return { at, problem: `and ${other} are for the sharded layout only` };
  return sharded && Number(data) + Number(parity) > MOST_CHUNKS ? { at, problem: `and ${other} must add up to at most ${MOST_CHUNKS}` } : undefined;
};

const keyOfEncryption: Combination = ({ parameters }, name) => {
  const secrets = (['provisioner', 'node-stage', 'node-publish'] as const).map((call) => parameters[secretNames(call).name]);
  return parameters.encrypted === 'true' && secrets.every((secret) => secret === undefined)
    ? { at: name('encrypted'), problem: 'needs the Secret with the key: name one for provisioner, node-stage and node-publish' } : undefined;
};

export const LONGHORN = driver({
  title: 'Longhorn',
  names: [{ name: 'driver.longhorn.io' }],
  source: 'https://longhorn.io/docs/latest/references/storage-class-parameters/',
  csi: true,
  parameters: {
    'numberOfReplicas': { type: whole(1, 20), default: '3', mistakes: ['replicas'] },
    'staleReplicaTimeout': { type: minutes(), default: '2880' },
    'fromBackup': { type: optional() },
    'backupTargetName': { type: text(), default: 'default' },
    'backupBlockSize': { type: matching(/^((2|16)Mi)?$/, '"2Mi" or "16Mi"') },
    'fsType': { type: oneOf('ext4', 'xfs'), default: 'ext4' },
    'mkfsParams': { type: optional() },
    'migratable': { type: flag(), default: 'false' },
    'encrypted': { type: flag(), default: 'false' },
    'dataLocality': { type: oneOf('disabled', 'best-effort', 'strict-local'), default: 'disabled' },
    'replicaAutoBalance': { type: oneOf('ignored', 'disabled', 'least-effort', 'best-effort'), default: 'ignored' },
    'diskSelector': { type: optional(list()) },
    'nodeSelector': { type: optional(list()) },
    'recurringJobSelector': { type: optional(jsonList('name')) },
    'backingImage': { type: optional() },
    'backingImageDataSourceType': { type: optional(oneOf('download', 'export-from-volume')) },
    'backingImageDataSourceParameters': { type: optional(jsonMap()) },
    'backingImageChecksum': { type: optional(matching(/^[0-9a-f]{128}$/, 'a SHA-512 checksum of 128 hexadecimal digits')) },
    'backingImageMinNumberOfCopies': { type: optional(whole(1)) },
    'backingImageNodeSelector': { type: optional(list()) },
    'backingImageDiskSelector': { type: optional(list()) },
    'unmapMarkSnapChainRemoved': { type: SETTING, default: 'ignored' },
    'disableRevisionCounter': { type: flag(), default: 'true' },
    'replicaSoftAntiAffinity': { type: SETTING, default: 'ignored' },
    'replicaZoneSoftAntiAffinity': { type: SETTING, default: 'ignored' },
    'replicaDiskSoftAntiAffinity': { type: SETTING, default: 'ignored' },
    'nfsOptions': { type: optional() },
    'dataEngine': { type: oneOf('v1', 'v2'), default: 'v1' },
    'frontend': { type: oneOf('blockdev', 'iscsi', 'nvmf', 'ublk'), default: 'blockdev' },
    'nvmeTcpNrIoQueues': { type: whole(1, 128, [0]), default: '0' },
    'ublkNumberOfQueue': { type: whole(0), default: '0' },
    'ublkQueueDepth': { type: whole(32, undefined, [0]), default: '0' },
    'dataLayout.type': { type: oneOf('replicated', 'sharded'), default: 'replicated' },
    'dataLayout.mode': { type: oneOf('raid1', 'erasureCoding') },
    'dataLayout.dataChunks': { type: whole(1, MOST_CHUNKS - 1) },
    'dataLayout.parityChunks': { type: whole(1, MOST_CHUNKS - 1) },
    'dataLayout.stripSizeKB': { type: powerOfTwo(4, 1024) },
    'freezeFilesystemForSnapshot': { type: SETTING, default: 'ignored', mistakes: ['freezeFSForSnapshot'] },
    'strictTopology': { type: flag(), default: 'false' },
    'cloneMode': { type: oneOf('full-copy', 'linked-clone'), default: 'full-copy' },
    'storageCapacityMode': { type: text() },
    'volumeTopology': { type: oneOf('any', 'zonal', 'regional'), default: 'any' },
  },
  snapshotParameters: {
    'type': { type: oneOf('snap', 'bak', 'bi'), default: 'bak' },
    'export-type': { type: oneOf('raw', 'qcow2'), default: 'raw' },
    'backupMode': { type: oneOf('full', 'incremental'), default: 'incremental' },
  },
  unknown: 'ignored',
  combinations: [
    frontendOfEngine, oneLocalReplica, chunks, keyOfEncryption,
    needsConsumer('strictTopology', 'needs volumeBindingMode WaitForFirstConsumer', (value) => value === 'true'),
  ],
  capabilities: {
    filesystemModes: [...CSI_ONE_NODE, 'ReadWriteMany'],
    blockModes: ['ReadWriteOnce'],
    expansion: true,
    snapshots: true,
    clones: true,
    mountOptions: true,
  },
  refine: ({ parameters }) => parameters.migratable === 'true' ? { blockModes: ['ReadWriteOnce', 'ReadWriteMany'] } : {},
});
