import { Requirement, requireNodeTerms, requireSelector } from '../../src/kubernetes/requirements';

const node = (requirement: Partial<Requirement>) => () => requireNodeTerms('terms', [{ matchExpressions: [{ key: 'zone', operator: 'In', ...requirement }] }]);
const field = (requirement: Partial<Requirement>) => () =>
  requireNodeTerms('terms', [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n1'], ...requirement }] }]);
const selector = (requirement: Partial<Requirement>) => () => requireSelector('expressions', [{ key: 'tier', operator: 'In', ...requirement }]);

test.each<() => void>([
  () => requireSelector('expressions'),
  selector({ values: ['a', ''] }),
  selector({ operator: 'NotIn', values: ['a'] }),
  selector({ operator: 'Exists' }),
  selector({ operator: 'DoesNotExist', values: [] }),
  node({ values: ['a'.repeat(63)] }),
  node({ key: 'example.com/zone', operator: 'Exists' }),
  node({ operator: 'Gt', values: ['5'] }),
  node({ operator: 'Lt', values: ['50'] }),
  field({}),
  field({ operator: 'NotIn', values: ['worker.example.com'] }),
])('accepts %#', (check) => expect(check).not.toThrow());

test.each<[string, () => void]>([
  ['expressions[0].key must be a label key of the form "name" or "example.com/name", got "a b"', selector({ key: 'a b' })],
  ['expressions[0].operator must be one of In, NotIn, Exists, DoesNotExist, got "Gt"', selector({ operator: 'Gt', values: ['1'] })],
  ['expressions[0].values needs at least one value with the operator In', selector({})],
  ['expressions[0].values needs at least one value with the operator NotIn', selector({ operator: 'NotIn', values: [] })],
  ['expressions[0].values must be empty with the operator Exists', selector({ operator: 'Exists', values: ['a'] })],
  ['expressions[0].values must be a label value', selector({ values: ['a b'] })],
  ['expressions[0].values must be a label value', selector({ values: [5 as any] })],
  ['terms[0].matchExpressions[0].operator must be one of In, NotIn, Exists, DoesNotExist, Gt, Lt, got "in"', node({ operator: 'in', values: ['a'] })],
  ['terms[0].matchExpressions[0].values must be one integer, as a string, with the operator Gt, got ["a"]', node({ operator: 'Gt', values: ['a'] })],
  ['terms[0].matchExpressions[0].values must be one integer, as a string, with the operator Lt, got ["1","2"]', node({ operator: 'Lt', values: ['1', '2'] })],
  ['terms[0].matchFields[0].key must be "metadata.name"', field({ key: 'metadata.namespace' })],
  ['terms[0].matchFields[0].operator must be one of In, NotIn, got "Exists"', field({ operator: 'Exists' })],
  ['terms[0].matchFields[0].values must be the name of one node, got ["a","b"]', field({ values: ['a', 'b'] })],
  ['terms[0].matchFields[0].values must be the name of one node, got []', field({ values: undefined })],
  ['terms[0] has no requirements, so it matches no node', () => requireNodeTerms('terms', [{}])],
  ['terms[1] has no requirement', () => requireNodeTerms('terms', [{ matchExpressions: [{ key: 'a', operator: 'Exists' }] }, { matchExpressions: [] }])],
])('refuses: %s', (message, check) => expect(check).toThrow(message));
