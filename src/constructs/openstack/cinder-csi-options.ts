import { ContainerOptions, PodOptions } from '../pod-options';

/** What runs the controller plugin. */
export enum ControllerKind {
  /** A StatefulSet with a headless Service. */
  STATEFUL_SET = 'StatefulSet',
  /** A Deployment. */
  DEPLOYMENT = 'Deployment',
  /** What the release shipped: to 1.22 a StatefulSet with a ClusterIP Service, since 1.23 a Deployment. An upstream installation is adopted. */
  UPSTREAM = 'Upstream',
}

/** Who changes the group of a volume's files when a pod sets `fsGroup`. */
export enum FsGroupPolicy {
  /** The kubelet, for ReadWriteOnce volumes with a file system; what Kubernetes does by default. */
  READ_WRITE_ONCE_WITH_FS_TYPE = 'ReadWriteOnceWithFSType',
  /** The kubelet, always. */
  FILE = 'File',
  /** Nobody. */
  NONE = 'None',
}

/** Knobs of a sidecar. */
export interface CinderCsiSidecarOptions extends ContainerOptions {
  /** Flags of the release to leave out, without dashes, such as `["extra-create-metadata"]`. @default - none */
  readonly withoutFlags?: string[];

  /** Rules after those of the sidecar's ClusterRole, as in YAML: `{ apiGroups, resources, verbs }`. @default - none */
  readonly extraRules?: { [key: string]: any }[];
}

/** Knobs of the controller pods. Those of a container are for the driver, `cinder-csi-plugin`. */
export interface CinderCsiControllerOptions extends PodOptions {
  /** Flags of the release that the driver shall not get, without dashes. @default - none */
  readonly withoutFlags?: string[];

  /** Knobs of every sidecar of these pods; those of one sidecar win. @default - as the release ships them */
  readonly sidecars?: ContainerOptions;

  /** Knobs of csi-attacher. @default - as the release ships it */
  readonly attacher?: CinderCsiSidecarOptions;

  /** Knobs of csi-provisioner. @default - as the release ships it */
  readonly provisioner?: CinderCsiSidecarOptions;

  /** Knobs of csi-snapshotter. @default - as the release ships it */
  readonly snapshotter?: CinderCsiSidecarOptions;

  /** Knobs of csi-resizer, which releases have since 1.16. @default - as the release ships it */
  readonly resizer?: CinderCsiSidecarOptions;

  /** Knobs of the liveness-probe sidecar, which releases have since 1.20. @default - as the release ships it */
  readonly livenessSidecar?: CinderCsiSidecarOptions;
}

/** Knobs of the node pods. Those of a container are for the driver, `cinder-csi-plugin`. */
export interface CinderCsiNodeOptions extends PodOptions {
  /** Flags of the release that the driver shall not get, without dashes. @default - none */
  readonly withoutFlags?: string[];

  /** Knobs of every sidecar of these pods; those of one sidecar win. @default - as the release ships them */
  readonly sidecars?: ContainerOptions;

  /** Knobs of node-driver-registrar. @default - as the release ships it */
  readonly registrar?: CinderCsiSidecarOptions;

  /** Knobs of the liveness-probe sidecar, which releases have since 1.20. @default - as the release ships it */
  readonly livenessSidecar?: CinderCsiSidecarOptions;
}

/** Metrics of the controller plugin: `/metrics` of the driver, in Prometheus' format. */
export interface CinderCsiMetricsOptions {
  /** Port of the pod, named "http". @default 8080 */
  readonly port?: number;

  /** Emits a PodMonitor (monitoring.coreos.com/v1) for the controller pods. @default false */
  readonly podMonitor?: boolean;

  /** Labels of the PodMonitor, such as those that a Prometheus selects by. @default - none */
  readonly podMonitorLabels?: { [key: string]: string };

  /** Time between scrapes, as Prometheus writes it. @default "30s" */
  readonly interval?: string;
}

/** One OpenStack cloud or region of a cluster that spans several. */
export interface CinderCloud {
  /** Name of its section in the cloud config: "one" for `[Global "one"]`. */
  readonly name: string;

  /**
   * Labels of its nodes. Each cloud then has a node DaemonSet of its own.
   *
   * @default - one DaemonSet on all nodes; several clouds must say which nodes are theirs
   */
  readonly nodeSelector?: { [key: string]: string };

  /** Topology that its volumes and nodes have besides the zone, such as `{ 'topology.kubernetes.io/region': 'one' }`. @default - none */
  readonly topology?: { [key: string]: string };
}

/** What node plugins without credentials read: the sections of the cloud config that they use. */
export interface CinderNodeConfig {
  /** Most volumes on a node, 1 to 256: `node-volume-attach-limit`. @default - no limit is reported, so the scheduler knows none */
  readonly volumeAttachLimit?: number;

  /** Rescans the device before its file system grows: `rescan-on-resize`. @default false */
  readonly rescanOnResize?: boolean;

  /** Where the node learns its id and zone, in order: "configDrive", "metadataService". @default - both, in this order */
  readonly metadataSearchOrder?: string[];
}

/**
 * Changes of later releases for an older one. Each is an error in a release that has nothing to change.
 *
 * @see https://github.com/kubernetes/cloud-provider-openstack/tree/master/manifests/cinder-csi-plugin
 */
export interface CinderCsiFixes {
  /**
   * Emits the CSIDriver object that 1.15 lacks (1.16 added it), as v1beta1, or v1 with `csiDriverV1`.
   *
   * @default false
   */
  readonly csiDriverObject?: boolean;

  /**
   * Writes the CSIDriver of 1.16 to 1.18 as storage.k8s.io/v1 (1.19 does).
   *
   * @default - on for Kubernetes 1.22 and newer, which serve no other
   * @see https://kubernetes.io/docs/reference/using-api/deprecation-guide/#csidriver-v122
   */
  readonly csiDriverV1?: boolean;

  /**
   * Lets the provisioner of 1.15 go by the driver's name, as 1.16 does, instead of "csi-cinderplugin". Existing classes and volumes keep the
   * old name and are no longer served.
   *
   * @default false
   * @see https://github.com/kubernetes/cloud-provider-openstack/issues/802
   */
  readonly provisionerName?: boolean;

  /**
   * Drops the mount of /var/lib/cloud/data of 1.15 to 1.18 (1.19 dropped it); node pods do not start where that folder is missing.
   *
   * @default false
   */
  readonly cloudDataMount?: boolean;

  /**
   * Drops the second Bidirectional mount, of the kubelet's pods folder, of 1.15 and 1.16 (1.17 dropped it).
   *
   * @default false
   */
  readonly podsMount?: boolean;

  /**
   * Drops the stop hook of the registrar of 1.15 to 1.21, a shell command (1.22 dropped it); newer registrar images have no shell.
   *
   * @default false
   */
  readonly registrarHook?: boolean;

  /**
   * Lets the node plugin of 1.15 to 1.19 run on tainted nodes too (1.20 does).
   *
   * @default false
   */
  readonly nodeTolerations?: boolean;
}
