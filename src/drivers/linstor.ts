import { CSI_ALL_NODES, driver, Parameter } from './support/driver';
import { anyCase, flag, matching, optional, text, ValueType, whole } from './support/values';

const DRIVER = 'linstor.csi.linbit.com';
const SNAPSHOT = `snap.${DRIVER}`;

/** LINSTOR layers, separated by spaces. */
const LAYERS = matching(/^((drbd|storage|luks|nvme|cache|writecache)( |$))+$/i, 'layers such as "drbd storage"');
const QUANTITY = matching(/^\d+(\.\d+)?([KMGTPE]i?|[kmu])?$/, 'a quantity such as "300Mi"');
const DURATION = matching(/^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/, 'a duration such as "24h"');

const CLASS: { readonly [name: string]: ValueType } = {
  allowRemoteVolumeAccess: matching(/^(1|0|t|f|T|F|true|false|TRUE|FALSE|True|False|\s*-[^]*)$/, 'true, false or a YAML list of rules'),
  autoPlace: optional(whole(0)),
  clientList: text(),
  disklessOnRemaining: flag(),
  disklessStoragePool: text(),
  doNotPlaceWithRegex: text(),
  encryption: flag(),
  fsOpts: text(),
  layerList: LAYERS,
  mountOpts: text(),
  nodeList: text(),
  placementCount: optional(whole(0)),
  placementPolicy: anyCase('Manual', 'AutoPlace', 'FollowTopology', 'Balanced', 'AutoPlaceTopology'),
  replicasOnDifferent: text(),
  replicasOnSame: text(),
  sizeKiB: text(),
  storagePool: text(),
  postMountXfsOpts: text(),
  resourceGroup: text(),
  usePvcName: flag(),
  overProvision: matching(/^\d+(\.\d+)?$/, 'a number such as "2.5"'),
  xReplicasOnDifferent: text(),
  nfsConfigTemplate: text(),
  nfsServiceName: text(),
  nfsSquash: text(),
  nfsRecoveryVolumeSize: QUANTITY,
};

/** Each parameter, with and without the driver name as prefix: the driver reads both. */
function bothWays(types: { readonly [name: string]: ValueType }): { [name: string]: Parameter } {
  return Object.fromEntries(Object.entries(types).flatMap(([name, type]) => [[`${DRIVER}/${name}`, { type }], [name, { type }]]));
}

export const LINSTOR = driver({
  title: 'the LINSTOR CSI driver',
  names: [{ name: DRIVER }],
  source: 'https://github.com/piraeusdatastore/linstor-csi/blob/master/pkg/volume/parameter.go',
  csi: true,
  parameters: bothWays(CLASS),
  snapshotParameters: {
    [`${SNAPSHOT}/type`]: { type: anyCase('InCluster', 'S3', 'Linstor'), default: 'InCluster' },
    [`${SNAPSHOT}/delete-local`]: { type: flag() },
    [`${SNAPSHOT}/allow-incremental`]: { type: flag() },
    [`${SNAPSHOT}/max-increments`]: { type: whole(0) },
    [`${SNAPSHOT}/full-snapshot-after`]: { type: DURATION },
    [`${SNAPSHOT}/remote-name`]: { type: text() },
    [`${SNAPSHOT}/s3-endpoint`]: { type: text() },
    [`${SNAPSHOT}/s3-bucket`]: { type: text() },
    [`${SNAPSHOT}/s3-signing-region`]: { type: text() },
    [`${SNAPSHOT}/s3-use-path-style`]: { type: flag() },
    [`${SNAPSHOT}/linstor-target-url`]: { type: text() },
    [`${SNAPSHOT}/linstor-target-cluster-id`]: { type: text() },
    [`${SNAPSHOT}/linstor-target-storage-pool`]: { type: text() },
  },
  free: /^(?!linstor\.csi\.linbit\.com\/).*\//, // LINSTOR and DRBD properties, I/O limits, and keys of other components
  anyCase: true,
  unknown: 'refused',
  capabilities: {
    filesystemModes: CSI_ALL_NODES, // ReadWriteMany if the driver exports NFS
    blockModes: CSI_ALL_NODES,
    expansion: true,
    snapshots: true,
    clones: true,
    mountOptions: true,
  },
});
