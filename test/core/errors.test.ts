import { inspect } from 'util';
import { invalid, InvalidPropertyError, isGivenIn, located, ofContainer, refuse, within } from '../../src/core/errors';

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

test('an uncaught error prints its message once, and the line of the program first', () => {
  const error = caught(() => located('app', () => invalid('replicas', -1, 'at least 0')));
  expect(inspect(error).match(/replicas must be at least 0/g)).toHaveLength(1);
  expect(error.stack!.split('\n')[1]).toContain('errors.test.ts');
  expect(error.stack).not.toContain('src/core');
});

test('a property is named as it was given: from the outermost props on', () => {
  const work = () => within('cinder', () => within('node', () => located('app/Cinder', () => refuse('tolerations[0]', 'has no key'))));
  expect(work).toThrow(new InvalidPropertyError('cinder.node.tolerations[0]', 'has no key', 'app/Cinder'));
  expect(() => within((step) => (step === 'image' ? 'sidecars' : 'attacher'), () => refuse('image', 'is empty'))).toThrow('sidecars.image is empty');
  expect(() => within('cinder', () => { throw new RangeError('boom'); })).toThrow(new RangeError('boom'));
  expect(within('cinder', () => 1)).toBe(1);
});

test('a property that was not given there keeps its name', () => {
  const given = isGivenIn({ node: {}, labels: undefined });
  expect(['node.tolerations[0]', 'node of container "x"', 'labels["a"]', 'clusterName', 'nodes'].filter(given)).toEqual(['node.tolerations[0]', 'node of container "x"', 'labels["a"]']);
  expect(isGivenIn(undefined)('node')).toBe(false);
  expect(() => within('cinder', () => refuse('clusterName', 'is empty'), given)).toThrow(/^clusterName is empty/);
});

test('an error can name the container', () => {
  expect(() => ofContainer('driver', () => located('app', () => invalid('image', '', 'an image')))).toThrow('app: image of container "driver" must be an image, got ""');
  expect(() => ofContainer('driver', () => { throw new RangeError('boom'); })).toThrow(new RangeError('boom'));
});

function caught(work: () => void): Error {
  try {
    work();
  } catch (e) {
    return e as Error;
  }
  throw new Error('nothing was thrown');
}
