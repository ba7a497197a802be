/*
 * What is known of the volume plugins that are, or were, part of Kubernetes itself; keys are the fields of a PersistentVolume's spec.
 * Sources: GetAccessModes, SupportsMountOption and NewBlockVolumeMapper of the plugins, pkg/volume/validation/pv_validation.go, the warnings
 * of pkg/api/persistentvolume/util.go, and the pull requests that removed each (kubernetes/website#42302, kubernetes/kubernetes#122090,
 * #122576, #135322).
 */
import { IConstruct } from 'constructs';
import { refuse } from '../../../core/errors';
import plugins from '../../../kubernetes/data/volume-plugins.json';
import { isAtLeast } from '../../../kubernetes/minor';
import { Advice } from '../../advice';
import { AccessMode } from '../volumes/modes';

/** One volume plugin. */
export interface VolumePlugin {
  /** Name of the plugin in documents. */
  readonly name: string;
  /** Access modes; undefined where the driver decides. */
  readonly accessModes?: AccessMode[];
  /** Whether it offers raw block volumes. */
  readonly block: boolean;
  /** Whether `spec.mountOptions` reach the mount. */
  readonly mountOptions: boolean;
  /** Whether the API server accepts the annotation of the same purpose. */
  readonly mountOptionsAnnotation: boolean;
  /** Whether it knows the reclaim policy Recycle. */
  readonly recycle?: boolean;
  /** False where nothing can delete a static volume. */
  readonly deletes?: boolean;
  readonly deprecatedIn?: string;
  readonly removedIn?: string;
  /** CSI driver that takes over its volumes and classes without a change. */
  readonly migratedTo?: string;
  /** What to use in its place, where nothing takes over. */
  readonly replacement?: string;
}

const PLUGINS = plugins as { [field: string]: VolumePlugin | undefined };

/** The plugin behind a field of a PersistentVolume's spec. Undefined for a field that is not known. */
export function volumePlugin(field: string): VolumePlugin | undefined {
  return PLUGINS[field];
}

/** Refuses a plugin that is gone without a successor; `what` is the property. */
export function requirePlugin(what: string, { name, removedIn, migratedTo, replacement }: VolumePlugin, kubernetesVersion: string): void {
  if (removedIn && !migratedTo && isAtLeast(kubernetesVersion, removedIn)) {
    refuse(what, `can not be ${name} on Kubernetes ${kubernetesVersion}: ${removedIn} removed the plugin, and its volumes never mount. `
      + `Use ${replacement}`);
  }
}

/** Says what has become of a plugin that is deprecated, or that a CSI driver has taken over. */
export function adviseOnPlugin(scope: IConstruct, plugin: VolumePlugin, kubernetesVersion: string): void {
  const { name, removedIn, deprecatedIn, migratedTo, replacement } = plugin;
  if (removedIn && migratedTo && isAtLeast(kubernetesVersion, removedIn)) {
    Advice._give(scope, 'IN_TREE_PLUGIN_MIGRATED',
      `Kubernetes ${removedIn} removed the plugin ${name}; on ${kubernetesVersion} the CSI driver ${migratedTo} does its work.`,
      `The driver must be installed; name it (${migratedTo}) in what you write anew.`);
  } else if (deprecatedIn && isAtLeast(kubernetesVersion, deprecatedIn)) {
    Advice._give(scope, 'IN_TREE_PLUGIN_DEPRECATED', `Kubernetes ${deprecatedIn} deprecated the plugin ${name}${removedIn ? `, and ${removedIn} removes it` : ''}.`,
      `Use ${migratedTo ?? replacement ?? 'a CSI driver'}.`);
  }
}
