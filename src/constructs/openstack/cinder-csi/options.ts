import { Duration } from 'cdk8s';
import { MetadataSource } from '../../../openstack/cloud-conf/sections';
import { ContainerOptions, PodOptions } from '../../pod-options';

/** What runs the controller plugin. */
export enum ControllerKind {
  /** A StatefulSet with a headless Service. */
  STATEFUL_SET = 'StatefulSet',
  /** A Deployment. */
  DEPLOYMENT = 'Deployment',
  /** What the release shipped: to 1.22 a StatefulSet with a ClusterIP Service, since 1.23 a Deployment. An upstream installation is adopted. */
  UPSTREAM = 'Upstream',
}

/** How a volume comes to a pod. */
export enum VolumeLifecycleMode {
  /** By a claim. */
  PERSISTENT = 'Persistent',
  /** Inline, in the pod. The driver supports it from 1.17 to 1.30. */
  EPHEMERAL = 'Ephemeral',
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

  /** Time between scrapes. @default Duration.seconds(30) */
  readonly interval?: Duration;
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

  /** Where the node learns its id and zone, in this order. @default - both, in this order */
  readonly metadataSearchOrder?: MetadataSource[];
}
