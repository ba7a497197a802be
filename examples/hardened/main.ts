/*
 * The hardened profile: every component with the least that it needs, and a workload that follows it. README.md says what remains.
 */
import { App, Size } from 'cdk8s';
import { Advice, AntiAffinity, CloudConfig, LocalPathProvisioner, OpenStackClusterChart, Release, snapshots, StatefulApplication } from 'cdk8s-openstack';

const app = new App();
const cluster = new OpenStackClusterChart(app, 'hardened', {
  release: Release.V1_36,
  clusterName: 'hardened',
  hardened: true,
  cloudConfig: CloudConfig.fromSecretName('cloud-config'),
  cinder: { replicas: 2 },
  localVolumes: { namespace: 'local-volumes', createNamespace: true, classes: [{ name: 'local-disks', hostDir: '/mnt/local-disks' }] },
});
const ssd = cluster.cinder.addStorageClass('cinder-ssd', { volumeType: 'ssd', isDefault: true, allowVolumeExpansion: true });
new snapshots.SnapshotController(cluster, 'SnapshotController', { hardened: true });
new LocalPathProvisioner(cluster, 'LocalPath', { hardened: true });

new StatefulApplication(cluster, 'web', {
  namespace: 'web',
  image: 'docker.io/nginxinc/nginx-unprivileged:1.27.5',
  hardened: true,
  replicas: 2,
  port: 8080,
  readinessProbe: { httpGet: { path: '/', port: 8080 } },
  livenessProbe: { tcpSocket: { port: 8080 } },
  antiAffinity: AntiAffinity.PREFER_DIFFERENT_NODES,
  disruptionBudget: { maxUnavailable: '1' },
  podSecurityContext: { runAsUser: 101, fsGroup: 101 },
  resources: { requests: { cpu: '10m', memory: '32Mi' } },
  claims: [{ name: 'www', size: Size.gibibytes(1), storageClass: ssd, mountPath: '/usr/share/nginx/html' }],
});
Advice.of(cluster).acknowledge('IMAGES_WITHOUT_DIGEST', 'digests are those of the registry that a cluster pulls from');

app.synth();
