/* Databases on the root of a volume: which of them mind lost+found, and where it is. */
import { stringify } from 'yaml';
import { findings, said } from '../support/judged';
import { claim, NO_PROVISIONER, pod, statefulSet, storageClass, volume, WAIT } from '../support/objects';

const yaml = (...objects: object[]) => objects.map((object) => stringify(object)).join('---\n');
const SSD = storageClass('ssd', undefined, WAIT);
const DATA = claim('data', '5Gi', { storageClassName: 'ssd' });
const container = (image: string, mountPath: string, more: object = {}, mount: object = {}) => ({ name: 'db', image, volumeMounts: [{ name: 'v0', mountPath, ...mount }], ...more });
const run = (one: object, more: object = {}) => pod('db', ['data'], { containers: [one], ...more });
const told = (one: object, ...others: object[]) => said('MNT022', yaml(...(others.length ? others : [SSD]), DATA, run(one))).length;
const PGDATA = (value: string) => ({ env: [{ name: 'PGDATA', value }] });
const AT = '/var/lib/postgresql/data';

test.each<[string, object, number]>([
  ['postgres', container('postgres:16', AT), 1],
  ['with a slash', container('docker.io/library/postgres:17.2-alpine', `${AT}/`), 1],
  ['postgis', container('postgis/postgis:16-3.4', AT), 1],
  ['timescaledb', container('timescale/timescaledb:2.17.2-pg16', AT), 1],
  ['a subPath', container('postgres:16', AT, {}, { subPath: 'pgdata' }), 0],
  ['a subPathExpr', container('postgres:16', AT, {}, { subPathExpr: '$(POD)' }), 0],
  ['PGDATA below the mount', container('postgres:16', AT, PGDATA(`${AT}/pgdata`)), 0],
  ['PGDATA at another mount', container('postgres:16', '/pg', PGDATA('/pg')), 1],
  ['the mount above', container('postgres:16', '/var/lib/postgresql'), 0],
  ['18 has its directory below', container('postgres:18', '/var/lib/postgresql'), 0],
  ['18 with PGDATA of old', container('postgres:18', AT, PGDATA(AT)), 1],
  ['bitnami has a directory below', container('bitnami/postgresql:16', '/bitnami/postgresql'), 0],
  ['mysql', container('mysql:8.4', '/var/lib/mysql'), 1],
  ['mysql elsewhere', container('mysql:8.4', '/data', { args: ['--datadir=/data'] }), 1],
  ['mysql that ignores it', container('mysql:5.7', '/var/lib/mysql', { args: ['--ignore-db-dir=lost+found'] }), 0],
  ['percona', container('percona/percona-server:8.0', '/var/lib/mysql'), 1],
  ['kafka', container('confluentinc/cp-kafka:7.7.1', '/var/lib/kafka/data'), 1],
  ['kafka by its variable', container('apache/kafka:3.9.0', '/logs', { env: [{ name: 'KAFKA_LOG_DIRS', value: '/logs,/more' }] }), 1],
  ['mariadb starts beside it', container('mariadb:11', '/var/lib/mysql'), 0],
  ['so does mongo', container('mongo:8', '/data/db'), 0],
  ['and elasticsearch', container('docker.elastic.co/elasticsearch/elasticsearch:8.16.0', '/usr/share/elasticsearch/data'), 0],
])('%s', (_, one, expected) => expect(told(one)).toBe(expected));

test.each<[string, object[], number]>([
  ['xfs', [storageClass('ssd', undefined, { parameters: { 'csi.storage.k8s.io/fstype': 'xfs' } })], 0],
  ['ext3', [storageClass('ssd', 'ebs.csi.aws.com', { parameters: { 'csi.storage.k8s.io/fstype': 'ext3' } })], 1],
  ['EBS by default', [storageClass('ssd', 'ebs.csi.aws.com')], 1],
  ['Ceph RBD', [storageClass('ssd', 'rook-ceph.rbd.csi.ceph.com')], 1],
  ['directories of a node', [storageClass('ssd', 'rancher.io/local-path', WAIT)], 0],
  ['a share', [storageClass('ssd', 'nfs.csi.k8s.io')], 0],
  ['an iSCSI volume', [storageClass('ssd', NO_PROVISIONER), volume('v', '5Gi', { storageClassName: 'ssd', nfs: undefined, iscsi: { targetPortal: '10.0.0.1', iqn: 'iqn.2001-04.com.example:a', lun: 0 } })], 1],
  ['an NFS volume', [storageClass('ssd', NO_PROVISIONER), volume('v', '5Gi', { storageClassName: 'ssd' })], 0],
])('on %s', (_, objects, expected) => expect(told(container('postgres:16', AT), ...objects)).toBe(expected));

test('of a StatefulSet; not where an init container removes it, or the volume starts as a copy', () => {
  const set = (podSpec: object = {}, more: object = {}) => statefulSet('db', 1, [claim('v0', '5Gi', { storageClassName: 'ssd', ...more })], {}, { containers: [container('postgres:16', AT)], ...podSpec });
  expect(said('MNT022', yaml(SSD, set()))).toEqual([expect.stringMatching(/^warning StatefulSet\/db spec\.template\.spec\.containers\[0\]\.volumeMounts\[0\]\.mountPath: PostgreSQL .*ext4.*lost\+found/)]);
  expect(said('MNT022', yaml(SSD, set({ initContainers: [{ name: 'clean', image: 'busybox:1', command: ['rm', '-rf', '/data/lost+found'] }] })))).toEqual([]);
  expect(said('MNT022', yaml(SSD, set({}, { dataSource: { kind: 'PersistentVolumeClaim', name: 'old' } })))).toEqual([]);
});

test('the fix names what the database has', () => {
  const fix = (one: object) => findings('MNT022', yaml(SSD, DATA, run(one)))[0].fix;
  expect(fix(container('postgres:16', AT))).toBe(`Set subPath on the mount, or PGDATA to a directory below it such as ${AT}/data.`);
  expect(fix(container('mysql:8.4', '/var/lib/mysql'))).toBe('Set subPath on the mount to a directory of the volume.');
});
