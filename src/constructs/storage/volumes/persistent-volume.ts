import { ApiObject, Size } from 'cdk8s';
import { IPersistentVolume, IApiResource } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { AccessMode, ReclaimPolicy, VolumeMode } from './modes';
import { VolumeSource } from './volume-source';
import { invalid, refuse } from '../../../core/errors';
import { HOSTNAME } from '../../../kubernetes/labels';
import { isLabelValue, requireDnsLabel, requireDnsSubdomain } from '../../../kubernetes/names';
import { requireNodeTerms } from '../../../kubernetes/requirements';
import { Cluster } from '../../cluster';
import { MatchOperator, NodeSelectorTerm } from '../../core-v1';
import { INamedObject } from '../../named-object';
import { NamespacedName } from '../../namespaced-name';
import { at } from '../../private/at';
import { emit, Manifest } from '../../private/emit';
import { IStorageClass } from '../classes/storage-class';
import { IVolumeAttributesClass } from '../classes/volume-attributes-class';
import { quantity } from '../private/quantity';
import { reportVolume, requireVolume } from '../private/volume-rules';

/** Properties for `PersistentVolume`. */
export interface PersistentVolumeProps {
  /** Name of the volume. @default - the construct's id */
  readonly name?: string;

  /** What the volume is made of. */
  readonly source: VolumeSource;

  /** Size that claims can count on. Nothing enforces it where the storage does not. */
  readonly capacity: Size;

  /** What the volume can do; a claim's modes must all be among these. @default [AccessMode.READ_WRITE_ONCE] */
  readonly accessModes?: AccessMode[];

  /** Directory or raw device. @default VolumeMode.FILESYSTEM */
  readonly volumeMode?: VolumeMode;

  /** Options of the mount; refused for sources that have none. @default - none */
  readonly mountOptions?: string[];

  /** What becomes of the volume when its claim is deleted. @default - the API server's: ReclaimPolicy.RETAIN */
  readonly reclaimPolicy?: ReclaimPolicy;

  /** Class of the volume: only claims of the same class bind to it. @default - no class */
  readonly storageClass?: IStorageClass;

  /** Names of the nodes (label kubernetes.io/hostname) that reach the volume; `local` sources need this or `nodeAffinity`. @default - all nodes */
  readonly nodes?: string[];

  /** Nodes that reach the volume, as alternatives. @default - `nodes`, else the zone of the source, else all nodes */
  readonly nodeAffinity?: NodeSelectorTerm[];

  /** Keeps the volume for one claim. The claim still has to ask for it: same class, a size and modes that fit. @default - any claim */
  readonly claimRef?: NamespacedName;

  /** Attributes of the volume, such as its IOPS. @default - none */
  readonly attributesClass?: IVolumeAttributesClass;

  /** Labels of the volume, for selectors of claims. @default - none */
  readonly labels?: { [key: string]: string };

  /** Annotations of the volume. @default - none */
  readonly annotations?: { [key: string]: string };
}

/**
 * A volume that exists already, for claims to bind to.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/
 */
export class PersistentVolume extends Construct implements INamedObject, IPersistentVolume {
  /** A volume that exists in the cluster, for claims that name it. */
  public static fromVolumeName(scope: Construct, id: string, volumeName: string): INamedObject {
    return new ExistingVolume(scope, id, volumeName);
  }

  /** Name of the volume. */
  public readonly name: string;

  /** Size that claims can count on. */
  public readonly capacity: Size;

  /** What the volume can do. */
  public readonly accessModes: AccessMode[];

  /** Directory or raw device. */
  public readonly volumeMode: VolumeMode;

  /** Class of the volume. Undefined where it has none. */
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
    super(scope, id);
    const { kubernetesVersion } = Cluster.of(this);
    const manifest = at(this, () => persistentVolume(id, props));
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

  /** This volume as a resource of RBAC, for cdk8s-plus. */
  public asApiResource(): IApiResource | undefined {
    return this;
  }

  /** Nothing: a volume is an API resource. */
  public asNonApiResource(): string | undefined {
    return undefined;
  }
}

/** A volume of which only the name is known. */
class ExistingVolume extends Construct implements INamedObject {
  public readonly kind: string = 'PersistentVolume';
  public readonly name: string;

  constructor(scope: Construct, id: string, volumeName: string) {
    super(scope, id);
    this.name = at(this, () => requireDnsSubdomain('volumeName', volumeName));
  }
}

function persistentVolume(id: string, props: PersistentVolumeProps): Manifest {
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
      volumeAttributesClassName: props.attributesClass?.attributesClassName,
      [source._field]: source._spec,
    },
  };
}

function nodeTerms({ nodes, nodeAffinity, source }: PersistentVolumeProps): NodeSelectorTerm[] | undefined {
  if (nodes && nodeAffinity) refuse('nodes', 'and nodeAffinity are both set. Keep one');
  if (nodes?.length === 0 || nodeAffinity?.length === 0) refuse(nodes ? 'nodes' : 'nodeAffinity', 'must name at least one node');
  requireNodeTerms('nodeAffinity', nodeAffinity ?? []);
  for (const node of nodes ?? []) if (!node || !isLabelValue(node)) invalid('nodes', node, 'names of nodes such as "worker-1"');
  const terms = nodes ? [{ matchExpressions: [{ key: HOSTNAME, operator: MatchOperator.IN, values: nodes }] }] : nodeAffinity;
  return terms ?? (source._nodeAffinity && [source._nodeAffinity]);
}

function claimRef({ name, namespace }: NamespacedName): { [key: string]: string } {
  return {
    name: requireDnsSubdomain('claimRef.name', name),
    namespace: requireDnsLabel('claimRef.namespace', namespace),
  };
}
