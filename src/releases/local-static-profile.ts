import { PodProfile, PolicyRule } from './workload-profile';

/** Names of the objects, by what they are. */
export interface LocalStaticNames {
  readonly serviceAccount: string;
  readonly configMap: string;
  readonly clusterRole: string;
  readonly clusterRoleBinding: string;
  /** Binding to the built-in role of volume provisioners; only where a release uses that role. */
  readonly volumeRoleBinding?: string;
  readonly role: string;
  readonly roleBinding: string;
  readonly daemonSet: string;
  readonly windowsDaemonSet?: string;
  /** Service for metrics; only where a release has them. */
  readonly service?: string;
  readonly nodeCleanup?: string;
  readonly nodeCleanupClusterRole?: string;
  readonly nodeCleanupClusterRoleBinding?: string;
}

/** The provisioner's pod on one operating system. */
export interface LocalStaticPod {
  readonly pod: PodProfile;
  /** Fields of the pod spec beside those of the profile. */
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

/** What one version of the local volume static provisioner shipped: the shape of `data/local-static-provisioner/<version>.json`. */
export interface LocalStaticProfile {
  /** Version, such as "v2.9.0". */
  readonly version: string;
  /** Where the facts come from. */
  readonly source: string;
  /** Whether its manifests name the namespace that they are for. */
  readonly statesNamespace: boolean;
  /** Its Helm chart, where there is one that this library can take over. Names may hold "{fullname}". */
  readonly chart?: { readonly name: string; readonly version: string; readonly names: LocalStaticNames };
  readonly names: LocalStaticNames;
  readonly selector: { [label: string]: string };
  readonly windowsSelector?: { [label: string]: string };
  /** Built-in ClusterRole that it needs beside its own. */
  readonly volumeRole?: string;
  readonly rules: PolicyRule[];
  /** What removing the taint of nodes that are not ready takes. */
  readonly nodeUpdateRules: PolicyRule[];
  /** What cleaning by Jobs takes, in the namespace of the pods. */
  readonly jobRules: PolicyRule[];
  readonly updateStrategy?: { [field: string]: unknown };
  readonly metricsPort?: number;
  readonly notReadyTaintKey?: string;
  readonly linux: LocalStaticPod;
  readonly windows?: LocalStaticPod;
  /** The controller that removes volumes and claims of nodes that are gone. */
  readonly nodeCleanup?: {
    readonly selector: { [label: string]: string };
    readonly rules: PolicyRule[];
    readonly pod: PodProfile;
  };
}
