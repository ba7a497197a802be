import { Duration } from 'cdk8s';
import { MetadataSource } from '../../../openstack/cloud-conf/sections';
import { ContainerOptions, PodOptions } from '../../pod-options';

/** Workload kind of the controller plugin. */
export enum ControllerKind {
  /** A StatefulSet with a headless Service. */
  STATEFUL_SET = 'StatefulSet',
  /** A Deployment. */
  DEPLOYMENT = 'Deployment',
  /** As in the upstream release: up to 1.22 a StatefulSet with a ClusterIP Service, since 1.23 a Deployment. Adopts an upstream installation. */
  UPSTREAM = 'Upstream',
}

/** `fsGroupPolicy` of the driver: whether ownership of a volume's files changes when a pod sets `fsGroup`. */
export enum FsGroupPolicy {
  /** For ReadWriteOnce volumes with a filesystem; the default of Kubernetes. */
  READ_WRITE_ONCE_WITH_FS_TYPE = 'ReadWriteOnceWithFSType',
  /** For all volumes. */
  FILE = 'File',
  /** Never. */
  NONE = 'None',
}

/** Options of a sidecar. */
export interface CinderCsiSidecarOptions extends ContainerOptions {
  /** Flags of the release to omit, without dashes, such as `["extra-create-metadata"]`. @default - none */
  readonly withoutFlags?: string[];
  /** Rules after those of the sidecar's ClusterRole, as in YAML: `{ apiGroups, resources, verbs }`. @default - none */
  readonly extraRules?: { [key: string]: any }[];
}

/** Options of the controller pods. Those of a container are for the driver, `cinder-csi-plugin`. */
export interface CinderCsiControllerOptions extends PodOptions {
  /** Flags of the release to omit from the driver, without dashes. @default - none */
  readonly withoutFlags?: string[];
  /** Options of every sidecar of these pods; options of a single sidecar win. @default - as the release ships them */
  readonly sidecars?: ContainerOptions;
  /** Options of csi-attacher. @default - as the release ships it */
  readonly attacher?: CinderCsiSidecarOptions;
  /** Options of csi-provisioner. @default - as the release ships it */
  readonly provisioner?: CinderCsiSidecarOptions;
  /** Options of csi-snapshotter. @default - as the release ships it */
  readonly snapshotter?: CinderCsiSidecarOptions;
  /** Options of csi-resizer, which releases have since 1.16. @default - as the release ships it */
  readonly resizer?: CinderCsiSidecarOptions;
  /** Options of the liveness-probe sidecar, which releases have since 1.20. @default - as the release ships it */
  readonly livenessSidecar?: CinderCsiSidecarOptions;
}

/** Options of the node pods. Those of a container are for the driver, `cinder-csi-plugin`. */
export interface CinderCsiNodeOptions extends PodOptions {
  /** Flags of the release to omit from the driver, without dashes. @default - none */
  readonly withoutFlags?: string[];
  /** Options of every sidecar of these pods; options of a single sidecar win. @default - as the release ships them */
  readonly sidecars?: ContainerOptions;
  /** Options of node-driver-registrar. @default - as the release ships it */
  readonly registrar?: CinderCsiSidecarOptions;
  /** Options of the liveness-probe sidecar, which releases have since 1.20. @default - as the release ships it */
  readonly livenessSidecar?: CinderCsiSidecarOptions;
}

/** Prometheus metrics of the controller plugin: `/metrics` of the driver. */
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

  /** Topology of its volumes and nodes in addition to the zone, such as `{ 'topology.kubernetes.io/region': 'one' }`. @default - none */
  readonly topology?: { [key: string]: string };
}

/** Configuration of node plugins without credentials: the sections of the cloud config that they use. */
export interface CinderNodeConfig {
  /** Maximum number of volumes per node, 1 to 256: `node-volume-attach-limit`. @default - the driver reports no limit to the scheduler */
  readonly volumeAttachLimit?: number;
  /** Rescans the device before its filesystem is resized: `rescan-on-resize`. @default false */
  readonly rescanOnResize?: boolean;
  /** Where the node learns its id and zone, in this order. @default - both, in this order */
  readonly metadataSearchOrder?: MetadataSource[];
}
