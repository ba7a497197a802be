import { Construct } from 'constructs';
import { STATIC_VOLUMES } from '../../../../drivers/no-provisioner';
import { NO_PROVISIONER } from '../../../../kubernetes/volume-plugins';
import { propsOf } from '../../../private/at';
import { TypedClass, typedClass } from '../../private/typed-class';
import { VolumeBindingMode } from '../../volumes/modes';
import { StorageClass, StorageClassOptions } from '../storage-class';

/**
 * A StorageClass for volumes that exist already: local disks, or volumes made by hand. Nothing is provisioned; claims wait for their first
 * consumer, so that the pod's node decides which volume they take.
 *
 * @see https://kubernetes.io/docs/concepts/storage/storage-classes/#local
 */
export class LocalStorageClass extends StorageClass {
  constructor(scope: Construct, id: string, props: StorageClassOptions = {}) {
    props = propsOf(new.target, 'LocalStorageClass', scope, id, props);
    super(scope, id, typedClass(scope, id, props, resolve));
  }
}

function resolve(): TypedClass<StorageClassOptions> {
  return {
    driver: STATIC_VOLUMES,
    provisioner: NO_PROVISIONER,
    parameters: {},
    options: { volumeBindingMode: VolumeBindingMode.WAIT_FOR_FIRST_CONSUMER },
  };
}
