import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { IVolumeSnapshotClass } from './snapshot-ref';
import { VolumeSnapshotClassOptions } from './volume-snapshot-class-options';
import { refuse } from '../../../core/errors';
import { CLS022, CSI015, OST012, otherSnapshotClassVerdicts, snapshotClassVerdicts } from '../../../drivers/judgements/class-parameters';
import { DEFAULT_SNAPSHOT_CLASS } from '../../../kubernetes/annotations';
import { requireCsiDriverName, requireDnsSubdomain, requireOneOf } from '../../../kubernetes/names';
import { SnapshotVersion, snapshotVersion } from '../../../kubernetes/snapshot-api';
import { Cluster } from '../../cluster';
import { at, propsOf } from '../../private/at';
import { emit, Manifest } from '../../private/emit';
import { report } from '../../private/report';
import { secretParameter } from '../classes/csi-secrets';
import { extraParameters, requireParameters } from '../private/parameters';
import { ReclaimPolicy } from '../volumes/modes';

/** Properties for `VolumeSnapshotClass`. */
export interface VolumeSnapshotClassProps extends VolumeSnapshotClassOptions {
  /** The CSI driver, such as "cinder.csi.openstack.org". */
  readonly driver: string;
  /** Parameters, as the driver reads them. @default - none */
  readonly parameters?: { [key: string]: string };
}

/**
 * A VolumeSnapshotClass of any driver. Requires the CRDs of the external-snapshotter, see `snapshots.SnapshotController`.
 *
 * It is written as snapshot.storage.k8s.io/v1 from Kubernetes 1.20, as v1beta1 from 1.17, and as v1alpha1 before.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volume-snapshot-classes/
 */
export class VolumeSnapshotClass extends Construct implements IVolumeSnapshotClass {
  /** A class that exists in the cluster. */
  public static fromSnapshotClassName(snapshotClassName: string): IVolumeSnapshotClass {
    return { snapshotClassName: requireDnsSubdomain('snapshotClassName', snapshotClassName) };
  }

  /** Name of the class. */
  public readonly snapshotClassName: string;
  /** The CSI driver of its snapshots. */
  public readonly driver?: string;
  /** The emitted VolumeSnapshotClass. */
  public readonly apiObject: ApiObject;

  constructor(scope: Construct, id: string, props: VolumeSnapshotClassProps) {
    props = propsOf(new.target, 'VolumeSnapshotClass', scope, id, props);
    super(scope, id);
    const { kubernetesVersion, release } = Cluster.of(this);
    const manifest = at(this, () => snapshotClass(id, props, snapshotVersion(kubernetesVersion)));
    this.snapshotClassName = manifest.metadata.name;
    this.driver = props.driver;
    this.apiObject = emit(this, 'VolumeSnapshotClass', manifest);
    for (const judgement of [CLS022, CSI015]) report(this.apiObject, judgement, otherSnapshotClassVerdicts(judgement.id, manifest));
    report(this.apiObject, OST012, snapshotClassVerdicts(manifest, { release: release.minor, kubernetesVersion }));
  }
}

function snapshotClass(id: string, props: VolumeSnapshotClassProps, version: SnapshotVersion): Manifest {
  requireCsiDriverName('driver', props.driver);
  const deletionPolicy = props.deletionPolicy ?? ReclaimPolicy.DELETE;
  if (deletionPolicy === ReclaimPolicy.RECYCLE) refuse('deletionPolicy', 'must be Delete or Retain, got Recycle');
  requireOneOf('deletionPolicy', deletionPolicy, [ReclaimPolicy.DELETE, ReclaimPolicy.RETAIN]);
  const annotations = { ...(props.isDefault === true && { [DEFAULT_SNAPSHOT_CLASS]: 'true' }), ...props.annotations };
  const secret = props.snapshotterSecret ? secretParameter('snapshotterSecret', 'snapshotter', props.snapshotterSecret) : {};
  const parameters = { ...props.parameters, ...extraParameters(props.extraParameters), ...secret };
  return {
    apiVersion: `snapshot.storage.k8s.io/${version}`,
    kind: 'VolumeSnapshotClass',
    metadata: {
      name: requireDnsSubdomain('name', props.name ?? id),
      labels: props.labels,
      annotations: Object.keys(annotations).length ? annotations : undefined,
    },
    [version === 'v1alpha1' ? 'snapshotter' : 'driver']: props.driver,
    deletionPolicy,
    parameters: requireParameters('parameters', parameters),
  };
}
