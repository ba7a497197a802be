import {
  isAbsolutePath, isDnsLabel, isDnsSubdomain, isLabelValue, isQualifiedName, requireAbsolutePath, requireAnnotations, requireCsiDriverName,
  requireDnsLabel,
  requireDnsSubdomain, requireEnvName, requireInteger, requireLabels, requirePort,
} from '../../src/kubernetes/names';

test.each<[(value: string) => boolean, string[], string[]]>([
  [isDnsLabel, ['a', 'web-1', 'a'.repeat(63)], ['', '-a', 'a-', 'A', 'a.b', 'a'.repeat(64)]],
  [isDnsSubdomain, ['a', 'fast.ssd', 'a'.repeat(253)], ['', '.a', 'a..b', 'A', 'a_b', 'a'.repeat(254)]],
  [isQualifiedName, ['app', 'a_B.c', 'example.com/name', 'a'.repeat(63)], ['', '/a', 'a/', 'a/b/c', 'Example.com/a', 'a'.repeat(64)]],
  [isLabelValue, ['', 'a_B.c', 'a'.repeat(63)], ['-a', 'a b', 'a'.repeat(64)]],
  [isAbsolutePath, ['/', '/a/b'], ['', 'a', '/a/../b', '/a\nb']],
])('%p', (accepts, good, bad) => {
  expect(good.filter((value) => !accepts(value))).toEqual([]);
  expect(bad.filter((value) => accepts(value))).toEqual([]);
});

test('errors name the property, what is expected and what was given', () => {
  expect(() => requireDnsLabel('namespace', 'Kube System')).toThrow('namespace must be a DNS label (lower-case letters, digits and "-", '
    + 'at most 63 characters) such as "web-1", got "Kube System"');
  expect(() => requireDnsSubdomain('name', '')).toThrow('name must be a DNS subdomain');
  expect(() => requireAbsolutePath('kubeletDir', 'var')).toThrow('kubeletDir must be an absolute path such as "/var/lib/kubelet", got "var"');
  expect(() => requireLabels('labels', { 'a b': 'c' })).toThrow('labels must be label keys of the form "name" or "example.com/name", got "a b"');
  expect(() => requireLabels('labels', { a: 'b c' })).toThrow('labels["a"] must be a label value');
  expect(() => requireLabels('labels', { a: 1 as any })).toThrow('labels["a"] must be a label value');
  expect(() => requireAnnotations('annotations', { 'a b': 'c' })).toThrow('annotations must be annotation keys');
  expect(() => requireAnnotations('annotations', { a: true as any })).toThrow('annotations["a"] must be a string, got true. Quote the value: '
    + 'annotations are strings');
  expect(() => requireEnvName('name', '1A')).toThrow('name must be an environment variable name such as "HTTP_PROXY", got "1A"');
  expect(() => requirePort('port', 0)).toThrow('port must be a port number between 1 and 65535, got 0');
  expect(() => requirePort('port', 65536)).toThrow('got 65536');
  expect(() => requireInteger('replicas', 1.5, 0)).toThrow('replicas must be a whole number of at least 0, got 1.5');
  expect(() => requireInteger('priority', 4, 1, 3)).toThrow('priority must be a whole number between 1 and 3, got 4');
});

test('what is accepted comes back', () => {
  expect([requireDnsLabel('p', 'a'), requireDnsSubdomain('p', 'a.b'), requireAbsolutePath('p', '/a'), requireEnvName('p', 'A_1')])
    .toEqual(['a', 'a.b', '/a', 'A_1']);
  expect([requirePort('p', 1), requirePort('p', 65535), requireInteger('p', 0, 0), requireInteger('p', 3, 1, 3)]).toEqual([1, 65535, 0, 3]);
  requireLabels('p', { 'example.com/a': '' });
  requireLabels('p');
  requireAnnotations('p', { 'Example.com/a': 'any text\n' });
  requireAnnotations('p');
});

test('a CSI driver has a name of at most 63 characters, in either case', () => {
  expect(requireCsiDriverName('p', `${'D'.repeat(59)}.org`)).toHaveLength(63);
  expect(() => requireCsiDriverName('p', `${'d'.repeat(60)}.org`)).toThrow('p must be the name of a CSI driver');
});
