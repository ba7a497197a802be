/*
 * K3s with GlusterFS mounted on every node, and the local path provisioner on top of it: the mount is one filesystem that all nodes share, so volumes are
 * not tied to a node and pods can move.
 */
import { App, Chart, Size } from 'cdk8s';
import { AccessMode, ImagePullPolicy, LocalPathProvisioner, LocalPathStorage, PersistentVolumeClaim, pods } from 'cdk8s-openstack';

const app = new App();
const chart = new Chart(app, 'local-path', { disableResourceNameHashes: true });

const paths = new LocalPathProvisioner(chart, 'LocalPath', {
  // K3s includes a provisioner and a class "local-path"; this one gets different names.
  provisionerName: 'example.com/gluster-path',
  storage: LocalPathStorage.shared('/mnt/gluster'),
  classes: [{ name: 'gluster' }],
  helperPod: { image: 'docker.io/library/busybox:1.37' },
});

const claim = new PersistentVolumeClaim(chart, 'local-path-pvc', {
  namespace: 'pvtest',
  size: Size.mebibytes(128),
  storageClass: paths.storageClass('gluster'),
  accessModes: [AccessMode.READ_WRITE_MANY],
});
new pods.PodApplication(chart, 'blox', {
  namespace: 'pvtest',
  image: 'nicc777/demo-flask-app:0.0.2',
  imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
  containerName: 'flask-demo-app',
  port: 80,
  claims: [{ claim, name: 'volv', mountPath: '/data' }],
});

app.synth();
