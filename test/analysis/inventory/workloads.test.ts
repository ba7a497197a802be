import { Entry, Workload } from '../../../src/analysis/inventory/model';
import { Budget } from '../../../src/analysis/inventory/workloads';

/** A workload of which only what the budget looks at is filled in. */
function load(replicas: number, volumes = 0, templates = 0): Workload {
  const entry = { object: { spec: { volumeClaimTemplates: Array(templates).fill({}) } } } as unknown as Entry;
  return { entry, kind: 'StatefulSet', namespace: 'shop', name: 'db', replicas, template: { spec: { volumes: Array(volumes).fill({}) } }, templatePath: 'spec.template' };
}

test('as many replicas as there are, up to ten thousand', () => {
  const budget = new Budget();
  expect([0, 3, 10_000, 10_001, 2_147_483_647].map((replicas) => budget.grant(load(replicas)))).toEqual([0, 3, 10_000, 10_000, 10_000]);
});

test('fewer of those with many claims and volumes', () => {
  expect(new Budget().grant(load(10_000, 0, 24))).toBe(10_000);
  expect(new Budget().grant(load(10_000, 0, 25))).toBe(9615);
  expect(new Budget().grant(load(10_000, 12, 13))).toBe(9615);
  expect(new Budget().grant(load(10_000, 0, 9_999))).toBe(25);
});

test('all workloads share it, and each has a replica', () => {
  const budget = new Budget();
  const granted = Array.from({ length: 30 }, () => budget.grant(load(10_000)));
  expect(granted.slice(0, 25).every((replicas) => replicas === 10_000)).toBe(true);
  expect(granted.slice(25)).toEqual([1, 1, 1, 1, 1]);
  expect(budget.grant(load(0))).toBe(0);
});
