import { Duration } from 'cdk8s';
import { JoinDiscovery } from './join-discovery';
import { KubeadmApi } from './kubeadm-api';
import {
  CgroupDriver, KubeadmApiEndpoint, KubeadmApiServer, KubeadmComponent, KubeadmExternalEtcd, KubeadmLocalEtcd, KubeadmNetworking, KubeadmNode,
} from './kubeadm-options';
import { SecretText } from '../../openstack/secrets/secret-text';
import { ICloudConfig } from '../openstack/cloud-config/cloud-config';

/** The in-tree Cinder plugin of kube-controller-manager; Kubernetes 1.25 and older. */
export interface InTreeVolumePlugin {
  /** The cloud config of the cluster. The file and the CA bundle that it names must exist on the control-plane nodes. */
  readonly cloudConfig: ICloudConfig;

  /**
   * Absolute path of that file on the control-plane nodes.
   *
   * @default "/etc/kubernetes/cloud-config"
   */
  readonly path?: string;
}

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

  /** Lets kube-controller-manager attach in-tree Cinder volumes; Kubernetes 1.25 and older. @default - none: the Cinder CSI driver does it */
  readonly inTreeVolumePlugin?: InTreeVolumePlugin;
  /** Name of the cluster in kubeconfig files. @default - kubeadm's own, "kubernetes" */
  readonly clusterName?: string;

  /**
   * Stable address of the control plane, such as "api.example.com:6443"; needed for more than one control-plane node.
   *
   * @default - that of the first node
   */
  readonly controlPlaneEndpoint?: string;

  /** Address ranges and DNS domain. @default - kubeadm's own */
  readonly networking?: KubeadmNetworking;
  /** Settings of kube-apiserver. @default - kubeadm's own */
  readonly apiServer?: KubeadmApiServer;
  /** Settings of kube-controller-manager. @default - kubeadm's own */
  readonly controllerManager?: KubeadmComponent;
  /** Settings of kube-scheduler. @default - kubeadm's own */
  readonly scheduler?: KubeadmComponent;
  /** etcd as a static pod; excludes `externalEtcd`. @default - kubeadm's own */
  readonly localEtcd?: KubeadmLocalEtcd;
  /** etcd servers elsewhere; excludes `localEtcd`. @default - etcd as a static pod */
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
  /** How the kubelet manages control groups; the container runtime must do the same. @default CgroupDriver.SYSTEMD */
  readonly cgroupDriver?: CgroupDriver;
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
