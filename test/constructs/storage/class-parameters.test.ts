import { Duration } from 'cdk8s';
import { ceph, longhorn, openebs } from '../../../src';
import { Output } from '../../support/synth';

/** Parameters that the documents of the drivers do not list, or list since later releases. */
test.each<[string, (chart: any) => void, { [name: string]: string }]>([
  ['Longhorn', (c) => new longhorn.LonghornStorageClass(c, 'x', { cloneMode: 'linked-clone', storageCapacityMode: 'total', staleReplicaTimeout: Duration.minutes(30) }),
    { cloneMode: 'linked-clone', storageCapacityMode: 'total', staleReplicaTimeout: '30' }],
  ['CephFS', (c) => new ceph.CephFsStorageClass(c, 'x', { clusterId: 'a', fsName: 'b', volumeNamePrefix: 'vol-', backingSnapshot: false }), { volumeNamePrefix: 'vol-', backingSnapshot: 'false' }],
  ['Ceph NFS', (c) => new ceph.CephNfsStorageClass(c, 'x', { clusterId: 'a', fsName: 'b', nfsCluster: 'c', server: 'd', secTypes: 'krb5p,sys', clients: ['10.0.0.0/8', '192.168.0.1'], volumeNamePrefix: 'e-' }),
    { secTypes: 'krb5p,sys', clients: '10.0.0.0/8,192.168.0.1', volumeNamePrefix: 'e-' }],
  ['ZFS', (c) => new openebs.OpenEbsZfsStorageClass(c, 'x', { poolName: 'a', scheduler: openebs.OpenEbsZfsScheduler.CAPACITY_WEIGHTED, encryption: 'aes-256-gcm', keyFormat: 'passphrase', keyLocation: 'file:///keys/a', quotaType: 'refquota', wait: true }),
    { scheduler: 'CapacityWeighted', encryption: 'aes-256-gcm', keyformat: 'passphrase', keylocation: 'file:///keys/a', quotatype: 'refquota', wait: 'yes' }],
  ['Mayastor', (c) => new openebs.OpenEbsMayastorStorageClass(c, 'x', { poolAffinityTopologyKey: 'zone' }), { poolAffinityTopologyKey: 'zone' }],
])('%s', (_, build, parameters) => expect(Output.of(build).get('StorageClass').parameters).toMatchObject(parameters));

test('ZFS, whose driver waits whatever the value of wait is', () => {
  const built = Output.of((c) => new openebs.OpenEbsZfsStorageClass(c, 'x', { poolName: 'a', wait: false }));
  expect(built.get('StorageClass').parameters).toEqual({ poolname: 'a' });
});

test.each<[string, (chart: any) => void]>([
  ['cloneMode must be one of full-copy, linked-clone', (c) => new longhorn.LonghornStorageClass(c, 'x', { cloneMode: 'fast' })],
  ['secTypes must be a list of "sys"', (c) => new ceph.CephNfsStorageClass(c, 'x', { clusterId: 'a', fsName: 'b', nfsCluster: 'c', server: 'd', secTypes: 'ssl' })],
  ['encryption must be "on", "off" or a cipher', (c) => new openebs.OpenEbsZfsStorageClass(c, 'x', { poolName: 'a', encryption: 'rot13' })],
  ['keyFormat must be one of raw, hex, passphrase', (c) => new openebs.OpenEbsZfsStorageClass(c, 'x', { poolName: 'a', keyFormat: 'pem' })],
  ['quotaType must be one of quota, refquota', (c) => new openebs.OpenEbsZfsStorageClass(c, 'x', { poolName: 'a', quotaType: 'none' })],
  ['mutually exclusive', (c) => new openebs.OpenEbsMayastorStorageClass(c, 'x', { poolAffinityTopologyKey: 'zone', poolHasTopologyKey: 'tier' })],
])('%s', (message, build) => expect(() => Output.of(build)).toThrow(message));
