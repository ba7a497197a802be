import { EnvVariable, HostPathType, ImagePullPolicy, TaintEffect } from '../core-v1';

/** A file or directory of the node that a control-plane component sees. */
export interface KubeadmHostMount {
  /** Name of the volume in the static pod; a DNS label. */
  readonly name: string;
  /** Absolute path on the node. */
  readonly hostPath: string;
  /** Absolute path in the container. @default - `hostPath` */
  readonly mountPath?: string;
  /** Mounts it read-only. @default true */
  readonly readOnly?: boolean;
  /** What must be at `hostPath`. @default - not checked */
  readonly pathType?: HostPathType;
}

/** Settings of a control-plane component. */
export interface KubeadmComponent {
  /**
   * Flags of the component by name without dashes: `{ 'audit-log-maxage': '30' }`. Written as a map or as a list, as the format wants.
   *
   * @default - none
   */
  readonly extraArgs?: { [flag: string]: string };
  /** Values of flags that are given several times, by name without dashes; v1beta4 (Kubernetes 1.31) and later. @default - none */
  readonly repeatedArgs?: { [flag: string]: string[] };
  /** Files and directories of the node that the component sees. @default - none */
  readonly extraVolumes?: KubeadmHostMount[];
  /** Environment variables of the component; v1beta4 (Kubernetes 1.31) and later. @default - none */
  readonly extraEnv?: EnvVariable[];
}

/** etcd servers that run outside of kubeadm. */
export interface KubeadmExternalEtcd {
  /** URLs of the members, such as "https://10.0.0.11:2379". */
  readonly endpoints: string[];
  /** Path of the CA certificate on the control-plane nodes. @default - none, for endpoints without TLS */
  readonly caFile?: string;
  /** Path of the client certificate on the control-plane nodes. @default - none */
  readonly certFile?: string;
  /** Path of the client key on the control-plane nodes. @default - none */
  readonly keyFile?: string;
}

/** A taint that a node registers with. */
export interface NodeTaint {
  /** Key of the taint. */
  readonly key: string;
  /** Value of the taint. @default - the empty value */
  readonly value?: string;
  /** Effect of the taint. */
  readonly effect: TaintEffect;
}

/** How a node registers with the cluster. */
export interface KubeadmNode {
  /**
   * Name of the Node object. The OpenStack cloud provider finds the server of a node by this name, so it must equal the server's name in Nova.
   *
   * @default - the node's hostname
   */
  readonly name?: string;
  /** Socket of the container runtime, such as "unix:///run/containerd/containerd.sock". @default - the one that kubeadm finds */
  readonly criSocket?: string;
  /** Taints; an empty list for a control-plane node that takes any pod. @default - kubeadm's own: the control-plane taint on such nodes */
  readonly taints?: NodeTaint[];
  /** Labels of the node, passed to the kubelet. @default - none */
  readonly labels?: { [key: string]: string };
  /** Flags of the kubelet by name without dashes. @default - none but those that the cloud provider needs */
  readonly kubeletExtraArgs?: { [flag: string]: string };
  /** Preflight checks whose failure counts as a warning, such as "NumCPU"; v1beta2 and later. @default - none */
  readonly ignorePreflightErrors?: string[];
  /** When the images of the control plane are pulled; v1beta3 (Kubernetes 1.22) and later. @default - kubeadm's: ImagePullPolicy.IF_NOT_PRESENT */
  readonly imagePullPolicy?: ImagePullPolicy;
}

/** Address that an API server listens on and announces. */
export interface KubeadmApiEndpoint {
  /** IP address to announce. @default - that of the node's default interface */
  readonly advertiseAddress?: string;
  /** Port to listen on. @default 6443 */
  readonly bindPort?: number;
}
