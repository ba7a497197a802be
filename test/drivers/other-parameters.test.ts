import { findings } from '../analysis/support/judged';

const snapshots = (driver: string, parameters = '') => `{apiVersion: snapshot.storage.k8s.io/v1, kind: VolumeSnapshotClass, metadata: {name: a}, driver: ${driver}, deletionPolicy: Delete, parameters: {${parameters}}}`;
const attributes = (driver: string, parameters = '') => `{apiVersion: storage.k8s.io/v1, kind: VolumeAttributesClass, metadata: {name: a}, driverName: ${driver}, parameters: {${parameters}}}`;
const volume = (driver: string, given = '', annotations = '') => `{apiVersion: v1, kind: PersistentVolume, metadata: {name: a, annotations: {${annotations}}}, spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteMany], csi: {driver: ${driver}, volumeHandle: a, volumeAttributes: {${given}}}}}`;
const SECRET = 'csi.storage.k8s.io/snapshotter-secret-name: a, csi.storage.k8s.io/snapshotter-secret-namespace: b';
const told = (yaml: string) => ['CLS022', 'CSI015'].flatMap((id) => findings(id, yaml)).map(({ rule, severity, path, message, fix }) => `${rule} ${severity} ${path}: ${message} ${fix}`);

test.each<[string, string[]]>([
  [snapshots('rook-ceph.rbd.csi.ceph.com', `clusterID: a, ${SECRET}`), []],
  [snapshots('rook-ceph.rbd.csi.ceph.com', `clusterId: a, ${SECRET}`), ['CLS022 warning parameters[clusterId]: the Ceph RBD driver ignores the unknown parameter "clusterId". Write clusterID.', 'CLS022 error parameters[clusterId]: the parameter clusterID is missing']],
  [snapshots('cephfs.csi.ceph.com', 'clusterID: a'), ['CSI015 error parameters[csi.storage.k8s.io/snapshotter-secret-name]: the class names no Secret']],
  [snapshots('cephfs.csi.ceph.com', 'clusterID: a, csi.storage.k8s.io/snapshotter-secret-name: a'), ['CSI015 error parameters[csi.storage.k8s.io/snapshotter-secret-name]: csi.storage.k8s.io/snapshotter-secret-name is set without']],
  [snapshots('driver.longhorn.io', 'type: snap'), []],
  [snapshots('driver.longhorn.io', 'type: backup'), ['CLS022 error parameters[type]: the parameter type is "backup"']],
  [snapshots('driver.longhorn.io', 'exporttype: raw'), ['CLS022 warning parameters[exporttype]: Longhorn ignores the unknown parameter "exporttype". Write export-type.']],
  [snapshots('cinder.csi.openstack.org', 'typo: a'), []],
  [snapshots('csi.example.com', 'any: thing'), []],
  [attributes('ebs.csi.aws.com', 'type: gp3, iops: "4000", tagSpecification_1: a=b'), []],
  [attributes('ebs.csi.aws.com', 'iops: many'), ['CLS022 error parameters[iops]']],
  [attributes('ebs.csi.aws.com', 'troughput: "250"'), ['CLS022 error parameters[troughput]']],
  [attributes('ebs.csi.aws.com', 'encrypted: "true"'), ['CLS022 error parameters[encrypted]']],
  [attributes('csi.example.com', 'any: thing'), []],
  [volume('nfs.csi.k8s.io', 'server: a, share: /b, Subdir: c'), []],
  [volume('nfs.csi.k8s.io', 'server: a, path: /b'), ['CLS022 warning spec.csi.volumeAttributes[path]: csi-driver-nfs ignores the unknown attribute "path". Write share.', 'CLS022 error spec.csi.volumeAttributes[share]: the attribute share is missing']],
  [volume('nfs.csi.k8s.io', 'server: a, share: /b, mountPermissions: "0o755"'), ['CLS022 error spec.csi.volumeAttributes[mountPermissions]']],
  [volume('nfs.csi.k8s.io', 'share: /b', 'pv.kubernetes.io/provisioned-by: nfs.csi.k8s.io'), []],
  [volume('csi.example.com'), []],
])('%s', (yaml, expected) => expect(told(yaml)).toEqual(expected.map((text) => expect.stringContaining(text))));
