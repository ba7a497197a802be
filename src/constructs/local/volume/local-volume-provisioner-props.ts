import { Duration } from 'cdk8s';
import { LocalVolumeClass, LocalVolumeMount } from './local-volume-class';
import { LocalStaticRelease } from '../../../releases';
import { MountPropagation, Toleration } from '../../core-v1';
import { ImageOptions } from '../../images';
import { Naming } from '../../naming';
import { PodOptions } from '../../pod-options';

/** How Prometheus finds the metrics of the provisioner. */
export interface LocalVolumeServiceMonitorOptions {
  /** Time between scrapes. @default Duration.seconds(10) */
  readonly interval?: Duration;
  /** Namespace of the ServiceMonitor. @default - that of the provisioner */
  readonly namespace?: string;
  /** Labels of the ServiceMonitor, such as the one that a Prometheus selects. @default - none */
  readonly labels?: { [key: string]: string };
  /** Relabelings of the targets, as in YAML. @default - none */
  readonly relabelings?: { [key: string]: any }[];
}

/** Properties for `LocalVolumeProvisioner`; the options of its pods are those of `PodOptions`. */
export interface LocalVolumeProvisionerProps extends PodOptions {
  /** Where volumes are found on the nodes, and the StorageClasses that they belong to. */
  readonly classes: LocalVolumeClass[];
  /** Version of the provisioner. @default LocalStaticRelease.V2_9_0 */
  readonly release?: LocalStaticRelease;
  /** Names and selectors: those of the upstream manifests or of the Helm chart. @default Naming.manifests() */
  readonly naming?: Naming;

  /**
   * Namespace of the pods. They are privileged and mount directories of the node, which Pod Security admission allows in namespaces of level
   * "privileged" only.
   *
   * @default - that of the chart, else "default"
   */
  readonly namespace?: string;

  /** Emits the Namespace too. @default false */
  readonly createNamespace?: boolean;
  /** Labels of the Namespace. @default - Pod Security admission of level "privileged" */
  readonly namespaceLabels?: { [key: string]: string };
  /** Labels of every object. @default - those of the naming */
  readonly commonLabels?: { [key: string]: string };
  /** Registries, tags and digests of images. @default - the upstream registries */
  readonly images?: ImageOptions;
  /** Name of the ServiceAccount. @default - that of the naming; "default" with `createServiceAccount: false` */
  readonly serviceAccountName?: string;
  /** Emits the ServiceAccount. @default true */
  readonly createServiceAccount?: boolean;
  /** Emits roles and bindings. @default true */
  readonly createRbac?: boolean;
  /** Rules after those of the provisioner's ClusterRole, as in YAML, for init containers. @default - none */
  readonly extraRules?: { [key: string]: any }[];

  /**
   * Lets the provisioner change Nodes, which only the removal of taints needs.
   *
   * @default - with `removeNodeNotReadyTaint`, and with Helm naming, whose chart always grants it
   */
  readonly allowNodeUpdate?: boolean;

  /** Emits the Role for cleaning Jobs and its binding. @default - the value of `useJobForCleaning` */
  readonly createJobRole?: boolean;
  /** Directories that are mounted as a whole, for classes that lie in them. @default - a mount for each class */
  readonly mounts?: LocalVolumeMount[];

  /**
   * How mounts on the nodes reach the containers: HOST_TO_CONTAINER or BIDIRECTIONAL. New disks show up with either.
   *
   * @default MountPropagation.HOST_TO_CONTAINER
   */
  readonly mountPropagation?: MountPropagation;

  /** Mounts /dev of the node, without which block devices are not found. @default true, false before v2.2.0 */
  readonly mountDev?: boolean;
  /** Runs the container privileged; a `securityContext` that says so too wins. @default true */
  readonly privileged?: boolean;
  /** Shares the process ids of the node. @default false */
  readonly hostPid?: boolean;
  /** Labels of nodes that their volumes get too; those that a node lacks are left out. @default - none */
  readonly nodeLabelsForPv?: string[];
  /** Labels of all volumes. @default - none */
  readonly labelsForPv?: { [key: string]: string };
  /** Makes the Node the owner of its volumes: they are removed together, without cleaning. @default false */
  readonly pvOwnerRef?: boolean;
  /** Cleans released raw block volumes in a Job each instead of in the provisioner. @default false */
  readonly useJobForCleaning?: boolean;
  /** Tolerations of the cleaning Jobs. @default - those of the provisioner */
  readonly jobTolerations?: Toleration[];

  /**
   * Calls the provisioner of a node by the node's name alone, without its UID, so that a node that was recreated under its old name takes its
   * volumes over. Volumes of before a change of this are adopted only if they carry the label kubernetes.io/hostname.
   *
   * @default false
   */
  readonly useNodeNameOnly?: boolean;

  /** Shortest time between two complete reads of the API; the longest is twice that. @default - the provisioner's: 5 minutes */
  readonly minResyncPeriod?: Duration;
  /** Removes the taint `notReadyTaintKey` once the provisioner is ready. @default false */
  readonly removeNodeNotReadyTaint?: boolean;
  /** Key of that taint. @default "sig-storage-local-static-provisioner/agent-not-ready" */
  readonly notReadyTaintKey?: string;

  /**
   * Replaces pods when the configuration changes: an annotation holds its checksum. The provisioner misses some changes of its files.
   *
   * @default true
   */
  readonly restartOnConfigChange?: boolean;

  /**
   * Runs on Windows nodes too, with these options on top of those of the Linux pods; `{}` for none. Security context and node selector of the
   * Linux pods do not apply.
   *
   * @default - Linux nodes only
   */
  readonly windows?: PodOptions;

  /** Emits a Service and a ServiceMonitor for the metrics. @default - none */
  readonly serviceMonitor?: LocalVolumeServiceMonitorOptions;
}
