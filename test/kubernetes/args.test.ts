import { flagName, flagOf, flagValue, mergeArgs, replaceArgs, setFlag } from '../../src/kubernetes/args';

test('extras take the place of flags of the same name, with one dash or two, and come last', () => {
  expect(mergeArgs(['run', '--v=1', '--x'], ['-v=5', '--y=2'])).toEqual(['run', '--x', '-v=5', '--y=2']);
  expect(mergeArgs(['run', '--a=1', '--a=2'], ['--a=3', '--a=4'])).toEqual(['run', '--a=3', '--a=4']);
  expect(mergeArgs(['run', 'stop'], ['stop'])).toEqual(['run', 'stop', 'stop']);
});

test('no arguments at all are undefined, so that the field vanishes', () => {
  expect(mergeArgs([], [])).toBeUndefined();
});

test('flags are replaced in their place, and several of a name at the end', () => {
  expect(replaceArgs(['run', '--v=1', '--x'], ['-v=5', '--y=2'])).toEqual(['run', '-v=5', '--x', '--y=2']);
  expect(replaceArgs(['--a=1', '--x'], ['--a=2', '--a=3'])).toEqual(['--x', '--a=2', '--a=3']);
  expect(replaceArgs(['--a=1', '--a=2', '--x'], ['--a=3'])).toEqual(['--x', '--a=3']);
  expect(replaceArgs([], [])).toBeUndefined();
});

test('a flag is set in its place, or at the end', () => {
  expect(setFlag(['run', '--v=1', '--x=2'], 'v', '5')).toEqual(['run', '--v=5', '--x=2']);
  expect(setFlag(['run', '--vmodule=a'], 'v', '5')).toEqual(['run', '--vmodule=a', '--v=5']);
});

test('the value of a flag is what follows the first equals sign', () => {
  expect(flagValue(['--a=b=c'], 'a')).toBe('b=c');
  expect(flagValue(['--a'], 'a')).toBeUndefined();
  expect(flagValue(['--b=1'], 'a')).toBeUndefined();
});

test('names of flags', () => {
  expect(['--v=1', '-v', '--feature-gates=A=true', 'v=1', '--', '-1', '--io.k8s=x'].map(flagName)).toEqual(['v', 'v', 'feature-gates', undefined, undefined, undefined, 'io.k8s']);
});

test('the value of a flag stands behind = or in the next argument, and the last one wins', () => {
  const args = ['run', '--a=1', '-a', '2', '--b', '--c', '--d=', '--e=x=y'];
  expect(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => flagOf(args, name))).toEqual(['2', '', '', '', 'x=y', undefined]);
});
