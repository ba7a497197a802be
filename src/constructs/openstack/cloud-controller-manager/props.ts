import { CloudController } from './cloud-controller';
import { CloudControllerManagerMetrics } from './metrics';
import { Release } from '../../../releases';
import { ImageOptions } from '../../images';
import { Naming } from '../../naming';
import { PodOptions } from '../../pod-options';
import { ICloudConfig } from '../cloud-config/cloud-config';

/** Knobs of the cloud-controller-manager. */
export interface CloudControllerManagerOptions extends PodOptions {
  /** Release of cloud-provider-openstack. @default - that of the cluster */
  readonly release?: Release;

  /** Namespace of everything that has one. @default "kube-system" */
  readonly namespace?: string;

  /** Controllers to run. @default - as the release ships it: all of them */
  readonly controllers?: CloudController[];

  /** How much it logs, `--v`: 0 to 10. @default - as the release ships it: 1 (2 with Helm naming) */
  readonly verbosity?: number;

  /** Exposes metrics. @default - the secure port listens on 127.0.0.1 alone */
  readonly metrics?: CloudControllerManagerMetrics;

  /** Names, labels and selectors. @default Naming.manifests() */
  readonly naming?: Naming;

  /** Where images come from. @default - the upstream registries */
  readonly images?: ImageOptions;

  /** Annotations of every object and of the pods. @default - none */
  readonly commonAnnotations?: { [key: string]: string };

  /** Name of the ServiceAccount of the pods. @default - as the release ships it: "cloud-controller-manager" */
  readonly serviceAccountName?: string;

  /** Name of the ClusterRole of the pods and of its binding. @default - as the release ships it: "system:cloud-controller-manager" */
  readonly clusterRoleName?: string;

  /**
   * Whether each controller has a ServiceAccount of its own, which the controller manager makes in kube-system. Its own role is then granted to
   * the account too that the provider uses in that mode; with false, the right to patch the status of Services comes with releases that lack it.
   *
   * @default - as the release ships it: true up to 1.29, false since
   * @see https://github.com/kubernetes/cloud-provider-openstack/pull/2572
   */
  readonly useServiceAccountCredentials?: boolean;

  /**
   * Grants only the rights that are used: the leader's lock and the cloud config in a Role of the namespace, no creation of nodes, nothing on
   * PersistentVolumes, no ServiceAccount tokens unless needed, and no roles for accounts that nothing uses. For releases since 1.17.
   *
   * @default false
   * @see https://github.com/kubernetes/cloud-provider-openstack/pull/3165
   */
  readonly leastPrivilege?: boolean;

  /** Whether the pods use the network of the node. New nodes have no pod network yet, so false needs another node to start on. @default true */
  readonly hostNetwork?: boolean;

  /**
   * Whether the pods see the directories of the node that the release mounts: certificates and, in old releases and the Helm chart, flex volumes.
   * Nothing in the controller manager needs them but a `ca-file` below /etc/ssl/certs. For the chart's `extraVolumes`: false, and the volumes
   * that you want as `extraVolumes` and `extraVolumeMounts`.
   *
   * @default true
   */
  readonly hostVolumes?: boolean;

  /** Whether the Secret is mounted. With false, something else puts the file at /etc/config/cloud.conf, such as an agent's injector. @default true */
  readonly mountCloudConfig?: boolean;
}

/** Properties for `CloudControllerManager`. */
export interface CloudControllerManagerProps extends CloudControllerManagerOptions {
  /** The cloud config that it reads. */
  readonly cloudConfig: ICloudConfig;

  /**
   * Name of the cluster, unique in its OpenStack project: load balancers and security groups carry it, and two clusters of one name take each
   * other's load balancers. Changing it later orphans what exists. At most 114 letters, digits, "-", "_" and ".".
   *
   * @see https://github.com/kubernetes/cloud-provider-openstack/issues/3102
   */
  readonly clusterName: string;
}
