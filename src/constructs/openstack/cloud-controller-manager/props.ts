import { CloudController } from './cloud-controller';
import { CloudControllerManagerMetrics } from './metrics';
import { Release } from '../../../releases';
import { ImageOptions } from '../../images';
import { Naming } from '../../naming';
import { PodOptions } from '../../pod-options';
import { CloudConfigProps, ICloudConfig } from '../cloud-config/cloud-config';

/** Options of the cloud-controller-manager. */
export interface CloudControllerManagerOptions extends PodOptions {
  /** Release of cloud-provider-openstack. @default - that of the cluster */
  readonly release?: Release;
  /** Namespace of all namespaced objects. @default "kube-system" */
  readonly namespace?: string;
  /** Controllers to run. @default - as the release ships it: all of them */
  readonly controllers?: CloudController[];
  /** Log level, `--v`: 0 to 10. @default - as the release ships it: 1 (2 with Helm naming) */
  readonly verbosity?: number;
  /** Exposes metrics. @default - the secure port listens on 127.0.0.1 only */
  readonly metrics?: CloudControllerManagerMetrics;
  /** Names, labels and selectors. @default Naming.manifests() */
  readonly naming?: Naming;
  /** Registries, tags and digests of images. @default - the upstream registries */
  readonly images?: ImageOptions;
  /** Annotations of every object and of the pods. @default - none */
  readonly commonAnnotations?: { [key: string]: string };
  /** Name of the ServiceAccount of the pods. @default - as the release ships it: "cloud-controller-manager" */
  readonly serviceAccountName?: string;
  /** Name of the ClusterRole of the pods and of its binding. @default - as the release ships it: "system:cloud-controller-manager" */
  readonly clusterRoleName?: string;

  /**
   * Whether each controller uses its own ServiceAccount, which the controller manager creates in kube-system. The role is then also bound to the
   * account that the provider uses in that mode. With false, releases that lack permission to patch the status of Services get it.
   *
   * @default - as the release ships it: true up to 1.29, false since
   * @see https://github.com/kubernetes/cloud-provider-openstack/pull/2572
   */
  readonly useServiceAccountCredentials?: boolean;

  /**
   * Grants only the permissions that are used: leader election in a Role of the namespace, one ConfigMap of kube-system, no Secrets and Endpoints,
   * no creation of nodes, no access to PersistentVolumes, no ServiceAccount tokens unless needed, and no roles for unused accounts. Since release
   * 1.17.
   *
   * @default - that of `hardened`
   * @see https://github.com/kubernetes/cloud-provider-openstack/pull/3165
   */
  readonly leastPrivilege?: boolean;

  /** Whether the pods use the host network. A new node has no pod network yet, so with false the pods need another node. @default true */
  readonly hostNetwork?: boolean;

  /**
   * Whether the pods mount the host directories of the release: certificates and, in old releases and the Helm chart, flex volumes. The controller
   * manager needs them only for a `ca-file` below /etc/ssl/certs. To replace `extraVolumes` of the chart, set false and give the volumes in
   * `extraVolumes` and `extraVolumeMounts`.
   *
   * @default true, but false with `hardened`
   */
  readonly hostVolumes?: boolean;

  /**
   * Runs the pods with the least that they need: with a user that is not root, no privilege escalation and capabilities, a read-only root, the
   * seccomp profile of the runtime and memory requests, and sets `leastPrivilege` to true and `hostVolumes` to false. Without host network the pods
   * get a NetworkPolicy. Other options win over it. docs/security.md says what stays. Kubernetes 1.21 and newer.
   *
   * @default false
   */
  readonly hardened?: boolean;

  /** Whether the Secret is mounted. With false, something else, such as a sidecar injector, must provide /etc/config/cloud.conf. @default true */
  readonly mountCloudConfig?: boolean;
}

/** A cloud-controller-manager: one of this app, or one that exists in the cluster. */
export interface ICloudControllerManager {
  /** Name of the cluster, which is part of the names of load balancers. */
  readonly clusterName: string;
}

/** Properties for `CloudControllerManager`. */
export interface CloudControllerManagerProps extends CloudControllerManagerOptions {
  /** The cloud config that it reads: one that exists, or the properties of one, from which the component creates it. */
  readonly cloudConfig: ICloudConfig | CloudConfigProps;

  /**
   * Name of the cluster, unique in its OpenStack project. It is part of the names of load balancers and security groups: two clusters of one name
   * take over each other's load balancers, and a later change orphans existing ones. At most 114 letters, digits, "-", "_" and ".".
   *
   * @see https://github.com/kubernetes/cloud-provider-openstack/issues/3102
   */
  readonly clusterName: string;
}
