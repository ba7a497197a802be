import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { IVolumeSnapshot, IVolumeSnapshotClass } from './snapshot-ref';
import { refuse } from '../../../core/errors';
import { requireDnsSubdomain } from '../../../kubernetes/names';
import { SnapshotVersion, snapshotVersion } from '../../../kubernetes/snapshot-api';
import { Cluster } from '../../cluster';
import { INamedObject } from '../../named-object';
import { at, propsOf } from '../../private/at';
import { emit, Manifest } from '../../private/emit';
import { refersTo } from '../../private/existing';
import { requireKind } from '../../private/named-object';
import { capabilitiesOf, provisionerOf, requireSameNamespace } from '../private/claim-facts';

/** Properties for `VolumeSnapshot`. */
export interface VolumeSnapshotProps {
  /** Name of the snapshot. @default - the construct's id */
  readonly name?: string;
  /** Namespace of the snapshot: that of its claim. @default - the chart's namespace */
  readonly namespace?: string;
  /** The source claim. @default - `contentName` */
  readonly claim?: INamedObject;
  /** An existing VolumeSnapshotContent, for a pre-provisioned snapshot. @default - a snapshot of `claim` */
  readonly contentName?: string;
  /** VolumeSnapshotClass. @default - the default snapshot class of the claim's driver */
  readonly snapshotClass?: IVolumeSnapshotClass;
  /** Labels of the snapshot. @default - none */
  readonly labels?: { [key: string]: string };
  /** Annotations of the snapshot. @default - none */
  readonly annotations?: { [key: string]: string };
}

/**
 * A snapshot of a claim, taken once when the object is created. Requires the CRDs and the controller of the
 * external-snapshotter, see `snapshots.SnapshotController`. The API version is that of `VolumeSnapshotClass`.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volume-snapshots/
 */
export class VolumeSnapshot extends Construct implements IVolumeSnapshot {
  /** A snapshot that exists in the cluster, in the namespace of the claims that use it. */
  public static fromSnapshotName(snapshotName: string): IVolumeSnapshot {
    return { snapshotName: requireDnsSubdomain('snapshotName', snapshotName) };
  }

  /** Name of the snapshot. */
  public readonly snapshotName: string;
  /** The source claim. Undefined for a pre-provisioned snapshot. */
  public readonly claim?: INamedObject;
  /** The emitted VolumeSnapshot. */
  public readonly apiObject: ApiObject;
  /** The class of the snapshot. @internal */
  public readonly _snapshotClass?: IVolumeSnapshotClass;

  constructor(scope: Construct, id: string, props: VolumeSnapshotProps) {
    props = propsOf(new.target, 'VolumeSnapshot', scope, id, props);
    super(scope, id);
    const { kubernetesVersion } = Cluster.of(this);
    const manifest = at(this, () => volumeSnapshot(id, props, snapshotVersion(kubernetesVersion)));
    this.snapshotName = manifest.metadata.name;
    this.claim = props.claim;
    this._snapshotClass = props.snapshotClass;
    this.apiObject = emit(this, 'VolumeSnapshot', manifest);
    refersTo(this, 'VolumeSnapshotClass', props.snapshotClass, props.snapshotClass?.snapshotClassName);
    at(this, () => props.claim && requireSameNamespace('claim', props.claim, this.apiObject));
  }
}

function volumeSnapshot(id: string, props: VolumeSnapshotProps, version: SnapshotVersion): Manifest {
  const { claim, contentName } = props;
  if ((claim === undefined) === (contentName === undefined)) refuse('claim', 'or contentName is required, but not both');
  if (contentName !== undefined) requireDnsSubdomain('contentName', contentName);
  if (claim) requireSnapshots(claim, props.snapshotClass);
  return {
    apiVersion: `snapshot.storage.k8s.io/${version}`,
    kind: 'VolumeSnapshot',
    metadata: {
      name: requireDnsSubdomain('name', props.name ?? id),
      namespace: props.namespace,
      labels: props.labels,
      annotations: props.annotations,
    },
    spec: version === 'v1alpha1' ? alphaSpec(props) : {
      volumeSnapshotClassName: props.snapshotClass?.snapshotClassName,
      source: claim ? { persistentVolumeClaimName: claim.name } : { volumeSnapshotContentName: contentName },
    },
  };
}

/** The alpha form of the API, before Kubernetes 1.17. */
function alphaSpec({ claim, contentName, snapshotClass }: VolumeSnapshotProps): object {
  return {
    snapshotClassName: snapshotClass?.snapshotClassName,
    snapshotContentName: contentName,
    source: claim && { kind: 'PersistentVolumeClaim', name: claim.name },
  };
}

function requireSnapshots(claim: INamedObject, snapshotClass?: IVolumeSnapshotClass): void {
  requireKind('claim', claim, 'PersistentVolumeClaim');
  if (capabilitiesOf(claim).snapshots === false) refuse('claim', `"${claim.name}" has a storage class that does not support snapshots`);
  const [provisioner, driver] = [provisionerOf(claim), snapshotClass?.driver];
  if (provisioner && driver && provisioner !== driver) {
    refuse('snapshotClass', `is a class of ${driver}, which cannot snapshot volumes of ${provisioner}, as that of "${claim.name}"`);
  }
}
