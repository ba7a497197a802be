/*
 * Fields of a PersistentVolume that its plugin does not support. The API server accepts such volumes, and claims bind to them.
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
  why: 'ReadWriteOncePod is supported for CSI volumes only. For other volumes nothing enforces that a single pod uses it.',
  fix: 'Use a CSI driver for the volume, or ReadWriteOnce.',
  source: 'kubernetes.io docs, Persistent Volumes, Access Modes',
};

/** Whether a volume that is not CSI lists ReadWriteOncePod. */
export function* exclusiveWithoutCsi({ spec }: Fields, kubernetes: Minor): Iterable<Verdict> {
  const source = sourceOf(spec);
  if (!source || isServedByCsi(source, kubernetes) || !textList(fields(spec).accessModes).includes(EXCLUSIVE)) return;
  yield { path: 'spec.accessModes', message: `${EXCLUSIVE} needs a CSI volume; this one is ${titleOf(source)}.` };
}

export const MNT009: Judgement = {
  id: 'MNT009',
  severity: 'error',
  title: 'Mount options on a volume that does not support them',
  why: 'The API server accepts mountOptions on every volume, but the kubelet fails to mount a volume whose plugin does not support them. '
  + 'The API server rejects the deprecated annotation on CSI, local, Fibre Channel and other volumes.',
  fix: 'Remove the mount options.',
  source: 'pkg/volume/util/operationexecutor/operation_generator.go checkMountOptionSupport; pkg/volume/validation/pv_validation.go',
};

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

export const MNT010: Judgement = {
  id: 'MNT010',
  severity: 'warning',
  title: 'Mount options on a Block volume',
  why: 'A Block volume is never mounted, so its mount options have no effect; some CSI drivers reject them.',
  fix: 'Remove mountOptions, or volumeMode: Block.',
  source: 'CSI specification, VolumeCapability',
};

/** Whether a raw block volume has mount options. */
export function* mountOptionsOfDevice({ spec }: Fields): Iterable<Verdict> {
  const { volumeMode, mountOptions } = fields(spec);
  if (volumeMode === BLOCK && list(mountOptions).length) {
    yield {
      path: 'spec.mountOptions',
      message: 'a Block volume is never mounted, so its '
    + 'mountOptions are unused.',
    };
  }
}

export const MNT021: Judgement = {
  id: 'MNT021',
  severity: 'error',
  title: 'Raw block volume on a plugin without block support',
  why: 'The API server accepts volumeMode: Block on every volume, and claims bind to it. The kubelet then finds no block support in the plugin, '
    + 'and the pod stays in ContainerCreating.',
  fix: 'Remove volumeMode: Block, or use storage with raw block support: a CSI driver that provides it, local, iscsi or fc.',
  source: 'pkg/volume/plugins.go FindMapperPluginBySpec; NewBlockVolumeMapper of each plugin in pkg/volume',
};

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

export const API006: Judgement = {
  id: 'API006',
  severity: 'warning',
  title: 'Reclaim policy Recycle',
  why: 'Recycle is deprecated. It supports NFS and hostPath only, and runs a pod that deletes all files with rm. Any other volume becomes Failed '
  + 'when its claim is deleted.',
  fix: 'Use Retain, or provision volumes dynamically.',
  source: 'pkg/api/persistentvolume/util.go; pkg/controller/volume/persistentvolume/pv_controller.go recycleVolumeOperation',
};

/** Whether a volume has the reclaim policy Recycle. */
export function* recycled({ spec }: Fields): Iterable<Verdict> {
  if (fields(spec).persistentVolumeReclaimPolicy !== 'Recycle') return;
  const source = sourceOf(spec);
  if (volumePlugin(source)?.recycle) {
    yield {
      path: POLICY,
      message: 'Recycle is deprecated. It deletes all files with rm when the claim is '
    + 'deleted.',
    };
  } else {
    yield {
      path: POLICY,
      severity: 'error',
      message: `${titleOf(source)} volumes cannot be recycled: the volume becomes Failed when its claim `
    + 'is deleted.',
    };
  }
}

export const CLS012: Judgement = {
  id: 'CLS012',
  severity: 'warning',
  title: 'Reclaim policy Delete on a volume that cannot be deleted',
  why: 'A CSI provisioner deletes only volumes that it provisioned. Kubernetes deletes a hostPath below /tmp, and the static provisioner its local '
  + 'volumes. Any other pre-provisioned volume becomes Failed or stays Released, and its data remains.',
  fix: 'Set persistentVolumeReclaimPolicy: Retain.',
  source: 'pkg/controller/volume/persistentvolume/pv_controller.go findDeletablePlugin; sig-storage-lib-external-provisioner controller.go '
    + 'shouldDelete',
};

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

export const LOC003: Judgement = {
  id: 'LOC003',
  severity: 'warning',
  title: 'hostPath volume without node affinity',
  why: 'Without node affinity the scheduler can place the pod on any node. On another node it finds an empty directory or stale data.',
  fix: 'Use a local volume with nodeAffinity, or a class that provisions volumes.',
  source: 'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
};

/** Whether a hostPath volume lacks node affinity. */
export function* hostPathOnAnyNode({ spec }: Fields): Iterable<Verdict> {
  if (sourceOf(spec) !== 'hostPath' || isObject(fields(fields(spec).nodeAffinity).required)) return;
  yield { path: 'spec.hostPath', message: `${text(fields(fields(spec).hostPath).path) ?? 'the path'} is a different directory on each node.` };
}

export const API011: Judgement = {
  id: 'API011',
  severity: 'warning',
  title: 'Deprecated annotation with a field that replaces it',
  why: 'The API server warns about it, and a later release will ignore it. The alpha annotation for the class has had no effect since 1.6.',
  fix: 'Use the field.',
  source: 'pkg/api/persistentvolume/util.go',
};

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

