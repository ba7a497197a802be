import { posix } from 'path';
import { IConstruct } from 'constructs';
import { adviseOnFeatures, FEATURES, FeatureUse, requireFeatures } from './features';
import { adviseOnPlugin, requirePlugin, volumePlugin } from './volume-plugins';
import { refuse } from '../../../core/errors';
import { requireOneOf } from '../../../kubernetes/names';
import { Advice } from '../../advice';
import { Manifest } from '../../private/emit';
import { IVolumeAttributesClass } from '../classes/volume-attributes-class';
import { AccessMode, ReclaimPolicy, VolumeMode } from '../volumes/modes';
import { VolumeSource } from '../volumes/volume-source';

const MOUNT_OPTIONS = 'volume.beta.kubernetes.io/mount-options';

const LONGEST_ISCSI_NAME = 64;

interface VolumeOptions {
  readonly accessModes?: AccessMode[];
  readonly attributesClass?: IVolumeAttributesClass;
  readonly mountOptions?: string[];
  readonly annotations?: { [key: string]: string };
}

/** Refuses what the API server refuses, and what can never mount. */
export function requireVolume(source: VolumeSource, mode: VolumeMode, options: VolumeOptions, kubernetesVersion: string): void {
  requireOneOf('volumeMode', mode, Object.values(VolumeMode));
  requireFeatures(featuresOf(source, options), kubernetesVersion);
  if (options.attributesClass && source._field !== 'csi') refuse('attributesClass', `needs a CSI volume: the API server refuses it with ${source._field}`);
  const plugin = volumePlugin(source._field);
  if (!plugin) return;
  requirePlugin('source', plugin, kubernetesVersion);
  if (mode === VolumeMode.BLOCK && !plugin.block) refuse('volumeMode', `can not be Block: the plugin ${plugin.name} has no raw block volumes`);
  if (options.mountOptions?.length && !plugin.mountOptions) {
    refuse('mountOptions', `are not supported by the plugin ${plugin.name}: the volume would bind, and its mount fail`);
  }
  if (options.annotations?.[MOUNT_OPTIONS] !== undefined && !plugin.mountOptionsAnnotation) {
    refuse('annotations', `holds ${MOUNT_OPTIONS}, which the API server refuses for the plugin ${plugin.name}. Use mountOptions`);
  }
}

/** The node makes an interface of its own for an initiator with a name, called after the volume and the portal. */
export function requireInterfaceName(name: string, { _field, _spec: { initiatorName, targetPortal } }: VolumeSource): string {
  if (_field === 'iscsi' && initiatorName !== undefined && `${name}:${targetPortal}`.length > LONGEST_ISCSI_NAME) {
    refuse('name', `and targetPortal may have ${LONGEST_ISCSI_NAME - 1} characters together when initiatorName is set, got "${name}" and "${targetPortal}"`);
  }
  return name;
}

function featuresOf(source: VolumeSource, { accessModes, attributesClass }: VolumeOptions): FeatureUse[] {
  const uses: FeatureUse[] = [];
  if (accessModes?.includes(AccessMode.READ_WRITE_ONCE_POD)) uses.push({ property: 'accessModes', feature: FEATURES.readWriteOncePod });
  if (attributesClass) uses.push({ property: 'attributesClass', feature: FEATURES.attributesClass });
  if (source._spec.nodeExpandSecretRef) uses.push({ property: 'source', feature: FEATURES.nodeExpandSecret });
  return uses;
}

/** Recycle works for nfs and hostPath only, and never for the root of a node. */
export function requireReclaimPolicy(source: VolumeSource, policy?: ReclaimPolicy): ReclaimPolicy | undefined {
  if (policy !== undefined) requireOneOf('reclaimPolicy', policy, Object.values(ReclaimPolicy));
  if (policy !== ReclaimPolicy.RECYCLE) return policy;
  const plugin = volumePlugin(source._field);
  if (!plugin?.recycle) refuse('reclaimPolicy', `can not be Recycle: only nfs and hostPath volumes can be recycled, not ${plugin?.name ?? source._field}`);
  if (source._field === 'hostPath' && posix.normalize(source._spec.path).replace(/(.)\/$/, '$1') === '/') refuse('reclaimPolicy', 'can not be Recycle for the root directory of a node');
  return policy;
}

/** Says what is legal but likely wrong about a volume. */
export function adviseOnVolume(
  scope: IConstruct, { metadata, spec }: Manifest, source: VolumeSource, options: VolumeOptions, kubernetesVersion: string,
): void {
  adviseOnFeatures(scope, featuresOf(source, options), kubernetesVersion);
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
  if (spec.volumeMode === VolumeMode.BLOCK && spec.mountOptions?.length) {
    Advice._give(scope, 'MOUNT_OPTIONS_ON_BLOCK', 'it is a raw device, which nobody mounts: its mountOptions mean nothing.', 'Leave mountOptions out.');
  }
  if (metadata.annotations?.[MOUNT_OPTIONS] !== undefined) {
    Advice._give(scope, 'MOUNT_OPTIONS_ANNOTATION', `the annotation ${MOUNT_OPTIONS} is deprecated.`, 'Use mountOptions.');
  }
}
