/*
 * Fields of a PersistentVolume that its plugin does not support. The API server accepts such volumes, and claims bind to them.
 */
import { judgement } from './judgement';
import { Fields, fields, isObject, list, strings, text, textList } from '../../core/fields';
import { Judgement, Verdict } from '../../core/judgement';
import { ALPHA_CLASS, MOUNT_OPTIONS, PROVISIONED_BY } from '../annotations';
import { BETA_DEFAULT_CLASS } from '../default-class';
import { Minor } from '../minor';
import { isServedByCsi, sourceOf, stateOf, volumePlugin } from '../volume-plugins';

const BLOCK = 'Block';
const EXCLUSIVE = 'ReadWriteOncePod';
const POLICY = 'spec.persistentVolumeReclaimPolicy';

export const ACM006 = judgement('ACM006');

/** Whether a volume that is not CSI lists ReadWriteOncePod. */
export function* exclusiveWithoutCsi({ spec }: Fields, kubernetes: Minor): Iterable<Verdict> {
  const source = sourceOf(spec);
  if (!source || isServedByCsi(source, kubernetes) || !textList(fields(spec).accessModes).includes(EXCLUSIVE)) return;
  yield { path: 'spec.accessModes', message: `${EXCLUSIVE} needs a CSI volume; this one is ${titleOf(source)}.` };
}

export const MNT009 = judgement('MNT009');

/** Whether mount options make the kubelet or the API server reject a volume. */
export function* refusedMountOptions({ metadata, spec }: Fields, kubernetes: Minor): Iterable<Verdict> {
  const source = sourceOf(spec);
  const plugin = volumePlugin(source);
  if (!plugin) return;
  const takesOptions = plugin.mountOptions || isServedByCsi(source, kubernetes);
  if (!takesOptions && list(fields(spec).mountOptions).length) {
    yield { path: 'spec.mountOptions', message: `the kubelet cannot mount ${plugin.title} volumes with mount options.`, fix: 'Remove mountOptions.' };
  }
  if (!plugin.mountOptionsAnnotation && strings(fields(metadata).annotations)[MOUNT_OPTIONS] !== undefined) {
    yield {
      path: `metadata.annotations[${MOUNT_OPTIONS}]`,
      message: `the API server rejects the annotation ${MOUNT_OPTIONS} on ${plugin.title} volumes.`,
      fix: takesOptions ? 'Use spec.mountOptions.' : 'Remove the annotation.',
    };
  }
}

export const MNT010 = judgement('MNT010');

/** Whether a raw block volume has mount options. */
export function* mountOptionsOfDevice({ spec }: Fields): Iterable<Verdict> {
  const { volumeMode, mountOptions } = fields(spec);
  if (volumeMode === BLOCK && list(mountOptions).length) {
    yield { path: 'spec.mountOptions', message: 'a Block volume is never mounted, so its mountOptions are unused.' };
  }
}

export const MNT021 = judgement('MNT021');

/** Whether a volume is Block although its plugin does not support raw block volumes. */
export function* unsupportedBlock({ spec }: Fields, kubernetes: Minor): Iterable<Verdict> {
  const source = sourceOf(spec);
  if (fields(spec).volumeMode === BLOCK && !offersBlock(source, kubernetes)) {
    yield { path: 'spec.volumeMode', message: `${titleOf(source)} volumes cannot be raw block devices: no pod can use the volume.` };
  }
}

/** Whether the volume plugin of a source supports raw block volumes. For CSI this depends on the driver too. */
function offersBlock(source: string, kubernetes: Minor): boolean {
  return volumePlugin(source)?.block !== false || isServedByCsi(source, kubernetes);
}

export const API006 = judgement('API006');

/** Whether a volume has the reclaim policy Recycle. */
export function* recycled({ spec }: Fields): Iterable<Verdict> {
  if (fields(spec).persistentVolumeReclaimPolicy !== 'Recycle') return;
  const source = sourceOf(spec);
  if (volumePlugin(source)?.recycle) {
    yield { path: POLICY, message: 'Recycle is deprecated. It deletes all files with rm when the claim is deleted.' };
  } else {
    yield {
      path: POLICY,
      severity: 'error',
      message: `${titleOf(source)} volumes cannot be recycled: the volume becomes Failed when its claim is deleted.`,
    };
  }
}

export const CLS012 = judgement('CLS012');

/** Whether a volume with the reclaim policy Delete has no deleter. */
export function* neverDeleted({ metadata, spec }: Fields, kubernetes: Minor): Iterable<Verdict> {
  const { persistentVolumeReclaimPolicy, hostPath, csi } = fields(spec);
  const source = sourceOf(spec);
  if (persistentVolumeReclaimPolicy !== 'Delete' || !source || strings(fields(metadata).annotations)[PROVISIONED_BY] !== undefined) return;
  if (source === 'hostPath' && /^\/tmp\/.+/.test(text(fields(hostPath).path) ?? '')) return;
  if (isServedByCsi(source, kubernetes)) {
    const driver = volumePlugin(source)!.driver ?? text(fields(csi).driver) ?? 'its driver';
    yield {
      path: POLICY,
      message: `the provisioner of ${driver} deletes only volumes that carry its annotation ${PROVISIONED_BY}: this one stays Released.`,
      fix: `Set persistentVolumeReclaimPolicy: Retain, or the annotation ${PROVISIONED_BY}: ${driver}.`,
    };
  } else if (!hasDeleter(source, kubernetes)) {
    yield { path: POLICY, message: `nothing deletes pre-provisioned ${titleOf(source)} volumes: this one becomes Failed when its claim is deleted.` };
  }
}

/** Plugins that provision can delete as well, until they are removed from kube-controller-manager. */
function hasDeleter(source: string, kubernetes: Minor): boolean {
  const plugin = volumePlugin(source);
  return plugin?.provisioner !== undefined && stateOf(plugin, kubernetes) !== 'removed';
}

export const LOC003 = judgement('LOC003');

/** Whether a hostPath volume lacks node affinity. */
export function* hostPathOnAnyNode({ spec }: Fields): Iterable<Verdict> {
  if (sourceOf(spec) !== 'hostPath' || isObject(fields(fields(spec).nodeAffinity).required)) return;
  yield { path: 'spec.hostPath', message: `${text(fields(fields(spec).hostPath).path) ?? 'the path'} is a different directory on each node.` };
}

export const API011 = judgement('API011');

/** Annotation, its state and the fix. volume.beta.kubernetes.io/storage-class has its own rule. */
const ANNOTATIONS: ReadonlyArray<readonly [name: string, message: string, fix: string]> = [
  [MOUNT_OPTIONS, 'the annotation is deprecated since 1.31.', 'Use spec.mountOptions.'],
  [ALPHA_CLASS, 'the annotation has no effect since 1.6.', 'Use spec.storageClassName.'],
  [BETA_DEFAULT_CLASS, 'the annotation is the beta form.', 'Use storageclass.kubernetes.io/is-default-class.'],
];

/** Deprecated annotations of an object that a field replaces. */
export function* replacedAnnotations({ metadata }: Fields): Iterable<Verdict> {
  const given = strings(fields(metadata).annotations);
  for (const [name, message, fix] of ANNOTATIONS) if (given[name] !== undefined) yield { path: `metadata.annotations[${name}]`, message, fix };
}

/** Every judgement about a single PersistentVolume, except those about removed or migrated plugins. */
export const VOLUME_JUDGEMENTS: ReadonlyArray<readonly [Judgement, (volume: Fields, kubernetes: Minor) => Iterable<Verdict>]> = [
  [ACM006, exclusiveWithoutCsi], [MNT009, refusedMountOptions], [MNT010, mountOptionsOfDevice],
  [MNT021, unsupportedBlock], [API006, recycled], [CLS012, neverDeleted], [LOC003, hostPathOnAnyNode], [API011, replacedAnnotations],
];

/** How a message names the plugin of a source. */
export function titleOf(source: string): string {
  return volumePlugin(source)?.title ?? (source || 'such');
}

