/*
 * The parts of the core/v1 API that props take as they are. Field names and meaning are those of Kubernetes, so that a snippet of YAML can be
 * pasted; what is not typed here is passed on as it is.
 *
 * Source: https://kubernetes.io/docs/reference/generated/kubernetes-api/
 */

/** Lets a pod run on nodes with a matching taint. */
export interface Toleration {
  /** Key of the taint. @default - every key (then `operator` must be "Exists") */
  readonly key?: string;
  /** "Equal" or "Exists". @default "Equal" */
  readonly operator?: string;
  /** Value of the taint. @default - the empty value */
  readonly value?: string;
  /** "NoSchedule", "PreferNoSchedule" or "NoExecute". @default - every effect */
  readonly effect?: string;
  /** How long to stay after a "NoExecute" taint appears, in seconds. @default - for ever */
  readonly tolerationSeconds?: number;
}

/** An environment variable of a container. */
export interface EnvVariable {
  /** Name of the variable. */
  readonly name: string;
  /** Its value; `$(OTHER)` refers to a variable before it. @default - `valueFrom`, else the empty value */
  readonly value?: string;
  /** Where the value comes from, as in YAML: `fieldRef`, `secretKeyRef`, `configMapKeyRef`, … @default - `value` */
  readonly valueFrom?: { [key: string]: any };
}

/** Compute resources of a container, as Kubernetes quantities. */
export interface ResourceRequirements {
  /** What the container is sure to get, such as `{ cpu: '200m', memory: '128Mi' }`. @default - nothing is reserved */
  readonly requests?: { [resource: string]: string };
  /** What the container may not exceed. @default - no limit */
  readonly limits?: { [resource: string]: string };
}

/**
 * A probe of a container. One of `httpGet`, `tcpSocket`, `exec` and `grpc` says how it probes; without any of them the rest changes the probe that
 * the release ships.
 */
export interface Probe {
  /** Whether there is a probe; false removes the one that the release ships. @default true */
  readonly enabled?: boolean;
  /** HTTP request, such as `{ path: '/healthz', port: 'healthz' }`. @default - none */
  readonly httpGet?: { [key: string]: any };
  /** TCP connection, such as `{ port: 8080 }`. @default - none */
  readonly tcpSocket?: { [key: string]: any };
  /** Command in the container, such as `{ command: ['cat', '/ready'] }`. @default - none */
  readonly exec?: { [key: string]: any };
  /** gRPC health check, such as `{ port: 9000 }`. @default - none */
  readonly grpc?: { [key: string]: any };
  /** Seconds before the first probe. @default 0 */
  readonly initialDelaySeconds?: number;
  /** Seconds between probes. @default 10 */
  readonly periodSeconds?: number;
  /** Seconds until a probe counts as failed. @default 1 */
  readonly timeoutSeconds?: number;
  /** Failures in a row until the probe counts as failed. @default 3 */
  readonly failureThreshold?: number;
  /** Successes in a row until the probe counts as passed. @default 1 */
  readonly successThreshold?: number;
}

/** A volume of a pod: a name and one source. */
export interface Volume {
  /** Name that mounts refer to; a DNS label. */
  readonly name: string;
  /** Directory or file of the node: `{ path, type? }`. @default - another source */
  readonly hostPath?: { [key: string]: any };
  /** Empty directory: `{}`, or `{ medium, sizeLimit }`. @default - another source */
  readonly emptyDir?: { [key: string]: any };
  /** Secret: `{ secretName, items?, defaultMode?, optional? }`. @default - another source */
  readonly secret?: { [key: string]: any };
  /** ConfigMap: `{ name, items?, defaultMode?, optional? }`. @default - another source */
  readonly configMap?: { [key: string]: any };
  /** Claim: `{ claimName, readOnly? }`. @default - another source */
  readonly persistentVolumeClaim?: { [key: string]: any };
  /** Several sources in one directory. @default - another source */
  readonly projected?: { [key: string]: any };
  /** Any other source as it stands in YAML, such as `{ nfs: { server, path } }`. @default - another source */
  readonly source?: { [key: string]: any };
}

/** Where a container sees a volume. */
export interface VolumeMount {
  /** Name of the volume. */
  readonly name: string;
  /** Absolute path in the container. */
  readonly mountPath: string;
  /** Mounts it read-only. @default false */
  readonly readOnly?: boolean;
  /** Path inside the volume. @default - its root */
  readonly subPath?: string;
  /** "None", "HostToContainer" or "Bidirectional". @default "None" */
  readonly mountPropagation?: string;
}

/** One requirement on the labels of an object. */
export interface SelectorRequirement {
  /** Key of the label. */
  readonly key: string;
  /** "In", "NotIn", "Exists" or "DoesNotExist"; of nodes, "Gt" or "Lt" too. */
  readonly operator: string;
  /** Values that the operator compares with. @default - none, as "Exists" and "DoesNotExist" want */
  readonly values?: string[];
}

/** Requirements that a node must meet, all of them. Terms of a list are alternatives. */
export interface NodeSelectorTerm {
  /** Requirements on labels. @default - none */
  readonly matchExpressions?: SelectorRequirement[];
  /** Requirements on fields; only "metadata.name" is supported. @default - none */
  readonly matchFields?: SelectorRequirement[];
}

/** Rules that pull pods to nodes and to or from other pods, as in YAML. */
export interface Affinity {
  /** Which nodes. @default - any */
  readonly nodeAffinity?: { [key: string]: any };
  /** Next to which pods. @default - any */
  readonly podAffinity?: { [key: string]: any };
  /** Away from which pods. @default - none */
  readonly podAntiAffinity?: { [key: string]: any };
}

/** Entries of a pod's /etc/hosts. */
export interface HostAlias {
  /** IP address. */
  readonly ip: string;
  /** Names for it. */
  readonly hostnames: string[];
}
