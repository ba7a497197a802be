/*
 * The cluster of the article "Deploying External OpenStack Cloud Provider with Kubeadm" (Kubernetes 1.15): its API objects, through the same
 * constructs as a current cluster. README.md lists the differences from the article and their reasons.
 */
import { join } from 'path';
import { App, Chart, Size } from 'cdk8s';
import {
  Advice, Auth, CaCertificate, Cluster, ControllerKind, LocalStaticRelease, LocalVolumeProvisioner, OpenStackClusterChart, PersistentVolumeClaim,
  pods, Protocol, Release, SecretText, TaintEffect, VolumeBindingMode,
} from 'cdk8s-openstack';
import { addInfrastructure, addInfrastructureOfToday, addManagementObjects } from './infrastructure';

const app = new App();

const openstack = new OpenStackClusterChart(app, 'openstack', {
  release: Release.V1_15,
  clusterName: 'kubernetes',
  cloudConfig: {
    global: {
      region: 'RegionOne',
      authUrl: 'https://openstack.cloud:5000/v3',
      auth: Auth.password({
        username: 'username',
        password: SecretText.unsafe('password'),
        tenantId: '14ba698c0aec4fd6b7dc8c310f664009',
        domainId: 'default',
      }),
    },
    loadBalancer: { subnetId: 'b4a9a292-ea48-4125-9fb2-8be2628cb7a1', floatingNetworkId: 'bc8a590a-5d65-4525-98f3-f7ef29c727d5' },
    blockStorage: { bsVersion: 'v2' },
    networking: { publicNetworkName: ['public'], ipv6SupportDisabled: false },
    caCertificate: CaCertificate.fromFile(join(__dirname, 'ca.pem'), { path: '/etc/kubernetes/ca.pem' }),
  },
  cloudControllerManager: {
    extraTolerations: [{ key: 'node.kubernetes.io/not-ready', effect: TaintEffect.NO_SCHEDULE }],
  },
  cinder: {
    controllerKind: ControllerKind.UPSTREAM,
    controller: {
      extraArgs: ['--v=5'],
      extraVolumes: [{ name: 'socket-dir', hostPath: { path: '/var/lib/csi/sockets/pluginproxy/', type: 'DirectoryOrCreate' } }],
    },
  },
});
const storageClass = openstack.cinder.addStorageClass('csi-sc-cinderplugin', { volumeBindingMode: VolumeBindingMode.IMMEDIATE });
const claim = new PersistentVolumeClaim(openstack, 'myvol', { size: Size.gibibytes(1), storageClass });
new pods.PodApplication(openstack, 'web', {
  image: 'nginx',
  ports: [{ name: 'web', port: 80, hostPort: 8081, protocol: Protocol.TCP }],
  claims: [{ claim, name: 'mypd', mountPath: '/usr/share/nginx/html' }],
});
addInfrastructure(openstack, openstack.cloudConfig);
Advice.of(openstack).acknowledge('OST013', 'The article leaves the name out, which is this one.');
Advice.of(openstack).acknowledge('SEC008', 'The article prints placeholders.');
Advice.of(openstack).acknowledge('CLS005', 'The provisioner of this release knows no topology.');

const storage = new Chart(app, 'local-volumes', { disableResourceNameHashes: true });
Cluster.boundary(storage, { release: Release.V1_15 });
new LocalVolumeProvisioner(storage, 'LocalVolumes', {
  release: LocalStaticRelease.V2_1_0,
  createJobRole: true,
  mounts: [{ name: 'local-storage', hostPath: '/mnt/local-storage' }],
  classes: [{ name: 'local', hostDir: '/mnt/local-storage/local', isDefault: true }],
});
Advice.of(storage).acknowledge('LOC016', 'The article makes it the default.');

// For comparison, what a current cluster needs instead: files, and objects for a management cluster with the Resource Controller.
const management = new Chart(app, 'management-security-groups', { namespace: 'openstack', disableResourceNameHashes: true });
Cluster.boundary(management);
addManagementObjects(management);
addInfrastructureOfToday(openstack);

app.synth();
