import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { ClassSettings } from './class-settings';
import { invalid, refuse } from '../../../core/errors';
import { Judgement, Verdict } from '../../../core/judgement';
import { takeProps } from '../../../core/props';
import { immutable, onceFor, recall, share } from '../../../core/shared';
import { CLASS_JUDGEMENTS, classVerdicts } from '../../../drivers/judgements/class-parameters';
import { CLASS_SETTINGS } from '../../../drivers/judgements/class-settings';
import { DEFAULT_CLASS } from '../../../kubernetes/default-class';
import { CLS011, inTreeProvisioner } from '../../../kubernetes/judgements/plugins';
import { isLabelValue, requireDnsSubdomain } from '../../../kubernetes/names';
import { Cluster } from '../../cluster';
import { Origins, requireAccepted, requireSound } from '../../private/accepted';
import { at, propsOf } from '../../private/at';
import { emit, Manifest } from '../../private/emit';
import { report } from '../../private/report';
import { noTopologyKeys } from '../../private/topology';
import { contextOf, driverOf, knownCapabilities } from '../private/class-driver';
import { extraParameters, requireParameters } from '../private/parameters';
import { StorageCapabilities } from '../volumes/capabilities';
import { VolumeBindingMode } from '../volumes/modes';

/** Maps the fields of a class to properties, for errors. */
const ORIGINS: Origins = {
  'metadata.name': 'name',
  'metadata.labels': 'labels',
  'metadata.annotations': 'annotations',
  'provisioner': 'provisioner',
  'parameters': 'parameters',
  'reclaimPolicy': { property: 'reclaimPolicy', fix: 'Use ReclaimPolicy.DELETE or RETAIN' },
  'allowedTopologies': 'otherTopologies',
  'allowedTopologies[0]': 'allowedTopologies',
};

/** A StorageClass that claims can name. */
export interface IStorageClass {
  /** Name of the class; empty for "no class at all". */
  readonly storageClassName: string;
  /** Known capabilities of its storage. */
  readonly capabilities: StorageCapabilities;
  /** Provisioner of its volumes. Undefined if the class is known by name only. */
  readonly provisioner?: string;
  /** When claims are bound, and their volumes provisioned. Undefined if the class is known by name only. */
  readonly volumeBindingMode?: VolumeBindingMode;
}

/** Options of every StorageClass, independent of its provisioner. */
export interface StorageClassOptions extends ClassSettings {
  /** Name of the class. @default - the construct's id */
  readonly name?: string;
  /** Options of the mounts, such as `["noatime"]`. Kubernetes does not validate them: an invalid one fails at mount time. @default - none */
  readonly mountOptions?: string[];
}

/** Properties for `StorageClass`. */
export interface StorageClassProps extends StorageClassOptions {
  /** Provisioner of the volumes: the name of a CSI driver, such as "cinder.csi.openstack.org". */
  readonly provisioner: string;
  /** Parameters, as the driver reads them. @default - none */
  readonly parameters?: { [key: string]: string };
  /** What the storage can do; claims are checked against it. @default - that of the driver, if known */
  readonly capabilities?: StorageCapabilities;
}

/**
 * A StorageClass of any driver. Many drivers have typed classes, such as `CinderStorageClass`. Parameters of other known drivers are validated
 * at synth.
 *
 * @see https://kubernetes.io/docs/concepts/storage/storage-classes/
 */
export class StorageClass extends Construct implements IStorageClass {
  /**
   * A class that exists in the cluster.
   *
   * @param storageClassName Name of the class
   * @param capabilities What its storage can do, if known
   */
  public static fromStorageClassName(storageClassName: string, capabilities: StorageCapabilities = {}): IStorageClass {
    capabilities = takeProps('StorageClass.fromStorageClassName', capabilities);
    return { storageClassName: requireDnsSubdomain('storageClassName', storageClassName), capabilities };
  }

  /** No class, written as "": for claims that bind to volumes without class, without dynamic provisioning and default class. */
  public static none(): IStorageClass {
    return { storageClassName: '', capabilities: {} };
  }

  /** Name of the class. */
  public readonly storageClassName: string;
  /** Known capabilities of its storage. */
  public readonly capabilities: StorageCapabilities;
  /** Provisioner of its volumes. */
  public readonly provisioner?: string;
  /** When claims are bound, and their volumes provisioned. */
  public readonly volumeBindingMode?: VolumeBindingMode;
  /** The emitted StorageClass. */
  public readonly apiObject: ApiObject;

  constructor(scope: Construct, id: string, props: StorageClassProps) {
    props = propsOf(new.target, 'StorageClass', scope, id, props);
    super(scope, id);
    const cluster = Cluster.of(this); // registers the check for a second default class
    const { kubernetesVersion } = cluster;
    const driver = driverOf(props, cluster);
    const manifest = at(this, () => storageClass(id, props));
    const shared = share(manifest);
    at(this, () => onceFor(shared, `sound ${kubernetesVersion}`, () => {
      requireSound(CLS011, inTreeProvisioner(manifest, kubernetesVersion), ORIGINS, kubernetesVersion);
      requireAccepted(manifest, ORIGINS, kubernetesVersion);
    }));
    this.storageClassName = manifest.metadata.name;
    this.capabilities = props.capabilities ?? knownCapabilities(driver, { ...props, parameters: manifest.parameters ?? {} });
    this.provisioner = props.provisioner;
    this.volumeBindingMode = props.volumeBindingMode ?? VolumeBindingMode.IMMEDIATE;
    this.apiObject = emit(this, 'StorageClass', shared?.value ?? manifest);
    report(this, CLS011, inTreeProvisioner(manifest, kubernetesVersion));
    const surroundings = { driver, capabilities: noTopologyKeys(cluster, props.provisioner) ?? props.capabilities };
    for (const [judgement, verdicts] of judged(shared?.value ?? manifest, contextOf(driver, cluster), surroundings)) {
      report(this.apiObject, judgement,
        verdicts);
    }
  }
}

/** What is said about a class, for equal ones once. */
function judged(manifest: Manifest, context: ReturnType<typeof contextOf>, surroundings: any): Array<readonly [Judgement, readonly Verdict[]]> {
  if (context.driver) immutable(context.driver);
  return recall('StorageClass', [manifest, context, surroundings], () => [
    ...CLASS_JUDGEMENTS.map((judgement) => [judgement, [...classVerdicts(judgement.id, manifest, context)]] as const),
    ...CLASS_SETTINGS.map(([judgement, verdicts]) => [judgement, [...verdicts(manifest, surroundings)]] as const),
  ].filter(([, verdicts]) => verdicts.length > 0));
}

function storageClass(id: string, props: StorageClassProps): Manifest {
  const name = props.name ?? id;
  const annotations = { ...(props.isDefault === true && { [DEFAULT_CLASS]: 'true' }), ...props.annotations };
  const parameters = { ...props.parameters, ...extraParameters(props.extraParameters) };
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name, labels: props.labels, annotations: Object.keys(annotations).length ? annotations : undefined },
    provisioner: props.provisioner,
    parameters: requireParameters('parameters', parameters),
    reclaimPolicy: props.reclaimPolicy,
    volumeBindingMode: props.volumeBindingMode,
    allowVolumeExpansion: props.allowVolumeExpansion,
    mountOptions: mountOptions(props),
    allowedTopologies: topologies(props),
  };
}

function mountOptions({ mountOptions: options, capabilities, provisioner }: StorageClassProps): string[] | undefined {
  if (options?.length && capabilities?.mountOptions === false) refuse('mountOptions', `are not supported by ${provisioner}. Remove them`);
  for (const option of options ?? []) {
    if (!option.trim()) invalid('mountOptions', option, 'options such as "noatime"');
  }
  return options;
}

/** A term without labels matches nothing. */
function topologies({ allowedTopologies = {}, otherTopologies = [] }: StorageClassProps): object[] | undefined {
  const first = Object.keys(allowedTopologies).length > 0;
  if (otherTopologies.length && !first) refuse('otherTopologies', 'must stand beside allowedTopologies, which holds the first place');
  if (otherTopologies.some((labels) => !Object.keys(labels).length)) refuse('otherTopologies', 'contains a term without labels. Remove it');
  if (!first) return undefined;
  return [allowedTopologies, ...otherTopologies].map((labels) => ({ matchLabelExpressions: Object.entries(labels).map(topologyLabel) }));
}

/** The API server does not validate the values, but no node can have an invalid label value. */
function topologyLabel([key, values]: [string, string[]]): object {
  for (const value of values) if (!isLabelValue(value)) invalid(`allowedTopologies[${JSON.stringify(key)}]`, value, 'a label value');
  return { key, values };
}
