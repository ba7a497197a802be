import { Duration } from 'cdk8s';
import {
  CinderCloud, CinderCsiControllerOptions, CinderCsiMetricsOptions, CinderCsiNodeOptions, CinderNodeConfig, ControllerKind, FsGroupPolicy,
  VolumeLifecycleMode,
} from './options';
import { Release } from '../../../releases';
import { ImageOptions } from '../../images';
import { Naming } from '../../naming';
import { ICloudConfig } from '../cloud-config/cloud-config';

/** Knobs of the Cinder CSI driver. What the chosen release cannot do is an error that names the release. */
export interface CinderCsiOptions {
  /**
   * Folder of every node that holds the file of the cloud config, an absolute path; mounted instead of the Secret.
   *
   * @default - the Secret of `cloudConfig`
   */
  readonly cloudConfigHostPath?: string;

  /**
   * Whether the cloud config is mounted. With false, something else puts the file at /etc/config/cloud.conf, such as an agent's injector.
   *
   * @default true
   */
  readonly mountCloudConfig?: boolean;

  /** Release of cloud-provider-openstack. @default - the cluster's */
  readonly release?: Release;

  /** Namespace of all objects that have one. @default "kube-system" */
  readonly namespace?: string;

  /**
   * Names, labels and selectors: those of the manifests or of the Helm chart. With those of the chart come the defaults of its pods: log level,
   * probes, DNS policy, pull policies, flags.
   *
   * @default Naming.manifests()
   */
  readonly naming?: Naming;

  /** Where images come from. @default - the upstream registries */
  readonly images?: ImageOptions;

  /**
   * What runs the controller plugin.
   *
   * @default ControllerKind.STATEFUL_SET, or UPSTREAM with Helm naming
   */
  readonly controllerKind?: ControllerKind;

  /** Replicas of the controller plugin. More than one need leader election. @default 1 */
  readonly replicas?: number;

  /**
   * Whether the sidecars of the controller plugin elect a leader.
   *
   * @default - as the release ships it (since 1.23), and with more than one replica (since 1.21)
   */
  readonly leaderElection?: boolean;

  /** Whether a PodDisruptionBudget keeps all but one controller pod running. @default - with more than one replica */
  readonly podDisruptionBudget?: boolean;

  /**
   * Name of this cluster in the metadata of its volumes.
   *
   * @default "kubernetes"
   */
  readonly clusterName?: string;

  /**
   * Whether volumes are bound to the availability zone of their nodes: sets the provisioner's feature gate and, since 1.31, the driver's
   * `--with-topology` in controller and node plugin.
   *
   * @default - as the release ships it: on since 1.21
   */
  readonly topology?: boolean;

  /**
   * Whether snapshots can be taken: the snapshotter with its RBAC. It needs the snapshot CRDs and, since 1.19, the snapshot controller.
   *
   * @default true, but false where the release's snapshotter cannot run on the cluster's Kubernetes (to 1.18 on 1.22 or newer)
   * @see https://github.com/kubernetes/cloud-provider-openstack/issues/2767
   */
  readonly snapshots?: boolean;

  /**
   * Whether annotations of claims reach the driver, such as `cinder.csi.openstack.org/affinity`; since 1.32.
   *
   * @default - as the release ships it: on since 1.32
   */
  readonly pvcAnnotations?: boolean;

  /** Topology that nodes have besides the zone, such as `{ 'topology.kubernetes.io/region': 'one' }`; since 1.31. @default - none */
  readonly additionalTopology?: { [key: string]: string };

  /** The clouds of a cluster that spans several, for `[Global "name"]` sections of the cloud config; since 1.31. @default - one cloud */
  readonly clouds?: CinderCloud[];

  /**
   * Lets the sidecars read the Secrets that StorageClasses name, which say the cloud of a volume.
   *
   * @default - with several clouds
   */
  readonly secretsRbac?: boolean;

  /** Whether each plugin serves its own half of CSI only; since 1.28. @default - as the release ships it: the node plugin does since 1.32 */
  readonly separateServices?: boolean;

  /**
   * Whether node plugins get the cloud config with its credentials. Without, they read `nodeConfig`; since 1.32.
   *
   * @default true
   * @see https://github.com/kubernetes/cloud-provider-openstack/issues/2677
   */
  readonly nodeCredentials?: boolean;

  /**
   * What node plugins without credentials read.
   *
   * @default - the sections BlockStorage and Metadata of `cloudConfig`; the driver's defaults where its file is not known
   */
  readonly nodeConfig?: CinderNodeConfig;

  /** Whether the node service of 1.28 to 1.31 talks to OpenStack; later ones never do. @default true */
  readonly nodeOpenStackClient?: boolean;

  /** Root directory of the kubelet on every node, an absolute path. @default "/var/lib/kubelet" */
  readonly kubeletDir?: string;

  /**
   * Time that a call of a sidecar to the driver may take.
   *
   * @default Duration.minutes(3)
   */
  readonly timeout?: Duration;

  /** Log level of all containers, 0 to 10. @default - as the release ships each; 2 in its Helm chart */
  readonly verbosity?: number;

  /** Port of the health endpoint in controller and node pods. The node's is a port of the host; since 1.20. @default 9808 */
  readonly healthPort?: number;

  /** Serves metrics of the controller plugin; since 1.27. @default - none */
  readonly metrics?: CinderCsiMetricsOptions;

  /** Knobs of the controller pods and their containers. @default - as the release ships them */
  readonly controller?: CinderCsiControllerOptions;

  /** Knobs of the node pods and their containers. @default - as the release ships them */
  readonly node?: CinderCsiNodeOptions;

  /** Who changes the group of a volume's files; Kubernetes 1.20 and newer. @default - Kubernetes' default */
  readonly fsGroupPolicy?: FsGroupPolicy;

  /** Whether the driver mounts with SELinux labels (`seLinuxMount`); Kubernetes 1.25 and newer. @default - Kubernetes' default */
  readonly seLinuxMount?: boolean;

  /** How volumes may come to a pod. @default - as the release ships it */
  readonly volumeLifecycleModes?: VolumeLifecycleMode[];

  /** Lets the sidecars use Leases in their own namespace only, by a Role instead of their ClusterRoles. @default false */
  readonly namespacedLeases?: boolean;

  /** Before the names of ClusterRoles, Roles and their bindings, which are the same for many drivers. @default "" */
  readonly rbacNamePrefix?: string;

  /** ServiceAccount of the controller plugin. @default - that of the release */
  readonly controllerServiceAccountName?: string;

  /** ServiceAccount of the node plugin. @default - that of the release */
  readonly nodeServiceAccountName?: string;
}

/** Properties for `CinderCsi`. */
export interface CinderCsiProps extends CinderCsiOptions {
  /** Where the driver reads how to reach OpenStack. */
  readonly cloudConfig: ICloudConfig;
}
