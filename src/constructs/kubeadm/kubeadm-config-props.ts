import { Duration } from 'cdk8s';
import { JoinDiscovery } from './join-discovery';
import { KubeadmApi } from './kubeadm-api';
import { KubeadmApiEndpoint, KubeadmComponent, KubeadmExternalEtcd, KubeadmNode } from './kubeadm-options';
import { RecyclerPodTemplate } from './recycler-pod-template';
import { SecretText } from '../../openstack/secrets/secret-text';
import { ICloudConfig } from '../openstack/cloud-config/cloud-config';

/** Properties for `KubeadmConfig`. */
export interface KubeadmConfigProps {
  /**
   * Version of Kubernetes that kubeadm installs, such as "v1.36.3". A minor such as "1.36" means its newest patch, looked up by kubeadm.
   *
   * @default - the newest patch of the cluster's minor
   */
  readonly kubernetesVersion?: string;

  /** Version of the configuration format. @default - the newest that the kubeadm of `kubernetesVersion` reads */
  readonly api?: KubeadmApi;

  /**
   * Runs the kubelets with an external cloud provider: they register with the taint node.cloudprovider.kubernetes.io/uninitialized, which the
   * cloud-controller-manager removes.
   *
   * @default true
   */
  readonly externalCloudProvider?: boolean;

  /**
   * Lets kube-controller-manager attach in-tree Cinder volumes with this cloud config; Kubernetes 1.25 and older. The file and the CA bundle that it
   * names must exist on the control-plane nodes.
   *
   * @default - none: the Cinder CSI driver does it
   */
  readonly inTreeVolumePlugin?: ICloudConfig;

  /** Absolute path, on the control-plane nodes, of the file of `inTreeVolumePlugin`. @default "/etc/kubernetes/cloud-config" */
  readonly cloudConfigPath?: string;

  /**
   * Templates of the pods that scrub volumes with the reclaim policy Recycle, one for nfs and one for hostPath. Each file must exist on the
   * control-plane nodes.
   *
   * @default - the controller manager's own, which pulls an image from a registry
   */
  readonly recyclerPodTemplates?: RecyclerPodTemplate[];

  /** Name of the cluster in kubeconfig files. @default - kubeadm's own, "kubernetes" */
  readonly clusterName?: string;

  /**
   * Stable address of the control plane, such as "api.example.com:6443"; needed for more than one control-plane node.
   *
   * @default - that of the first node
   */
  readonly controlPlaneEndpoint?: string;

  /** CIDR of the Services, two of them with a comma for dual stack. @default - kubeadm's own, 10.96.0.0/12 */
  readonly serviceSubnet?: string;
  /** CIDR of the pods, two of them with a comma for dual stack. @default - none, for networks that bring their own */
  readonly podSubnet?: string;
  /** DNS domain of the Services. @default - kubeadm's own, cluster.local */
  readonly dnsDomain?: string;
  /** Settings of kube-apiserver. @default - kubeadm's own */
  readonly apiServer?: KubeadmComponent;
  /** Names and addresses that the certificate of kube-apiserver is also valid for. @default - those that kubeadm finds */
  readonly apiServerCertSans?: string[];
  /** Settings of kube-controller-manager. @default - kubeadm's own */
  readonly controllerManager?: KubeadmComponent;
  /** Settings of kube-scheduler. @default - kubeadm's own */
  readonly scheduler?: KubeadmComponent;
  /** Data directory, on the node, of the etcd that kubeadm runs as a static pod. @default "/var/lib/etcd" */
  readonly etcdDataDir?: string;
  /** Flags of that etcd, by name without dashes. @default - none */
  readonly etcdExtraArgs?: { [flag: string]: string };
  /** etcd servers that run outside of kubeadm; excludes `etcdDataDir` and `etcdExtraArgs`. @default - etcd as a static pod */
  readonly externalEtcd?: KubeadmExternalEtcd;
  /** How the first control-plane node registers. @default - kubeadm's own */
  readonly node?: KubeadmNode;
  /** Address of the first API server. @default - that of the node's default interface, port 6443 */
  readonly localApiEndpoint?: KubeadmApiEndpoint;

  /**
   * Token that `kubeadm init` creates, for nodes to join with. It is written to the file.
   *
   * @default - kubeadm generates one and prints it
   */
  readonly bootstrapToken?: SecretText;

  /** Lifetime of that token. @default - kubeadm's own, 24 hours */
  readonly bootstrapTokenTtl?: Duration;
  /** How long to wait for the control plane to come up. @default - kubeadm's own, 4 minutes */
  readonly controlPlaneTimeout?: Duration;
  /** Phases of `kubeadm init` to omit, such as "addon/kube-proxy"; v1beta3 (Kubernetes 1.22) and later. @default - none */
  readonly skipPhases?: string[];
  /** Absolute path, on the node, of a folder of patches for the static pods; v1beta3 (Kubernetes 1.22) and later. @default - none */
  readonly patchesDirectory?: string;
  /** Uses the systemd cgroup driver in the kubelet, not cgroupfs; the container runtime must use the same. @default true */
  readonly systemdCgroup?: boolean;
  /** Further fields of the KubeletConfiguration, as in YAML. @default - none */
  readonly kubelet?: { [key: string]: any };
  /** Fields of the KubeProxyConfiguration, as in YAML. @default - no such document */
  readonly kubeProxy?: { [key: string]: any };
  /** Fields of the InitConfiguration that no property covers, as in YAML. @default - none */
  readonly extraInit?: { [key: string]: any };
  /** Fields of the ClusterConfiguration that no property covers, as in YAML. @default - none */
  readonly extraCluster?: { [key: string]: any };
  /** Path of the file of `kubeadm init` below the folder of files. @default "kubeadm/init.yaml" */
  readonly path?: string;
}

/** Options of `kubeadm join`. */
export interface KubeadmJoinOptions {
  /** How the nodes discover the cluster. */
  readonly discovery: JoinDiscovery;
  /** Joins the nodes as control-plane nodes. @default false */
  readonly controlPlane?: boolean;

  /**
   * Key that decrypts the control plane's certificates: 64 hexadecimal digits, as `kubeadm init --upload-certs` prints it. It is written to the file.
   *
   * @default - none: the certificates are copied to the nodes by hand
   */
  readonly certificateKey?: SecretText;

  /** Address of the API server on a joining control-plane node. @default - that of the node's default interface, port 6443 */
  readonly localApiEndpoint?: KubeadmApiEndpoint;
  /** How the nodes register. @default - kubeadm's own */
  readonly node?: KubeadmNode;
  /** How long to look for the cluster. @default - kubeadm's own, 5 minutes */
  readonly discoveryTimeout?: Duration;
  /** Phases of `kubeadm join` to omit; v1beta3 (Kubernetes 1.22) and later. @default - none */
  readonly skipPhases?: string[];
  /** Absolute path, on the node, of a folder of patches for the static pods; v1beta3 (Kubernetes 1.22) and later. @default - none */
  readonly patchesDirectory?: string;
  /** Fields of the JoinConfiguration that no property covers, as in YAML. @default - none */
  readonly extraJoin?: { [key: string]: any };
  /** Path of the file below the folder of files. @default - "kubeadm/join-<id>.yaml" */
  readonly path?: string;
}
