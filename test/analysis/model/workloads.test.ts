import { NOWHERE } from '../../../src/analysis/input/source';
import { Node } from '../../../src/analysis/model/admitted';
import { isVirtualMachine, ManifestObject, readManifest } from '../../../src/analysis/model/manifest-object';
import { PodSource, podOf } from '../../../src/analysis/model/pod-sources';
import { Budget, podsOf } from '../../../src/analysis/model/workloads';

const CLAIM = { persistentVolumeClaim: { claimName: 'data' } };
const EPHEMERAL = { ephemeral: { volumeClaimTemplate: {} } };

const objectOf = (apiVersion: string, kind: string, spec: object): ManifestObject => (
  readManifest({ apiVersion, kind, metadata: { name: 'db', namespace: 'shop' }, spec }, NOWHERE, 0)!);

/** The pods of a workload of three replicas. */
function load(kind: string, volumes: object[] = [], templates = 0): PodSource {
  return podOf(objectOf('apps/v1', kind, { replicas: 3, template: { spec: { volumes } }, volumeClaimTemplates: Array(templates).fill({}) }))!;
}

test('as many replicas as there are, up to ten thousand', () => {
  const budget = new Budget();
  expect([0, 3, 10_000, 10_001, 2_147_483_647].map((wanted) => budget.grant(load('StatefulSet'), wanted))).toEqual([0, 3, 10_000, 10_000, 10_000]);
  expect([3, 10_001].map((wanted) => budget.grant(load('DaemonSet'), wanted))).toEqual([3, 10_000]);
});

test('fewer of those with many claims', () => {
  const granted = (volumes: object[], templates: number) => new Budget().grant(load('StatefulSet', volumes, templates), 10_000);
  expect(granted([], 24)).toBe(10_000);
  expect(granted([], 25)).toBe(9615);
  expect(granted([...Array(6).fill(CLAIM), ...Array(6).fill(EPHEMERAL)], 13)).toBe(9615);
  expect(granted(Array(100).fill({ hostPath: { path: '/var/log' } }), 24)).toBe(10_000);
  expect(granted([], 9_999)).toBe(25);
});

test('all workloads share it, and each has a replica', () => {
  const budget = new Budget();
  const granted = Array.from({ length: 30 }, () => budget.grant(load('StatefulSet'), 10_000));
  expect(granted.slice(0, 25).every((replicas) => replicas === 10_000)).toBe(true);
  expect(granted.slice(25)).toEqual([1, 1, 1, 1, 1]);
  expect(budget.grant(load('StatefulSet'), 0)).toBe(0);
});

test('workloads other than StatefulSets share in it only where their pods use claims', () => {
  const budget = new Budget();
  for (let i = 0; i < 100; i++) budget.grant(load('DaemonSet', [{ hostPath: { path: '/var/log' } }]), 10_000);
  const granted = Array.from({ length: 13 }, () => budget.grant(load('DaemonSet', [EPHEMERAL]), 10_000));
  expect(granted).toEqual([...Array(12).fill(10_000), 5_000]);
});

test('a DaemonSet makes a pod for each node, and one where no node is known', () => {
  const nodes = ['a', 'b', 'c', 'd'].map((name) => ({ name }) as Node);
  expect(podsOf(load('DaemonSet'), [], nodes)).toBe(4);
  expect(podsOf(load('DaemonSet'), [], [])).toBe(1);
  expect(podsOf(load('Deployment'), [], nodes)).toBe(3);
});

test('the highest maximum of the autoscalers counts where it is above the replicas', () => {
  const scalers = [2, 7, 5].map((maxReplicas) => objectOf('autoscaling/v2', 'HorizontalPodAutoscaler', { maxReplicas }));
  expect(podsOf(load('Deployment'), scalers, [])).toBe(7);
  expect(podsOf(load('Deployment'), scalers.slice(0, 1), [])).toBe(3);
});

test.each([
  ['kubevirt.io/v1', 'VirtualMachine', true], ['kubevirt.io/v1', 'VirtualMachineInstance', true], ['kubevirt.io/v1', 'KubeVirt', false],
  ['example.org/v1', 'VirtualMachine', false],
])('%s %s as a virtual machine: %s', (apiVersion, kind, expected) => {
  expect(isVirtualMachine(objectOf(apiVersion, kind, {}))).toBe(expected);
});
