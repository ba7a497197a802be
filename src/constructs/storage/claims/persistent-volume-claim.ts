import { ApiObject, Size } from 'cdk8s';
import { IApiResource, IPersistentVolumeClaim, IStorage, Volume } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { ClaimMountOptions } from './claim-mount-options';
import { ClaimOptions } from './claim-options';
import { invalid, refuse } from '../../../core/errors';
import { takeProps } from '../../../core/props';
import { requireAbsolutePath, requireDnsLabel, requireDnsSubdomain } from '../../../kubernetes/names';
import { Cluster } from '../../cluster';
import { INamedObject } from '../../named-object';
import { Origins, requireAccepted } from '../../private/accepted';
import { at, propsOf } from '../../private/at';
import { emit, Manifest } from '../../private/emit';
import { refersTo } from '../../private/existing';
import { IStorageClass } from '../classes/storage-class';
import { volumeNameOf } from '../private/claim-facts';
import { claimSpec, judgeClaim, originsOf } from '../private/claim-spec';
import { classOf, requireMatching, requireUnreserved } from '../private/claimed-volume';
import { AccessMode, VolumeMode } from '../volumes/modes';

/** Maps the fields of a claim to properties, for errors. */
const ORIGINS: Origins = {
  ...originsOf('spec'),
  'metadata.name': 'name',
  'metadata.namespace': 'namespace',
  'metadata.labels': 'labels',
  'metadata.annotations': 'annotations',
  'spec.volumeName': 'volume',
};

/** Properties for `PersistentVolumeClaim`. */
export interface PersistentVolumeClaimProps extends ClaimOptions {
  /** Name of the claim. @default - the construct's id */
  readonly name?: string;
  /** Namespace of the claim, and of the pods that use it. @default - the chart's namespace */
  readonly namespace?: string;
  /** Volume mode: filesystem or raw block device. @default VolumeMode.FILESYSTEM */
  readonly volumeMode?: VolumeMode;
  /** The one volume to bind to. The claim takes its class, if known, unless `storageClass` says another. @default - any volume that fits */
  readonly volume?: INamedObject;
}

/** Known properties of a claim that exists in the cluster, for validation. */
export interface ExistingClaimOptions {
  /** Volume mode: filesystem or raw block device. @default VolumeMode.FILESYSTEM */
  readonly volumeMode?: VolumeMode;
  /** Namespace of the claim. @default - not checked: that of the pods that use it */
  readonly namespace?: string;
  /** Class of the claim. @default - not known */
  readonly storageClass?: IStorageClass;
}

/** A claim that pods can mount. */
export interface IClaim extends INamedObject, IApiResource, IStorage {
  /** API version of the object. */
  readonly apiVersion: string;

  /** Volume mode: filesystem or raw block device. */
  readonly volumeMode: VolumeMode;

  /**
   * Mounts the claim in a container of cdk8s-plus, of any version from 28 to 34.
   *
   * @param container The `Container` of cdk8s-plus
   * @param path Absolute path of the directory in the container
   * @param options How it is mounted
   */
  mountOn(container: any, path: string, options?: ClaimMountOptions): void;
}

/** Members that cdk8s-plus requires of a claim, shared by both kinds of claims. */
abstract class ClaimBase extends Construct implements IClaim, IPersistentVolumeClaim {
  /** Name of the claim. */
  public abstract readonly name: string;
  /** Volume mode: filesystem or raw block device. */
  public abstract readonly volumeMode: VolumeMode;
  /** API version of the object. */
  public readonly apiVersion: string = 'v1';
  /** API group of the object: core. */
  public readonly apiGroup: string = '';
  /** Kind of the object. */
  public readonly kind: string = 'PersistentVolumeClaim';
  /** Resource type, as RBAC names it. */
  public readonly resourceType: string = 'persistentvolumeclaims';

  private volume?: Volume;

  /** Name of the object, for RBAC of cdk8s-plus. */
  public get resourceName(): string | undefined {
    return this.name;
  }

  /**
   * Mounts the claim in a container of cdk8s-plus, of any version from 28 to 34.
   *
   * @param container The `Container` of cdk8s-plus
   * @param path Absolute path of the directory in the container
   * @param options How it is mounted
   */
  public mountOn(container: any, path: string, options: ClaimMountOptions = {}): void {
    at(this, () => {
      if (typeof container?.mount !== 'function') invalid('container', container?.constructor?.name ?? container, 'a Container of cdk8s-plus');
      container.mount(requireAbsolutePath('path', path, '/data'), this, options);
    });
  }

  /**
   * This claim as a volume of cdk8s-plus-28: what its `container.mount(path, claim)` takes. Other versions take `claim.mountOn(container, path)`.
   * Refused for raw block claims, which containers of cdk8s-plus cannot mount.
   */
  public asVolume(): Volume {
    if (this.volumeMode === VolumeMode.BLOCK) {
      at(this, () => refuse('volumeMode', 'is Block, and containers of cdk8s-plus have no volumeDevices. Use StatefulApplication or PodApplication'));
    }
    // Loaded lazily: cdk8s-plus is slow to load, and most apps do not need it.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    this.volume ??= (require('cdk8s-plus-28') as typeof import('cdk8s-plus-28')).Volume.fromPersistentVolumeClaim(
      this, 'Volume', this, { name: volumeNameOf(this.name, 'pvc-') },
    );
    return this.volume;
  }

  /** This claim as an RBAC resource, for cdk8s-plus. */
  public asApiResource(): IApiResource | undefined {
    return this;
  }

  /** Nothing: a claim is an API resource. */
  public asNonApiResource(): string | undefined {
    return undefined;
  }
}

/**
 * A request for a volume. Pods of this library and of cdk8s-plus can mount it.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#persistentvolumeclaims
 */
export class PersistentVolumeClaim extends ClaimBase {
  /** A claim that exists in the cluster, in the namespace of the pods that use it. */
  public static fromClaimName(scope: Construct, id: string, claimName: string, options: ExistingClaimOptions = {}): IClaim {
    options = takeProps('PersistentVolumeClaim.fromClaimName', options, [scope, id]);
    return new ExistingClaim(scope, id, claimName, options);
  }

  /** Name of the claim. */
  public readonly name: string;
  /** Explicit namespace. Undefined if the chart's namespace applies. */
  public readonly namespace?: string;
  /** Minimum size of the volume. */
  public readonly size: Size;
  /** Access modes that the volume must have. */
  public readonly accessModes: AccessMode[];
  /** Volume mode: filesystem or raw block device. */
  public readonly volumeMode: VolumeMode;
  /** StorageClass of the volume. Undefined if the cluster's default class applies. */
  public readonly storageClass?: IStorageClass;
  /** The emitted PersistentVolumeClaim. */
  public readonly apiObject: ApiObject;

  constructor(scope: Construct, id: string, props: PersistentVolumeClaimProps) {
    props = propsOf(new.target, 'PersistentVolumeClaim', scope, id, props);
    super(scope, id);
    const options = at(this, () => ({ ...props, storageClass: props.storageClass ?? classOf(props.volume) }));
    const manifest = at(this, () => persistentVolumeClaim(id, options));
    this.name = manifest.metadata.name;
    this.namespace = props.namespace;
    this.size = props.size;
    this.accessModes = manifest.spec.accessModes;
    this.volumeMode = props.volumeMode ?? VolumeMode.FILESYSTEM;
    this.storageClass = options.storageClass;
    this.apiObject = emit(this, 'PersistentVolumeClaim', manifest);
    judgeClaim(this, this.apiObject, options, this.volumeMode);
    at(this, () => {
      requireAccepted(manifest, ORIGINS, Cluster.of(this).kubernetesVersion);
      requireUnreserved(this.apiObject, props.volume);
    });
  }
}

class ExistingClaim extends ClaimBase {
  public readonly name: string;
  public readonly volumeMode: VolumeMode;
  public readonly namespace?: string;
  public readonly storageClass?: IStorageClass;

  constructor(scope: Construct, id: string, claimName: string, { volumeMode, namespace, storageClass }: ExistingClaimOptions) {
    super(scope, id);
    this.name = at(this, () => requireDnsSubdomain('claimName', claimName));
    this.volumeMode = volumeMode ?? VolumeMode.FILESYSTEM;
    this.namespace = at(this, () => namespace === undefined ? undefined : requireDnsLabel('namespace', namespace));
    this.storageClass = storageClass;
    refersTo(this, 'PersistentVolumeClaim', this, this.name, this.namespace);
  }
}

function persistentVolumeClaim(id: string, props: PersistentVolumeClaimProps): Manifest {
  const { volumeMode = VolumeMode.FILESYSTEM, volume } = props;
  if (volume) requireMatching({ ...props, volumeMode, accessModes: props.accessModes ?? [AccessMode.READ_WRITE_ONCE] }, volume);
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name: props.name ?? id,
      namespace: props.namespace,
      labels: props.labels,
      annotations: props.annotations,
    },
    spec: { ...claimSpec('', props, volumeMode), volumeName: volume?.name },
  };
}
