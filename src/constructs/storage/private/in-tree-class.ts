import { Construct } from 'constructs';
import { ParameterNames } from './parameters';
import { typedClass } from './typed-class';
import { adviseOnPlugin, requirePlugin, volumePlugin } from './volume-plugins';
import { located } from '../../../core/errors';
import { Driver } from '../../../drivers/support/driver';
import { Cluster } from '../../cluster';
import { StorageClass, StorageClassOptions, StorageClassProps } from '../classes/storage-class';

/** The props of a class of a plugin that was part of Kubernetes. `field` is that of a PersistentVolume's spec. */
export function inTreeClass<P extends StorageClassOptions>(
  scope: Construct, id: string, props: P, field: string, driver: Driver, parameters: ParameterNames<P>,
): StorageClassProps {
  const plugin = volumePlugin(field)!;
  located(`${scope.node.path}/${id}`, () => requirePlugin('provisioner', plugin, Cluster.of(scope).kubernetesVersion));
  return typedClass(scope, id, props, () => ({
    driver,
    provisioner: driver.names[0].name,
    parameters,
    capabilities: {
      filesystemModes: plugin.accessModes,
      blockModes: plugin.block ? plugin.accessModes : [],
      snapshots: false,
      clones: false,
      mountOptions: plugin.mountOptions,
      attributesClasses: false,
    },
  }));
}

/** The class, after what there is to say about its plugin has been said. */
export function adviseOnClass(storageClass: StorageClass, field: string): void {
  adviseOnPlugin(storageClass, volumePlugin(field)!, Cluster.of(storageClass).kubernetesVersion);
}
