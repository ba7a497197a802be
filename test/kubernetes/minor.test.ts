import { groupOf, isClusterScoped } from '../../src/kubernetes/kinds';
import { isAtLeast, isWithin, minorNumber } from '../../src/kubernetes/minor';

test('a minor is read from any way of writing the version', () => {
  expect(['1.36', 'v1.36', '1.36.3', 'v1.36.0+k3s1'].map(minorNumber)).toEqual([36, 36, 36, 36]);
  expect(() => minorNumber('latest')).toThrow('version must be a version such as "1.36", got "latest"');
});

test('minors compare as numbers', () => {
  expect([isAtLeast('1.36', '1.9'), isAtLeast('1.9', '1.36'), isAtLeast('1.9', '1.9')]).toEqual([true, false, true]);
});

test.each([
  [undefined, 15, true],
  [{ from: '1.9' }, 10, true], [{ from: '1.10' }, 9, false], [{ from: '1.10' }, 10, true],
  [{ to: '1.25' }, 25, true], [{ to: '1.25' }, 26, false],
  [{ from: '1.20', to: '1.25' }, 22, true], [{ from: '1.20', to: '1.25' }, 19, false],
])('the range %j holds minor %d: %s', (range, minor, expected) => {
  expect(isWithin(minor, range)).toBe(expected);
});

test('scopes and groups of kinds', () => {
  expect([isClusterScoped('StorageClass'), isClusterScoped('PersistentVolumeClaim')]).toEqual([true, false]);
  expect([groupOf('v1'), groupOf('storage.k8s.io/v1')]).toEqual(['', 'storage.k8s.io']);
});
