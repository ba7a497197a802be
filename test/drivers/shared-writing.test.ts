import { said } from '../analysis/support/judged';

const found = (provisioner: string, parameters: string, volumeMode: string, mode = 'ReadWriteMany') => said('ACM004', `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: shared}
provisioner: ${provisioner}
parameters: {${parameters}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data, namespace: shop}
spec: {storageClassName: shared, accessModes: [${mode}], volumeMode: ${volumeMode}, resources: {requests: {storage: 5Gi}}}
`);

test.each([
  ['ebs.csi.aws.com', 'type: io2', 'Block', 0], ['ebs.csi.aws.com', 'Type: io2', 'Block', 0], ['ebs.csi.aws.com', 'type: gp3', 'Block', 1],
  ['ebs.csi.aws.com', 'type: io2', 'Filesystem', 1],
  ['disk.csi.azure.com', 'maxShares: "3"', 'Block', 0], ['disk.csi.azure.com', 'maxshares: "1"', 'Block', 1], ['disk.csi.azure.com', 'maxShares: "3"', 'Filesystem', 1],
  ['pd.csi.storage.gke.io', 'type: hyperdisk-balanced', 'Block', 0], ['pd.csi.storage.gke.io', 'type: pd-ssd', 'Block', 1],
  ['cinder.csi.openstack.org', 'type: shared', 'Block', 0], ['cinder.csi.openstack.org', 'type: shared', 'Filesystem', 1],
  ['kubernetes.io/cinder', '', 'Filesystem', 1],
  ['rook-ceph.rbd.csi.ceph.com', '', 'Block', 0], ['rook-ceph.rbd.csi.ceph.com', '', 'Filesystem', 1],
  ['driver.longhorn.io', '', 'Filesystem', 0], ['driver.longhorn.io', '', 'Block', 1], ['driver.longhorn.io', 'migratable: "true"', 'Block', 0],
  ['linstor.csi.linbit.com', '', 'Block', 0], ['topolvm.io', '', 'Filesystem', 1], ['file.csi.azure.com', '', 'Filesystem', 0],
  ['nfs.csi.k8s.io', '', 'Filesystem', 0], ['kubernetes.io/no-provisioner', '', 'Filesystem', 0], ['other.example.com', '', 'Filesystem', 0],
])('ReadWriteMany of %s with %s, %s', (provisioner, parameters, volumeMode, count) => {
  expect(found(provisioner, parameters, volumeMode)).toHaveLength(count);
  expect(found(provisioner, parameters, volumeMode, 'ReadWriteOnce')).toEqual([]);
});
