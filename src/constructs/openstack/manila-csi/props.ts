import { GlobalSection } from '../../../openstack/cloud-conf';
import { Release } from '../../../releases';
import { ImageOptions } from '../../images';
import { NamespacedName } from '../../namespaced-name';
import { Naming } from '../../naming';
import { ContainerOptions, PodOptions } from '../../pod-options';
import { ManilaProtocol } from '../../storage';
import { VolumeSnapshotClassOptions } from '../../storage/snapshots/volume-snapshot-class-options';
import { FsGroupPolicy } from '../cinder-csi/options';
import { ICaCertificate } from '../cloud-config/cloud-config-ref';

/** A protocol of Manila shares and the driver that mounts them. */
export interface ManilaShareOptions {
  /** Protocol of the shares. */
  readonly protocol: ManilaProtocol;
  /** Name of the CSI driver. @default "<protocol>.manila.csi.openstack.org" */
  readonly driverName?: string;

  /**
   * Absolute path, on every node, of the folder with the socket of the driver that mounts the shares: the node plugin passes its calls on to it.
   *
   * @default - csi-driver-nfs (see `nfs.NfsNodeDriver`) or ceph-csi, in its usual folder below `kubeletDir`
   */
  readonly forwardDir?: string;

  /** Name of that socket. @default "csi.sock" */
  readonly forwardSocket?: string;
  /** `fsGroupPolicy` of the CSIDriver; Kubernetes 1.20 and newer. @default - Kubernetes' default; FsGroupPolicy.NONE with Helm naming since 1.25 */
  readonly fsGroupPolicy?: FsGroupPolicy;
}

/** Options of the controller pod. Those of a container are for the driver, of each protocol. */
export interface ManilaCsiControllerOptions extends PodOptions {
  /** Options of csi-provisioner. @default - as the release ships it */
  readonly provisioner?: ContainerOptions;
  /** Options of csi-snapshotter. @default - as the release ships it */
  readonly snapshotter?: ContainerOptions;
  /** Options of csi-resizer, which releases have since 1.22. @default - as the release ships it */
  readonly resizer?: ContainerOptions;
}

/** Options of the node pods. Those of a container are for the driver, of each protocol. */
export interface ManilaCsiNodeOptions extends PodOptions {
  /** Options of node-driver-registrar. @default - as the release ships it */
  readonly registrar?: ContainerOptions;
}

/** Options of a VolumeSnapshotClass of this driver. */
export interface ManilaSnapshotOptions extends VolumeSnapshotClassOptions {
  /** Protocol of the shares. */
  readonly protocol: ManilaProtocol;
}

/** Properties for `ManilaCsi`. An option that the release does not support is an error that names the release. */
export interface ManilaCsiProps {
  /** The protocols, each with a CSI driver of its own. @default - NFS */
  readonly shares?: ManilaShareOptions[];

  /**
   * The cloud and how to authenticate, as in the `global` of a `CloudConfig`: emits the Secret that the classes of the driver name.
   *
   * @default - `secret`, or the Secret of each class
   */
  readonly global?: GlobalSection;

  /**
   * The CA bundle of the cloud's endpoints, as in a `CloudConfig`. A bundle that is known here becomes part of the Secret; of another, the pods mount
   * the Secret.
   *
   * @default - the system's bundle
   */
  readonly caCertificate?: ICaCertificate;

  /** Name of the Secret that `global` becomes. @default "csi-manila-secrets" */
  readonly secretName?: string;
  /** An existing Secret with the credentials, instead of `global`. @default - `global`, or the Secret of each class */
  readonly secret?: NamespacedName;
  /** Release of cloud-provider-openstack, 1.16 or newer. @default - the cluster's */
  readonly release?: Release;
  /** Namespace of all objects that have one. @default "kube-system" */
  readonly namespace?: string;

  /**
   * Names, labels and selectors: those of the manifests or of the Helm chart. Those of the chart imply the defaults of its pods.
   *
   * @default Naming.manifests()
   */
  readonly naming?: Naming;

  /** Name of the objects of the controller plugin. @default - by `naming` */
  readonly controllerName?: string;
  /** Name of the objects of the node plugin. @default - by `naming` */
  readonly nodeName?: string;
  /** Labels of all objects but the CSIDrivers, and of the pods. @default - none */
  readonly labels?: { [key: string]: string };
  /** Registries, tags and digests of images. @default - the upstream registries */
  readonly images?: ImageOptions;

  /**
   * Whether shares have topology, the zone of their nodes: `--with-topology` of the driver and the feature gate of csi-provisioner; since 1.19. The
   * driver learns the zone of its node from the metadata service.
   *
   * @default false
   */
  readonly topology?: boolean;

  /**
   * Whether the driver supports snapshots: runs csi-snapshotter. Requires the snapshot CRDs and, since 1.19, the snapshot controller.
   *
   * @default true, but false where the release's snapshotter cannot run on the cluster's Kubernetes (to 1.18 on 1.22 or newer)
   */
  readonly snapshots?: boolean;

  /** Name of this cluster in the metadata of its shares (`--cluster-id`); since 1.21. @default - none */
  readonly clusterId?: string;

  /**
   * Whether annotations of claims reach the driver, such as `manila.csi.openstack.org/group-id`; since 1.32.
   *
   * @default - as the release ships it: on since 1.32, off in the Helm chart
   */
  readonly pvcAnnotations?: boolean;

  /**
   * The address or CIDR block that an export location of an NFS share must match: emits the ConfigMap of the runtime configuration; since 1.19.
   *
   * @default - any export location
   */
  readonly matchExportLocationAddress?: string;

  /**
   * Whether the ClusterRoles of the plugins aggregate others by label, so that rules can be added to them. With false they hold their rules.
   *
   * @default true
   */
  readonly aggregatedRoles?: boolean;

  /** Root directory of the kubelet on every node, an absolute path. @default "/var/lib/kubelet" */
  readonly kubeletDir?: string;
  /** Log level of all containers, 0 to 10. @default - as the release ships each; 2 in its Helm chart since 1.23 */
  readonly verbosity?: number;
  /** Options of the controller pod and its containers. @default - as the release ships them */
  readonly controller?: ManilaCsiControllerOptions;
  /** Options of the node pods and their containers. @default - as the release ships them */
  readonly node?: ManilaCsiNodeOptions;
}
