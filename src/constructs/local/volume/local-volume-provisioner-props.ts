import { Duration } from 'cdk8s';
import { LocalVolumeClass, LocalVolumeMount } from './local-volume-class';
import { LocalStaticRelease } from '../../../releases';
import { MountPropagation, Toleration } from '../../core-v1';
import { PodOptions } from '../../pod-options';
import { ProvisionerProps } from '../provisioner-props';

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
export interface LocalVolumeProvisionerProps extends ProvisionerProps {
  /** Directories in which volumes are discovered, and their StorageClasses. */
  readonly classes: LocalVolumeClass[];

  /** Version of the provisioner. @default LocalStaticRelease.V2_9_0 */
  readonly release?: LocalStaticRelease;

  /**
   * Namespace of the pods. They are privileged and mount host directories, which Pod Security admission allows only in namespaces of level
   * "privileged".
   *
   * @default - that of the chart, else "default"
   */
  readonly namespace?: string;

  /** Emits the Namespace. @default false */
  readonly createNamespace?: boolean;
  /** Labels of the Namespace. @default - Pod Security admission of level "privileged" */
  readonly namespaceLabels?: { [key: string]: string };
  /** Additional rules of the ClusterRole, as in YAML, such as those of init containers. @default - none */
  readonly extraRules?: { [key: string]: any }[];

  /**
   * Grants the provisioner permission to update Nodes, which only the removal of taints needs.
   *
   * @default - with `removeNodeNotReadyTaint`, and with Helm naming, whose chart always grants it
   */
  readonly allowNodeUpdate?: boolean;

  /** Emits the Role for cleaning Jobs and its binding. @default - the value of `useJobForCleaning` */
  readonly createJobRole?: boolean;
  /** Directories that are mounted as a whole, for the classes below them. @default - a mount for each class */
  readonly mounts?: LocalVolumeMount[];

  /**
   * Mount propagation: HOST_TO_CONTAINER or BIDIRECTIONAL. New disks appear with either.
   *
   * @default MountPropagation.HOST_TO_CONTAINER
   */
  readonly mountPropagation?: MountPropagation;

  /**
   * Mounts /dev of the node, without which block devices are not discovered.
   *
   * @default true, false before v2.2.0 and, with `hardened`, where no class has devices
   */
  readonly mountDev?: boolean;
  /** Runs the container privileged; `securityContext` takes precedence. @default true, but false with `hardened` where no class has devices */
  readonly privileged?: boolean;
  /** Shares the PID namespace of the host. @default false */
  readonly hostPid?: boolean;
  /** Keys of node labels that volumes inherit from their node. @default - none */
  readonly nodeLabelsForPv?: string[];
  /** Labels of all volumes. @default - none */
  readonly labelsForPv?: { [key: string]: string };
  /** Makes the Node the owner of its volumes: they are deleted with it, without cleaning. @default false */
  readonly pvOwnerRef?: boolean;
  /** Cleans each released raw block volume in a Job instead of the provisioner. @default false */
  readonly useJobForCleaning?: boolean;
  /** Tolerations of the cleaning Jobs. @default - those of the provisioner */
  readonly jobTolerations?: Toleration[];

  /**
   * Identifies the provisioner of a node by the node's name without its UID, so that a node that was recreated under its old name adopts its
   * volumes. After a change of this, existing volumes are adopted only if they have the label kubernetes.io/hostname.
   *
   * @default false
   */
  readonly useNodeNameOnly?: boolean;

  /** Minimum resync period of the informers; the maximum is twice that. @default - the provisioner's: 5 minutes */
  readonly minResyncPeriod?: Duration;
  /** Removes the taint `notReadyTaintKey` once the provisioner is ready. @default false */
  readonly removeNodeNotReadyTaint?: boolean;
  /** Key of that taint. @default "sig-storage-local-static-provisioner/agent-not-ready" */
  readonly notReadyTaintKey?: string;

  /**
   * Restarts the pods when the configuration changes, by an annotation with its checksum. The provisioner misses some changes of its files.
   *
   * @default true
   */
  readonly restartOnConfigChange?: boolean;

  /**
   * Also runs on Windows nodes, with these options in addition to those of the Linux pods; `{}` for no further options. Security context and node
   * selector of the Linux pods do not apply.
   *
   * @default - Linux nodes only
   */
  readonly windows?: PodOptions;

  /** Emits a Service and a ServiceMonitor for the metrics. @default - none */
  readonly serviceMonitor?: LocalVolumeServiceMonitorOptions;
}
