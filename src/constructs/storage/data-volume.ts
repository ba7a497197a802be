import { ApiObject, Size } from 'cdk8s';
import { IPersistentVolumeClaim } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { DataVolumeSource } from './data-volume-source';
import { AccessMode, VolumeBindingMode, VolumeMode } from './modes';
import { PersistentVolumeClaim } from './persistent-volume-claim';
import { requireAccessModes, requireSupported } from './private/claim-spec';
import { NO_PROVISIONER } from './private/drivers';
import { bytesOf, quantity } from './private/quantity';
import { IStorageClass } from './storage-class';
import { refuse } from '../../core/errors';
import { requireDnsSubdomain } from '../../core/names';
import { Advice } from '../advice';
import { at } from '../private/at';
import { emit, Manifest } from '../private/emit';

const MEBIBYTE = 1024 * 1024;
const BIND_IMMEDIATELY = 'cdi.kubevirt.io/storage.bind.immediate.requested';
/** Provisioners for which CDI knows no access modes: its `storage` form needs them. */
const WITHOUT_PROFILE = ['rancher.io/local-path', 'openebs.io/local'];

/** Two ways to ask CDI for a volume. */
export enum DataVolumeForm {
  /** `storage`: CDI fills in access modes and volume mode, and adds room for the filesystem. */
  STORAGE = 'storage',
  /** `pvc`: the claim is made as it is written. */
  PVC = 'pvc',
}

/** What an image holds. */
export enum DataVolumeContent {
  /** A disk of a virtual machine. */
  KUBEVIRT = 'kubevirt',
  /** A tar archive, unpacked into a filesystem. */
  ARCHIVE = 'archive',
}

/** A step of a warm migration. */
export interface DataVolumeCheckpoint {
  /** Snapshot before; empty for the first. */
  readonly previous: string;
  /** Snapshot to copy. */
  readonly current: string;
}

/** Properties for `DataVolume`. */
export interface DataVolumeProps {
  /** Name of the DataVolume and of its claim. @default - the construct's id */
  readonly name?: string;

  /** Namespace of both. @default - the chart's namespace */
  readonly namespace?: string;

  /** What the volume holds at first. */
  readonly source: DataVolumeSource;

  /** Size of the volume, at least 1 MiB. @default - that of what is copied; required for everything else */
  readonly size?: Size;

  /** Class of the volume. @default - the cluster's default class for virtual machines, else the default class */
  readonly storageClass?: IStorageClass;

  /** Access modes; with DataVolumeForm.PVC exactly one. @default - CDI's choice for the class, or [AccessMode.READ_WRITE_ONCE] with DataVolumeForm.PVC */
  readonly accessModes?: AccessMode[];

  /** Directory or raw device. @default - CDI's choice for the class, or VolumeMode.FILESYSTEM with DataVolumeForm.PVC */
  readonly volumeMode?: VolumeMode;

  /** Which way to ask for the volume. @default DataVolumeForm.STORAGE */
  readonly form?: DataVolumeForm;

  /** What the image holds. @default DataVolumeContent.KUBEVIRT */
  readonly contentType?: DataVolumeContent;

  /** Starts although the class waits for its first consumer: the importer is that consumer. @default false */
  readonly bindImmediately?: boolean;

  /** Reserves the whole size. @default - CDI's configuration: false */
  readonly preallocation?: boolean;

  /** Priority class of the importer. @default - none */
  readonly priorityClassName?: string;

  /** ServiceAccount of the importer. @default - the namespace's default */
  readonly serviceAccountName?: string;

  /** Steps of a warm migration; vddk and imageio sources only. @default - none */
  readonly checkpoints?: DataVolumeCheckpoint[];

  /** Whether the last checkpoint is the end of the migration. @default false */
  readonly finalCheckpoint?: boolean;

  /** Labels of the DataVolume. @default - none */
  readonly labels?: { [key: string]: string };

  /** Annotations of the DataVolume. @default - none */
  readonly annotations?: { [key: string]: string };
}

/**
 * A claim that CDI (KubeVirt's containerized data importer) fills: cdi.kubevirt.io/v1beta1. What CDI's webhook would refuse is refused here.
 *
 * @see https://github.com/kubevirt/containerized-data-importer
 */
export class DataVolume extends Construct {
  /** Name of the DataVolume, and of its claim. */
  public readonly name: string;

  /** The claim that CDI makes; pods can mount it. */
  public readonly claim: IPersistentVolumeClaim;

  /** How many volumes have to be free while it is filled: one, and one more where the source takes scratch space. */
  public readonly volumesNeeded: number;

  /** The emitted DataVolume. */
  public readonly apiObject: ApiObject;

  constructor(scope: Construct, id: string, props: DataVolumeProps) {
    super(scope, id);
    const manifest = at(this, () => dataVolume(id, props));
    this.name = manifest.metadata.name;
    this.claim = PersistentVolumeClaim.fromClaimName(this, 'Claim', this.name, { volumeMode: props.volumeMode });
    this.volumesNeeded = props.source.needsScratchSpace ? 2 : 1;
    this.apiObject = emit(this, 'DataVolume', manifest);
    advise(this, props);
  }
}

function dataVolume(id: string, props: DataVolumeProps): Manifest {
  const { source, form = DataVolumeForm.STORAGE } = props;
  requireContent(props);
  if (props.checkpoints && !['vddk', 'imageio'].includes(source._kind)) refuse('checkpoints', 'are for vddk and imageio sources only');
  if (props.finalCheckpoint !== undefined && !props.checkpoints) refuse('finalCheckpoint', 'needs checkpoints');
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
      priorityClassName: props.priorityClassName,
      serviceAccountName: props.serviceAccountName,
      checkpoints: props.checkpoints,
      finalCheckpoint: props.finalCheckpoint,
    },
  };
}

function requireContent({ source, contentType, volumeMode }: DataVolumeProps): void {
  if (contentType !== DataVolumeContent.ARCHIVE) return;
  if (['blank', 'registry'].includes(source._kind)) refuse('contentType', `can not be archive with a ${source._kind} source`);
  if (volumeMode === VolumeMode.BLOCK) refuse('contentType', 'archive is unpacked into a filesystem, but volumeMode is Block');
}

/** The `pvc` form, in which everything is written. */
function claimForm(props: DataVolumeProps): object {
  const { accessModes = [AccessMode.READ_WRITE_ONCE], volumeMode = VolumeMode.FILESYSTEM } = props;
  if (accessModes.length !== 1) refuse('accessModes', 'must hold exactly one mode with DataVolumeForm.PVC');
  return volumeSpec({ ...props, accessModes, volumeMode }, refuse);
}

/** The `storage` form, in which CDI fills in what is left out. */
function storageForm(props: DataVolumeProps): object {
  const provisioner = props.storageClass?.provisioner ?? '';
  if (!props.accessModes && WITHOUT_PROFILE.includes(provisioner)) {
    refuse('accessModes', `are required: CDI does not know those of ${provisioner}`);
  }
  return volumeSpec(props, (property, problem) => props.source._isClone ? undefined : refuse(property, problem));
}

function volumeSpec(props: DataVolumeProps, sizeMissing: (property: string, problem: string) => void): object {
  const { size, storageClass, accessModes, volumeMode } = props;
  if (!size) sizeMissing('size', 'is required: only copies in the storage form can do without');
  if (size && bytesOf(size) < MEBIBYTE) refuse('size', `must be at least 1Mi, got ${size.asString()}`);
  if (accessModes?.length) requireAccessModes('accessModes', accessModes);
  if (storageClass) requireSupported('', storageClass, accessModes ?? [], volumeMode ?? likelyMode(storageClass, accessModes), {});
  return {
    accessModes,
    volumeMode: props.form === DataVolumeForm.PVC && volumeMode === VolumeMode.FILESYSTEM ? undefined : volumeMode,
    resources: size && { requests: { storage: quantity('size', size) } },
    storageClassName: storageClass?.storageClassName,
  };
}

/** CDI prefers raw block volumes where the class has them. */
function likelyMode({ capabilities: { blockModes = [] } }: IStorageClass, accessModes: AccessMode[] = []): VolumeMode {
  return accessModes.length && accessModes.every((mode) => blockModes.includes(mode)) ? VolumeMode.BLOCK : VolumeMode.FILESYSTEM;
}

function advise(scope: DataVolume, { source, storageClass, bindImmediately, volumeMode }: DataVolumeProps): void {
  const fixedVolumes = storageClass && (storageClass.storageClassName === '' || storageClass.provisioner === NO_PROVISIONER);
  if (fixedVolumes && source.needsScratchSpace) {
    const block = volumeMode === VolumeMode.BLOCK ? ', and scratch space needs a filesystem' : '';
    Advice._give(scope, 'SCRATCH_SPACE_NEEDS_VOLUME', `its import takes a second volume of class "${storageClass.storageClassName}" for scratch space${block}.`,
      'Have two volumes free, on one node if they are local, or set another scratchSpaceStorageClass in the CDI configuration.');
  }
  if (storageClass?.volumeBindingMode === VolumeBindingMode.WAIT_FOR_FIRST_CONSUMER && !bindImmediately) {
    Advice._give(scope, 'DATA_VOLUME_WAITS', `storage class "${storageClass.storageClassName}" waits for a first consumer: the import starts when a pod uses the claim.`,
      'Set bindImmediately to start at once.');
  }
}
