import { Construct } from 'constructs';
import { refuse } from '../../../core/errors';
import { VolumeBindingMode } from '../modes';
import { CSI_ONE_NODE, HOSTNAME, ALL_NODES } from '../private/drivers';
import { flag, matching, ParameterTable, text } from '../private/parameters';
import { TypedClass, typedClass } from '../private/typed-class';
import { StorageClass, StorageClassOptions } from '../storage-class';

/** Kinds of volumes that the local-path-provisioner makes. */
export enum LocalPathVolumeType {
  /** hostPath. */
  HOST_PATH = 'hostPath',
  /** local. */
  LOCAL = 'local',
}

/** Properties for `LocalPathStorageClass`. */
export interface LocalPathStorageClassProps extends StorageClassOptions {
  /** One of the paths that the provisioner is configured with. Parameter `nodePath`. @default - any of them */
  readonly nodePath?: string;

  /**
   * Directory of a volume, a Go template such as "{{ .PVC.Namespace }}/{{ .PVC.Name }}". Parameter `pathPattern`.
   *
   * @default - "<volume>_<namespace>_<claim>"
   */
  readonly pathPattern?: string;

  /** Lets the pattern leave the path with "..". Parameter `allowUnsafePathPattern`, since v0.0.34. @default false */
  readonly allowUnsafePathPattern?: boolean;

  /** Node label that ties a volume to its node. Parameter `nodeAffinityKey`, since v0.0.35. @default - the provisioner's: "kubernetes.io/hostname" */
  readonly nodeAffinityKey?: string;

  /** Owner of the directory, a Go template. Parameter `userPattern`, since v0.0.37. @default - the provisioner's */
  readonly userPattern?: string;

  /** Group of the directory, a Go template. Parameter `groupPattern`, since v0.0.37. @default - the provisioner's */
  readonly groupPattern?: string;

  /** Mode of the directory, a Go template. Parameter `permPattern`, since v0.0.37. @default - the provisioner's */
  readonly permPattern?: string;

  /** Kind of the volumes. Annotation `defaultVolumeType`. @default - the provisioner's: LocalPathVolumeType.HOST_PATH */
  readonly volumeType?: LocalPathVolumeType;

  /**
   * Says that the provisioner is configured with sharedFileSystemPath: its directory is the same on all nodes, so volumes are not tied to
   * one.
   *
   * @default false
   */
  readonly sharedFileSystem?: boolean;

  /** Name that the driver registers under. @default - "rancher.io/local-path" */
  readonly driverName?: string;
}

/**
 * A StorageClass for directories of a node, made by the local-path-provisioner.
 *
 * @see https://github.com/rancher/local-path-provisioner#storage-classes
 */
export class LocalPathStorageClass extends StorageClass {
  constructor(scope: Construct, id: string, props: LocalPathStorageClassProps = {}) {
    super(scope, id, typedClass(scope, id, props, resolve));
  }
}

const PARAMETERS: ParameterTable<LocalPathStorageClassProps> = {
  nodePath: matching('nodePath', /^\/(?!.*\.\.)/, 'an absolute path such as "/opt/local-path-provisioner"'),
  pathPattern: text('pathPattern'),
  allowUnsafePathPattern: flag('allowUnsafePathPattern'),
  nodeAffinityKey: text('nodeAffinityKey'),
  userPattern: text('userPattern'),
  groupPattern: text('groupPattern'),
  permPattern: text('permPattern'),
};

function resolve(props: LocalPathStorageClassProps): TypedClass<LocalPathStorageClassProps> {
  if (!props.sharedFileSystem && props.volumeBindingMode === VolumeBindingMode.IMMEDIATE) {
    refuse('volumeBindingMode', 'Immediate works with sharedFileSystem only: the provisioner needs the node of the pod');
  }
  return {
    provisioner: props.driverName ?? 'rancher.io/local-path',
    parameters: PARAMETERS,
    options: props.sharedFileSystem ? undefined : { volumeBindingMode: VolumeBindingMode.WAIT_FOR_FIRST_CONSUMER },
    annotations: props.volumeType && { defaultVolumeType: props.volumeType },
    capabilities: {
      filesystemModes: props.sharedFileSystem ? ALL_NODES : CSI_ONE_NODE,
      blockModes: [],
      expansion: false,
      snapshots: false,
      clones: false,
      mountOptions: false,
      attributesClasses: false,
      topologyKeys: props.sharedFileSystem ? [] : [props.nodeAffinityKey ?? HOSTNAME],
    },
  };
}
