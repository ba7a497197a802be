import { Size } from 'cdk8s';
import { IConstruct } from 'constructs';
import { sizeOf } from './claim-facts';
import { requireAccessModes, requireSupported, volumeSelector } from './claim-spec';
import { requireMatching } from './claimed-volume';
import { bytesOf, quantity } from './quantity';
import { isUnknownToCdi, modeByProfile } from './storage-profiles';
import { invalid, refuse } from '../../../core/errors';
import { BIND_IMMEDIATELY } from '../../../drivers/cdi';
import { requireDnsSubdomain, requireOneOf } from '../../../kubernetes/names';
import { NO_PROVISIONER } from '../../../kubernetes/volume-plugins';
import { Advice } from '../../advice';
import { Manifest } from '../../private/emit';
import { DataVolumeContent, DataVolumeForm, DataVolumeProps } from '../cdi/data-volume-props';
import { IStorageClass } from '../classes/storage-class';
import { AccessMode, VolumeBindingMode, VolumeMode } from '../volumes/modes';

const MEBIBYTE = 1024 * 1024;

/** A DataVolume, as CDI's webhook accepts it. Source: pkg/apiserver/webhooks/datavolume-validate.go of kubevirt/containerized-data-importer. */
export function dataVolume(id: string, props: DataVolumeProps): Manifest {
  const { source, form = DataVolumeForm.STORAGE, priorityClassName, serviceAccountName } = props;
  requireOneOf('form', form, Object.values(DataVolumeForm));
  requireContent(props);
  requireCheckpoints(props);
  const annotations = { ...props.bindImmediately && { [BIND_IMMEDIATELY]: 'true' }, ...props.annotations };
  return {
    apiVersion: 'cdi.kubevirt.io/v1beta1',
    kind: 'DataVolume',
    metadata: {
      name: requireDnsSubdomain('name', props.name ?? id),
      namespace: props.namespace,
      labels: props.labels,
      annotations: Object.keys(annotations).length ? annotations : undefined,
    },
    spec: {
      ...source._spec(),
      [form]: form === DataVolumeForm.PVC ? claimForm(props) : storageForm(props),
      contentType: props.contentType,
      preallocation: props.preallocation,
      priorityClassName: priorityClassName === undefined ? undefined : requireDnsSubdomain('priorityClassName', priorityClassName),
      serviceAccountName: serviceAccountName === undefined ? undefined : requireDnsSubdomain('serviceAccountName', serviceAccountName),
      checkpoints: props.checkpoints,
      finalCheckpoint: props.finalCheckpoint,
    },
  };
}

/** The volume mode of the resulting claim. Undefined if CDI's choice is unknown. */
export function resultingMode({ form, volumeMode, contentType, storageClass, accessModes }: DataVolumeProps): VolumeMode | undefined {
  if (volumeMode) return volumeMode;
  if (form === DataVolumeForm.PVC || contentType === DataVolumeContent.ARCHIVE) return VolumeMode.FILESYSTEM;
  return modeByProfile(storageClass, accessModes);
}

/** Whether the import needs scratch space. Source: requiresScratchSpace of CDI's import controller. */
export function needsScratchSpace({ source, contentType, checkpoints }: DataVolumeProps): boolean {
  const migrates = source._kind === 'imageio' && checkpoints !== undefined && checkpoints.length > 0;
  return source.needsScratchSpace || migrates || contentType === DataVolumeContent.ARCHIVE;
}

/** Gives advice about a DataVolume. */
export function adviseOnDataVolume(scope: IConstruct, props: DataVolumeProps): void {
  const { storageClass, bindImmediately, volumeMode } = props;
  const fixedVolumes = storageClass && (storageClass.storageClassName === '' || storageClass.provisioner === NO_PROVISIONER);
  if (fixedVolumes && needsScratchSpace(props)) {
    const block = volumeMode === VolumeMode.BLOCK ? ', which needs a filesystem' : '';
    Advice._give(scope, 'SCRATCH_SPACE_NEEDS_VOLUME', 'its import needs a second volume of class '
      + `"${storageClass.storageClassName}" as scratch space${block}.`,
    'Provide two volumes, on one node if they are local, or set another scratchSpaceStorageClass in the CDI configuration.');
  }
  if (storageClass?.volumeBindingMode === VolumeBindingMode.WAIT_FOR_FIRST_CONSUMER && !bindImmediately) {
    Advice._give(scope, 'DATA_VOLUME_WAITS', `storage class "${storageClass.storageClassName}" waits for a first consumer: the import `
      + 'starts when a pod uses the claim.',
    'Set bindImmediately to start immediately.');
  }
}

function requireContent({ source, contentType, volumeMode }: DataVolumeProps): void {
  if (contentType !== undefined) requireOneOf('contentType', contentType, Object.values(DataVolumeContent));
  if (contentType !== DataVolumeContent.ARCHIVE) return;
  if (['blank', 'registry'].includes(source._kind)) refuse('contentType', `cannot be archive with a ${source._kind} source`);
  if (volumeMode === VolumeMode.BLOCK) refuse('contentType', 'archive requires a filesystem, but volumeMode is Block');
}

function requireCheckpoints({ source, checkpoints, finalCheckpoint }: DataVolumeProps): void {
  if (checkpoints && !['vddk', 'imageio'].includes(source._kind)) refuse('checkpoints', 'require a vddk or imageio source');
  if (finalCheckpoint !== undefined && !checkpoints) refuse('finalCheckpoint', 'needs checkpoints');
  checkpoints?.forEach(({ current }, i) => current.trim() || invalid(`checkpoints[${i}].current`, current, 'the name of a snapshot'));
}

/** The `pvc` form, without defaults of CDI. */
function claimForm(props: DataVolumeProps): object {
  const { accessModes = [AccessMode.READ_WRITE_ONCE], volumeMode = VolumeMode.FILESYSTEM } = props;
  if (accessModes.length !== 1) refuse('accessModes', 'must contain exactly one mode with DataVolumeForm.PVC');
  return volumeSpec({ ...props, accessModes, volumeMode }, refuse);
}

/** The `storage` form, in which CDI defaults missing fields. */
function storageForm(props: DataVolumeProps): object {
  const { storageClass, accessModes, source } = props;
  if (!accessModes?.length && storageClass && isUnknownToCdi(storageClass)) {
    refuse('accessModes', 'are required: CDI does not know those of '
    + `${storageClass.provisioner}`);
  }
  return volumeSpec(props, (property, problem) => source._isClone ? undefined : refuse(property, problem));
}

function volumeSpec(props: DataVolumeProps, sizeMissing: (property: string, problem: string) => void): object {
  const { source, size, storageClass, accessModes, volumeMode, volume } = props;
  if (!size) sizeMissing('size', 'is required, except for clones with DataVolumeForm.STORAGE');
  if (size) requireSize(size, source._original);
  const distinct = accessModes?.length ? requireAccessModes('accessModes', accessModes) : accessModes;
  if (volumeMode !== undefined) requireOneOf('volumeMode', volumeMode, Object.values(VolumeMode));
  if (storageClass) requireSupported('', storageClass, accessModes ?? [], resultingMode(props) ?? likelyMode(storageClass, accessModes), {});
  if (volume) requireMatching(props, volume);
  return {
    accessModes: distinct,
    selector: volumeSelector('', props),
    volumeMode: props.form === DataVolumeForm.PVC && volumeMode === VolumeMode.FILESYSTEM ? undefined : volumeMode,
    resources: size && { requests: { storage: quantity('size', size) } },
    storageClassName: storageClass?.storageClassName,
    volumeName: volume?.name,
    ...source._claimSpec(),
  };
}

function requireSize(size: Size, original: any): void {
  if (bytesOf(size) < MEBIBYTE) refuse('size', `must be at least 1Mi, got ${size.asString()}`);
  const least = original && sizeOf(original);
  if (least && bytesOf(least) > bytesOf(size)) {
    refuse('size', `is ${size.asString()}, but the original "${original.name}" has `
    + `${least.asString()}: a copy cannot be smaller`);
  }
}

/** CDI prefers raw block volumes if the class supports them. */
function likelyMode({ capabilities: { blockModes = [] } }: IStorageClass, accessModes: AccessMode[] = []): VolumeMode {
  return accessModes.length && accessModes.every((mode) => blockModes.includes(mode)) ? VolumeMode.BLOCK : VolumeMode.FILESYSTEM;
}
