import { Construct } from 'constructs';
import { ParameterNames } from './parameters';
import { typedClass } from './typed-class';
import { Driver } from '../../../drivers/support/driver';
import { volumePlugin } from '../../../kubernetes/volume-plugins';
import { StorageClassOptions, StorageClassProps } from '../classes/storage-class';
import { AccessMode } from '../volumes/modes';

/** The props of a class of an in-tree plugin. `source` is the field of a PersistentVolume's spec. */
export function inTreeClass<P extends StorageClassOptions>(
  scope: Construct, id: string, props: P, source: string, driver: Driver, parameters: ParameterNames<P>,
): StorageClassProps {
  const { provisioner, block, mountOptions, ...plugin } = volumePlugin(source)!;
  const accessModes = plugin.accessModes as AccessMode[];
  return typedClass(scope, id, props, () => ({
    driver,
    provisioner: provisioner!,
    parameters,
    capabilities: {
      filesystemModes: accessModes,
      blockModes: block ? accessModes : [],
      snapshots: false,
      clones: false,
      mountOptions,
      attributesClasses: false,
    },
  }));
}
