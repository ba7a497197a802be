/*
 * Current and former in-tree volume plugins. Keys are the fields of a PersistentVolume's spec, in the order in which the API server looks for
 * them.
 * Sources: GetAccessModes, SupportsMountOption and NewBlockVolumeMapper of the plugins in pkg/volume; pkg/volume/validation/pv_validation.go;
 * pkg/api/persistentvolume/util.go and pkg/api/pod/warnings.go (deprecated, non-functional); the stages of the gates CSIMigration… in
 * pkg/features/kube_features.go (migratedSince is the first minor with the gate on by default); pkg/volume/csimigration/plugin_manager.go;
 * k8s.io/csi-translation-lib (drivers); the pull requests that removed the code (kubernetes/website#42302, kubernetes/kubernetes#122090, #122576,
 * #135322). StorageOS: its code lists ReadOnlyMany too, its documentation never did.
 */
import table from './data/volume-plugins.json';
import { isAtLeast, Minor } from './minor';
import { fields, Fields, isObject, own } from '../core/fields';

/** One volume plugin. */
export interface VolumePlugin {
  /** Field of the volume source, such as "awsElasticBlockStore". */
  readonly source: string;
  /** Name of the plugin in messages. */
  readonly title: string;
  /** Supported access modes; undefined if the driver decides. */
  readonly accessModes?: string[];
  /** Whether it supports raw block volumes. */
  readonly block: boolean;
  /** Whether it supports `spec.mountOptions`; otherwise the kubelet fails to mount the volume. */
  readonly mountOptions: boolean;
  /** Whether the API server accepts the mount-options annotation on it. */
  readonly mountOptionsAnnotation: boolean;
  /** Whether it supports the reclaim policy Recycle. */
  readonly recycle?: boolean;
  /** Allowed in pods only, not in a PersistentVolume. */
  readonly inlineOnly?: boolean;
  /** In-tree provisioner name. Undefined if the plugin does not provision. */
  readonly provisioner?: string;
  /** First minor that deprecates it. */
  readonly deprecatedIn?: string;
  /** First minor with CSI migration on by default for its volumes and classes. */
  readonly migratedSince?: string;
  /** First minor without the plugin; if `gate` is set, first minor with it disabled by default. */
  readonly removedIn?: string;
  /** Feature gate that re-enables it. */
  readonly gate?: string;
  /** CSI driver that serves its volumes and classes by CSI migration. */
  readonly driver?: string;
  /** CSI driver of the same storage, where no driver takes over. */
  readonly successor?: string;
  /** Recommended replacement, if there is no CSI migration. */
  readonly replacement?: string;
}

/**
 * State of a plugin in a minor: `works`, `deprecated` (works, but will be removed), `migrated` (a CSI driver serves it) or `removed` (volumes
 * can never be mounted).
 */
type PluginState = 'works' | 'deprecated' | 'migrated' | 'removed';

/** Provisioner name of classes without dynamic provisioning: volumes are created by hand or by the static provisioner. */
export const NO_PROVISIONER = 'kubernetes.io/no-provisioner';

/** Prefix of current and former in-tree provisioners. */
const IN_TREE = 'kubernetes.io/';

/**
 * In-tree provisioners that the controller still knows and that provision nothing: its message for them. Source: kube-controller-manager
 * app/plugins.go.
 */
export const REFUSING_PROVISIONERS: { readonly [name: string]: string } = {
  'kubernetes.io/host-path': 'Failed to create provisioner: provisioning in volume plugin "kubernetes.io/host-path" is disabled',
  'kubernetes.io/nfs': 'no provisionable volume plugin matched',
};

const PLUGINS: { readonly [source: string]: VolumePlugin } = Object.fromEntries(
  Object.entries(table).map(([source, plugin]) => [source, { source, ...plugin }]));

/** Every plugin. */
export const VOLUME_PLUGINS: readonly VolumePlugin[] = Object.values(PLUGINS);

/** Volume sources that a PersistentVolume can have. */
export const VOLUME_SOURCES: readonly string[] = VOLUME_PLUGINS.filter(({ inlineOnly }) => !inlineOnly).map(({ source }) => source);

const BY_PROVISIONER: { readonly [provisioner: string]: VolumePlugin } = Object.fromEntries(
  VOLUME_PLUGINS.flatMap((plugin) => plugin.provisioner ? [[plugin.provisioner, plugin]] : []));

/** The plugin behind a field of a volume source. Undefined for a field that is not known. */
export function volumePlugin(source: string): VolumePlugin | undefined {
  return own(PLUGINS, source);
}

/** Names of all in-tree provisioners, removed ones included. */
export const PROVISIONERS: readonly string[] = Object.keys(BY_PROVISIONER);

/** The plugin for an in-tree provisioner such as "kubernetes.io/rbd". Undefined if it never existed. */
export function pluginOfProvisioner(provisioner: string): VolumePlugin | undefined {
  return own(BY_PROVISIONER, provisioner);
}

/** Whether a provisioner name has the prefix `kubernetes.io/`, including `kubernetes.io/no-provisioner`. */
export function isInTreeProvisioner(provisioner: string): boolean {
  return provisioner.startsWith(IN_TREE);
}

/** The CSI driver for a provisioner: its CSI migration target if it is in-tree, else the provisioner itself. */
export function driverOf(provisioner: string): string {
  return pluginOfProvisioner(provisioner)?.driver ?? provisioner;
}

/** The source of a PersistentVolume's spec, such as "csi"; "" if there is none. The API server takes the first that it knows. */
export function sourceOf(spec: unknown): string {
  const given: Fields = fields(spec);
  return VOLUME_SOURCES.find((source) => isObject(given[source])) ?? '';
}

/** State of a plugin in a minor. */
export function stateOf({ deprecatedIn, migratedSince, removedIn, driver }: VolumePlugin, kubernetes: Minor): PluginState {
  if (migratedSince && isAtLeast(kubernetes, migratedSince)) return 'migrated';
  if (removedIn && isAtLeast(kubernetes, removedIn)) return driver ? 'migrated' : 'removed';
  return deprecatedIn && isAtLeast(kubernetes, deprecatedIn) ? 'deprecated' : 'works';
}

/** Whether a CSI driver serves volumes of a source on a minor, directly or by CSI migration. */
export function isServedByCsi(source: string, kubernetes: Minor): boolean {
  const plugin = volumePlugin(source);
  return source === 'csi' || (plugin !== undefined && stateOf(plugin, kubernetes) === 'migrated');
}
