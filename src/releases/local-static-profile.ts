import { PodProfile, PolicyRule } from './workload-profile';

/** Names of the objects. */
export interface LocalStaticNames {
  readonly serviceAccount: string;
  readonly configMap: string;
  readonly clusterRole: string;
  readonly clusterRoleBinding: string;
  /** Binding to the built-in role of volume provisioners; only in releases that use that role. */
  readonly volumeRoleBinding?: string;
  readonly role: string;
  readonly roleBinding: string;
  readonly daemonSet: string;
  readonly windowsDaemonSet?: string;
  /** Service for metrics; only in releases that have them. */
  readonly service?: string;
  readonly nodeCleanup?: string;
  readonly nodeCleanupClusterRole?: string;
  readonly nodeCleanupClusterRoleBinding?: string;
}

/** The provisioner's pod on one operating system. */
export interface LocalStaticPod {
  readonly pod: PodProfile;
  /** Further fields of the pod spec. */
  readonly podSpec?: { [field: string]: unknown };
  /** The node's devices, which block volumes need. */
  readonly dev: {
    readonly byDefault: boolean;
    readonly volume: { name: string; hostPath: { path: string; type?: string } };
    readonly mount: { name: string; mountPath: string };
  };
  /** How mounts on the node reach the mounted discovery directories. */
  readonly mountPropagation: string;
}

/** Content of one version of the local volume static provisioner: the schema of `data/local-static-provisioner/<version>.json`. */
export interface LocalStaticProfile {
  /** Version, such as "v2.9.0". */
  readonly version: string;
  /** Source of the facts. */
  readonly source: string;
  /** Whether its manifests set a namespace. */
  readonly statesNamespace: boolean;
  /** Its Helm chart, if this library can take it over. Names may contain "{fullname}". */
  readonly chart?: { readonly name: string; readonly version: string; readonly names: LocalStaticNames };
  readonly names: LocalStaticNames;
  readonly selector: { [label: string]: string };
  readonly windowsSelector?: { [label: string]: string };
  /** Built-in ClusterRole that it needs in addition to its own. */
  readonly volumeRole?: string;
  readonly rules: PolicyRule[];
  /** Permissions to remove the not-ready taint of nodes. */
  readonly nodeUpdateRules: PolicyRule[];
  /** Permissions for cleaning by Jobs, in the namespace of the pods. */
  readonly jobRules: PolicyRule[];
  readonly updateStrategy?: { [field: string]: unknown };
  readonly metricsPort?: number;
  readonly notReadyTaintKey?: string;
  readonly linux: LocalStaticPod;
  readonly windows?: LocalStaticPod;
  /** The controller that removes volumes and claims of deleted nodes. */
  readonly nodeCleanup?: {
    readonly selector: { [label: string]: string };
    readonly rules: PolicyRule[];
    readonly pod: PodProfile;
  };
}
