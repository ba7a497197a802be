import { IConstruct } from 'constructs';
import { adviseOnPlugin, requirePlugin, volumePlugin } from './volume-plugins';
import { invalid, refuse } from '../../../core/errors';
import { Advice } from '../../advice';
import { Manifest } from '../../private/emit';
import { AccessMode, ReclaimPolicy, VolumeMode } from '../modes';
import { VolumeSource } from '../volume-source';

const MOUNT_OPTIONS = 'volume.beta.kubernetes.io/mount-options';

interface VolumeOptions {
  readonly mountOptions?: string[];
  readonly annotations?: { [key: string]: string };
}

/** Refuses what the API server refuses, and what can never mount. */
export function requireVolume(source: VolumeSource, mode: VolumeMode, options: VolumeOptions, kubernetesVersion: string): void {
  const plugin = volumePlugin(source._field);
  if (!plugin) return;
  requirePlugin('source', plugin, kubernetesVersion);
  if (!Object.values(VolumeMode).includes(mode)) invalid('volumeMode', mode, 'one of Filesystem, Block');
  if (mode === VolumeMode.BLOCK && !plugin.block) refuse('volumeMode', `can not be Block: the plugin ${plugin.name} has no raw block volumes`);
  if (options.mountOptions?.length && !plugin.mountOptions) {
    refuse('mountOptions', `are not supported by the plugin ${plugin.name}: the volume would bind, and its mount fail`);
  }
  if (options.annotations?.[MOUNT_OPTIONS] !== undefined && !plugin.mountOptionsAnnotation) {
    refuse('annotations', `holds ${MOUNT_OPTIONS}, which the API server refuses for the plugin ${plugin.name}. Use mountOptions`);
  }
}

/** Recycle works for nfs and hostPath only, and never for the root of a node. */
export function requireReclaimPolicy(source: VolumeSource, policy?: ReclaimPolicy): ReclaimPolicy | undefined {
  if (policy !== ReclaimPolicy.RECYCLE) return policy;
  const plugin = volumePlugin(source._field);
  if (!plugin?.recycle) refuse('reclaimPolicy', `can not be Recycle: only nfs and hostPath volumes can be recycled, not ${plugin?.name ?? source._field}`);
  if (source._spec.path === '/' && source._field === 'hostPath') refuse('reclaimPolicy', 'can not be Recycle for the root directory of a node');
  return policy;
}

/** Says what is legal but likely wrong about a volume. */
export function adviseOnVolume(scope: IConstruct, { metadata, spec }: Manifest, source: VolumeSource, kubernetesVersion: string): void {
  const plugin = volumePlugin(source._field);
  if (!plugin) return;
  adviseOnPlugin(scope, plugin, kubernetesVersion);
  const policy = spec.persistentVolumeReclaimPolicy;
  if (policy === ReclaimPolicy.RECYCLE) {
    Advice._give(scope, 'RECYCLE_DEPRECATED', 'the reclaim policy Recycle is deprecated.', 'Use Retain and clean up by hand, or dynamic provisioning with Delete.');
  }
  if (policy === ReclaimPolicy.DELETE && (plugin.deletes === false || (source._field === 'hostPath' && !/^\/tmp\/.+/.test(source._spec.path)))) {
    Advice._give(scope, 'DELETE_WITHOUT_DELETER', `nothing deletes volumes of the plugin ${plugin.name}: the volume ends as Failed when its claim is deleted.`,
      'Use Retain, unless a provisioner of your own deletes it.');
  }
  const strange = spec.accessModes.filter((mode: AccessMode) => plugin.accessModes && !plugin.accessModes.includes(mode));
  if (strange.length) {
    Advice._give(scope, 'ACCESS_MODE_UNSUPPORTED', `the plugin ${plugin.name} offers ${plugin.accessModes!.join(', ')}, not ${strange.join(', ')}.`,
      'Claims bind all the same, and pods fail or damage each other\'s data.');
  }
  if (source._field === 'hostPath' && !spec.nodeAffinity) {
    Advice._give(scope, 'HOST_PATH_ON_ANY_NODE', `${source._spec.path} is another directory on each node, and the pod may move.`,
      'Set nodes, use VolumeSource.local, or acknowledge it for a one-node cluster or a path that all nodes share.');
  }
  if (metadata.annotations?.[MOUNT_OPTIONS] !== undefined) {
    Advice._give(scope, 'MOUNT_OPTIONS_ANNOTATION', `the annotation ${MOUNT_OPTIONS} is deprecated.`, 'Use mountOptions.');
  }
}
