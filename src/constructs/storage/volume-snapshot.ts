import { ApiObject } from 'cdk8s';
import { IPersistentVolumeClaim } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { capabilitiesOf } from './private/claim-facts';
import { IVolumeSnapshotClass } from './volume-snapshot-class';
import { refuse } from '../../core/errors';
import { requireDnsSubdomain } from '../../core/names';
import { at } from '../private/at';
import { emit, Manifest } from '../private/emit';

/** A VolumeSnapshot that claims can start from. */
export interface IVolumeSnapshot {
  /** Name of the snapshot, in the namespace of the claims. */
  readonly snapshotName: string;
}

/** Properties for `VolumeSnapshot`. */
export interface VolumeSnapshotProps {
  /** Name of the snapshot. @default - the construct's id */
  readonly name?: string;

  /** Namespace of the snapshot: that of its claim. @default - the chart's namespace */
  readonly namespace?: string;

  /** The claim to take a snapshot of. @default - `contentName` says what the snapshot is */
  readonly claim?: IPersistentVolumeClaim;

  /** An existing VolumeSnapshotContent, for a snapshot that the storage has already. @default - a snapshot of `claim` */
  readonly contentName?: string;

  /** How the snapshot is taken. @default - the default snapshot class of the claim's driver */
  readonly snapshotClass?: IVolumeSnapshotClass;

  /** Labels of the snapshot. @default - none */
  readonly labels?: { [key: string]: string };

  /** Annotations of the snapshot. @default - none */
  readonly annotations?: { [key: string]: string };
}

/**
 * A snapshot of a claim. It is taken when the object is created and never again. Needs the CRDs and the controller of the
 * external-snapshotter, see `SnapshotController`.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volume-snapshots/
 */
export class VolumeSnapshot extends Construct implements IVolumeSnapshot {
  /** A snapshot that exists in the cluster, in the namespace of the claims that start from it. */
  public static fromSnapshotName(snapshotName: string): IVolumeSnapshot {
    return { snapshotName: requireDnsSubdomain('snapshotName', snapshotName) };
  }

  /** Name of the snapshot. */
  public readonly snapshotName: string;

  /** The emitted VolumeSnapshot. */
  public readonly apiObject: ApiObject;

  constructor(scope: Construct, id: string, props: VolumeSnapshotProps) {
    super(scope, id);
    const manifest = at(this, () => volumeSnapshot(id, props));
    this.snapshotName = manifest.metadata.name;
    this.apiObject = emit(this, 'VolumeSnapshot', manifest);
  }
}

function volumeSnapshot(id: string, props: VolumeSnapshotProps): Manifest {
  const { claim, contentName } = props;
  if ((claim === undefined) === (contentName === undefined)) refuse('claim', 'or contentName must be given, and not both');
  if (claim && capabilitiesOf(claim).snapshots === false) refuse('claim', `"${claim.name}" is of a storage class without snapshots`);
  return {
    apiVersion: 'snapshot.storage.k8s.io/v1',
    kind: 'VolumeSnapshot',
    metadata: { name: requireDnsSubdomain('name', props.name ?? id), namespace: props.namespace, labels: props.labels, annotations: props.annotations },
    spec: {
      volumeSnapshotClassName: props.snapshotClass?.snapshotClassName,
      source: claim
        ? { persistentVolumeClaimName: claim.name }
        : { volumeSnapshotContentName: requireDnsSubdomain('contentName', contentName!) },
    },
  };
}
