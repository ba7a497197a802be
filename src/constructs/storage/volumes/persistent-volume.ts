import { ApiObject, Size } from 'cdk8s';
import { IPersistentVolume, IApiResource } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { AccessMode, ReclaimPolicy, VolumeMode } from './modes';
import { VolumeSource } from './volume-source';
import { invalid, refuse } from '../../../core/errors';
import { requirePlace } from '../../../core/props';
import { HOSTNAME } from '../../../kubernetes/labels';
import { isLabelValue, requireDnsLabel, requireDnsSubdomain } from '../../../kubernetes/names';
import { requireNodeTerms } from '../../../kubernetes/requirements';
import { Cluster } from '../../cluster';
import { MatchOperator, NodeSelectorTerm } from '../../core-v1';
import { INamedObject } from '../../named-object';
import { NamespacedName } from '../../namespaced-name';
import { at, propsOf } from '../../private/at';
import { emit, Manifest } from '../../private/emit';
import { IVolumeAttributesClass } from '../classes/attributes-class-ref';
import { IStorageClass } from '../classes/storage-class';
import { quantity } from '../private/quantity';
import { reportVolume, requireVolume } from '../private/volume-rules';

/** Properties for `PersistentVolume`. */
export interface PersistentVolumeProps {
  /** Name of the volume. @default - the construct's id */
  readonly name?: string;
  /** Volume source. */
  readonly source: VolumeSource;
  /** Capacity of the volume. Kubernetes does not enforce it. */
  readonly capacity: Size;
  /** Access modes; must include those of a claim. @default [AccessMode.READ_WRITE_ONCE] */
  readonly accessModes?: AccessMode[];
  /** Volume mode: filesystem or raw block device. @default VolumeMode.FILESYSTEM */
  readonly volumeMode?: VolumeMode;
  /** Mount options; an error for sources that do not support them. @default - none */
  readonly mountOptions?: string[];
  /** What happens to the volume when its claim is deleted. @default - the API server's: ReclaimPolicy.RETAIN */
  readonly reclaimPolicy?: ReclaimPolicy;
  /** Class of the volume: only claims of the same class bind to it. @default - no class */
  readonly storageClass?: IStorageClass;
  /** Nodes (label kubernetes.io/hostname) that can access the volume; `local` sources need this or `nodeAffinity`. @default - all nodes */
  readonly nodes?: string[];
  /** Node affinity terms, which are alternatives. @default - `nodes`, else the zone of the source, else all nodes */
  readonly nodeAffinity?: NodeSelectorTerm[];
  /** Reserves the volume for one claim (claimRef). The claim needs the same class, and matching size and modes. @default - any claim */
  readonly claimRef?: NamespacedName;
  /** Attributes of the volume, such as its IOPS. @default - none */
  readonly volumeAttributesClass?: IVolumeAttributesClass;
  /** Labels of the volume, which claims can select. @default - none */
  readonly labels?: { [key: string]: string };
  /** Annotations of the volume. @default - none */
  readonly annotations?: { [key: string]: string };
}

/**
 * A pre-provisioned volume, for claims to bind to.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/
 */
export class PersistentVolume extends Construct implements INamedObject, IPersistentVolume {
  /** A volume that exists in the cluster, for claims that name it. */
  public static fromVolumeName(scope: Construct, id: string, volumeName: string): INamedObject {
    requirePlace('PersistentVolume.fromVolumeName', [scope, id]);
    return new ExistingVolume(scope, id, volumeName);
  }

  /** Name of the volume. */
  public readonly name: string;
  /** Capacity of the volume. */
  public readonly capacity: Size;
  /** Access modes. */
  public readonly accessModes: AccessMode[];
  /** Volume mode: filesystem or raw block device. */
  public readonly volumeMode: VolumeMode;
  /** Class of the volume. Undefined if it has none. */
  public readonly storageClass?: IStorageClass;
  /** The claim that the volume is kept for. Undefined where any claim may have it. */
  public readonly claimRef?: NamespacedName;
  /** API version of the object. */
  public readonly apiVersion: string = 'v1';
  /** API group of the object: core. */
  public readonly apiGroup: string = '';
  /** Kind of the object. */
  public readonly kind: string = 'PersistentVolume';
  /** Resource type, as RBAC names it. */
  public readonly resourceType: string = 'persistentvolumes';
  /** The emitted PersistentVolume. */
  public readonly apiObject: ApiObject;

  constructor(scope: Construct, id: string, props: PersistentVolumeProps) {
    props = propsOf(new.target, 'PersistentVolume', scope, id, props);
    super(scope, id);
    const { kubernetesVersion, release } = Cluster.of(this);
    const manifest = at(this, () => persistentVolume(id, props, release.minor));
    at(this, () => requireVolume(manifest, kubernetesVersion));
    this.name = manifest.metadata.name;
    this.capacity = props.capacity;
    this.accessModes = manifest.spec.accessModes;
    this.volumeMode = props.volumeMode ?? VolumeMode.FILESYSTEM;
    this.storageClass = props.storageClass;
    this.claimRef = props.claimRef;
    this.apiObject = emit(this, 'PersistentVolume', manifest);
    reportVolume(this, manifest, kubernetesVersion);
  }

  /** Name of the object, for RBAC of cdk8s-plus. */
  public get resourceName(): string | undefined {
    return this.name;
  }

  /** This volume as an RBAC resource, for cdk8s-plus. */
  public asApiResource(): IApiResource | undefined {
    return this;
  }

  /** Nothing: a volume is an API resource. */
  public asNonApiResource(): string | undefined {
    return undefined;
  }
}

/** A volume known by name only. */
class ExistingVolume extends Construct implements INamedObject {
  public readonly kind: string = 'PersistentVolume';
  public readonly name: string;

  constructor(scope: Construct, id: string, volumeName: string) {
    super(scope, id);
    this.name = at(this, () => requireDnsSubdomain('volumeName', volumeName));
  }
}

function persistentVolume(id: string, props: PersistentVolumeProps, release: string): Manifest {
  const { source, storageClass, volumeMode } = props;
  const terms = nodeTerms(props);
  const annotations = { ...props.reclaimPolicy === ReclaimPolicy.DELETE && source._annotations, ...props.annotations };
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: {
      name: props.name ?? id,
      labels: props.labels,
      annotations: Object.keys(annotations).length ? annotations : undefined,
    },
    spec: {
      capacity: { storage: quantity('capacity', props.capacity) },
      accessModes: [...new Set(props.accessModes ?? [AccessMode.READ_WRITE_ONCE])],
      volumeMode: volumeMode === VolumeMode.FILESYSTEM ? undefined : volumeMode,
      persistentVolumeReclaimPolicy: props.reclaimPolicy,
      storageClassName: storageClass?.storageClassName || undefined,
      mountOptions: props.mountOptions,
      nodeAffinity: terms && { required: { nodeSelectorTerms: terms } },
      claimRef: props.claimRef && claimRef(props.claimRef),
      volumeAttributesClassName: props.volumeAttributesClass?.volumeAttributesClassName,
      [source._field]: source._specFor(release),
    },
  };
}

function nodeTerms({ nodes, nodeAffinity, source }: PersistentVolumeProps): NodeSelectorTerm[] | undefined {
  if (nodes && nodeAffinity) refuse('nodes', 'and nodeAffinity are mutually exclusive. Remove one');
  if (nodes?.length === 0 || nodeAffinity?.length === 0) refuse(nodes ? 'nodes' : 'nodeAffinity', 'needs at least one node');
  requireNodeTerms('nodeAffinity', nodeAffinity ?? []);
  for (const node of nodes ?? []) if (!node || !isLabelValue(node)) invalid('nodes', node, 'names of nodes such as "worker-1"');
  const terms = nodes ? [{ matchExpressions: [{ key: HOSTNAME, operator: MatchOperator.IN, values: nodes }] }] : nodeAffinity;
  return terms ?? (source._nodeAffinity && [source._nodeAffinity]);
}

function claimRef({ name, namespace }: NamespacedName): { [key: string]: string } {
  return { name: requireDnsSubdomain('claimRef.name', name), namespace: requireDnsLabel('claimRef.namespace', namespace) };
}
