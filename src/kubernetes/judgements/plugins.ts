/*
 * In-tree volume plugins and provisioners that are deprecated, migrated to CSI or removed, by Kubernetes minor.
 */
import { judgement } from './judgement';
import { Fields, text } from '../../core/fields';
import { Verdict } from '../../core/judgement';
import { nearest } from '../../core/nearest';
import { Minor } from '../minor';
import { isInTreeProvisioner, NO_PROVISIONER, PROVISIONERS, pluginOfProvisioner, stateOf, VolumePlugin, volumePlugin } from '../volume-plugins';

export const API002 = judgement('API002');

/** Whether a minor has removed the plugin of a volume source at `path`, in a PersistentVolume or a pod. */
export function* removedPlugin(source: string, path: string, kubernetes: Minor): Iterable<Verdict> {
  const plugin = volumePlugin(source);
  if (!plugin || stateOf(plugin, kubernetes) !== 'removed') return;
  const { title, removedIn, gate, replacement } = plugin;
  const what = gate ? `${title} is disabled by default since Kubernetes ${removedIn} (feature gate ${gate})`
    : `${title} was removed in Kubernetes ${removedIn}`;
  yield { path, message: `${what} and cannot be mounted on ${kubernetes}.`, fix: `Use ${replacement}.` };
}

/** Whether K3s lacks the plugin of a volume source at `path`: K3s is built without the plugins that Kubernetes removed later. */
export function* missingInK3s(source: string, path: string, kubernetes: Minor): Iterable<Verdict> {
  const plugin = volumePlugin(source);
  if (!plugin?.removedIn || plugin.gate || !['works', 'deprecated'].includes(stateOf(plugin, kubernetes))) return;
  yield {
    path,
    message: `a node runs K3s, which is built without the volume plugin ${plugin.title}: it cannot mount the volume.`,
    fix: `Use ${successor(plugin)}.`,
  };
}

export const API003 = judgement('API003');

/** Whether a volume source at `path` is deprecated, or migrated to a CSI driver. */
export function* supersededPlugin(source: string, path: string, kubernetes: Minor): Iterable<Verdict> {
  const plugin = volumePlugin(source);
  const state = plugin && stateOf(plugin, kubernetes);
  if (state === 'migrated') {
    yield {
      path,
      message: `Kubernetes ${kubernetes} migrates ${plugin!.title} volumes to the CSI driver ${plugin!.driver}.`,
      fix: `Install the driver, and write new volumes as csi with driver: ${plugin!.driver}.`,
    };
  } else if (state === 'deprecated') {
    yield { path, message: deprecation(`volume plugin ${plugin!.title}`, plugin!), fix: `Use ${successor(plugin!)}.` };
  }
}

export const CLS011 = judgement('CLS011');

/** Whether a minor no longer provisions for a StorageClass with an in-tree provisioner. */
/** Names of in-tree plugins that mount volumes but provision none, with what they mount. */
const MOUNT_ONLY: { readonly [name: string]: string } = {
  'local-volume': 'local volumes',
  'host-path': 'hostPath '
    + 'volumes',
  'nfs': 'NFS exports',
  'iscsi': 'iSCSI disks',
  'fc': 'Fibre Channel disks',
  'csi': 'CSI volumes',
};

function unknownProvisioner(name: string): { readonly message: string; readonly fix: string } {
  const plugin = name.split('/')[1];
  if (Object.hasOwn(MOUNT_ONLY, plugin)) {
    return {
      message: `"${name}" is the in-tree plugin that mounts ${MOUNT_ONLY[plugin]}; it provisions no volumes, so claims of this class stay Pending.`,
      fix: `Write provisioner: ${NO_PROVISIONER} for volumes that exist or that a static provisioner creates, or use a CSI driver.`,
    };
  }
  const near = nearest(name, [NO_PROVISIONER, ...PROVISIONERS]);
  return {
    message: `Kubernetes has no provisioner "${name}": claims of this class stay Pending.`,
    fix: near ? `Write ${near}.` : `Use a CSI driver, or ${NO_PROVISIONER} for pre-provisioned volumes.`,
  };
}

export function* inTreeProvisioner(storageClass: Fields, kubernetes: Minor): Iterable<Verdict> {
  const name = text(storageClass.provisioner) ?? '';
  if (!isInTreeProvisioner(name) || name === NO_PROVISIONER) return;
  const path = 'provisioner';
  const plugin = pluginOfProvisioner(name);
  switch (plugin ? stateOf(plugin, kubernetes) : undefined) {
    case undefined:
      yield { path, ...unknownProvisioner(name) };
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
        message: `Kubernetes ${kubernetes} migrates claims of "${name}" to the CSI driver ${plugin!.driver}, which must be installed.`,
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
  const next = migratedSince ? `, and ${migratedSince} migrates it to the CSI driver ${driver}` : removedIn ? `, and ${removedIn} removes it` : '';
  return `Kubernetes ${deprecatedIn} deprecated the ${what}${next}.`;
}

function successor({ driver, replacement }: VolumePlugin): string {
  return driver ? `the CSI driver ${driver}` : replacement ?? 'a CSI driver';
}
