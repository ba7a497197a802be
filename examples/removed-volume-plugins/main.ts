/*
 * Volumes of plugins that Kubernetes removed or migrated to CSI drivers, for a cluster that is old enough to have them. On a newer Kubernetes each
 * is an error that names the minor that removed the plugin and the driver that replaces it.
 */
import { App, Chart, Size } from 'cdk8s';
import { Advice, Cluster, inTree, PersistentVolume } from 'cdk8s-openstack';

const app = new App();
const chart = new Chart(app, 'volumes', { disableResourceNameHashes: true });
Cluster.boundary(chart, { kubernetesVersion: '1.22' });

const capacity = Size.gibibytes(20);
new PersistentVolume(chart, 'rbd-1', { capacity, source: inTree.InTreeVolumeSource.rbd({ monitors: ['10.16.154.78:6789'], image: 'foo', pool: 'kube' }) });
new PersistentVolume(chart, 'cephfs-1', { capacity, source: inTree.InTreeVolumeSource.cephFs({ monitors: ['10.16.154.78:6789'] }) });
new PersistentVolume(chart, 'glusterfs-1', { capacity, source: inTree.InTreeVolumeSource.glusterFs('glusterfs-cluster', 'vol') });
new PersistentVolume(chart, 'gce-1', { capacity, source: inTree.InTreeVolumeSource.gcePersistentDisk('disk') });
new PersistentVolume(chart, 'aws-1', { capacity, source: inTree.InTreeVolumeSource.awsElasticBlockStore('vol-0123456789abcdef0') });

for (const id of new Set(Advice.of(app).open.map((note) => note.id))) Advice.of(app).acknowledge(id, 'The cluster still runs Kubernetes 1.22.');
app.synth();
