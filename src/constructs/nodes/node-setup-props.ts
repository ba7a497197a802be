import { PackageRepository } from './package-repository';
import { OutputFile } from '../files/output-file';

/** Families of Linux distributions with Kubernetes packages. */
export enum LinuxFamily {
  /** Debian, Ubuntu: apt and .deb packages. */
  DEBIAN = 'debian',
  /** CentOS, Rocky Linux, Fedora, RHEL: yum or dnf and .rpm packages. */
  RED_HAT = 'redhat',
}

/** Container runtime of a node. */
export enum NodeRuntime {
  /** containerd. */
  CONTAINERD = 'containerd',
  /** Docker with the kubelet's dockershim: Kubernetes 1.23 and older. */
  DOCKER = 'docker',
}

/** A file on a node. */
export interface NodeFile {
  /** Absolute path on the node. */
  readonly path: string;
  /** The whole text. */
  readonly content: string;
  /** File mode in octal. @default "0644" */
  readonly permissions?: string;
}

/** Properties for `NodeSetup`. */
export interface NodeSetupProps {
  /**
   * Version of Kubernetes to install, such as "v1.36.3". A minor such as "1.36" means its newest patch.
   *
   * @default - the newest patch of the cluster's minor
   */
  readonly kubernetesVersion?: string;

  /** Family of the image's distribution. @default LinuxFamily.DEBIAN */
  readonly family?: LinuxFamily;
  /** Container runtime. @default NodeRuntime.CONTAINERD */
  readonly runtime?: NodeRuntime;

  /**
   * Package of the container runtime, with its version where the package manager takes one, such as "docker-ce-18.06.2.ce".
   *
   * @default - the distribution's newest
   */
  readonly runtimePackage?: string;

  /** Uses the systemd cgroup driver; must match `KubeadmConfigProps.systemdCgroup`. @default true */
  readonly systemdCgroup?: boolean;
  /** Where kubelet, kubeadm and kubectl come from. @default - pkgs.k8s.io, which has Kubernetes 1.24 and newer */
  readonly packages?: PackageRepository;
  /** Kernel modules to load, now and at every boot. @default ["overlay", "br_netfilter"] */
  readonly kernelModules?: string[];

  /**
   * Kernel parameters to set, now and at every boot.
   *
   * @default - bridged traffic passes iptables (net.bridge.bridge-nf-call-iptables, …-ip6tables), and IPv4 is forwarded (net.ipv4.ip_forward)
   */
  readonly sysctls?: { [name: string]: string };

  /** Further members of Docker's daemon.json, such as `{ 'insecure-registries': ['registry.example.com'] }`. @default - none */
  readonly dockerOptions?: { [name: string]: any };
  /** Image of the pause container, for nodes without access to public registries; containerd only. @default - containerd's own */
  readonly sandboxImage?: string;

  /**
   * Hostname of the node. It must equal the name of its server in Nova, by which the cloud provider finds the server.
   *
   * @default - the server's name, which OpenStack's metadata gives to the node
   */
  readonly hostname?: string;

  /** Sets SELinux to permissive; Red Hat family only. @default - true on the Red Hat family, as kubeadm's guide has it */
  readonly selinuxPermissive?: boolean;
  /** A file of kubeadm to put on the node, at /etc/kubernetes/kubeadm.yaml. Run kubeadm with `commands`. @default - none */
  readonly kubeadmFile?: OutputFile;
  /** Further files. @default - none */
  readonly files?: NodeFile[];
  /** Shell commands to run at the end, such as "kubeadm init --config /etc/kubernetes/kubeadm.yaml". @default - none */
  readonly commands?: string[];
  /** Path of the file below the folder of files. @default - "cloud-init/<id>.yaml" */
  readonly path?: string;
}
