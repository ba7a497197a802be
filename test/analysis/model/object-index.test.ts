import { NOWHERE } from '../../../src/analysis/input/source';
import { ObjectIndex } from '../../../src/analysis/model/object-index';
import { readObjects } from '../../../src/analysis/model/read-objects';
import { NEWEST_KNOWN_MINOR } from '../../../src/kubernetes/minor';
import { claim, statefulSet, storageClass } from '../support/objects';

function indexOf(values: unknown[], closedWorld = true): ObjectIndex {
  return new ObjectIndex(readObjects(values.map((value) => ({ value, origin: NOWHERE })), NEWEST_KNOWN_MINOR).items, closedWorld);
}

const named = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);
const config = (name: string, namespace?: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace } });

test('objects are listed by kind in document order, several kinds one after the other', () => {
  const index = indexOf([storageClass('b'), config('c'), storageClass('a')]);
  expect(named(index.of('StorageClass'))).toEqual(['b', 'a']);
  expect(named(index.of('ConfigMap', 'StorageClass'))).toEqual(['c', 'b', 'a']);
  expect(index.of('Secret')).toEqual([]);
});

test('kinds of custom groups are found by their group only', () => {
  const index = indexOf([{ ...storageClass('fast'), apiVersion: 'example.com/v1' }]);
  expect(index.of('StorageClass')).toEqual([]);
  expect(index.find('StorageClass', '', 'fast')).toBeUndefined();
  expect(named(index.custom('example.com', 'StorageClass'))).toEqual(['fast']);
});

test('only what the server accepts, of exactly that group, is accepted', () => {
  const index = indexOf([claim('ok', '1Gi'), claim('bad', '-1Gi')]);
  expect(named(index.accepted('', 'PersistentVolumeClaim'))).toEqual(['ok']);
  expect(index.accepted('apps', 'PersistentVolumeClaim')).toEqual([]);
});

test('an object without a namespace may be in any while the cluster may hold more', () => {
  const objects = [config('settings'), config('other', 'shop')];
  expect(indexOf(objects, false).find('ConfigMap', 'shop', 'settings')?.name).toBe('settings');
  expect(indexOf(objects, true).find('ConfigMap', 'shop', 'settings')).toBeUndefined();
  expect(indexOf(objects, true).find('ConfigMap', 'default', 'settings')?.name).toBe('settings');
  expect(indexOf(objects, false).find('ConfigMap', 'default', 'other')).toBeUndefined();
  expect(indexOf(objects, false).find('ConfigMap', 'shop', 7)).toBeUndefined();
});

test('workloads lead to their pod, their claims and their autoscalers', () => {
  const scaler = (name: string, target: string) => ({
    apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name }, spec: { scaleTargetRef: { kind: 'StatefulSet', name: target } },
  });
  const tmp = { name: 'tmp', ephemeral: { volumeClaimTemplate: { spec: claim('', '1Gi').spec } } };
  const index = indexOf([statefulSet('db', 1, [claim('data', '1Gi')], {}, { volumes: [tmp] }), scaler('a', 'db'), scaler('b', 'db'), scaler('c', 'web')]);
  const [set] = index.of('StatefulSet');
  expect(index.podIn(set)?.path).toBe('spec.template.spec');
  expect(index.claimsIn(set).map(({ kind, path }) => [kind, path])).toEqual([
    ['template', 'spec.volumeClaimTemplates[0]'], ['ephemeral', 'spec.template.spec.volumes[0].ephemeral.volumeClaimTemplate'],
  ]);
  expect(named(index.scalersOf(set))).toEqual(['a', 'b']);
  expect([index.pods.length, index.claims.length]).toEqual([1, 2]);
});
