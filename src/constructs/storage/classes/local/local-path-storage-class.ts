import { Construct } from 'constructs';
import { refuse } from '../../../../core/errors';
import { LOCAL_PATH, LOCAL_PATH_PROVISIONER, LOCAL_PATH_VOLUME_TYPE } from '../../../../drivers/local-path';
import { ALL_NODES } from '../../../../drivers/support/driver';
import { ParameterNames } from '../../private/parameters';
import { TypedClass, typedClass } from '../../private/typed-class';
import { AccessMode, VolumeBindingMode } from '../../volumes/modes';
import { StorageClass, StorageClassOptions } from '../storage-class';

/** Kinds of volumes that the local-path-provisioner makes. */
export enum LocalPathVolumeType {
  /** hostPath. */
  HOST_PATH = 'hostPath',
  /** local. */
  LOCAL = 'local',
}

/** What the local-path-provisioner reads of a StorageClass. */
export interface LocalPathParameters {
  /** Kind of the volumes; a claim's annotation `volumeType` wins. Annotation `defaultVolumeType`, since v0.0.24. @default - the program's: LocalPathVolumeType.HOST_PATH */
  readonly volumeType?: LocalPathVolumeType;

  /** The one directory to use, of those that the provisioner is configured with. Parameter `nodePath`, since v0.0.24. @default - one of them at random */
  readonly nodePath?: string;

  /**
   * Template of the directory's name, of Go's text/template with `.PVName` and `.PVC` (name, namespace, labels, annotations). Since v0.0.33 it
   * must begin with "{{ .PVC.Namespace }}/{{ .PVC.Name }}/". Parameter `pathPattern`.
   *
   * @default - the program's: "{{.PVName}}_{{.PVC.Namespace}}_{{.PVC.Name}}"
   */
  readonly pathPattern?: string;

  /**
   * Takes any `pathPattern`: claims can then reach directories of others. Parameter `allowUnsafePathPattern`, since v0.0.34; parameters of a class
   * that exists cannot be changed, so give that one the annotation of the same name instead.
   *
   * @default false
   */
  readonly allowUnsafePathPattern?: boolean;

  /**
   * Label of nodes that ties volumes to their node. With any other than the default, and wherever that label is not the Node's name, the
   * provisioner does not find the node again and leaves the data of deleted volumes behind. Parameter `nodeAffinityKey`, since v0.0.35.
   *
   * @default - the program's: "kubernetes.io/hostname"
   */
  readonly nodeAffinityKey?: string;

  /** Template of the owner, for the setup script as VOL_USER; the stock script ignores it. Parameter `userPattern`, since v0.0.37. @default - none */
  readonly userPattern?: string;

  /** Template of the group, for the setup script as VOL_GROUP; the stock script ignores it. Parameter `groupPattern`, since v0.0.37. @default - none */
  readonly groupPattern?: string;

  /** Template of the mode, for the setup script as VOL_PERM; the stock script ignores it. Parameter `permPattern`, since v0.0.37. @default - none */
  readonly permPattern?: string;
}

/** Properties for `LocalPathStorageClass`. */
export interface LocalPathStorageClassProps extends StorageClassOptions, LocalPathParameters {
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

const PARAMETERS: ParameterNames<LocalPathStorageClassProps, typeof LOCAL_PATH> = {
  nodePath: 'nodePath',
  pathPattern: 'pathPattern',
  allowUnsafePathPattern: 'allowUnsafePathPattern',
  nodeAffinityKey: 'nodeAffinityKey',
  userPattern: 'userPattern',
  groupPattern: 'groupPattern',
  permPattern: 'permPattern',
};

function resolve(props: LocalPathStorageClassProps): TypedClass<LocalPathStorageClassProps> {
  if (!props.sharedFileSystem && props.volumeBindingMode === VolumeBindingMode.IMMEDIATE) {
    refuse('volumeBindingMode', 'Immediate works with sharedFileSystem only: the provisioner needs the node of the pod');
  }
  return {
    driver: LOCAL_PATH,
    provisioner: props.driverName ?? LOCAL_PATH_PROVISIONER,
    parameters: PARAMETERS,
    options: props.sharedFileSystem ? undefined : { volumeBindingMode: VolumeBindingMode.WAIT_FOR_FIRST_CONSUMER },
    annotations: props.volumeType && { [LOCAL_PATH_VOLUME_TYPE]: props.volumeType },
    capabilities: props.sharedFileSystem ? { filesystemModes: [...ALL_NODES] as AccessMode[], topologyKeys: [] } : undefined,
  };
}
