/*
 * Classes of every provisioner that this library knows, existing volumes, claims, raw block devices, snapshots and copies, and pods
 * of this library and of cdk8s-plus that use them.
 */
import { App, Chart, Size } from 'cdk8s';
import {
  AccessMode, Advice, ceph, CinderStorageClass, ClaimSource, inTree, LocalPathStorageClass, LocalStorageClass, longhorn,
  manila, ManilaProtocol, nfs, openebs, PersistentVolume, PersistentVolumeClaim, pods, ReclaimPolicy, snapshots, StorageClass, VolumeMode,
  volumes, VolumeSource,
} from 'cdk8s-openstack';
import * as kplus from 'cdk8s-plus-28';

const app = new App();

// StorageClasses and snapshot classes.
const classes = new Chart(app, 'classes', { disableResourceNameHashes: true });
const cinder = new CinderStorageClass(classes, 'cinder', { allowVolumeExpansion: true, isDefault: true });
const snapshotClass = new snapshots.CinderSnapshotClass(classes, 'cinder-snapshots', { forceCreate: true });
new snapshots.SnapshotController(classes, 'SnapshotController');
new manila.ManilaStorageClass(classes, 'manila-nfs', { protocol: ManilaProtocol.NFS, secret: { name: 'manila', namespace: 'kube-system' } });
const rook = { clusterId: 'rook-ceph' };
new ceph.CephRbdStorageClass(classes, 'ceph-block', { ...rook, pool: 'replicapool' });
const shared = new ceph.CephFsStorageClass(classes, 'ceph-filesystem', { ...rook, fsName: 'myfs' });
new ceph.CephNfsStorageClass(classes, 'ceph-nfs', { ...rook, fsName: 'myfs', nfsCluster: 'my-nfs', server: 'rook-ceph-nfs-my-nfs-a' });
new ceph.CephNvmeofStorageClass(classes, 'ceph-nvmeof', {
  ...rook,
  pool: 'nvmeof',
  subsystemNqn: 'nqn.2016-06.io.spdk:cnode1.rook-ceph',
  gatewayAddress: 'gateway',
  gatewayPort: 5500,
  listeners: [{ hostname: 'gateway-a', address: '10.0.0.1', port: 4420 }],
});
new ceph.CephBucketStorageClass(classes, 'ceph-bucket', { objectStoreName: 'store', objectStoreNamespace: 'rook-ceph' });
new longhorn.LonghornStorageClass(classes, 'longhorn');
new openebs.OpenEbsHostPathStorageClass(classes, 'openebs-hostpath');
new openebs.OpenEbsLvmStorageClass(classes, 'openebs-lvm', { volumeGroup: 'vg' });
new openebs.OpenEbsZfsStorageClass(classes, 'openebs-zfs', { poolName: 'tank' });
new openebs.OpenEbsMayastorStorageClass(classes, 'openebs-mayastor');
new nfs.NfsStorageClass(classes, 'nfs', { server: 'nfs.example.com', share: '/export' });
const local = new LocalStorageClass(classes, 'local');
new LocalPathStorageClass(classes, 'local-path');
new StorageClass(classes, 'any-driver', { provisioner: 'csi.example.com', parameters: { tier: 'gold' } });
new volumes.VolumeAttributesClass(classes, 'gold', { driver: 'csi.example.com', parameters: { iops: '4000' } });

// Claims, a raw block device, a snapshot, and copies of them.
const apps = new Chart(app, 'apps', { namespace: 'apps', disableResourceNameHashes: true });
const data = new PersistentVolumeClaim(apps, 'data', { size: Size.gibibytes(8), storageClass: cinder });
const disk = new PersistentVolumeClaim(apps, 'disk', { size: Size.gibibytes(10), storageClass: cinder, volumeMode: VolumeMode.BLOCK });
const everywhere = new PersistentVolumeClaim(apps, 'everywhere', { size: Size.gibibytes(1), storageClass: shared, accessModes: [AccessMode.READ_WRITE_MANY] });
const snapshot = new snapshots.VolumeSnapshot(apps, 'data-monday', { claim: data, snapshotClass });
const restored = new PersistentVolumeClaim(apps, 'restored', { size: Size.gibibytes(8), storageClass: cinder, source: ClaimSource.snapshot(snapshot) });
const copied = new PersistentVolumeClaim(apps, 'copied', { size: Size.gibibytes(8), storageClass: cinder, source: ClaimSource.claim(data) });

new pods.PodApplication(apps, 'web', {
  image: 'registry.k8s.io/nginx-slim:0.27',
  claims: [{ claim: data, mountPath: '/data' }, { claim: disk, mountPath: '/dev/xvda' }, { claim: everywhere, mountPath: '/shared' }],
});
new pods.PodApplication(apps, 'auditor', {
  image: 'registry.k8s.io/nginx-slim:0.27',
  claims: [{ claim: restored, mountPath: '/monday' }, { claim: copied, mountPath: '/copy', readOnly: true }],
});
new kplus.Deployment(apps, 'Reader', { metadata: { name: 'reader' }, replicas: 2 })
  .addContainer({ image: 'registry.k8s.io/nginx-slim:0.27', securityContext: { ensureNonRoot: false, readOnlyRootFilesystem: false } })
  .mount('/shared', kplus.Volume.fromPersistentVolumeClaim(apps, 'Shared', everywhere));

// Existing volumes: static bindings, and volumes for any matching claim.
const volumeChart = new Chart(app, 'volumes', { namespace: 'apps', disableResourceNameHashes: true });
new volumes.StaticBinding(volumeChart, 'archive', {
  size: Size.gibibytes(100),
  source: VolumeSource.cinderVolume({ volumeId: '1f0c5a7e-6f5c-4f9b-9a53-0b6c3b1f7a10', zone: 'nova' }),
  reclaimPolicy: ReclaimPolicy.RETAIN,
});
new volumes.StaticBinding(volumeChart, 'media', {
  size: Size.gibibytes(500),
  source: VolumeSource.nfs('172.17.0.2', '/media'),
  accessModes: [AccessMode.READ_WRITE_MANY],
  mountOptions: ['hard', 'nfsvers=4.1'],
});
const capacity = Size.gibibytes(20);
new PersistentVolume(volumeChart, 'local-1', { capacity, source: VolumeSource.local('/mnt/disks/1'), storageClass: local, nodes: ['worker-1'] });
new PersistentVolume(volumeChart, 'iscsi-1', {
  capacity,
  source: inTree.InTreeVolumeSource.iscsi({ targetPortal: '10.0.0.5:3260', iqn: 'iqn.2001-04.com.example:storage.disk1', lun: 0 }),
});
new PersistentVolume(volumeChart, 'fc-1', { capacity, source: inTree.InTreeVolumeSource.fc({ targetWwns: ['50060e801049cfd1'], lun: 0 }), volumeMode: VolumeMode.BLOCK });
new PersistentVolume(volumeChart, 'csi-1', { capacity, source: VolumeSource.csi({ driver: 'csi.example.com', volumeHandle: 'vol-1' }) });
new PersistentVolume(volumeChart, 'nfs-csi-1', { capacity, source: VolumeSource.nfsCsi('nfs.example.com', '/export') });
new PersistentVolume(volumeChart, 'scratch-1', { capacity, source: VolumeSource.hostPath('/srv/scratch'), nodes: ['worker-1'] });

for (const id of new Set(Advice.of(app).open.map((note) => note.id))) Advice.of(app).acknowledge(id, 'A tour shows what exists, not what suits you.');
app.synth();
