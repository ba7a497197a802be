import { Construct } from 'constructs';
import { LocalPathParameters } from './local-path-parameters';
import { refuse } from '../../../../core/errors';
import { LOCAL_PATH, LOCAL_PATH_PROVISIONER, LOCAL_PATH_VOLUME_TYPE } from '../../../../drivers/local-path';
import { ALL_NODES } from '../../../../drivers/support/driver';
import { propsOf } from '../../../private/at';
import { ParameterNames } from '../../private/parameters';
import { TypedClass, typedClass } from '../../private/typed-class';
import { AccessMode, VolumeBindingMode } from '../../volumes/modes';
import { StorageClass, StorageClassOptions } from '../storage-class';

/** Properties for `LocalPathStorageClass`. */
export interface LocalPathStorageClassProps extends StorageClassOptions, LocalPathParameters {
  /**
   * Declares that the provisioner is configured with sharedFileSystemPath: all nodes share its directory, so volumes have no node affinity.
   *
   * @default false
   */
  readonly sharedFileSystem?: boolean;

  /** Provisioner name of the driver. @default - "rancher.io/local-path" */
  readonly driverName?: string;
}

/**
 * A StorageClass for directories of a node, provisioned by the local-path-provisioner.
 *
 * @see https://github.com/rancher/local-path-provisioner#storage-classes
 */
export class LocalPathStorageClass extends StorageClass {
  constructor(scope: Construct, id: string, props: LocalPathStorageClassProps = {}) {
    props = propsOf(new.target, 'LocalPathStorageClass', scope, id, props);
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
    refuse('volumeBindingMode', 'Immediate requires sharedFileSystem, because the provisioner needs the node of the pod. '
      + 'Use WAIT_FOR_FIRST_CONSUMER');
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
