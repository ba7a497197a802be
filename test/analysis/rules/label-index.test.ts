import { LabelIndex } from '../../../src/analysis/rules/shared/label-index';
import { labelSelector, Selector } from '../../../src/kubernetes/selectors';

/** Counts how often the labels of an entry are read, apart from when it is added. */
function index(count: number): { readonly index: LabelIndex<number>; reads(): number } {
  let reads = 0;
  const made = new LabelIndex<number>();
  for (let i = 0; i < count; i++) {
    const labels = { app: 'web', of: `team-${i % 10}`, ...i % 2 ? { name: `n${i}` } : {} };
    made.add(new Proxy(labels, { getOwnPropertyDescriptor: (target, key) => (reads++, Reflect.getOwnPropertyDescriptor(target, key)) }), i);
  }
  reads = 0;
  return { index: made, reads: () => reads };
}

const selector = (matchLabels: object, ...matchExpressions: object[]): Selector => labelSelector({ matchLabels, matchExpressions })!;

test.each([
  ['one value', selector({ name: 'n7' }), [7]],
  ['the rarest of several', selector({ app: 'web', name: 'n7' }), [7]],
  ['nothing', selector({ app: 'db' }), []],
  ['nothing of a label that nothing has', selector({ zone: 'a' }), []],
  ['values of a list in the order of their entries', selector({}, { key: 'name', operator: 'In', values: ['n9', 'n3', 'n3'] }), [3, 9]],
  ['a label', selector({ of: 'team-3' }, { key: 'name', operator: 'Exists' }), [3, 13]],
  ['all but a value', selector({ of: 'team-3' }, { key: 'name', operator: 'NotIn', values: ['n13'] }), [3]],
  ['only what lacks a label', selector({}, { key: 'name', operator: 'DoesNotExist' }), [0, 2, 4, 6, 8, 10, 12, 14, 16, 18]],
  ['a member that all objects have', selector({ constructor: 'x' }), []],
])('finds %s', (_, wanted, expected) => {
  expect(index(20).index.matching(wanted, 100)).toEqual(expected);
});

test('stops where enough is known', () => {
  expect(index(20).index.matching(selector({ app: 'web' }), 3)).toEqual([0, 1, 2]);
});

test.each([
  ['a rare value', selector({ app: 'web', name: 'n7' }), 2],
  ['enough of what all have', selector({ app: 'web' }), 100],
  ['nothing', selector({ app: 'db' }), 0],
])('reads no more entries for %s among many than among few', (_, wanted, most) => {
  const [few, many] = [200, 20_000].map(index);
  for (const { index: of } of [few, many]) of.matching(wanted, 100);
  expect(many.reads()).toBe(few.reads());
  expect(many.reads()).toBeLessThanOrEqual(most);
});
