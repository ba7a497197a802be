import { Duration } from 'cdk8s';
import {
  CinderCloud, CinderCsiControllerOptions, CinderCsiMetricsOptions, CinderCsiNodeOptions, CinderNodeConfig, ControllerKind, FsGroupPolicy,
} from './options';
import { Release } from '../../../releases';
import { ImageOptions } from '../../images';
import { Naming } from '../../naming';
import { CloudConfigProps, ICloudConfig } from '../cloud-config/cloud-config';

/** Options of the Cinder CSI driver. An option that the release does not support is an error that names the release. */
export interface CinderCsiOptions {
  /**
   * Absolute path of a folder on every node with the file of the cloud config; mounted instead of the Secret.
   *
   * @default - the Secret of `cloudConfig`
   */
  readonly cloudConfigHostPath?: string;

  /**
   * Whether the cloud config is mounted. With false, something else, such as a sidecar injector, must provide /etc/config/cloud.conf.
   *
   * @default true
   */
  readonly mountCloudConfig?: boolean;

  /** Release of cloud-provider-openstack. @default - the cluster's */
  readonly release?: Release;
  /** Namespace of all objects that have one. @default "kube-system" */
  readonly namespace?: string;

  /**
   * Names, labels and selectors: those of the manifests or of the Helm chart. Those of the chart imply the defaults of its pods: log level,
   * probes, DNS policy, pull policies, flags.
   *
   * @default Naming.manifests()
   */
  readonly naming?: Naming;

  /** Registries, tags and digests of images. @default - the upstream registries */
  readonly images?: ImageOptions;
  /** Workload kind of the controller plugin. @default ControllerKind.STATEFUL_SET, or UPSTREAM with Helm naming */
  readonly controllerKind?: ControllerKind;
  /** Replicas of the controller plugin. More than one requires leader election. @default 1 */
  readonly replicas?: number;

  /**
   * Whether the sidecars of the controller plugin elect a leader.
   *
   * @default - as the release ships it (since 1.23), and with more than one replica (since 1.21)
   */
  readonly leaderElection?: boolean;

  /** Whether a PodDisruptionBudget keeps all but one controller pod running. @default - with more than one replica */
  readonly podDisruptionBudget?: boolean;
  /** Name of this cluster in the metadata of its volumes. @default "kubernetes" */
  readonly clusterName?: string;

  /**
   * Whether volumes have topology, the availability zone of their nodes: sets the feature gate of csi-provisioner and, since 1.31, `--with-topology`
   * of the driver in controller and node plugin.
   *
   * @default - as the release ships it: on since 1.21
   */
  readonly topology?: boolean;

  /**
   * Whether the driver supports snapshots: emits csi-snapshotter with its RBAC. Requires the snapshot CRDs and, since 1.19, the snapshot controller.
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

  /** Topology of nodes in addition to the zone, such as `{ 'topology.kubernetes.io/region': 'one' }`; since 1.31. @default - none */
  readonly additionalTopology?: { [key: string]: string };
  /** The clouds of a cluster that spans several, for `[Global "name"]` sections of the cloud config; since 1.31. @default - one cloud */
  readonly clouds?: CinderCloud[];

  /**
   * Grants the sidecars access to the Secrets that StorageClasses name, which select the cloud of a volume.
   *
   * @default - with several clouds
   */
  readonly secretsRbac?: boolean;

  /**
   * Runs the pods with the least that they need: the controller without root, capabilities and privilege escalation and with a read-only root, the
   * sidecars of the node plugin as root without capabilities, all with the seccomp profile of the runtime, API tokens only in containers that call
   * the API server, and memory requests; controller pods get a NetworkPolicy and nodes of their own. Where the release can, `nodeCredentials` is
   * false and `separateServices` and `namespacedLeases` are true. Other options win over it. The node plugin mounts volumes and stays privileged: see
   * docs/security.md. Kubernetes 1.21 and newer.
   *
   * @default false
   */
  readonly hardened?: boolean;

  /** Whether each plugin serves its own half of CSI only; since 1.28. @default - as the release ships it: the node plugin does since 1.32 */
  readonly separateServices?: boolean;

  /**
   * Whether node plugins mount the cloud config with its credentials. With false they read `nodeConfig`; since 1.32.
   *
   * @default true, but false with `hardened` where the release can
   * @see https://github.com/kubernetes/cloud-provider-openstack/issues/2677
   */
  readonly nodeCredentials?: boolean;

  /**
   * Configuration of node plugins without credentials.
   *
   * @default - the sections BlockStorage and Metadata of `cloudConfig`; the driver's defaults if its file is unknown
   */
  readonly nodeConfig?: CinderNodeConfig;

  /** Whether the node service of 1.28 to 1.31 calls OpenStack; newer ones never do. @default true */
  readonly nodeOpenStackClient?: boolean;
  /** Root directory of the kubelet on every node, an absolute path. @default "/var/lib/kubelet" */
  readonly kubeletDir?: string;
  /** Timeout of calls from the sidecars to the driver. @default Duration.minutes(3) */
  readonly timeout?: Duration;
  /** Log level of all containers, 0 to 10. @default - as the release ships each; 2 in its Helm chart */
  readonly verbosity?: number;
  /** Port of the health endpoint in controller and node pods. The node's is a port of the host; since 1.20. @default 9808 */
  readonly healthPort?: number;
  /** Serves metrics of the controller plugin; since 1.27. @default - none */
  readonly metrics?: CinderCsiMetricsOptions;
  /** Options of the controller pods and their containers. @default - as the release ships them */
  readonly controller?: CinderCsiControllerOptions;
  /** Options of the node pods and their containers. @default - as the release ships them */
  readonly node?: CinderCsiNodeOptions;
  /** `fsGroupPolicy` of the CSIDriver; Kubernetes 1.20 and newer. @default - Kubernetes' default */
  readonly fsGroupPolicy?: FsGroupPolicy;
  /** Whether the driver mounts with SELinux labels (`seLinuxMount`); Kubernetes 1.25 and newer. @default - Kubernetes' default */
  readonly seLinuxMount?: boolean;
  /** Whether pods may define inline ephemeral volumes of the driver (`volumeLifecycleModes`). @default - as the release ships it */
  readonly inlineVolumes?: boolean;
  /** Grants the sidecars Leases in their own namespace only, with a Role instead of their ClusterRoles. @default - that of `hardened` */
  readonly namespacedLeases?: boolean;
  /** Prefix of the names of ClusterRoles, Roles and their bindings, which are the same for many drivers. @default "" */
  readonly rbacNamePrefix?: string;
  /** ServiceAccount of the controller plugin. @default - that of the release */
  readonly controllerServiceAccountName?: string;
  /** ServiceAccount of the node plugin. @default - that of the release */
  readonly nodeServiceAccountName?: string;
}

/** Properties for `CinderCsi`. */
export interface CinderCsiProps extends CinderCsiOptions {
  /** The cloud config that the driver reads: one that exists, or the properties of one, from which the component creates it. */
  readonly cloudConfig: ICloudConfig | CloudConfigProps;
}
