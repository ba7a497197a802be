import { Construct } from 'constructs';
import { HOSTNAME, NO_PROVISIONER } from '../../private/drivers';
import { TypedClass, typedClass } from '../../private/typed-class';
import { AccessMode, VolumeBindingMode } from '../../volumes/modes';
import { StorageClass, StorageClassOptions } from '../storage-class';

/** Properties for `LocalStorageClass`. */
export interface LocalStorageClassProps extends StorageClassOptions {
}

/**
 * A StorageClass for volumes that exist already: local disks, or volumes made by hand. Nothing is provisioned; claims wait for their first
 * consumer, so that the pod's node decides which volume they take.
 *
 * @see https://kubernetes.io/docs/concepts/storage/storage-classes/#local
 */
export class LocalStorageClass extends StorageClass {
  constructor(scope: Construct, id: string, props: LocalStorageClassProps = {}) {
    super(scope, id, typedClass(scope, id, props, resolve));
  }
}

function resolve(): TypedClass<LocalStorageClassProps> {
  return {
    provisioner: NO_PROVISIONER,
    parameters: {},
    options: { volumeBindingMode: VolumeBindingMode.WAIT_FOR_FIRST_CONSUMER },
    capabilities: {
      filesystemModes: [AccessMode.READ_WRITE_ONCE],
      blockModes: [AccessMode.READ_WRITE_ONCE],
      expansion: false,
      snapshots: false,
      clones: false,
      mountOptions: true,
      attributesClasses: false,
      topologyKeys: [HOSTNAME],
    },
  };
}
