import { Construct } from 'constructs';
import { refuse } from '../../../../core/errors';
import { LOCAL_PATH, LOCAL_PATH_PROVISIONER, LOCAL_PATH_VOLUME_TYPE } from '../../../../drivers/local-path';
import { ALL_NODES } from '../../../../drivers/support/driver';
import { ParameterNames } from '../../private/parameters';
import { TypedClass, typedClass } from '../../private/typed-class';
import { AccessMode, VolumeBindingMode } from '../../volumes/modes';
import { StorageClass, StorageClassOptions } from '../storage-class';
import { LocalPathParameters } from './local-path-parameters';

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
