import { formatAcknowledgements, isRuleId, isSameAcknowledgement, parseAcknowledgements } from '../../src/core/acknowledgement';

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

test.each([
  [[{ id: 'BND006', reason: 'They take turns.' }, { id: 'STS001', reason: 'a; b = c' }], 'BND006=They take turns.; STS001=a; b = c'],
  [[{ id: 'BND006', reason: ' first; STS001=no rule; ' }], 'BND006=first, STS001=no rule'],
])('what is written is read again: %j', (acknowledgements, text) => {
  expect(formatAcknowledgements(acknowledgements)).toBe(text);
  const read = parseAcknowledgements(text);
  expect(read).toHaveLength(acknowledgements.length);
  expect(read.every((one, i) => isSameAcknowledgement(one, acknowledgements[i]))).toBe(true);
});

test('acknowledgements of another rule or for another reason differ', () => {
  const one = { id: 'BND006', reason: 'a' };
  expect([{ ...one, id: 'BND007' }, { ...one, reason: 'b' }].some((other) => isSameAcknowledgement(one, other))).toBe(false);
});

test.each([['ACM008', true], ['THIN_VOLUME', false], ['ACM08', false], ['acm008', false], [undefined, false]])('%s is the id of a rule: %s', (id, expected) => {
  expect(isRuleId(id)).toBe(expected);
});
