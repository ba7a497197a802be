import { PodProfile, PolicyRule } from './workload-profile';

/** What a release ships of the Cinder CSI driver. */
export interface CinderCsiProfile {
  /** Name that the driver registers with the kubelet. */
  readonly driverName: string;
  /** Name that provisioner and StorageClasses go by, where it is not the driver's. */
  readonly provisionerName?: string;
  /** The CSIDriver object; absent where the release has none. */
  readonly csiDriver?: CsiDriverProfile;
  /** Flags that the driver's binary accepts, without dashes. */
  readonly driverFlags: string[];
  /** Whether the node service works without credentials. */
  readonly credentialFreeNode?: boolean;
  readonly controller: ControllerPluginProfile;
  readonly node: NodePluginProfile;
  readonly roles: CinderCsiRoleProfile[];
  /** Sidecars that elect a leader by a Lease, and what they may do with it; absent where they cannot or lock by other objects. */
  readonly leaderElection?: { readonly containers: string[]; readonly rules: PolicyRule[] };
  /** Last Kubernetes minor that the snapshotter runs on, where it installs its own, since removed, CRDs. */
  readonly snapshotterUntilKubernetes?: string;
  /** Rules by container that let it read the Secrets that StorageClasses name. */
  readonly secretRules: { readonly [container: string]: PolicyRule[] };
  /** What the Helm chart of this release does differently; absent where there was no chart. */
  readonly chart?: CinderCsiChartProfile;
}

/** A CSIDriver object. */
export interface CsiDriverProfile {
  readonly apiVersion: string;
  readonly spec: { readonly [field: string]: unknown };
}

/** The controller plugin. */
export interface ControllerPluginProfile {
  /** "StatefulSet" or "Deployment". */
  readonly kind: string;
  readonly name: string;
  readonly selector: { [label: string]: string };
  readonly serviceAccount: string;
  /** The Service of a StatefulSet. */
  readonly service: { readonly name: string; readonly ports: object[] };
  /** Strategy of a Deployment. */
  readonly strategy?: { [field: string]: any };
  /** Its socket folder has no source, as shipped: the API server makes that an emptyDir. */
  readonly pod: PodProfile;
}

/** The node plugin, a DaemonSet. */
export interface NodePluginProfile {
  readonly name: string;
  readonly selector: { [label: string]: string };
  readonly serviceAccount: string;
  readonly pod: PodProfile;
}

/** A Role or ClusterRole and the binding of the same scope. */
export interface CinderCsiRoleProfile {
  /** "ClusterRole" or "Role". */
  readonly kind: string;
  readonly name: string;
  readonly binding: string;
  /** Container that needs it: without the container, the role goes too. */
  readonly container: string;
  /** Whose ServiceAccount it is bound to: "controller" or "node". */
  readonly plugin: string;
  readonly rules: PolicyRule[];
}

/** The Helm chart: what it renders with default values, where that is not what the manifests say. */
export interface CinderCsiChartProfile {
  readonly version: string;
  /** The controller pod; the cloud config comes from the Secret, and the chart's own CA mount is left out. */
  readonly controller: PodProfile;
  /** The node pod, likewise. */
  readonly node: PodProfile;
  /** Rules by role. */
  readonly rules?: { readonly [role: string]: PolicyRule[] };
}
