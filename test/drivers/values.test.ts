import { blockSize, jsonList, pattern, powerOfTwo, whole } from '../../src/drivers/support/values';

const REFUSED = /must be/;

test.each([[0, undefined], [1, '1'], [9, '9'], [10, undefined], [1.5, undefined], [-1, '-1']])('a whole number between 1 and 9, or -1: %d', (value, written) => {
  const { write } = whole(1, 9, [-1]);
  if (written === undefined) expect(() => write('n', value)).toThrow(REFUSED);
  else expect(write('n', value)).toBe(written);
});

test.each([[2, undefined], [4, '4'], [6, undefined], [16, '16'], [32, undefined]])('a power of two between 4 and 16: %d', (value, written) => {
  const { write } = powerOfTwo(4, 16);
  if (written === undefined) expect(() => write('n', value)).toThrow(REFUSED);
  else expect(write('n', value)).toBe(written);
});

test.each([['256', false], ['512', true], ['513', false], ['1k', true], ['128k', true], ['131072', true], ['256k', false], ['1m', false]])('a block size: %s %s', (value, fine) => {
  const { write } = blockSize();
  if (fine) expect(write('n', value)).toBe(value);
  else expect(() => write('n', value)).toThrow(REFUSED);
});

test.each([
  ['[{"a": "b"}]', true], ['[]', false], ['{"a": "b"}', false], ['[{"a": ""}]', false], ['[{"a": []}]', false], ['[{"a": "b"}, {}]', false], ['no JSON', false],
])('a list of objects with a field: %s %s', (text, fine) => {
  expect(jsonList('a').accepts(text)).toBe(fine);
});

test.each([['^sd[a-z]+$', true], ['sd(', false]])('a regular expression: %s %s', (text, fine) => {
  expect(pattern().accepts(text)).toBe(fine);
});
