import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { IVolumeAttributesClass } from './attributes-class-ref';
import { refuse } from '../../../core/errors';
import { driverNamed } from '../../../drivers';
import { newestVersion } from '../../../kubernetes/api-versions';
import { FEATURES } from '../../../kubernetes/features';
import { API005, attributesClassVersion } from '../../../kubernetes/judgements/api-versions';
import { isAtLeast } from '../../../kubernetes/minor';
import { requireCsiDriverName, requireDnsSubdomain } from '../../../kubernetes/names';
import { Cluster } from '../../cluster';
import { Origins, requireAccepted } from '../../private/accepted';
import { at, propsOf } from '../../private/at';
import { emit, Manifest } from '../../private/emit';
import { report } from '../../private/report';
import { requireParameters } from '../private/parameters';

/** Maps the fields of a class to properties, for errors. */
const ORIGINS: Origins = {
  'metadata.name': 'name',
  'metadata.labels': 'labels',
  'metadata.annotations': 'annotations',
  'driverName': 'driver',
  'parameters': 'parameters',
};

/** Properties for `VolumeAttributesClass`. */
export interface VolumeAttributesClassProps {
  /** Name of the class. @default - the construct's id */
  readonly name?: string;
  /** The CSI driver; that of the StorageClass of every claim which names this class. */
  readonly driver: string;
  /** Attributes of the driver; at least one. They are immutable. */
  readonly parameters: { [key: string]: string };
  /** Labels of the class. @default - none */
  readonly labels?: { [key: string]: string };
  /** Annotations of the class. @default - none */
  readonly annotations?: { [key: string]: string };
}

/**
 * A class of mutable volume attributes, such as IOPS, that a claim can switch to while it is in use.
 *
 * Kubernetes serves it as storage.k8s.io/v1 since 1.34, and before that as v1beta1 (1.31) and v1alpha1 (1.29), both disabled by default.
 * The Cinder CSI driver does not support it.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volume-attributes-classes/
 */
export class VolumeAttributesClass extends Construct implements IVolumeAttributesClass {
  /** A class that exists in the cluster. */
  public static fromVolumeAttributesClassName(volumeAttributesClassName: string): IVolumeAttributesClass {
    return { volumeAttributesClassName: requireDnsSubdomain('volumeAttributesClassName', volumeAttributesClassName) };
  }

  /** Name of the class. */
  public readonly volumeAttributesClassName: string;
  /** The CSI driver of its volumes. */
  public readonly driver?: string;
  /** The emitted VolumeAttributesClass. */
  public readonly apiObject: ApiObject;

  constructor(scope: Construct, id: string, props: VolumeAttributesClassProps) {
    props = propsOf(new.target, 'VolumeAttributesClass', scope, id, props);
    super(scope, id);
    const { kubernetesVersion } = Cluster.of(this);
    const manifest = at(this, () => attributesClass(id, props, kubernetesVersion));
    at(this, () => requireAccepted(manifest, ORIGINS, kubernetesVersion));
    this.volumeAttributesClassName = manifest.metadata.name;
    this.driver = props.driver;
    this.apiObject = emit(this, 'VolumeAttributesClass', manifest);
    report(this.apiObject, API005, attributesClassVersion(manifest, kubernetesVersion));
  }
}

function attributesClass(id: string, props: VolumeAttributesClassProps, kubernetesVersion: string): Manifest {
  requireCsiDriverName('driver', props.driver);
  if (driverNamed(props.driver)?.capabilities.volumeAttributesClasses === false) {
    refuse('driver', `"${props.driver}" cannot modify volumes, because it does not implement ControllerModifyVolume`);
  }
  return {
    apiVersion: servedVersion(kubernetesVersion),
    kind: 'VolumeAttributesClass',
    metadata: { name: props.name ?? id, labels: props.labels, annotations: props.annotations },
    driverName: props.driver,
    parameters: requireParameters('parameters', props.parameters),
  };
}

function servedVersion(kubernetesVersion: string): string {
  if (isAtLeast(kubernetesVersion, FEATURES.attributesClass.since)) return newestVersion('VolumeAttributesClass', kubernetesVersion);
  return refuse('kubernetesVersion', `${kubernetesVersion} has no VolumeAttributesClass, which was added in 1.29 (alpha), 1.31 (beta) and 1.34 (v1)`);
}
