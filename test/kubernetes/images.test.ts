import { imageName, imageTag, isOlder } from '../../src/kubernetes/images';

const DIGEST = `@sha256:${'0'.repeat(64)}`;

test.each([
  ['csi-attacher', 'csi-attacher', undefined],
  ['registry.k8s.io/sig-storage/csi-attacher:v4.10.0', 'csi-attacher', 'v4.10.0'],
  ['registry.example.com:5000/csi-attacher', 'csi-attacher', undefined],
  [`registry.example.com:5000/csi-attacher:v4.10.0${DIGEST}`, 'csi-attacher', 'v4.10.0'],
  [`csi-attacher${DIGEST}`, 'csi-attacher', undefined],
])('%s has the name %s and the tag %s', (image, name, tag) => {
  expect([imageName(image), imageTag(image)]).toEqual([name, tag]);
});

test('tags compare as versions; what is no version counts as new', () => {
  expect(['v1.9.3', '1.9', 'v0.12.0', 'v1.10.0', 'v2.0.0', 'latest', undefined].map((tag) => isOlder(tag, '1.10')))
    .toEqual([true, true, true, false, false, false, false]);
});
