import { PodProfile, PolicyRule } from './workload-profile';

/** The Cinder CSI driver of a release. */
export interface CinderCsiProfile {
  /** Name that the driver registers with the kubelet. */
  readonly driverName: string;
  /** Name of the provisioner in StorageClasses, if it differs from the driver's. */
  readonly provisionerName?: string;
  /** The CSIDriver object; undefined if the release has none. */
  readonly csiDriver?: CsiDriverProfile;
  /** Flags that the driver's binary accepts, without dashes. */
  readonly driverFlags: string[];
  /** Whether the node service works without credentials. */
  readonly credentialFreeNode?: boolean;
  readonly controller: ControllerPluginProfile;
  readonly node: NodePluginProfile;
  readonly roles: CinderCsiRoleProfile[];
  /** Sidecars that use a Lease for leader election, and their permissions on it; undefined if they have none or use other objects. */
  readonly leaderElection?: { readonly containers: string[]; readonly rules: PolicyRule[] };
  /** Last Kubernetes minor that the snapshotter supports, if it installs its own CRDs of a removed API version. */
  readonly snapshotterUntilKubernetes?: string;
  /** Rules by container that allow reading the Secrets that StorageClasses refer to. */
  readonly secretRules: { readonly [container: string]: PolicyRule[] };
  /** Differences of the Helm chart of this release; undefined if there was no chart. */
  readonly chart?: CinderCsiChartProfile;
}

/** A CSIDriver object. */
interface CsiDriverProfile {
  readonly apiVersion: string;
  readonly spec: { readonly [field: string]: unknown };
}

/** The controller plugin. */
interface ControllerPluginProfile {
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
interface NodePluginProfile {
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
  /** Container that needs it: without the container, the role is omitted too. */
  readonly container: string;
  /** ServiceAccount to which it is bound: "controller" or "node". */
  readonly plugin: string;
  readonly rules: PolicyRule[];
}

/** The Helm chart: what it renders with default values, where that differs from the manifests. */
interface CinderCsiChartProfile {
  readonly version: string;
  /** The controller pod; the cloud config comes from the Secret, and the chart's own CA mount is omitted. */
  readonly controller: PodProfile;
  /** The node pod, likewise. */
  readonly node: PodProfile;
  /** Rules by role. */
  readonly rules?: { readonly [role: string]: PolicyRule[] };
}
