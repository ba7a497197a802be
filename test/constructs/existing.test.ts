/* What `from…` refers to is in the cluster: the analysis of the same program knows it, also in a closed world. */
import { App, Chart, Size } from 'cdk8s';
import {
  CaCertificate, CinderCsi, CloudConfig, CloudControllerManager, Cluster, PersistentVolumeClaim, pods, snapshots, StatefulApplication,
  StorageAnalysis, StorageClass, StoragePlan,
} from '../../src';

const closed = { closedWorld: true };
const rules = (scope: App | Chart) => StorageAnalysis.of(scope, closed).findings.map(({ rule, severity }) => `${severity} ${rule}`);
const GIB = Size.gibibytes(1);

test('a claim', () => {
  const chart = new Chart(new App(), 'c');
  const claim = PersistentVolumeClaim.fromClaimName(chart, 'uploads', 'uploads', { storageClass: StorageClass.fromStorageClassName('ssd') });
  new pods.PodApplication(chart, 'web', { image: 'nginx:1.29', claims: [{ claim, mountPath: '/data' }] });
  expect(rules(chart)).not.toContain('error BND023');
  expect(StoragePlan.of(chart, closed).pods[0]).toMatchObject({ outcome: 'unknown', message: expect.stringMatching(/"uploads"/) });
});

test('a claim of a namespace is known there alone', () => {
  const chart = new Chart(new App(), 'c', { namespace: 'web' });
  PersistentVolumeClaim.fromClaimName(chart, 'uploads', 'uploads', { namespace: 'other' });
  const claim = PersistentVolumeClaim.fromClaimName(chart, 'same', 'same', { namespace: 'web' });
  new pods.PodApplication(chart, 'web', { image: 'nginx:1.29', claims: [{ claim, mountPath: '/data' }] });
  expect(rules(chart)).not.toContain('error BND023');
});

test('a class, of a claim and of a claim template', () => {
  const chart = new Chart(new App(), 'c');
  new PersistentVolumeClaim(chart, 'data', { size: GIB, storageClass: StorageClass.fromStorageClassName('ssd') });
  new StatefulApplication(chart, 'db', { image: 'db:1', claims: [{ name: 'data', size: GIB, mountPath: '/data', storageClass: StorageClass.fromStorageClassName('hdd') }] });
  expect(rules(chart).filter((line) => line.endsWith('CLS001'))).toEqual([]);
  new PersistentVolumeClaim(chart, 'other', { size: GIB, storageClass: { storageClassName: 'ssd2', capabilities: {}, apiObject: {} } as any });
  expect(rules(chart).filter((line) => line.endsWith('CLS001'))).toEqual(['error CLS001']);
});

test('the Secrets of a cloud config and of a CA bundle', () => {
  const chart = new Chart(new App(), 'c');
  const cloudConfig = CloudConfig.fromSecretName('cloud-config', { caCertificate: CaCertificate.fromSecretName('openstack-ca') });
  new CloudControllerManager(chart, 'Ccm', { cloudConfig, clusterName: 'prod' });
  new CinderCsi(chart, 'Cinder', { cloudConfig });
  expect(rules(chart).filter((line) => line.endsWith('MNT015'))).toEqual([]);
});

test('a snapshot class and a snapshot', () => {
  const chart = new Chart(new App(), 'c');
  const claim = PersistentVolumeClaim.fromClaimName(chart, 'uploads', 'uploads');
  new snapshots.VolumeSnapshot(chart, 'nightly', { claim, snapshotClass: snapshots.VolumeSnapshotClass.fromSnapshotClassName('cinder') });
  expect(rules(chart).filter((line) => line.startsWith('error'))).toEqual([]);
});

test('of one cluster, and not of another', () => {
  const app = new App();
  const [a, b] = ['a', 'b'].map((name) => new Chart(new Cluster(app, name), 'chart'));
  const own = PersistentVolumeClaim.fromClaimName(a, 'uploads', 'uploads');
  new pods.PodApplication(a, 'web', { image: 'nginx:1.29', claims: [{ claim: own, mountPath: '/data' }] });
  new pods.PodApplication(b, 'web', { image: 'nginx:1.29', claims: [{ claim: own, mountPath: '/data' }] });
  expect(rules(app).filter((line) => line === 'error BND023')).toHaveLength(1);
});
