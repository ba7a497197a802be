import { isRuleId, parseAcknowledgements } from '../../src/core/acknowledgement';

test('an annotation holds several acknowledgements', () => {
  expect(parseAcknowledgements('BND006=They take turns.; STS001=ordered by hand;')).toEqual([
    { id: 'BND006', reason: 'They take turns.' }, { id: 'STS001', reason: 'ordered by hand' },
  ]);
});

test('a reason may hold semicolons and equal signs', () => {
  expect(parseAcknowledgements('BND006=a; b=c; STS001 is not meant')).toEqual([{ id: 'BND006', reason: 'a; b=c; STS001 is not meant' }]);
});

test('an acknowledgement without a reason has an empty one', () => {
  expect(parseAcknowledgements('BND006;STS001= ')).toEqual([{ id: 'BND006', reason: '' }, { id: 'STS001', reason: '' }]);
});

test.each([['ACM008', true], ['THIN_VOLUME', false], ['ACM08', false], ['acm008', false], [undefined, false]])('%s is the id of a rule: %s', (id, expected) => {
  expect(isRuleId(id)).toBe(expected);
});
