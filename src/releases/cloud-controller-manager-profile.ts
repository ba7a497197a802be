import { PodProfile, PolicyRule } from './workload-profile';

/** A ClusterRole, and the ServiceAccount of the binding of the same name. */
export interface BoundClusterRole {
  readonly name: string;
  readonly serviceAccount: string;
  readonly rules: PolicyRule[];
}

/** Differences of the Helm chart of a release from the manifests. */
export interface CloudControllerManagerChart {
  /** Version of the chart, as in its `helm.sh/chart` label. */
  readonly version: string;
  /** As in its `app.kubernetes.io/version` label. */
  readonly appVersion: string;
  readonly serviceAccount: string;
  readonly clusterRole: string;
  /** Rules of its ClusterRole, if they differ from the manifests. */
  readonly rules?: PolicyRule[];
  /** Whether RBAC objects carry the chart's labels, or only the DaemonSet, the Service and the ServiceMonitor. */
  readonly labelsOnEveryObject: boolean;
  readonly pod: PodProfile;
}

/**
 * The OpenStack cloud-controller-manager of a release.
 *
 * Placeholders: `{clusterName}`, `{cloudConfigSecret}`.
 */
export interface CloudControllerManagerProfile {
  /** Name of the DaemonSet. */
  readonly name: string;
  /** Labels of the DaemonSet, its pods and its selector. */
  readonly selector: { [label: string]: string };
  readonly updateStrategy: { [key: string]: unknown };
  /** ServiceAccount of the pods. */
  readonly serviceAccount: string;
  /**
   * ServiceAccount in kube-system that the provider itself uses with `--use-service-account-credentials=true`, hard-wired in the binary since 1.23
   * (pkg/openstack/openstack.go, Initialize).
   */
  readonly providerServiceAccount?: string;
  /** The role of the pods first. The others are for the accounts that single controllers use with `--use-service-account-credentials=true`. */
  readonly clusterRoles: BoundClusterRole[];
  /**
   * Rules of a Role in the namespace of the pods, for the Secret of the cloud config; up to 1.36 there is none. `{cloudConfigSecret}` may name the
   * Secret.
   */
  readonly namespaceRules?: PolicyRule[];
  readonly pod: PodProfile;
  /** Charts exist since 1.21. */
  readonly chart?: CloudControllerManagerChart;
}
