import { App, Chart } from 'cdk8s';
import { Advice, Cluster } from '../../src';
import { emit } from '../../src/constructs/private/emit';
import { Output, scope } from '../support/synth';

const object = (kind: string, metadata = {}) => ({ apiVersion: 'v1', kind, metadata: { name: 'a', ...metadata } });

test('the namespace of a chart reaches namespaced kinds only', () => {
  const output = Output.of((chart) => {
    emit(chart, 'Claim', object('PersistentVolumeClaim'));
    emit(chart, 'Volume', object('PersistentVolume'));
  }, 'apps');
  expect(output.inventory()).toEqual(['PersistentVolumeClaim/apps/a', 'PersistentVolume/a']);
});

test('fields that Kubernetes 1.28 did not know survive', () => {
  const output = Output.of((chart) => emit(chart, 'Claim', { ...object('PersistentVolumeClaim'), spec: { volumeAttributesClassName: 'gold' } }));
  expect(output.get('PersistentVolumeClaim').spec).toEqual({ volumeAttributesClassName: 'gold' });
});

test('metadata is checked, and the construct named', () => {
  expect(() => emit(scope(), 'X', object('Pod', { namespace: 'Kube' }))).toThrow('test: namespace must be a DNS label');
  expect(() => emit(scope(), 'X', object('Pod', { labels: { a: '!' } }))).toThrow('test: Pod labels["a"] must be a label value');
  expect(() => emit(scope(), 'X', object('Pod', { annotations: { a: 1 } }))).toThrow('test: Pod annotations["a"] must be a string');
});

test('a workload has an update strategy of its kind', () => {
  const workload = (kind: string, spec: object) => () => emit(scope(), 'X', { ...object(kind), spec });
  expect(workload('DaemonSet', { updateStrategy: { type: 'Recreate' } })).toThrow('test: updateStrategy.type must be RollingUpdate or OnDelete for a DaemonSet, got "Recreate"');
  expect(workload('Deployment', { strategy: { type: 'OnDelete' } })).toThrow('test: updateStrategy.type must be RollingUpdate or Recreate for a Deployment');
  expect(workload('StatefulSet', { updateStrategy: { type: 'OnDelete' } })).not.toThrow();
  expect(workload('Deployment', { strategy: { rollingUpdate: {} } })).not.toThrow();
});

test('a version that the cluster does not serve has the id of its rule', () => {
  const said = (apiVersion: string, kind: string, kubernetesVersion: string) => {
    const chart = new Chart(new Cluster(new App(), 'c', { kubernetesVersion }), 'chart');
    emit(chart, 'X', { ...object(kind), apiVersion });
    return Advice.of(chart).open.map(({ id, severity, path, field, message }) => `${severity} ${id} ${path} ${field}: ${message}`);
  };
  expect(said('storage.k8s.io/v1beta1', 'CSIDriver', '1.21')).toEqual([]);
  expect(said('storage.k8s.io/v1beta1', 'CSIDriver', '1.22'))
    .toEqual(['error API001 c/chart/X apiVersion: Kubernetes 1.22 does not serve storage.k8s.io/v1beta1 CSIDriver: it was removed in 1.22.']);
  expect(said('snapshot.storage.k8s.io/v1', 'VolumeSnapshotClass', '1.19')).toEqual([expect.stringContaining('error API001 c/chart/X apiVersion')]);
  expect(said('example.com/v1', 'CSIDriver', '1.36')).toEqual([]);
});
