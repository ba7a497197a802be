import { manila, ManilaProtocol, snapshots } from '../../../../src';
import { Output } from '../../../support/synth';

const secret = { name: 'credentials', namespace: 'storage' };

test.each<[string, (chart: any) => void]>([
  ['Manila', (c) => new snapshots.ManilaSnapshotClass(c, 'x', { protocol: ManilaProtocol.NFS, snapshotterSecret: secret, isDefault: true })],
  ['NFS', (c) => new snapshots.NfsSnapshotClass(c, 'x', { server: 'nfs.example.com', share: '/backup', mountOptions: 'nfsvers=4.1' })],
  ['Ceph RBD', (c) => new snapshots.CephSnapshotClass(c, 'x', { driver: snapshots.CephSnapshotDriver.RBD, clusterId: 'rook-ceph', pool: 'replicated', snapshotNamePrefix: 'snap-' })],
  ['CephFS', (c) => new snapshots.CephSnapshotClass(c, 'x', { driver: snapshots.CephSnapshotDriver.CEPHFS, clusterId: 'rook', operatorNamespace: 'rook', snapshotterSecret: secret })],
  ['Longhorn', (c) => new snapshots.LonghornSnapshotClass(c, 'x', { type: snapshots.LonghornSnapshotType.BACKUP, fullBackups: true, extraParameters: { later: 'a' } })],
])('a class of %s', (_, build) => {
  expect(Output.of(build).get('VolumeSnapshotClass')).toMatchSnapshot();
});

test('the Manila CSI driver adds classes with its Secret, and none that nobody would serve', () => {
  const output = Output.of((chart) => {
    const csi = new manila.ManilaCsi(chart, 'Manila', { secret });
    expect(csi.addSnapshotClass('daily', { protocol: ManilaProtocol.NFS })).toMatchObject({ snapshotClassName: 'daily', driver: 'nfs.manila.csi.openstack.org' });
  });
  expect(output.get('VolumeSnapshotClass').parameters).toEqual({ 'csi.storage.k8s.io/snapshotter-secret-name': 'credentials', 'csi.storage.k8s.io/snapshotter-secret-namespace': 'storage' });
  const off = (chart: any) => new manila.ManilaCsi(chart, 'Manila', { secret, snapshots: false }).addSnapshotClass('x', { protocol: ManilaProtocol.NFS });
  expect(() => Output.of(off)).toThrow('snapshots is off, so no snapshotter would serve the class');
});

test.each<[string, (chart: any) => void]>([
  ['snapshotterSecret is required: the Manila CSI driver reads the credentials of CreateSnapshot from it', (c) => new snapshots.ManilaSnapshotClass(c, 'x', { protocol: ManilaProtocol.NFS })],
  ['share must be the path of an export', (c) => new snapshots.NfsSnapshotClass(c, 'x', { share: 'backup' })],
  ['pool applies to RBD only', (c) => new snapshots.CephSnapshotClass(c, 'x', { driver: snapshots.CephSnapshotDriver.CEPHFS, clusterId: 'a', pool: 'b' })],
  ['exportType must be one of raw, qcow2', (c) => new snapshots.LonghornSnapshotClass(c, 'x', { exportType: 'vmdk' })],
  ['extraParameters contains "type". Set the property type instead', (c) => new snapshots.LonghornSnapshotClass(c, 'x', { extraParameters: { type: 'snap' } })],
])('%s', (message, build) => expect(() => Output.of(build)).toThrow(message));
