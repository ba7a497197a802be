import { ApiObject, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { sizeOf } from './claim-facts';
import { requireAccessModes, requireSupported, volumeSelector } from './claim-spec';
import { requireMatching } from './claimed-volume';
import { bytesOf, quantity } from './quantity';
import { refuse } from '../../../core/errors';
import { BIND_IMMEDIATELY, isUnknownToCdi, modeByProfile, rejectedSpec, unusableSpec, usesScratchSpace } from '../../../drivers/cdi';
import { CDI002, secondVolume } from '../../../drivers/judgements/data-volume';
import { requireDnsSubdomain } from '../../../kubernetes/names';
import { NO_PROVISIONER } from '../../../kubernetes/volume-plugins';
import { Advice } from '../../advice';
import { Manifest } from '../../private/emit';
import { report } from '../../private/report';
import { DataVolumeContent, DataVolumeForm, DataVolumeProps } from '../cdi/data-volume-props';
import { IStorageClass } from '../classes/storage-class';
import { AccessMode, VolumeBindingMode, VolumeMode } from '../volumes/modes';

/** A DataVolume, as CDI's webhook accepts it. */
export function dataVolume(id: string, props: DataVolumeProps): Manifest {
  const { source, form = DataVolumeForm.STORAGE, priorityClassName, serviceAccountName } = props;
  const annotations = { ...props.bindImmediately && { [BIND_IMMEDIATELY]: 'true' }, ...props.annotations };
  const spec = {
    ...source._spec(),
    [form]: form === DataVolumeForm.PVC ? claimForm(props) : storageForm(props),
    contentType: props.contentType,
    preallocation: props.preallocation,
    priorityClassName: priorityClassName === undefined ? undefined : requireDnsSubdomain('priorityClassName', priorityClassName),
    serviceAccountName: serviceAccountName === undefined ? undefined : requireDnsSubdomain('serviceAccountName', serviceAccountName),
    checkpoints: props.checkpoints,
    finalCheckpoint: props.finalCheckpoint,
  };
  for (const { path, problem } of [...rejectedSpec(spec), ...unusableSpec(spec)]) refuse(propertyOf(path), problem);
  return {
    apiVersion: 'cdi.kubevirt.io/v1beta1',
    kind: 'DataVolume',
    metadata: {
      name: requireDnsSubdomain('name', props.name ?? id),
      namespace: props.namespace,
      labels: props.labels,
      annotations: Object.keys(annotations).length ? annotations : undefined,
    },
    spec,
  };
}

/** The volume mode of the resulting claim. Undefined if CDI's choice is unknown. */
export function resultingMode({ form, volumeMode, contentType, storageClass, accessModes }: DataVolumeProps): VolumeMode | undefined {
  if (volumeMode) return volumeMode;
  if (form === DataVolumeForm.PVC || contentType === DataVolumeContent.ARCHIVE) return VolumeMode.FILESYSTEM;
  return modeByProfile(storageClass?.provisioner, accessModes) as VolumeMode | undefined;
}

/** Whether the import needs scratch space. */
export function needsScratchSpace({ source, contentType, checkpoints }: DataVolumeProps): boolean {
  return usesScratchSpace({ ...source._spec(), contentType, checkpoints });
}

/** Gives advice about a DataVolume. */
export function adviseOnDataVolume(scope: Construct, object: ApiObject, props: DataVolumeProps): void {
  const { storageClass, bindImmediately, form = DataVolumeForm.STORAGE } = props;
  const fixedVolumes = storageClass && (storageClass.storageClassName === '' || storageClass.provisioner === NO_PROVISIONER);
  if (fixedVolumes && needsScratchSpace(props)) report(object, CDI002, secondVolume(storageClass.storageClassName, `spec.${form}.storageClassName`));
  if (storageClass?.volumeBindingMode === VolumeBindingMode.WAIT_FOR_FIRST_CONSUMER && !bindImmediately) {
    Advice._give(scope, 'DATA_VOLUME_WAITS', `storage class "${storageClass.storageClassName}" waits for a first consumer: the import `
      + 'starts when a pod uses the claim.',
    'Set bindImmediately to start immediately.');
  }
}

/** The property that a field of the spec comes from. */
function propertyOf(path: string): string {
  const field = path.replace(/^(storage|pvc)\./, '');
  return field === 'resources.requests.storage' ? 'size' : field;
}

/** The `pvc` form, without defaults of CDI. */
function claimForm(props: DataVolumeProps): object {
  const { accessModes = [AccessMode.READ_WRITE_ONCE], volumeMode = VolumeMode.FILESYSTEM } = props;
  return volumeSpec({ ...props, accessModes, volumeMode });
}

/** The `storage` form, in which CDI defaults missing fields. */
function storageForm(props: DataVolumeProps): object {
  const { storageClass, accessModes } = props;
  if (!accessModes?.length && isUnknownToCdi(storageClass?.provisioner)) {
    refuse('accessModes', `are required: CDI does not know those of ${storageClass!.provisioner}`);
  }
  return volumeSpec(props);
}

function volumeSpec(props: DataVolumeProps): object {
  const { source, size, storageClass, accessModes, volumeMode, volume } = props;
  if (size) requireSize(size, source._original);
  const distinct = accessModes?.length ? requireAccessModes('accessModes', accessModes) : accessModes;
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
  const least = original && sizeOf(original);
  if (least && bytesOf(least) > bytesOf(size)) {
    refuse('size', `is ${size.asString()}, but the original "${original.name}" has ${least.asString()}: a copy cannot be smaller`);
  }
}

/** CDI prefers raw block volumes if the class supports them. */
function likelyMode({ capabilities: { blockModes = [] } }: IStorageClass, accessModes: AccessMode[] = []): VolumeMode {
  return accessModes.length && accessModes.every((mode) => blockModes.includes(mode)) ? VolumeMode.BLOCK : VolumeMode.FILESYSTEM;
}
