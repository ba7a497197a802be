import * as fc from 'fast-check';
import { parseQuantity, wholeUnits } from '../../src/kubernetes/quantity';

const NANO = 1_000_000_000n;

test.each([
  ['5', 5n * NANO],
  [5, 5n * NANO],
  [1.5, 1_500_000_000n],
  ['0', 0n],
  ['+1k', 1000n * NANO],
  ['1.5Gi', 1_610_612_736n * NANO],
  ['.5Ki', 512n * NANO],
  ['1.', NANO],
  ['500m', 500_000_000n],
  ['100n', 100n],
  ['3u', 3000n],
  ['1e3', 1000n * NANO],
  ['1E3', 1000n * NANO],
  ['1E-3', 1_000_000n],
  ['1E', 10n ** 18n * NANO],
  ['12E+2', 1200n * NANO],
  ['-1Gi', -1_073_741_824n * NANO],
  [' 7 ', 7n * NANO],
  ['99999999999999999999', 99_999_999_999_999_999_999n * NANO],
])('%s is read exactly', (text, amount) => {
  expect(parseQuantity(text)).toBe(amount);
});

test.each(['', ' ', 'abc', '1Q', '1KB', '10 Gi', '1Ki5', '1e', '0x10', '1,5', '--1', '1GiB', '1e+', null, undefined, {}, [], true, NaN, Infinity])(
  '%p is no quantity', (value) => {
    expect(parseQuantity(value)).toBeUndefined();
  });

test('binary amounts stop at the largest 64-bit integer, decimal ones do not', () => {
  expect(parseQuantity('16Ei')).toBe((2n ** 63n - 1n) * NANO);
  expect(parseQuantity('20E')).toBe(20n * 10n ** 18n * NANO);
});

test('amounts below the smallest unit count as one unit, never as nothing', () => {
  expect(parseQuantity('0.1n')).toBe(1n);
  expect(parseQuantity('1e-50')).toBe(1n);
  expect(parseQuantity('1e-99999')).toBe(1n);
  expect(parseQuantity('0e-99999')).toBe(0n);
  expect(parseQuantity('-0.1n')).toBe(-1n);
});

test('absurd texts end at once', () => {
  expect(parseQuantity('9'.repeat(10_000_000))).toBeUndefined();
  expect(parseQuantity('1e999999999')).toBe(parseQuantity('1e10000'));
});

test('whole units round up', () => {
  expect(wholeUnits(parseQuantity('500m')!)).toBe(1n);
  expect(wholeUnits(parseQuantity('2')!)).toBe(2n);
  expect(wholeUnits(parseQuantity('1.0001Ki')!)).toBe(1025n);
  expect(wholeUnits(parseQuantity('-500m')!)).toBe(0n);
});

test('the cache of read texts does not grow without end', () => {
  for (let i = 0; i < 10_050; i++) parseQuantity(`${i}.25`);
  expect(parseQuantity('3.25')).toBe(3_250_000_000n);
});

const SUFFIXES: { [suffix: string]: bigint } = { k: 1000n, M: 10n ** 6n, G: 10n ** 9n, T: 10n ** 12n, Ki: 1024n, Mi: 1024n ** 2n, Gi: 1024n ** 3n };

test('a suffix multiplies, whatever the number', () => {
  fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 8n }), fc.constantFrom(...Object.keys(SUFFIXES)), (n, suffix) => {
    expect(parseQuantity(`${n}${suffix}`)).toBe(n * SUFFIXES[suffix] * NANO);
  }));
});

test('order of amounts is order of numbers', () => {
  fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.bigInt({ min: 0n, max: 10n ** 30n }), (a, b) => {
    expect(parseQuantity(String(a))! < parseQuantity(String(b))!).toBe(a < b);
  }));
});

test('a decimal point and an exponent say the same', () => {
  fc.assert(fc.property(fc.nat(), fc.integer({ min: 0, max: 9 }), (n, places) => {
    const text = String(n).padStart(places + 1, '0');
    const pointed = places ? `${text.slice(0, -places)}.${text.slice(-places)}` : text;
    expect(parseQuantity(pointed)).toBe(parseQuantity(`${n}e-${places}`));
  }));
});
