/*
 * Workloads as a release ships them. Fields are those of core/v1, so that a profile can be compared with the upstream manifest line by line.
 * Strings may contain placeholders in braces, such as "{kubeletDir}/plugins/{driverName}", for values that users can set. They are filled in
 * when the object is built.
 */

/** A container as shipped. */
export interface ContainerProfile {
  readonly name: string;
  readonly image: string;
  readonly imagePullPolicy?: string;
  readonly command?: string[];
  readonly args?: string[];
  readonly env?: Array<{ name: string; value?: string; valueFrom?: object }>;
  readonly ports?: object[];
  readonly resources?: object;
  readonly securityContext?: object;
  readonly livenessProbe?: object;
  readonly readinessProbe?: object;
  readonly startupProbe?: object;
  readonly lifecycle?: object;
  readonly volumeMounts?: Array<{ name: string; mountPath: string; readOnly?: boolean; mountPropagation?: string }>;
}

/** A pod as shipped. */
export interface PodProfile {
  readonly containers: ContainerProfile[];
  readonly volumes?: Array<{ name: string; [source: string]: unknown }>;
  readonly tolerations?: object[];
  readonly nodeSelector?: { [label: string]: string };
  readonly affinity?: object;
  readonly securityContext?: object;
  readonly dnsPolicy?: string;
  readonly hostNetwork?: boolean;
  readonly priorityClassName?: string;
  readonly automountServiceAccountToken?: boolean;
}

/** One rule of a Role or ClusterRole. */
export interface PolicyRule {
  readonly apiGroups?: string[];
  readonly resources?: string[];
  readonly resourceNames?: string[];
  readonly nonResourceURLs?: string[];
  readonly verbs: string[];
}
