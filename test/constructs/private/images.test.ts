import { checkImageOptions, resolveImage } from '../../../src/constructs/private/images';
import { imageName, requireImage } from '../../../src/kubernetes/images';

const ATTACHER = 'registry.k8s.io/sig-storage/csi-attacher:v4.10.0';
const DIGEST = `sha256:${'0a'.repeat(32)}`;

test.each([
  [ATTACHER, 'csi-attacher'], ['busybox', 'busybox'], ['localhost:5000/a/b:1', 'b'], [`example.com/x@${DIGEST}`, 'x'], [`example.com/x:v1@${DIGEST}`, 'x'],
])('the name of %s is %s', (image, name) => expect(imageName(image)).toBe(name));

describe('a mirror takes the place of the registry', () => {
  const mirrored = (image: string, registryMirror = 'example.com/mirror') => resolveImage(image, { registryMirror });
  test.each([
    [ATTACHER, 'example.com/mirror/sig-storage/csi-attacher:v4.10.0'],
    ['localhost/a:1', 'example.com/mirror/a:1'],
    ['localhost:5000/a:1', 'example.com/mirror/a:1'],
  ])('%s', (image, expected) => expect(mirrored(image)).toBe(expected));

  test('Docker Hub is what has no registry', () => {
    expect(mirrored('k8scloudprovider/cinder-csi-plugin:v1.15.0')).toBe('example.com/mirror/k8scloudprovider/cinder-csi-plugin:v1.15.0');
    expect(mirrored('busybox:1.36')).toBe('example.com/mirror/busybox:1.36');
  });

  test('a slash at its end does not double', () => expect(mirrored('busybox', 'example.com/')).toBe('example.com/busybox'));
});

test('an override is taken as it is, past the mirror', () => {
  expect(resolveImage(ATTACHER, { registryMirror: 'example.com', overrides: { 'csi-attacher': 'other.com/a:1' } })).toBe('other.com/a:1');
});

test('a digest is appended, and replaces another one', () => {
  expect(resolveImage(ATTACHER, { digests: { 'csi-attacher': DIGEST } })).toBe(`${ATTACHER}@${DIGEST}`);
  expect(resolveImage(`${ATTACHER}@sha256:${'ff'.repeat(32)}`, { digests: { 'csi-attacher': DIGEST } })).toBe(`${ATTACHER}@${DIGEST}`);
});

test('without options an image stays as it is', () => expect(resolveImage(ATTACHER)).toBe(ATTACHER));

test.each([
  'busybox', 'busybox:1.36', 'example.com:5000/a/b-c_d:v1.0', `example.com/a@${DIGEST}`, `a:v1@${DIGEST}`,
])('%s is an image', (image) => expect(requireImage('image', image)).toBe(image));

test.each([
  '', 'https://example.com/a', 'Example.com/A', 'a b', 'a:', 'a@sha256:12', '/a', 'a//b', `a:${'x'.repeat(129)}`,
])('%j is none', (image) => expect(() => requireImage('image', image)).toThrow('image must be an image such as'));

describe('options', () => {
  const check = (options: any) => () => checkImageOptions(options, [ATTACHER, 'example.com/b:1', 'example.com/b:2']);

  test('none, and good ones', () => {
    expect(check(undefined)).not.toThrow();
    expect(check({
      registryMirror: 'example.com:5000/x/', imagePullPolicy: 'Always', imagePullSecrets: ['reg'], overrides: { b: 'c:1' }, digests: { 'csi-attacher': DIGEST },
    })).not.toThrow();
  });

  test.each([
    [{ registryMirror: 'https://example.com' }, 'images.registryMirror must be a registry and path without scheme'],
    [{ registryMirror: `example.com/a@${DIGEST}` }, 'images.registryMirror must be a registry'],
    [{ registryMirror: '/' }, 'images.registryMirror must be a registry'],
    [{ imagePullSecrets: ['My Registry'] }, 'images.imagePullSecrets must be a DNS subdomain'],
    [{ overrides: { c: 'd:1' } }, 'images.overrides names "c", which no container uses; there are b, csi-attacher'],
    [{ digests: { c: DIGEST } }, 'images.digests names "c", which no container uses'],
    [{ overrides: { b: 'B' } }, 'images.overrides["b"] must be an image'],
    [{ digests: { b: 'sha256:1' } }, 'images.digests["b"] must be "sha256:" and 64 hexadecimal digits'],
    [{ digests: { b: `x${DIGEST}` } }, 'images.digests["b"] must be'],
  ])('%j is refused', (options, message) => expect(check(options)).toThrow(message));
});
