/*
 * The parts of the core/v1 API that props take as they are. Field names and meaning are those of Kubernetes, so that a snippet of YAML can be
 * pasted; what is not typed here is passed on as it is.
 *
 * Source: https://kubernetes.io/docs/reference/generated/kubernetes-api/
 */

/** When the kubelet pulls an image. */
export enum ImagePullPolicy {
  /** At each start of a container: the registry says which image the tag is now. */
  ALWAYS = 'Always',
  /** Where the node has no image of this name. */
  IF_NOT_PRESENT = 'IfNotPresent',
  /** Not at all: the node must have the image. */
  NEVER = 'Never',
}

/** What a taint does to pods that do not tolerate it. */
export enum TaintEffect {
  /** New pods are not scheduled to the node. */
  NO_SCHEDULE = 'NoSchedule',
  /** New pods are scheduled to other nodes, where that is possible. */
  PREFER_NO_SCHEDULE = 'PreferNoSchedule',
  /** New pods are not scheduled to the node, and those that run there are evicted. */
  NO_EXECUTE = 'NoExecute',
}

/** How a requirement or a toleration compares. Which of them apply, each property says. */
export enum MatchOperator {
  /** The label has one of the values. */
  IN = 'In',
  /** The label has none of the values, or is missing. */
  NOT_IN = 'NotIn',
  /** The label or taint is there, whatever its value. */
  EXISTS = 'Exists',
  /** The label is missing. */
  DOES_NOT_EXIST = 'DoesNotExist',
  /** The taint has this value. */
  EQUAL = 'Equal',
  /** The number is above the one given. */
  GT = 'Gt',
  /** The number is below the one given. */
  LT = 'Lt',
}

/** Where a pod resolves names. */
export enum DnsPolicy {
  /** In the cluster's DNS, which forwards other names to that of the node. */
  CLUSTER_FIRST = 'ClusterFirst',
  /** The same for pods on the host network. */
  CLUSTER_FIRST_WITH_HOST_NET = 'ClusterFirstWithHostNet',
  /** As the node does. */
  DEFAULT = 'Default',
  /** As `dnsConfig` of the pod says. */
  NONE = 'None',
}

/** Whether mounts below a mount pass between container and node. */
export enum MountPropagation {
  /** No. */
  NONE = 'None',
  /** From the node to the container. */
  HOST_TO_CONTAINER = 'HostToContainer',
  /** Both ways; privileged containers only. */
  BIDIRECTIONAL = 'Bidirectional',
}

/** Protocols of the ports of containers and Services. */
export enum Protocol {
  /** Transmission Control Protocol. */
  TCP = 'TCP',
  /** User Datagram Protocol. */
  UDP = 'UDP',
  /** Stream Control Transmission Protocol. */
  SCTP = 'SCTP',
}

/** What must be at a path of the node before it is mounted. */
export enum HostPathType {
  /** A directory; an empty one is created where nothing is. */
  DIRECTORY_OR_CREATE = 'DirectoryOrCreate',
  /** A directory. */
  DIRECTORY = 'Directory',
  /** A file; an empty one is created where nothing is. */
  FILE_OR_CREATE = 'FileOrCreate',
  /** A file. */
  FILE = 'File',
  /** A Unix socket. */
  SOCKET = 'Socket',
  /** A character device. */
  CHAR_DEVICE = 'CharDevice',
  /** A block device. */
  BLOCK_DEVICE = 'BlockDevice',
}

/** A toleration: the pod may run on nodes with a matching taint. */
export interface Toleration {
  /** Key of the taint. @default - every key (then `operator` must be EXISTS) */
  readonly key?: string;
  /** EQUAL or EXISTS; GT and LT since Kubernetes 1.35. @default MatchOperator.EQUAL */
  readonly operator?: MatchOperator;
  /** Value of the taint. @default - the empty value */
  readonly value?: string;
  /** Effect of the taint. @default - every effect */
  readonly effect?: TaintEffect;
  /** Seconds until eviction after a taint with the effect NO_EXECUTE is added. @default - never evicted */
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
  /** Requests: what the scheduler reserves, such as `{ cpu: '200m', memory: '128Mi' }`. @default - none */
  readonly requests?: { [resource: string]: string };
  /** Limits that the container cannot exceed. @default - no limits */
  readonly limits?: { [resource: string]: string };
}

/**
 * A probe of a container. Set one of `httpGet`, `tcpSocket`, `exec` and `grpc` for a probe of your own; without any of them, the other fields change
 * the probe that the release ships.
 */
export interface ContainerProbe {
  /** Enables the probe; false removes the one that the release ships. @default true */
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
  /** Timeout of a probe in seconds. @default 1 */
  readonly timeoutSeconds?: number;
  /** Consecutive failures after which the probe counts as failed. @default 3 */
  readonly failureThreshold?: number;
  /** Consecutive successes after which the probe counts as passed. @default 1 */
  readonly successThreshold?: number;
}

/** A volume of a pod: a name and one source. */
export interface PodVolume {
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
  /** Any other source as in YAML, such as `{ nfs: { server, path } }`. @default - another source */
  readonly source?: { [key: string]: any };
}

/** Mount of a volume in a container. */
export interface PodVolumeMount {
  /** Name of the volume. */
  readonly name: string;
  /** Absolute path in the container. */
  readonly mountPath: string;
  /** Mounts it read-only. @default false */
  readonly readOnly?: boolean;
  /** Path inside the volume. @default - its root */
  readonly subPath?: string;
  /** Mount propagation between container and host. @default MountPropagation.NONE */
  readonly mountPropagation?: MountPropagation;
}

/** One requirement on the labels of an object. */
export interface SelectorRequirement {
  /** Key of the label. */
  readonly key: string;
  /** IN, NOT_IN, EXISTS or DOES_NOT_EXIST; of nodes, GT or LT too. */
  readonly operator: MatchOperator;
  /** Values that the operator compares with. @default - none, as EXISTS and DOES_NOT_EXIST want */
  readonly values?: string[];
}

/** Requirements that a node must meet, all of them. Terms of a list are alternatives. */
export interface NodeSelectorTerm {
  /** Requirements on labels. @default - none */
  readonly matchExpressions?: SelectorRequirement[];
  /** Requirements on fields; only "metadata.name" is supported. @default - none */
  readonly matchFields?: SelectorRequirement[];
}

/** Affinity and anti-affinity of pods, as in YAML. */
export interface Affinity {
  /** Node affinity. @default - any node */
  readonly nodeAffinity?: { [key: string]: any };
  /** Pod affinity. @default - none */
  readonly podAffinity?: { [key: string]: any };
  /** Pod anti-affinity. @default - none */
  readonly podAntiAffinity?: { [key: string]: any };
}

