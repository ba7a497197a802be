import { Construct } from 'constructs';
import { refuse } from '../../../../core/errors';
import { CSI_ONE_NODE } from '../../private/drivers';
import { flag, labelKey, matching, oneOf, ParameterTable, whole, yamlMap } from '../../private/parameters';
import { TypedClass, typedClass } from '../../private/typed-class';
import { AccessMode } from '../../volumes/modes';
import { StorageClass, StorageClassOptions } from '../storage-class';

/** Filesystems of Mayastor volumes. */
export enum OpenEbsMayastorFilesystem {
  /** ext4. */
  EXT4 = 'ext4',
  /** XFS. */
  XFS = 'xfs',
  /** Btrfs. */
  BTRFS = 'btrfs',
}

/** Properties for `OpenEbsMayastorStorageClass`. */
export interface OpenEbsMayastorStorageClassProps extends StorageClassOptions {
  /** Protocol of the targets: "nvmf". Parameter `protocol`. @default "nvmf" */
  readonly protocol?: string;

  /** Copies of each volume. Parameter `repl`. @default - the driver's: 1 */
  readonly replicas?: number;

  /** Filesystem of the volumes. Parameter `fsType`. @default - the driver's: OpenEbsMayastorFilesystem.EXT4 */
  readonly filesystem?: OpenEbsMayastorFilesystem;

  /** Thin volumes. Parameter `thin`. @default false */
  readonly thin?: boolean;

  /** Keeps volumes of one StatefulSet apart. Parameter `stsAffinityGroup`. @default false */
  readonly statefulSetAffinityGroup?: boolean;

  /** Gives restored volumes a filesystem id of their own. Parameter `cloneFsIdAsVolumeId`. @default false */
  readonly cloneFsIdAsVolumeId?: boolean;

  /** Labels of the nodes that replicas may be on. Parameter `nodeAffinityTopologyLabel`. @default - any node */
  readonly nodeAffinityTopologyLabel?: { [key: string]: string };

  /** Label that the nodes of all replicas have with one value. Parameter `nodeHasTopologyKey`. @default - none */
  readonly nodeHasTopologyKey?: string;

  /** Label that the nodes of all replicas have with different values. Parameter `nodeSpreadTopologyKey`. @default - none */
  readonly nodeSpreadTopologyKey?: string;

  /** Labels of the pools that replicas may be on. Parameter `poolAffinityTopologyLabel`. @default - any pool */
  readonly poolAffinityTopologyLabel?: { [key: string]: string };

  /** Label that the pools of all replicas have. Parameter `poolHasTopologyKey`. @default - none */
  readonly poolHasTopologyKey?: string;

  /** Name that the driver registers under. @default - "io.openebs.csi-mayastor" */
  readonly driverName?: string;
}

/**
 * A StorageClass for replicated volumes of OpenEBS (Mayastor).
 *
 * @see https://openebs.io/docs/user-guides/replicated-storage-user-guide/replicated-pv-mayastor/configuration/rs-storage-class-parameters
 */
export class OpenEbsMayastorStorageClass extends StorageClass {
  constructor(scope: Construct, id: string, props: OpenEbsMayastorStorageClassProps = {}) {
    super(scope, id, typedClass(scope, id, props, resolve));
  }
}

const PARAMETERS: ParameterTable<OpenEbsMayastorStorageClassProps> = {
  protocol: matching('protocol', /^nvmf$/, '"nvmf", the only protocol'),
  replicas: whole('repl', 1),
  filesystem: oneOf('fsType', OpenEbsMayastorFilesystem),
  thin: flag('thin'),
  statefulSetAffinityGroup: flag('stsAffinityGroup'),
  cloneFsIdAsVolumeId: flag('cloneFsIdAsVolumeId'),
  nodeAffinityTopologyLabel: yamlMap('nodeAffinityTopologyLabel'),
  nodeHasTopologyKey: labelKey('nodeHasTopologyKey'),
  nodeSpreadTopologyKey: labelKey('nodeSpreadTopologyKey'),
  poolAffinityTopologyLabel: yamlMap('poolAffinityTopologyLabel'),
  poolHasTopologyKey: labelKey('poolHasTopologyKey'),
};

function resolve(props: OpenEbsMayastorStorageClassProps): TypedClass<OpenEbsMayastorStorageClassProps> {
  const topology = (['nodeAffinityTopologyLabel', 'nodeHasTopologyKey', 'nodeSpreadTopologyKey', 'poolAffinityTopologyLabel', 'poolHasTopologyKey'] as const)
    .filter((property) => props[property] !== undefined);
  if (topology.length > 1) refuse(topology[0], `and ${topology.slice(1).join(', ')} exclude each other: the driver takes one kind of topology a class`);
  return {
    provisioner: props.driverName ?? 'io.openebs.csi-mayastor',
    parameters: PARAMETERS,
    defaults: { protocol: 'nvmf' },
    capabilities: {
      filesystemModes: CSI_ONE_NODE,
      blockModes: [AccessMode.READ_WRITE_ONCE],
      expansion: true,
      snapshots: true,
      mountOptions: true,
    },
  };
}
