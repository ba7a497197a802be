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
