/*
 * A current cluster on OpenStack: cloud-controller-manager, Cinder CSI with topology and snapshots, local disks of the nodes, and a stateful
 * workload of three replicas on each kind of storage.
 */
import { App, Size } from 'cdk8s';
import { AntiAffinity, LocalVolumeProvisioner, OpenStackClusterChart, Release, snapshots, StatefulApplication } from 'cdk8s-openstack';
import { globalFromEnvironment } from './cloud';

const app = new App();
const cluster = new OpenStackClusterChart(app, 'reference', {
  release: Release.V1_36,
  clusterName: 'reference',
  syncWaves: true,
  cloudConfig: {
    global: globalFromEnvironment(),
    loadBalancer: { floatingNetworkId: 'bc8a590a-5d65-4525-98f3-f7ef29c727d5' },
    blockStorage: { nodeVolumeAttachLimit: 25 },
  },
  cloudControllerManager: { metrics: {} },
  cinder: { topology: true, snapshots: true, replicas: 2 },
});

const ssd = cluster.cinder.addStorageClass('cinder-ssd', { volumeType: 'ssd', isDefault: true, allowVolumeExpansion: true });
cluster.cinder.addStorageClass('cinder-hdd', { volumeType: 'hdd', allowVolumeExpansion: true });
new snapshots.CinderSnapshotClass(cluster, 'cinder-snapshots', { cinder: cluster.cinder, forceCreate: true });

const disks = new LocalVolumeProvisioner(cluster, 'LocalVolumes', {
  namespace: 'local-volumes',
  createNamespace: true,
  classes: [{ name: 'local-disks', hostDir: '/mnt/local-disks' }],
});

const image = 'registry.k8s.io/nginx-slim:0.27';
for (const [name, storageClass] of Object.entries({ 'web-cinder': ssd, 'web-local': disks.storageClasses[0] })) {
  new StatefulApplication(cluster, name, {
    namespace: 'default',
    image,
    replicas: 3,
    port: 80,
    antiAffinity: AntiAffinity.PREFER_DIFFERENT_NODES,
    claims: [{ name: 'www', size: Size.gibibytes(1), storageClass, mountPath: '/usr/share/nginx/html' }],
  });
}

app.synth();
