import { IMMUTABLE_KINDS, recreation, refusals } from '../../../src/kubernetes/updates/immutable';

const object = (kind: string, more: object, apiVersion = 'v1') => ({ apiVersion, kind, metadata: { name: 'a' }, ...more });
const pathsOf = (before: any, after: any, minor?: string) => refusals(after, before, minor).map(({ path }) => path);
const spec = (kind: string, before: object, after: object, minor?: string) =>
  pathsOf(object(kind, { spec: before }), object(kind, { spec: after }), minor);

const HOST = { hostPath: { path: '/a' } };

/* What the server answers is asked by tools/conformance/updates.ts; these are the cases that its random changes reach seldom. */
test.each<[string, string[], string[]]>([
  ['a Service that gets another address', spec('Service', { clusterIP: '10.0.0.1' }, { clusterIP: '10.0.0.2' }), ['spec.clusterIP']],
  ['a Service that states its address no more', spec('Service', { clusterIP: '10.0.0.1' }, {}), []],
  ['a Service that becomes headless: it has got an address', spec('Service', {}, { clusterIP: 'None' }), ['spec.clusterIP']],
  ['a Service that is headless no more: nothing is rendered, so it stays', spec('Service', { clusterIP: 'None' }, {}), []],
  ['a Service of another type', spec('Service', { clusterIP: '10.0.0.1' }, { type: 'ExternalName', externalName: 'a', clusterIP: '' }), []],
  ['another class of load balancer', spec('Service', { type: 'LoadBalancer', loadBalancerClass: 'a/b' }, { type: 'LoadBalancer' }),
    ['spec.loadBalancerClass']],
  ['another first family', spec('Service', { ipFamilies: ['IPv4'] }, { ipFamilies: ['IPv6'] }), ['spec.ipFamilies']],
  ['a second family', spec('Service', { ipFamilies: ['IPv4'] }, { ipFamilies: ['IPv4', 'IPv6'] }), []],
  ['a Job', spec('Job', { template: { spec: { restartPolicy: 'Never' } } }, { template: { spec: { restartPolicy: 'OnFailure' } } }),
    ['spec.template']],
  ['a Job that is suspended', spec('Job', { suspend: true, template: {} }, { template: { spec: { restartPolicy: 'OnFailure' } } }), []],
  ['a Job as the server stores it', spec('Job',
    { selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': 'u' } }, template: { metadata: { labels: { 'job-name': 'j' } } } },
    { template: {} }), []],
  ['a class that a claim gets later', spec('PersistentVolumeClaim', {}, { storageClassName: 'a' }), []],
  ['a class that a claim loses', spec('PersistentVolumeClaim', { storageClassName: '' }, {}), ['spec.storageClassName']],
  ['a volume mode that is the default', spec('PersistentVolumeClaim', { volumeMode: 'Filesystem' }, {}), []],
  ['a type of folder that is the default', spec('PersistentVolume', HOST, { hostPath: { path: '/a', type: '' } }), []],
  ['another source', spec('PersistentVolume', HOST, { nfs: { server: 'a', path: '/a' } }), ['spec.nfs']],
  ['node affinity that a volume gets later', spec('PersistentVolume', HOST, { ...HOST, nodeAffinity: { required: {} } }), []],
  ['fields of a CSIDriver that can change since 1.29', spec('CSIDriver', {}, { podInfoOnMount: true, fsGroupPolicy: 'File' }, '1.29'), []],
  ['the same before', spec('CSIDriver', {}, { podInfoOnMount: true, fsGroupPolicy: 'File' }, '1.28'), ['spec.podInfoOnMount', 'spec.fsGroupPolicy']],
  ['modes of a CSIDriver that are the default', spec('CSIDriver', {}, { volumeLifecycleModes: ['Persistent'], attachRequired: true }), []],
  ['an immutable ConfigMap', pathsOf(object('ConfigMap', { immutable: true, data: { a: '1' } }), object('ConfigMap', { data: { a: '2' } })),
    ['data', 'immutable']],
  ['a type of a Secret that is the default', pathsOf(object('Secret', {}), object('Secret', { type: 'Opaque' })), []],
  ['the scope of a CRD', spec('CustomResourceDefinition', { scope: 'Namespaced', names: { kind: 'A' } }, { scope: 'Cluster', names: { kind: 'B' } }),
    ['spec.scope', 'spec.names.kind']],
  ['claim templates as the server stores them', spec('StatefulSet', { volumeClaimTemplates: [{ metadata: { name: 'a' }, spec: {} }] },
    {
      volumeClaimTemplates: [{
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'a', creationTimestamp: null },
        spec: { volumeMode: 'Filesystem' },
        status: { phase: 'Pending' },
      }],
    }), []],
  ['a claim template that repeats an access mode',
    spec('StatefulSet', { volumeClaimTemplates: [{ metadata: { name: 'a' }, spec: { accessModes: ['ReadWriteOnce'] } }] },
      { volumeClaimTemplates: [{ metadata: { name: 'a' }, spec: { accessModes: ['ReadWriteOnce', 'ReadWriteOnce'] } }] }),
    ['spec.volumeClaimTemplates']],
  ['a Pod with another image keeps the pull policy that it got', spec('Pod', { containers: [{ name: 'a', image: 'b:1' }] }, { containers: [{ name: 'a', image: 'b' }] }), []],
  ['a Pod with another pull policy', spec('Pod', { containers: [{ name: 'a', image: 'b:1' }] }, { containers: [{ name: 'a', image: 'b', imagePullPolicy: 'Always' }] }), ['spec']],
  ['a Pod that states the pull policy it got', spec('Pod', { containers: [{ name: 'a', image: 'b:1' }] }, { containers: [{ name: 'a', image: 'b', imagePullPolicy: 'IfNotPresent' }] }), []],
  ['a kind without immutable fields', spec('PodDisruptionBudget', { minAvailable: 1 }, { minAvailable: 2 }), []],
  ['a kind with the name of a member', spec('constructor', { a: 1 }, { a: 2 }), []],
])('%s', (_, found, expected) => expect(found).toEqual(expected));

test('every kind says how to change it all the same', () => {
  expect(IMMUTABLE_KINDS.length).toBeGreaterThan(20);
  for (const kind of IMMUTABLE_KINDS) expect(recreation(kind)).toMatch(/delete|create a new|Retain/);
  expect(recreation('StatefulSet')).toContain('--cascade=orphan');
});
