import { rejections } from '../../../src/kubernetes/acceptance';
import { minorNumber, NEWEST_KNOWN_MINOR, NEWEST_RELEASE, releaseFor } from '../../../src/kubernetes/minor';

/* What 1.37 validates otherwise than 1.36, as the API servers of 1.36.3 and 1.37.2 answered. */
const refused = (object: any, version: string) => rejections(object, version).map(({ field }) => field);
const both = (object: any) => ['1.36', '1.37'].map((version) => refused(object, version));

const container = (of: object = {}) => ({ name: 'c', image: 'i', ...of });
const pod = (spec: object, metadata: object = {}) => ({
  apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', namespace: 'default', ...metadata }, spec: { containers: [container()], ...spec },
});
const deployment = (spec: object) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'd', namespace: 'default' },
  spec: { selector: { matchLabels: { a: 'b' } }, template: { metadata: { labels: { a: 'b' } }, spec: { containers: [container()], ...spec } } },
});
const projected = (...sources: object[]) => pod({ volumes: [{ name: 'v', projected: { sources } }] });
const AT = 'spec.volumes[0].projected';
const CERTIFICATE = { signerName: 'example.com/a', keyType: 'ED25519', credentialBundlePath: 'bundle' };

test('fields of 1.37 are unknown to 1.36, and others are gone', () => {
  const mount = { volumes: [{ name: 'v', emptyDir: {} }], containers: [container({ volumeMounts: [{ name: 'v', mountPath: '/v', bindMountOptions: ['noexec'] }] })] };
  expect(both(pod(mount))).toEqual([['spec.containers[0].volumeMounts[0].bindMountOptions'], []]);
  expect(rejections(pod(mount), '1.36')[0].message).toBe('unknown field: it was added in 1.37');
  expect(both(pod({ volumes: [{ name: 'v', emptyDir: { mode: 0o700 } }] }))).toEqual([['spec.volumes[0].emptyDir.mode'], []]);
  const status = { ...pod({}), status: { nodeAllocatableResourceClaimStatuses: [{ resourceClaimName: 'a', containers: ['c'], resources: { cpu: '1' } }] } };
  expect(both(status)).toEqual([[], ['status.nodeAllocatableResourceClaimStatuses[0].resources']]);
  expect(both(pod({ volumes: [{ name: 'v', emptyDir: { modes: 0o700 } }] }))).toEqual([['spec.volumes[0].emptyDir.modes'], ['spec.volumes[0].emptyDir.modes']]);
  expect(refused(pod({ volumes: [{ name: 'v', emptyDir: { modes: 0o700 } }] }), '1.38')).toEqual([]);
});

test('since 1.37 a template names the image of its volume, as pods always did', () => {
  const image = { volumes: [{ name: 'v', image: {} }] };
  expect(both(deployment(image))).toEqual([[], ['spec.template.spec.volumes[0].image.reference']]);
  expect(both(pod(image))).toEqual([['spec.volumes[0].image.reference'], ['spec.volumes[0].image.reference']]);
});

test('a lifecycle that is a stop signal alone is dropped, as its feature gate is off', () => {
  const first = (lifecycle: object) => pod({ initContainers: [container({ name: 'first', lifecycle })] });
  expect(both(first({ stopSignal: 'SIGUSR1' }))).toEqual([[], []]);
  const hooked = first({ stopSignal: 'SIGUSR1', preStop: { sleep: { seconds: 1 } } });
  expect(both(hooked)).toEqual([['spec.initContainers[0].lifecycle'], ['spec.initContainers[0].lifecycle']]);
});

test('the name of a Job becomes a label of its pods', () => {
  const job = (length: number) => ({
    apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'j'.repeat(length), namespace: 'default' }, spec: { template: { spec: { restartPolicy: 'Never', containers: [container()] } } },
  });
  expect(both(job(63))).toEqual([[], []]);
  expect(both(job(64))).toEqual([['spec.template.labels'], ['spec.template.labels']]);
});

test('since 1.37 the field of a wrong owner has its position', () => {
  const owners = [{ apiVersion: 'v1', kind: 'Node', name: 'n', uid: 'u' }, { apiVersion: 'v1', kind: 'Node', name: 'n' }];
  expect(both(pod({}, { ownerReferences: owners }))).toEqual([['metadata.ownerReferences.uid'], ['metadata.ownerReferences[1].uid']]);
});

test.each<[string, object, string[]]>([
  ['a certificate', { podCertificate: CERTIFICATE }, []],
  ['no signer', { podCertificate: { ...CERTIFICATE, signerName: undefined } }, ['.sources[0].podCertificate.signerName']],
  ['a signer without path', { podCertificate: { ...CERTIFICATE, signerName: 'example.com' } }, ['.sources[0].podCertificate.signerName']],
  ['a signer without domain', { podCertificate: { ...CERTIFICATE, signerName: 'example/a' } }, ['.sources[0].podCertificate.signerName']],
  ['an unknown key', { podCertificate: { ...CERTIFICATE, keyType: 'RSA' } }, ['.sources[0].podCertificate.keyType']],
  ['a certificate for a week', { podCertificate: { ...CERTIFICATE, maxExpirationSeconds: 604800 } }, []],
  ['one of Kubernetes itself for a week', { podCertificate: { ...CERTIFICATE, signerName: 'kubernetes.io/a', maxExpirationSeconds: 604800 } },
    ['.sources[0].podCertificate.maxExpirationSeconds']],
  ['a short certificate', { podCertificate: { ...CERTIFICATE, maxExpirationSeconds: 60 } }, ['.sources[0].podCertificate.maxExpirationSeconds']],
  ['no path', { podCertificate: { ...CERTIFICATE, credentialBundlePath: undefined } }, ['.sources[0].podCertificate']],
  ['a path outside', { podCertificate: { ...CERTIFICATE, keyPath: '../a' } }, ['.sources[0].podCertificate.keyPath']],
  ['a path twice', { podCertificate: { ...CERTIFICATE, keyPath: 'bundle' } }, ['']],
  ['annotations without domain', { podCertificate: { ...CERTIFICATE, userAnnotations: { 'a': 'b', 'Example.com/A': 'c' } } }, ['.sources[0].podCertificate.userAnnotations']],
  ['a bundle by name', { clusterTrustBundle: { name: 'example.com:a:b', path: 'ca' } }, []],
  ['a bundle by signer', { clusterTrustBundle: { signerName: 'example.com/a', labelSelector: {}, path: 'ca' } }, []],
  ['neither name nor signer', { clusterTrustBundle: { path: 'ca' } }, ['.sources[0].clusterTrustBundle']],
  ['name and signer', { clusterTrustBundle: { name: 'a', signerName: 'example.com/a', path: 'ca' } }, ['.sources[0].clusterTrustBundle']],
  ['a name and a selector', { clusterTrustBundle: { name: 'a', labelSelector: {}, path: 'ca' } }, ['.sources[0].clusterTrustBundle.labelSelector']],
  ['a bad name', { clusterTrustBundle: { name: 'A', path: 'ca' } }, ['.sources[0].clusterTrustBundle.name']],
  ['a bundle without path', { clusterTrustBundle: { name: 'a' } }, ['.sources[0].clusterTrustBundle.path']],
  ['two sources in one', { podCertificate: CERTIFICATE, clusterTrustBundle: { name: 'a', path: 'ca' } }, ['.sources[0]']],
])('projected certificates, which 1.37 turned on: %s', (_, source, fields) => {
  expect(both(projected(source))).toEqual([[], fields.map((field) => `${AT}${field}`)]);
});

test('the release that goes with a Kubernetes minor is the newest known one, as long as that minor is known', () => {
  const unknown = `1.${minorNumber(NEWEST_KNOWN_MINOR) + 1}`;
  expect(['1.30', NEWEST_RELEASE, NEWEST_KNOWN_MINOR, unknown].map(releaseFor)).toEqual(['1.30', NEWEST_RELEASE, NEWEST_RELEASE, unknown]);
});
