/*
 * What has become of the volume plugins and provisioners that were part of Kubernetes, minor by minor.
 */
import { Fields, text } from '../../core/fields';
import { Judgement, Verdict } from '../../core/judgement';
import { Minor } from '../minor';
import { isInTreeProvisioner, NO_PROVISIONER, pluginOfProvisioner, stateOf, VolumePlugin, volumePlugin } from '../volume-plugins';

export const API002: Judgement = {
  id: 'API002',
  severity: 'error',
  title: 'Volume plugin that this Kubernetes no longer has',
  why: 'The API server still takes the object, sometimes without a warning, and the volume even binds. The pod then stays in ContainerCreating: the kubelet reports "no volume plugin matched".',
  fix: 'Use the CSI driver of that storage.',
  source: 'pkg/api/pod/warnings.go; pkg/volume',
};

/** Whether a minor still has the plugin of a volume source that stands at `path`, in a volume or in a pod. */
export function* removedPlugin(source: string, path: string, kubernetes: Minor): Iterable<Verdict> {
  const plugin = volumePlugin(source);
  if (!plugin || stateOf(plugin, kubernetes) !== 'removed') return;
  const { title, removedIn, gate, replacement } = plugin;
  const what = gate ? `Kubernetes ${removedIn} switched the volume plugin ${title} off by default (feature gate ${gate})`
    : `Kubernetes ${removedIn} removed the volume plugin ${title}`;
  yield { path, message: `${what}: the volume cannot be mounted on ${kubernetes}.`, fix: `Use ${replacement}.` };
}

/** Whether K3s has the plugin of a volume source that stands at `path`: it is built without those that Kubernetes removed later. */
export function* missingInK3s(source: string, path: string, kubernetes: Minor): Iterable<Verdict> {
  const plugin = volumePlugin(source);
  if (!plugin?.removedIn || plugin.gate || !['works', 'deprecated'].includes(stateOf(plugin, kubernetes))) return;
  yield { path, message: `a node runs K3s, which is built without the volume plugin ${plugin.title}: it cannot mount the volume.`, fix: `Use ${successor(plugin)}.` };
}

export const API003: Judgement = {
  id: 'API003',
  severity: 'warning',
  title: 'In-tree volume source that is deprecated or served by a CSI driver',
  why: 'Kubernetes deprecated the volume plugins that were part of it. For some it translates the volume to the CSI driver of the storage, which has to be installed: without it the volume is never attached.',
  fix: 'Write the csi form, and install the driver.',
  source: 'pkg/volume/csimigration/plugin_manager.go; k8s.io/csi-translation-lib; pkg/api/persistentvolume/util.go',
};

/** Whether a volume source that stands at `path` is deprecated, or handed to a CSI driver. */
export function* supersededPlugin(source: string, path: string, kubernetes: Minor): Iterable<Verdict> {
  const plugin = volumePlugin(source);
  const state = plugin && stateOf(plugin, kubernetes);
  if (state === 'migrated') {
    yield {
      path,
      message: `Kubernetes ${kubernetes} hands ${plugin!.title} volumes to the CSI driver ${plugin!.driver}.`,
      fix: `Install the driver, and write new volumes in the csi form with driver: ${plugin!.driver}.`,
    };
  } else if (state === 'deprecated') {
    yield { path, message: deprecation(`volume plugin ${plugin!.title}`, plugin!), fix: `Use ${successor(plugin!)}.` };
  }
}

export const CLS011: Judgement = {
  id: 'CLS011',
  severity: 'error',
  title: 'In-tree provisioner that is deprecated or removed',
  why: 'The provisioners that were compiled into Kubernetes have been removed. Some names are handed to the CSI driver that took over. For all others every claim stays Pending with '
    + 'ProvisioningFailed, "no volume plugin matched name".',
  fix: 'Name the CSI driver.',
  source: 'pkg/volume/csimigration/plugin_manager.go; cmd/kube-controller-manager/app/plugins.go',
};

/** Whether a minor provisions for a StorageClass of an in-tree provisioner. */
export function* inTreeProvisioner(storageClass: Fields, kubernetes: Minor): Iterable<Verdict> {
  const name = text(storageClass.provisioner) ?? '';
  if (!isInTreeProvisioner(name) || name === NO_PROVISIONER) return;
  const path = 'provisioner';
  const plugin = pluginOfProvisioner(name);
  switch (plugin ? stateOf(plugin, kubernetes) : undefined) {
    case undefined:
      yield { path, message: `Kubernetes has no provisioner "${name}": claims of this class stay Pending.`, fix: `Use a CSI driver, or ${NO_PROVISIONER} for volumes that exist.` };
      break;
    case 'removed':
      yield {
        path,
        message: `Kubernetes ${plugin!.removedIn} removed the provisioner "${name}": claims of this class stay Pending on ${kubernetes}.`,
        fix: `Use ${plugin!.replacement}.`,
      };
      break;
    case 'migrated':
      yield {
        path,
        severity: 'warning',
        message: `Kubernetes ${kubernetes} hands claims of "${name}" to the CSI driver ${plugin!.driver}, which has to be installed.`,
        fix: `Write provisioner: ${plugin!.driver}.`,
      };
      break;
    case 'deprecated':
      yield { path, severity: 'warning', message: deprecation(`provisioner "${name}"`, plugin!), fix: `Use ${successor(plugin!)}.` };
      break;
    default:
  }
}

function deprecation(what: string, { deprecatedIn, migratedSince, removedIn, driver }: VolumePlugin): string {
  const next = migratedSince ? `, and ${migratedSince} hands its work to the CSI driver ${driver}` : removedIn ? `, and ${removedIn} removes it` : '';
  return `Kubernetes ${deprecatedIn} deprecated the ${what}${next}.`;
}

function successor({ driver, replacement }: VolumePlugin): string {
  return driver ? `the CSI driver ${driver}` : replacement ?? 'a CSI driver';
}
