import { checkNodeAffinity } from '../../../src/analysis/binding/node-predicates';
import { Node } from '../../../src/analysis/model/admitted';
import { matchNodeSelectorTerms, matchTopologySelectorTerms } from '../../../src/analysis/model/node-selection';
import { Requirement } from '../../../src/kubernetes/selectors';

const NODE: Node = { name: 'node-1', labels: { zone: 'az1' }, taints: [], unschedulable: false, assumed: false };
const is = (key: string, value: string): Requirement => ({ key, operator: 'In', values: [value] });

test.each([
  ['no term', [], false],
  ['a term without requirements', [{ labels: [], fields: [] }], false],
  ['its label', [{ labels: [is('zone', 'az1')], fields: [] }], true],
  ['its name', [{ labels: [], fields: [is('metadata.name', 'node-1')] }], true],
  ['the name of another', [{ labels: [], fields: [is('metadata.name', 'node-2')] }], false],
  ['another field that holds its name', [{ labels: [], fields: [is('metadata.uid', 'node-1')] }], false],
  ['its label, but not its name', [{ labels: [is('zone', 'az1')], fields: [is('metadata.name', 'node-2')] }], false],
  ['one term of two', [{ labels: [is('zone', 'az2')], fields: [] }, { labels: [is('zone', 'az1')], fields: [] }], true],
])('node affinity with %s: %s', (_, terms, expected) => {
  expect(matchNodeSelectorTerms(NODE, terms)).toBe(expected);
});

test.each([
  ['no term: every node', [], true],
  ['a term without requirements: no node', [[]], false],
  ['the zone of the node', [[is('zone', 'az1')]], true],
  ['another zone', [[is('zone', 'az2')]], false],
])('a topology with %s', (_, terms, expected) => {
  expect(matchTopologySelectorTerms(NODE, terms)).toBe(expected);
});

test.each([
  ['no affinity: every node', undefined, true],
  ['a term without requirements: no node', [{ labels: [], fields: [] }], false],
  ['the zone of the node', [{ labels: [is('zone', 'az1')], fields: [] }], true],
  ['another zone', [{ labels: [is('zone', 'az2')], fields: [] }], false],
  ['the name of another node, which is not looked at', [{ labels: [], fields: [is('metadata.name', 'node-2')] }], true],
])('a volume with %s', (_, nodeAffinity, expected) => {
  expect(checkNodeAffinity({ nodeAffinity } as any, NODE)).toBe(expected);
});
