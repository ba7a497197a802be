import { ContainerProfile, PodProfile, PolicyRule } from './workload-profile';

/** Names of the objects. */
export interface LocalPathNames {
  readonly serviceAccount: string;
  readonly clusterRole: string;
  readonly clusterRoleBinding: string;
  /** Undefined before v0.0.25, the first with a Role. */
  readonly role?: string;
  readonly roleBinding?: string;
  readonly configMap: string;
  readonly deployment: string;
  readonly podDisruptionBudget: string;
}

/** A flag of a release. */
export type LocalPathFlagValue =
  'serviceAccount' | 'provisionerName' | 'helperImage' | 'configMap' | 'workerThreads' | 'provisioningRetryCount' | 'deletionRetryCount';

/** Name of the flag, followed by its value. */
interface LocalPathFlag {
  readonly value: LocalPathFlagValue;
  readonly flag: string;
  /** Default of the program; the flag is then omitted. */
  readonly default?: string;
  /** Whether only the chart sets it. */
  readonly onlyOnDemand?: boolean;
}

/** Differences of the chart of a release from its manifests. */
export interface LocalPathChart {
  readonly name: string;
  readonly version: string;
  readonly appVersion: string;
  /** Names may hold "{fullname}". */
  readonly names: LocalPathNames;
  readonly provisionerName: string;
  readonly debug: boolean;
  readonly clusterRules: PolicyRule[];
  /** Flags that are set even to their default. */
  readonly flags: LocalPathFlagValue[];
  readonly helperPod: { readonly image: string };
  readonly podSpec: { [field: string]: unknown };
  readonly classAnnotations: { [key: string]: string };
  readonly allowVolumeExpansion: boolean;
}

/** Content of one version of the local path provisioner: the schema of `data/local-path-provisioner/<version>.json`. */
export interface LocalPathProfile {
  /** Version, such as "v0.0.37". */
  readonly version: string;
  /** Source of the facts. */
  readonly source: string;
  readonly namespace: string;
  readonly className: string;
  readonly provisionerName: string;
  /** Directories of nodes that are not listed. */
  readonly defaultPaths: string[];
  readonly debug: boolean;
  readonly chart?: LocalPathChart;
  readonly names: LocalPathNames;
  readonly selector: { [label: string]: string };
  readonly clusterRules: PolicyRule[];
  /** Permissions in its own namespace; none before v0.0.25. */
  readonly rules: PolicyRule[];
  /** Precedes the subcommand. */
  readonly debugFlag: string;
  readonly flags: LocalPathFlag[];
  /** Flag that disables the checks of the helper pod template; in releases that have them. */
  readonly unsafeHelperPodFlag?: string;
  readonly healthPort?: number;
  readonly healthPortVariable?: string;
  readonly pod: PodProfile;
  /** Scripts of the helper pod. */
  readonly scripts: { readonly setup: string; readonly teardown: string };
  /** Mode of new volumes, as the setup script passes it to mkdir. */
  readonly directoryMode: string;
  /** The template of the pod that creates and removes directories. */
  readonly helperPod: {
    readonly name: string;
    readonly spec: { readonly priorityClassName?: string; readonly tolerations?: object[]; readonly containers: ContainerProfile[] };
  };
}
