/*
 * What a PersistentVolume promises and its plugin cannot do. The API server takes such volumes, and claims bind to them.
 */
import { Fields, fields, isObject, list, strings, text, textList } from '../../core/fields';
import { Judgement, Verdict } from '../../core/judgement';
import { ALPHA_CLASS, MOUNT_OPTIONS, PROVISIONED_BY } from '../annotations';
import { BETA_DEFAULT_CLASS } from '../default-class';
import { Minor } from '../minor';
import { isServedByCsi, sourceOf, stateOf, volumePlugin } from '../volume-plugins';

const BLOCK = 'Block';
const EXCLUSIVE = 'ReadWriteOncePod';
const POLICY = 'spec.persistentVolumeReclaimPolicy';

export const ACM006: Judgement = {
  id: 'ACM006',
  severity: 'error',
  title: 'ReadWriteOncePod on a volume that is not CSI',
  why: 'ReadWriteOncePod is supported for CSI volumes only. For others the kubelet does not keep the promise of a single pod.',
  fix: 'Use a CSI driver for the volume, or ReadWriteOnce.',
  source: 'kubernetes.io docs, Persistent Volumes, Access Modes',
};

/** Whether a volume promises a single pod though no CSI driver serves it. */
export function* exclusiveWithoutCsi({ spec }: Fields, kubernetes: Minor): Iterable<Verdict> {
  const source = sourceOf(spec);
  if (!source || isServedByCsi(source, kubernetes) || !textList(fields(spec).accessModes).includes(EXCLUSIVE)) return;
  yield { path: 'spec.accessModes', message: `${EXCLUSIVE} needs a CSI volume; this one is ${titleOf(source)}.` };
}

export const MNT009: Judgement = {
  id: 'MNT009',
  severity: 'error',
  title: 'Mount options on a volume that does not take them',
  why: 'The API server accepts the field mountOptions on every volume, but the kubelet refuses to mount one whose plugin has no mount options. It does not allow the old annotation on CSI, local, Fibre Channel and others.',
  fix: 'Remove the mount options.',
  source: 'pkg/volume/util/operationexecutor/operation_generator.go checkMountOptionSupport; pkg/volume/validation/pv_validation.go',
};

/** Whether mount options keep a volume from being mounted, or from being accepted. */
export function* refusedMountOptions({ metadata, spec }: Fields, kubernetes: Minor): Iterable<Verdict> {
  const source = sourceOf(spec);
  const plugin = volumePlugin(source);
  if (!plugin) return;
  const takesOptions = plugin.mountOptions || isServedByCsi(source, kubernetes);
  if (!takesOptions && list(fields(spec).mountOptions).length) {
    yield { path: 'spec.mountOptions', message: `the kubelet refuses to mount ${plugin.title} volumes with mount options.`, fix: 'Remove mountOptions.' };
  }
  if (!plugin.mountOptionsAnnotation && strings(fields(metadata).annotations)[MOUNT_OPTIONS] !== undefined) {
    yield {
      path: `metadata.annotations[${MOUNT_OPTIONS}]`,
      message: `the API server does not allow the annotation ${MOUNT_OPTIONS} on ${plugin.title} volumes.`,
      fix: takesOptions ? 'Use spec.mountOptions.' : 'Remove the annotation.',
    };
  }
}

export const MNT010: Judgement = {
  id: 'MNT010',
  severity: 'warning',
  title: 'Mount options on a Block volume',
  why: 'A Block volume is never mounted, so its mount options have no effect; some CSI drivers refuse them.',
  fix: 'Remove mountOptions, or volumeMode: Block.',
  source: 'CSI specification, VolumeCapability',
};

/** Whether a raw block volume has mount options. */
export function* mountOptionsOfDevice({ spec }: Fields): Iterable<Verdict> {
  const { volumeMode, mountOptions } = fields(spec);
  if (volumeMode === BLOCK && list(mountOptions).length) yield { path: 'spec.mountOptions', message: 'the volume is Block and has mount options.' };
}

export const MNT021: Judgement = {
  id: 'MNT021',
  severity: 'error',
  title: 'Raw block volume of a plugin without block support',
  why: 'The API server accepts volumeMode: Block on every volume, and claims bind to it. The kubelet then finds no block support in the plugin, and the pod stays in ContainerCreating.',
  fix: 'Remove volumeMode: Block, or use storage with raw block volumes: a CSI driver that has them, local, iscsi or fc.',
  source: 'pkg/volume/plugins.go FindMapperPluginBySpec; NewBlockVolumeMapper of each plugin in pkg/volume',
};

/** Whether a raw block volume is one of a plugin that has none. */
export function* unsupportedBlock({ spec }: Fields, kubernetes: Minor): Iterable<Verdict> {
  const source = sourceOf(spec);
  if (fields(spec).volumeMode === BLOCK && !offersBlock(source, kubernetes)) {
    yield { path: 'spec.volumeMode', message: `${titleOf(source)} volumes cannot be raw block devices: no pod can use the volume.` };
  }
}

/** Whether the kubelet can map volumes of a source as raw block devices, as far as the plugin decides. */
function offersBlock(source: string, kubernetes: Minor): boolean {
  return volumePlugin(source)?.block !== false || isServedByCsi(source, kubernetes);
}

export const API006: Judgement = {
  id: 'API006',
  severity: 'warning',
  title: 'Reclaim policy Recycle',
  why: 'Recycle is deprecated. It works for NFS and hostPath only, with a pod that deletes all files with rm. Any other volume becomes Failed when its claim is deleted.',
  fix: 'Use Retain, or provision volumes dynamically.',
  source: 'pkg/api/persistentvolume/util.go; pkg/controller/volume/persistentvolume/pv_controller.go recycleVolumeOperation',
};

/** Whether a volume is recycled. */
export function* recycled({ spec }: Fields): Iterable<Verdict> {
  if (fields(spec).persistentVolumeReclaimPolicy !== 'Recycle') return;
  const source = sourceOf(spec);
  if (volumePlugin(source)?.recycle) yield { path: POLICY, message: 'Recycle is deprecated. It deletes all files with rm when the claim is deleted.' };
  else yield { path: POLICY, severity: 'error', message: `${titleOf(source)} volumes cannot be recycled: the volume becomes Failed when its claim is deleted.` };
}

export const CLS012: Judgement = {
  id: 'CLS012',
  severity: 'warning',
  title: 'Reclaim policy Delete on a volume that nothing deletes',
  why: 'A pre-provisioned volume is deleted only if something knows how: a CSI provisioner deletes what it has provisioned itself, Kubernetes a hostPath below /tmp, the static '
    + 'provisioner its local volumes. All others become Failed or stay Released, and their data stays.',
  fix: 'Set persistentVolumeReclaimPolicy: Retain.',
  source: 'pkg/controller/volume/persistentvolume/pv_controller.go findDeletablePlugin; sig-storage-lib-external-provisioner controller.go shouldDelete',
};

/** Whether nothing deletes a volume that shall be deleted with its claim. */
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

/** The plugins that provision can delete as well, while kube-controller-manager has them. */
function hasDeleter(source: string, kubernetes: Minor): boolean {
  const plugin = volumePlugin(source);
  return plugin?.provisioner !== undefined && stateOf(plugin, kubernetes) !== 'removed';
}

export const LOC003: Judgement = {
  id: 'LOC003',
  severity: 'warning',
  title: 'hostPath volume without node affinity',
  why: 'Nothing ties the pod to the node that has the data. After it has moved it finds an empty directory, and later the old data again.',
  fix: 'Use a local volume with nodeAffinity, or a class that provisions volumes.',
  source: 'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
};

/** Whether a volume is another directory on each node. */
export function* hostPathOnAnyNode({ spec }: Fields): Iterable<Verdict> {
  if (sourceOf(spec) !== 'hostPath' || isObject(fields(fields(spec).nodeAffinity).required)) return;
  yield { path: 'spec.hostPath', message: `${text(fields(fields(spec).hostPath).path) ?? 'the path'} is another directory on each node.` };
}

export const API011: Judgement = {
  id: 'API011',
  severity: 'warning',
  title: 'Annotation that a field has replaced',
  why: 'The API server warns about it and stops reading it one day. The alpha annotation of a class has had no effect for years.',
  fix: 'Use the field.',
  source: 'pkg/api/persistentvolume/util.go',
};

/** Names of annotations, what has become of them, and the fix. volume.beta.kubernetes.io/storage-class has a rule of its own. */
const ANNOTATIONS: ReadonlyArray<readonly [name: string, message: string, fix: string]> = [
  [MOUNT_OPTIONS, 'the annotation is deprecated since 1.31.', 'Use spec.mountOptions.'],
  [ALPHA_CLASS, 'the annotation has no effect since 1.6.', 'Use spec.storageClassName.'],
  [BETA_DEFAULT_CLASS, 'the annotation is the beta form.', 'Use storageclass.kubernetes.io/is-default-class.'],
];

/** Whether an object has an annotation that a field replaces. */
export function* replacedAnnotations({ metadata }: Fields): Iterable<Verdict> {
  const given = strings(fields(metadata).annotations);
  for (const [name, message, fix] of ANNOTATIONS) if (given[name] !== undefined) yield { path: `metadata.annotations[${name}]`, message, fix };
}

/** Every judgement of a volume alone, plugins aside. */
export const VOLUME_JUDGEMENTS: ReadonlyArray<readonly [Judgement, (volume: Fields, kubernetes: Minor) => Iterable<Verdict>]> = [
  [ACM006, exclusiveWithoutCsi], [MNT009, refusedMountOptions], [MNT010, mountOptionsOfDevice],
  [MNT021, unsupportedBlock], [API006, recycled], [CLS012, neverDeleted], [LOC003, hostPathOnAnyNode], [API011, replacedAnnotations],
];

/** How a message names the plugin of a source. */
export function titleOf(source: string): string {
  return volumePlugin(source)?.title ?? (source || 'such');
}

