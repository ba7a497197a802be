import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { checkConsistency, driverPods } from './consistency';
import { controllerPlugin, controllerPodProfile, controllerService, metricsPort, podDisruptionBudget, podMonitor } from './controller';
import { csiDriver } from './driver';
import { checkFlags } from './flags';
import { nodeConfigMap, nodePlugin } from './node';
import { CinderCsiOptions, CinderCsiProps } from './props';
import { rbacManifests } from './rbac';
import { CinderCsiFacts, resolveCinderCsi } from './resolve';
import { refuse } from '../../../core/errors';
import { requirePlace, takeProps } from '../../../core/props';
import { CINDER_DRIVER } from '../../../drivers/cinder';
import { isAtLeast } from '../../../kubernetes/minor';
import { requireCsiDriverName } from '../../../kubernetes/names';
import { OST015, topologyDisagreements } from '../../../openstack/judgements/controllers';
import { Advice } from '../../advice';
import { Cluster, ICluster } from '../../cluster';
import { at, propsOf } from '../../private/at';
import { emit, Manifest } from '../../private/emit';
import { adviseOnTags, isHardened, networkPolicy } from '../../private/hardening';
import { checkImageOptions } from '../../private/images';
import { cloudConfigFacts, madeFor } from '../../private/made';
import { report } from '../../private/report';
import { withoutTopology } from '../../private/topology';
import { CinderStorageClass, CinderStorageClassProps, ICinderCsi } from '../../storage';
import { ICloudConfig } from '../cloud-config/cloud-config';
import { mountedCloudConfig } from '../cloud-config/given-cloud-config';

/**
 * The Cinder CSI driver: CSIDriver object, RBAC, controller plugin and node plugin.
 *
 * @see https://github.com/kubernetes/cloud-provider-openstack/tree/master/docs/cinder-csi-plugin
 */
export class CinderCsi extends Construct implements ICinderCsi {
  /**
   * A driver that exists in the cluster, for classes and volumes.
   *
   * @param scope Scope of the classes that are added to it
   * @param id Id of the reference
   * @param driverName Name of the CSI driver; defaults to "cinder.csi.openstack.org"
   */
  public static fromDriverName(scope: Construct, id: string, driverName: string = CINDER_DRIVER): ICinderCsi {
    requirePlace('CinderCsi.fromDriverName', [scope, id]);
    return new ExistingCinderCsi(scope, id, driverName);
  }

  /** Name of the CSI driver, for volumes and snapshot classes. */
  public readonly driverName: string;
  /** The cloud config that the driver reads, for other components. */
  public readonly cloudConfig: ICloudConfig;
  /** The CSIDriver object; undefined if the release ships none. */
  public readonly driver?: ApiObject;
  /** ServiceAccount of the controller plugin. */
  public readonly controllerServiceAccount: ApiObject;
  /** ServiceAccount of the node plugin. */
  public readonly nodeServiceAccount: ApiObject;
  /** ClusterRoles and Roles, in the order of the release. */
  public readonly roles: ApiObject[];
  /** ClusterRoleBindings and RoleBindings, in the order of `roles`. */
  public readonly bindings: ApiObject[];
  /** The StatefulSet or Deployment of the controller plugin. */
  public readonly controllerPlugin: ApiObject;
  /** The Service of the controller plugin; undefined for a Deployment. */
  public readonly controllerService?: ApiObject;
  /** PodDisruptionBudget of the controller pods; undefined with one replica. */
  public readonly podDisruptionBudget?: ApiObject;
  /** Allows connections to the controller pods for metrics only; undefined unless `hardened`. */
  public readonly networkPolicy?: ApiObject;
  /** PodMonitor of the controller plugin; undefined unless requested. */
  public readonly podMonitor?: ApiObject;
  /** The DaemonSet of the node plugin; with several clouds, that of the first. */
  public readonly nodePlugin: ApiObject;
  /** The DaemonSets of the node plugin: one, or one per cloud. */
  public readonly nodePlugins: ApiObject[];
  /** The config of node plugins without credentials; undefined if they read the whole cloud config. */
  public readonly nodeConfigMap?: ApiObject;

  /** Whether a snapshotter runs. @internal */
  public readonly _snapshots: boolean;

  /** Provisioner of classes; release 1.15 has one that differs from the name of the driver. */
  private readonly provisioner: string;

  constructor(scope: Construct, id: string, props: CinderCsiProps) {
    props = propsOf(new.target, 'CinderCsi', scope, id, props);
    super(scope, id);
    this.cloudConfig = mountedCloudConfig(this, props);
    const manifests = at(this, () => made(this, { ...hardenedDefaults(this, props), ...props, cloudConfig: cloudConfigFacts(this.cloudConfig) }));
    advise(this, props, manifests.snapshots);
    if (props.topology === false) withoutTopology(Cluster.of(this), manifests.provisioner);
    this.driverName = manifests.driverName;
    this.provisioner = manifests.provisioner;

    this.driver = optional(this, 'Driver', manifests.driver);
    const { rbac } = manifests;
    this.controllerServiceAccount = emit(this, 'ControllerServiceAccount', rbac.controllerServiceAccount);
    this.nodeServiceAccount = emit(this, 'NodeServiceAccount', rbac.nodeServiceAccount);
    this.roles = rbac.roles.map(({ id: name, manifest }) => emit(this, name, manifest));
    this.bindings = rbac.bindings.map(({ id: name, manifest }) => emit(this, name, manifest));
    this.nodeConfigMap = optional(this, 'NodeConfig', manifests.nodeConfigMap);
    this.controllerService = optional(this, 'ControllerService', manifests.controllerService);
    this.controllerPlugin = emit(this, 'ControllerPlugin', manifests.controllerPlugin);
    this.podDisruptionBudget = optional(this, 'PodDisruptionBudget', manifests.podDisruptionBudget);
    this.podMonitor = optional(this, 'PodMonitor', manifests.podMonitor);
    this.nodePlugins = manifests.nodePlugins.map((manifest, i) => emit(this, i ? `NodePlugin${i}` : 'NodePlugin', manifest));
    this.nodePlugin = this.nodePlugins[0];
    this._snapshots = manifests.snapshots;
    const objects = [this.controllerPlugin, ...this.nodePlugins];
    if (props.hardened) {
      const { metadata, spec } = manifests.controllerPlugin;
      const ports = props.metrics && [{ port: metricsPort(props) }];
      this.networkPolicy = emit(this, 'NetworkPolicy', networkPolicy(metadata, spec.selector.matchLabels, ports));
      objects.forEach((object, i) => adviseOnTags(object, manifests.workloads[i]));
    }
    for (const [i, verdict] of manifests.disagreements) report(objects[i], OST015, [verdict]);
  }

  /**
   * Adds a StorageClass of this driver. `volumeBindingMode` defaults to WaitForFirstConsumer.
   *
   * @param className Name of the class
   * @param options Options of the class
   */
  public addStorageClass(className: string, options: CinderStorageClassProps = {}): CinderStorageClass {
    options = takeProps('CinderCsi.addStorageClass', options, [this]);
    return new CinderStorageClass(this, `StorageClass-${className}`, { driverName: this.provisioner, ...options, name: className });
  }
}

/** A driver that is known by name only. */
class ExistingCinderCsi extends Construct implements ICinderCsi {
  constructor(scope: Construct, id: string, public readonly driverName: string) {
    super(scope, id);
    at(this, () => requireCsiDriverName('driverName', driverName));
  }

  public addStorageClass(className: string, options: CinderStorageClassProps = {}): CinderStorageClass {
    options = takeProps('CinderCsi.addStorageClass', options, [this]);
    return new CinderStorageClass(this, `StorageClass-${className}`, { driverName: this.driverName, ...options, name: className });
  }
}

/** What `hardened` sets, where the release can. */
function hardenedDefaults(scope: CinderCsi, props: CinderCsiProps): Partial<CinderCsiOptions> {
  const cluster = Cluster.of(scope);
  const release = cluster._releaseOr(props.release);
  if (!at(scope, () => isHardened(props, cluster._kubernetesVersionFor(release)))) return {};
  const { credentialFreeNode, driverFlags } = release._profile.cinderCsi;
  return {
    namespacedLeases: true,
    ...credentialFreeNode && props.cloudConfigHostPath === undefined && { nodeCredentials: false },
    ...driverFlags.includes('provide-controller-service') && { separateServices: true },
  };
}

/** All manifests, made once for clusters whose props are equal. */
function made(scope: CinderCsi, props: CinderCsiFacts['props']): ReturnType<typeof build> {
  const cluster = Cluster.of(scope);
  const release = cluster._releaseOr(props.release);
  const { clusterName, ...others } = props;
  return madeFor(clusterName, 'CinderCsi', [others, release, cluster._kubernetesVersionFor(release)], (name) => (
    build(resolve({ ...others, clusterName: name }, cluster))));
}

function resolve(props: CinderCsiFacts['props'], cluster: ICluster): CinderCsiFacts {
  const facts = resolveCinderCsi(props, cluster);
  const { pods } = facts;
  const containers = [...controllerPodProfile(facts).containers, ...pods.node.containers];
  checkFlags(facts);
  checkImageOptions(props.images, containers.map((c) => c.image));
  if (props.healthPort !== undefined && !containers.some((c) => c.name === 'liveness-probe')) {
    refuse('healthPort', `needs the liveness-probe sidecar, which release ${facts.release.minor} lacks. Use release 1.20 or newer`);
  }
  return facts;
}

function advise(scope: CinderCsi, props: CinderCsiProps, snapshots: boolean): void {
  const cluster = Cluster.of(scope);
  const release = cluster._releaseOr(props.release);
  const kubernetesVersion = cluster._kubernetesVersionFor(release);
  if (!snapshots && props.snapshots === undefined) {
    Advice._give(scope, 'CINDER_SNAPSHOTS_OFF',
      `The snapshotter of release ${release.minor} does not run on Kubernetes ${kubernetesVersion}, so snapshots are disabled.`,
      'Set snapshots: false, or use release 1.19 or newer.');
  }
  if (!isAtLeast(kubernetesVersion, release.minimumKubernetes)) {
    Advice._give(scope, 'CINDER_KUBERNETES_TOO_OLD',
      `The sidecars of release ${release.minor} need Kubernetes ${release.minimumKubernetes} or newer, but the cluster has ${kubernetesVersion}.`,
      'Use the release with the same minor as the cluster.');
  }
}

function build(facts: CinderCsiFacts) {
  const { clouds = [] } = facts.props;
  const controller = controllerPlugin(facts);
  const nodePlugins = clouds.length ? clouds.map((cloud) => nodePlugin(facts, cloud)) : [nodePlugin(facts)];
  const workloads = [controller, ...nodePlugins];
  checkConsistency(facts, workloads);
  const plugins = driverPods(workloads.map((manifest, i) => ({ manifest, object: i })));
  return {
    snapshots: facts.snapshots,
    driverName: facts.values.driverName,
    provisioner: facts.values.provisionerName,
    workloads,
    disagreements: [...topologyDisagreements(plugins)].map(([{ object }, verdict]) => [object, verdict] as const),
    rbac: rbacManifests(facts),
    driver: csiDriver(facts),
    nodeConfigMap: nodeConfigMap(facts),
    controllerService: controllerService(facts),
    controllerPlugin: controller,
    podDisruptionBudget: podDisruptionBudget(facts),
    podMonitor: podMonitor(facts),
    nodePlugins,
  };
}

function optional(scope: Construct, id: string, manifest?: Manifest): ApiObject | undefined {
  return manifest && emit(scope, id, manifest);
}
