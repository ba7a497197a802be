import { invalid, InvalidPropertyError, located, refuse } from '../../src/core/errors';

test('an error gets the path of the construct it belongs to, once', () => {
  const work = () => located('outer', () => located('app/inner', () => invalid('replicas', -1, 'at least 0', 'Use 0 to switch it off')));
  expect(work).toThrow(new InvalidPropertyError('replicas', 'must be at least 0, got -1. Use 0 to switch it off', 'app/inner'));
  expect(work).toThrow('app/inner: replicas must be at least 0, got -1. Use 0 to switch it off');
});

test('other errors pass unchanged, and so do results', () => {
  expect(() => located('a', () => { throw new RangeError('boom'); })).toThrow(new RangeError('boom'));
  expect(located('a', () => 1)).toBe(1);
});

test('values are printed as JSON, long ones shortened', () => {
  expect(() => invalid('a', 'x'.repeat(1000), 'short')).toThrow(`a must be short, got "${'x'.repeat(199)}…`);
  expect(() => invalid('a', undefined, 'set')).toThrow('a must be set, got undefined');
  expect(() => invalid('a', 10n, 'small')).toThrow('a must be small, got 10');
  expect(() => refuse('a', 'excludes b')).toThrow('a excludes b');
});
