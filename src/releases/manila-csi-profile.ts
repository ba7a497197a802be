import { PodProfile, PolicyRule } from './workload-profile';
import { Minor } from '../kubernetes/minor';

/**
 * The Manila CSI driver of a release.
 *
 * The pods are those of one share protocol; a name that begins with `{prefix}` occurs once per protocol. The driver runs in a shell since 1.19: its
 * `command` then ends with the program, and `args` are the words that follow it. Other placeholders: `{driverName}`, `{protocol}`, `{kubeletDir}`,
 * `{pluginDir}`, `{forwardDir}`, `{forwardSocket}`, `{clusterId}`.
 */
export interface ManilaCsiProfile {
  /** The CSIDriver object of a protocol. */
  readonly csiDriver: ManilaCsiDriverProfile;
  /** Flags that the driver's binary accepts, without dashes. */
  readonly driverFlags: string[];
  /** Last Kubernetes minor that the snapshotter supports, if it installs its own CRDs of a removed API version. */
  readonly snapshotterUntilKubernetes?: Minor;
  /** The controller plugin, a StatefulSet. */
  readonly controller: ManilaPluginProfile & {
    /** Ports of the Service of the StatefulSet. */
    readonly servicePorts: object[];
    /** Rules of the Role in the namespace of the pods. */
    readonly namespaceRules: PolicyRule[];
  };
  /** The node plugin, a DaemonSet. */
  readonly node: ManilaPluginProfile;
  /** What the Helm chart of this release renders with default values; undefined if there was no chart. */
  readonly chart?: ManilaCsiChartProfile;
}

interface ManilaCsiDriverProfile {
  readonly apiVersion: string;
  readonly spec: { readonly [field: string]: unknown };
}

interface ManilaPluginProfile {
  /** Name of all objects of the plugin. */
  readonly name: string;
  /** Labels of all objects of the plugin, and selector of its pods. */
  readonly selector: { [label: string]: string };
  readonly pod: PodProfile;
  /** Rules of the ClusterRole. */
  readonly rules: PolicyRule[];
}

interface ManilaCsiChartProfile {
  readonly version: string;
  /** What the label of aggregated ClusterRoles ends with: the full name of the plugin, or plugin and name of the chart. */
  readonly aggregatesBy: 'fullname' | 'name';
  /** The CSIDriver object, if it differs. */
  readonly csiDriver?: ManilaCsiDriverProfile;
  readonly controller: PodProfile;
  readonly node: PodProfile;
}
