/*
 * The manifests of the source documents that are whole objects of storage and workloads, as typed code, by the number of the document and the name of
 * the file: test/constructs/storage/seeds.test.ts compares them with the documents.
 */
import { Chart, Size } from 'cdk8s';
import {
  autoscaling, cdi, ImagePullPolicy, inTree, LocalStorageClass, PersistentVolume, PersistentVolumeClaim, pods, Protocol, ReclaimPolicy, StorageClass,
  VolumeMode, VolumeSource,
} from '../../src';

const claimNamed = (chart: Chart, name: string, volumeMode?: VolumeMode) => PersistentVolumeClaim.fromClaimName(chart, `Existing-${name}`, name, { volumeMode });
const slides = VolumeSource.nfs('172.17.0.2', '/tmp');
const slow = StorageClass.fromStorageClassName('slow');

export const SOURCE_MANIFESTS: Array<[string, (chart: Chart) => unknown]> = [
  ['000-storage-class-csi-sc-cinderplugin', (c) => new StorageClass(c, 'csi-sc-cinderplugin', { provisioner: 'csi-cinderplugin' })],
  ['000-persistent-volume-claim-myvol', (c) => new PersistentVolumeClaim(c, 'myvol', {
    size: Size.gibibytes(1), storageClass: StorageClass.fromStorageClassName('csi-sc-cinderplugin'),
  })],
  ['000-pod-web', (c) => new pods.PodApplication(c, 'web', {
    image: 'nginx',
    ports: [{ name: 'web', port: 80, hostPort: 8081, protocol: Protocol.TCP }],
    claims: [{ claim: claimNamed(c, 'myvol'), name: 'mypd', mountPath: '/usr/share/nginx/html' }],
  })],
  ['001-persistent-volume-claim-myclaim', (c) => new PersistentVolumeClaim(c, 'myclaim', {
    size: Size.gibibytes(8), storageClass: StorageClass.fromStorageClassName('gold'),
  })],
  ['001-persistent-volume-claim-block-pvc', (c) => new PersistentVolumeClaim(c, 'block-pvc', { size: Size.gibibytes(10), volumeMode: VolumeMode.BLOCK })],
  ['001-persistent-volume-block-pv', (c) => new PersistentVolume(c, 'block-pv', {
    capacity: Size.gibibytes(10),
    volumeMode: VolumeMode.BLOCK,
    reclaimPolicy: ReclaimPolicy.RETAIN,
    source: inTree.InTreeVolumeSource.fc({ targetWwns: ['50060e801049cfd1'], lun: 0, readOnly: false }),
  })],
  ['001-persistent-volume-pv0001', (c) => new PersistentVolume(c, 'pv0001', {
    capacity: Size.gibibytes(1),
    source: slides,
    reclaimPolicy: ReclaimPolicy.RECYCLE,
    claimRef: { name: 'claim1', namespace: 'default' },
    annotations: { 'volume.beta.kubernetes.io/mount-options': 'rw,nfsvers=4,noexec' },
  })],
  ['001-persistent-volume-pv0003', (c) => new PersistentVolume(c, 'pv0003', {
    capacity: Size.gibibytes(5), source: slides, reclaimPolicy: ReclaimPolicy.RECYCLE,
  })],
  ['001-pod-mypod', (c) => new pods.PodApplication(c, 'mypod', {
    image: 'dockerfile/nginx', containerName: 'myfrontend', claims: [{ claim: claimNamed(c, 'myclaim'), name: 'mypd', mountPath: '/var/www/html' }],
  })],
  ['001-pod-pod-with-block-volume', (c) => new pods.PodApplication(c, 'pod-with-block-volume', {
    image: 'fedora:26',
    containerName: 'fc-container',
    command: ['/bin/sh', '-c'],
    extraArgs: ['tail -f /dev/null'],
    claims: [{ claim: claimNamed(c, 'block-pvc', VolumeMode.BLOCK), name: 'data', mountPath: '/dev/xvda' }],
  })],
  ['002-persistent-volume-claim-myclaim', (c) => new PersistentVolumeClaim(c, 'myclaim', { size: Size.gibibytes(1), storageClass: slow })],
  ['002-persistent-volume-pv0003', (c) => new PersistentVolume(c, 'pv0003', {
    capacity: Size.gibibytes(5), source: slides, reclaimPolicy: ReclaimPolicy.RECYCLE, storageClass: slow,
  })],
  ['002-storage-class-slow', (c) => inTree.InTreeStorageClass.gcePd(c, 'slow', {
    parameters: { 'type': 'pd-standard', 'fstype': 'ext4', 'replication-type': 'none' },
  })],
  ['002-horizontal-pod-autoscaler-php-apache', (c) => new autoscaling.HorizontalPodAutoscaler(c, 'php-apache', {
    version: autoscaling.AutoscalerVersion.V1, target: autoscaling.ScaleTarget.deployment('php-apache'), minReplicas: 1, maxReplicas: 10, metrics: [autoscaling.ScalingMetric.cpuUtilization(50)],
  })],
  ['003-upstream-persistent-volume-claim-local-path-pvc', (c) => new PersistentVolumeClaim(c, 'local-path-pvc', {
    size: Size.mebibytes(128), storageClass: StorageClass.fromStorageClassName('local-path'),
  })],
  ['003-pod-blox', (c) => new pods.PodApplication(c, 'blox', {
    image: 'nicc777/demo-flask-app:0.0.2',
    imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
    containerName: 'flask-demo-app',
    port: 80,
    claims: [{ claim: claimNamed(c, 'local-path-pvc'), name: 'volv', mountPath: '/data' }],
  })],
  ['004-persistent-volume-pv0001', (c) => new PersistentVolume(c, 'pv0001', { capacity: Size.gibibytes(5), source: VolumeSource.hostPath('/data/pv0001/') })],
  ['004-storage-class-local', (c) => new LocalStorageClass(c, 'local', { isDefault: true, reclaimPolicy: ReclaimPolicy.DELETE })],
  ['004-upstream-data-volume-my-data-volume', (c) => new cdi.DataVolume(c, 'my-data-volume', {
    size: Size.mebibytes(500), source: cdi.DataVolumeSource.http({ url: 'https://download.cirros-cloud.net/0.4.0/cirros-0.4.0-x86_64-disk.img' }),
  })],
];
