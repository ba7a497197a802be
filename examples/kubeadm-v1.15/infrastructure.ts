/*
 * The infrastructure of the cluster of "Deploying External OpenStack Cloud Provider with Kubeadm" (Kubernetes 1.15): security groups, nodes and kubeadm
 * files. These are not objects of the cluster, so they are written to dist/files/kubeadm-v1.15/.
 */
import { Advice, ICloudConfig, kubeadm, network, nodes } from 'cdk8s-openstack';
import { Construct } from 'constructs';

const kubernetesVersion = 'v1.15.1';

/** Subnet of the nodes: the document's control-plane node has 192.168.1.4. */
const nodeNetworks = ['192.168.1.0/24'];

/** The files of the document. `cloudConfig` is the one of the cloud controller manager: kube-controller-manager reads a copy of its file. */
export function addInfrastructure(scope: Construct, cloudConfig: ICloudConfig): void {
  const advice = Advice.of(scope);
  advice.acknowledge('UNMAINTAINED_CNI', 'the network plugin of the document');
  advice.acknowledge('RETIRED_PACKAGE_REPOSITORY', 'the repository of the document; a cluster of today takes the default');
  advice.acknowledge('API013', 'the flag of the document');

  new network.ClusterSecurityGroups(scope, 'security-groups', { name: 'kubernetes', cni: network.Cni.weaveNet(), ports: network.PortTable.KUBERNETES_1_15, nodeNetworks })
    .addHeatTemplate();

  const files = new kubeadm.KubeadmConfig(scope, 'kubeadm', {
    kubernetesVersion,
    inTreeVolumePlugin: cloudConfig,
    apiServer: { extraArgs: { 'enable-admission-plugins': 'NodeRestriction', 'runtime-config': 'storage.k8s.io/v1=true' } },
    serviceSubnet: '10.96.0.0/12',
    podSubnet: '10.224.0.0/16',
    dnsDomain: 'cluster.local',
  });
  // The document shows a token and a hash. Here they are placeholders; `kubeadm token create --print-join-command` prints the values.
  files.addJoin('workers', { discovery: kubeadm.JoinDiscovery.bootstrapToken({ apiServerEndpoint: '192.168.1.4:6443' }) });

  new nodes.NodeSetup(scope, 'centos', {
    kubernetesVersion,
    family: nodes.LinuxFamily.RED_HAT,
    runtime: nodes.NodeRuntime.DOCKER,
    runtimePackage: 'docker-ce-18.06.2.ce',
    kernelModules: ['br_netfilter'],
    sysctls: { 'net.bridge.bridge-nf-call-ip6tables': '1', 'net.bridge.bridge-nf-call-iptables': '1' },
    packages: nodes.PackageRepository.mirror({
      baseUrl: 'https://packages.cloud.google.com/yum/repos/kubernetes-el7-x86_64',
      gpgKeys: ['https://packages.cloud.google.com/yum/doc/yum-key.gpg', 'https://packages.cloud.google.com/yum/doc/rpm-package-key.gpg'],
    }),
  });
}

/** The same cluster with current components, for comparison: containerd, current ports, Cilium. */
export function addInfrastructureOfToday(scope: Construct): void {
  const today = 'v1.36.3';
  groupsOfToday(scope).addHeatTemplate('today/heat/security-groups.yaml');
  const files = new kubeadm.KubeadmConfig(scope, 'kubeadm-today', {
    kubernetesVersion: today,
    serviceSubnet: '10.96.0.0/12',
    podSubnet: '10.224.0.0/16',
    path: 'today/kubeadm/init.yaml',
  });
  files.addJoin('workers', {
    discovery: kubeadm.JoinDiscovery.bootstrapToken({ apiServerEndpoint: '192.168.1.4:6443' }), path: 'today/kubeadm/join-workers.yaml',
  });
  new nodes.NodeSetup(scope, 'worker-today', { kubernetesVersion: today, path: 'today/cloud-init/worker.yaml' });
  new nodes.NodeSetup(scope, 'control-plane-today', {
    kubernetesVersion: today,
    kubeadmFile: files.initFile,
    commands: ['kubeadm init --config /etc/kubernetes/kubeadm.yaml'],
    path: 'today/cloud-init/control-plane.yaml',
  });
}

/** Current security groups as objects, for a management cluster that runs the OpenStack Resource Controller. */
export function addManagementObjects(scope: Construct): void {
  groupsOfToday(scope).addResourceControllerObjects({ secretName: 'openstack-clouds', cloudName: 'openstack' });
}

function groupsOfToday(scope: Construct): network.ClusterSecurityGroups {
  return new network.ClusterSecurityGroups(scope, 'security-groups-today', { name: 'kubernetes', cni: network.Cni.cilium(), nodeNetworks, apiServerFrom: ['203.0.113.0/24'] });
}
