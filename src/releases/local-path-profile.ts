import { ContainerProfile, PodProfile, PolicyRule } from './workload-profile';

/** Names of the objects, by what they are. */
export interface LocalPathNames {
  readonly serviceAccount: string;
  readonly clusterRole: string;
  readonly clusterRoleBinding: string;
  /** None before v0.0.25, which has no Role. */
  readonly role?: string;
  readonly roleBinding?: string;
  readonly configMap: string;
  readonly deployment: string;
  readonly podDisruptionBudget: string;
}

/** What a release's flag says. */
export type LocalPathFlagValue =
  'serviceAccount' | 'provisionerName' | 'helperImage' | 'configMap' | 'workerThreads' | 'provisioningRetryCount' | 'deletionRetryCount';

/** A flag of the program, followed by its value. */
export interface LocalPathFlag {
  readonly value: LocalPathFlagValue;
  readonly flag: string;
  /** What the program assumes without it: then it is left out. */
  readonly default?: string;
  /** Whether only the chart sets it. */
  readonly onlyOnDemand?: boolean;
}

/** What the chart of a release does differently from its manifests. */
export interface LocalPathChart {
  readonly name: string;
  readonly version: string;
  readonly appVersion: string;
  /** Names may hold "{fullname}". */
  readonly names: LocalPathNames;
  readonly provisionerName: string;
  readonly debug: boolean;
  readonly clusterRules: PolicyRule[];
  /** Flags that are set even where the program assumes the same. */
  readonly flags: LocalPathFlagValue[];
  readonly helperPod: { readonly image: string };
  readonly podSpec: { [field: string]: unknown };
  readonly classAnnotations: { [key: string]: string };
  readonly allowVolumeExpansion: boolean;
}

/** What one version of the local path provisioner shipped: the shape of `data/local-path-provisioner/<version>.json`. */
export interface LocalPathProfile {
  /** Version, such as "v0.0.37". */
  readonly version: string;
  /** Where the facts come from. */
  readonly source: string;
  readonly namespace: string;
  readonly className: string;
  readonly provisionerName: string;
  /** Directories of nodes that have none of their own. */
  readonly defaultPaths: string[];
  readonly debug: boolean;
  readonly chart?: LocalPathChart;
  readonly names: LocalPathNames;
  readonly selector: { [label: string]: string };
  readonly clusterRules: PolicyRule[];
  /** What it may do in its own namespace; none before v0.0.25. */
  readonly rules: PolicyRule[];
  /** Stands before the subcommand. */
  readonly debugFlag: string;
  readonly flags: LocalPathFlag[];
  /** Turns off the checks of the helper pod's template; releases that have them. */
  readonly unsafeHelperPodFlag?: string;
  readonly healthPort?: number;
  readonly healthPortVariable?: string;
  readonly pod: PodProfile;
  /** Scripts of the helper pod. */
  readonly scripts: { readonly setup: string; readonly teardown: string };
  /** Mode of new volumes, as the setup script passes it to mkdir. */
  readonly directoryMode: string;
  /** The template of the pod that makes and removes directories. */
  readonly helperPod: {
    readonly name: string;
    readonly spec: { readonly priorityClassName?: string; readonly tolerations?: object[]; readonly containers: ContainerProfile[] };
  };
}
