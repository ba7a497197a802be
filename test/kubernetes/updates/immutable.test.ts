import { IMMUTABLE_KINDS, recreation, refusals } from '../../../src/kubernetes/updates/immutable';

const object = (kind: string, more: object, apiVersion = 'v1') => ({ apiVersion, kind, metadata: { name: 'a' }, ...more });
const pathsOf = (before: any, after: any, minor?: string) => refusals(after, before, minor).map(({ path }) => path);
const spec = (kind: string, before: object, after: object, minor?: string) =>
  pathsOf(object(kind, { spec: before }), object(kind, { spec: after }), minor);

const HOST = { hostPath: { path: '/a' } };

const terms = (...keys: string[]) => ({
  affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: keys.map((key) => ({ key, operator: 'Exists' })) }] } } },
});

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
  ['a suspended Job: what its pods are', spec('Job', { suspend: true, template: {} }, { template: { spec: { restartPolicy: 'OnFailure' } } }), ['spec.template.spec']],
  ['a suspended Job: where its pods run, and their labels', spec('Job', { suspend: true, template: { metadata: { labels: { a: 'b' } } } },
    { template: { metadata: { labels: { a: 'c' } }, spec: { nodeSelector: { a: 'b' }, tolerations: [{ operator: 'Exists' }] } } }), []],
  ['a suspended Job: all labels of its pods', spec('Job', { suspend: true, template: { metadata: { labels: { a: 'b' } } } }, { template: {} }), ['spec.template.metadata.labels']],
  ['a suspended Job as the server stores it', spec('Job', { suspend: true, template: { metadata: { labels: { 'job-name': 'j' } } } }, { suspend: true, template: { spec: { nodeSelector: { a: 'b' } } } }), []],
  ...['1.35', '1.36'].map((minor): [string, string[], string[]] => {
    const template = (cpu: string) => ({ suspend: true, template: { spec: { containers: [{ name: 'a', resources: { requests: { cpu } } }] } } });
    return [`resources of a suspended Job in ${minor}`, spec('Job', template('1'), template('2'), minor), minor === '1.35' ? ['spec.template.spec'] : []];
  }),
  ['fewer completions of a Job', spec('Job', { completions: 4, parallelism: 2 }, { parallelism: 2 }), ['spec.completions']],
  ['completions that are the default', spec('Job', {}, { completions: 1 }), []],
  ['completions of an indexed Job with its parallelism', spec('Job', { completionMode: 'Indexed', completions: 4, parallelism: 4 }, { completionMode: 'Indexed', completions: 5, parallelism: 5 }), []],
  ['completions of an indexed Job alone', spec('Job', { completionMode: 'Indexed', completions: 4, parallelism: 4 }, { completionMode: 'Indexed', completions: 5, parallelism: 4 }), ['spec.completions']],
  ['a selector of a Job that becomes empty', spec('Job', { selector: { matchLabels: { a: 'b' } } }, { selector: {} }), ['spec.selector']],
  ['another port for health checks', spec('Service', { type: 'LoadBalancer', externalTrafficPolicy: 'Local', healthCheckNodePort: 30090 },
    { type: 'LoadBalancer', externalTrafficPolicy: 'Local', healthCheckNodePort: 30091 }), ['spec.healthCheckNodePort']],
  ['a Secret that a volume gets later', spec('PersistentVolume', { csi: { driver: 'd' } }, { csi: { driver: 'd', controllerExpandSecretRef: { name: 's' } } }), []],
  ['a Secret that a volume loses', spec('PersistentVolume', { csi: { driver: 'd', controllerExpandSecretRef: { name: 's' } } }, { csi: { driver: 'd' } }), ['spec.csi']],
  ['a source that is given twice, or once', spec('PersistentVolumeClaim', { dataSource: { kind: 'PersistentVolumeClaim', name: 'c' }, dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'c' } },
    { dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'c' } }), []],
  ['another scope of a quota', spec('ResourceQuota', { scopes: ['Terminating'] }, { scopes: ['NotTerminating'] }), ['spec.scopes']],
  ['another selector of scopes of a quota', spec('ResourceQuota', { scopeSelector: { matchExpressions: [{ scopeName: 'Terminating', operator: 'Exists' }] } }, {}), []],
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
  ['a Pod with another pull policy', spec('Pod', { containers: [{ name: 'a', image: 'b:1' }] }, { containers: [{ name: 'a', image: 'b', imagePullPolicy: 'Always' }] }), ['spec.containers']],
  ['a Pod that states the pull policy it got', spec('Pod', { containers: [{ name: 'a', image: 'b:1' }] }, { containers: [{ name: 'a', image: 'b', imagePullPolicy: 'IfNotPresent' }] }), []],
  ['a Pod that states its node no more', spec('Pod', { nodeName: 'n' }, {}), ['spec.nodeName']],
  ['a Pod as the server stores it', pathsOf({ ...object('Pod', { spec: { nodeName: 'n' } }), metadata: { name: 'a', uid: 'u' } }, object('Pod', { spec: {} })), []],
  ['a Pod without its resize policy', spec('Pod', { containers: [{ name: 'a', resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }] }] }, { containers: [{ name: 'a' }] }),
    ['spec.containers[a].resizePolicy']],
  ['a nearer deadline', spec('Pod', { activeDeadlineSeconds: 10 }, { activeDeadlineSeconds: 9 }), []],
  ...[{ activeDeadlineSeconds: 11 }, {}].map((after): [string, string[], string[]] => ['a later deadline', spec('Pod', { activeDeadlineSeconds: 10 }, after), ['spec.activeDeadlineSeconds']]),
  ['another grace period', spec('Pod', {}, { terminationGracePeriodSeconds: 31 }), ['spec.terminationGracePeriodSeconds']],
  ['a grace period that is the default', spec('Pod', {}, { terminationGracePeriodSeconds: 30 }), []],
  ['another toleration', spec('Pod', { tolerations: [{ key: 'a', operator: 'Exists', tolerationSeconds: 3 }] }, { tolerations: [{ key: 'b' }, { key: 'a', operator: 'Exists', tolerationSeconds: 4 }] }), []],
  ['a toleration less', spec('Pod', { tolerations: [{ key: 'a' }] }, {}), ['spec.tolerations']],
  ['a gate less', spec('Pod', { schedulingGates: [{ name: 'a' }, { name: 'b' }] }, { schedulingGates: [{ name: 'b' }] }), []],
  ['a gate more', spec('Pod', { schedulingGates: [{ name: 'a' }] }, { schedulingGates: [{ name: 'a' }, { name: 'b' }] }), ['spec.schedulingGates']],
  ['nodes of a Pod', spec('Pod', {}, { nodeSelector: { a: 'b' } }), ['spec.nodeSelector']],
  ['fewer nodes for a Pod with gates', spec('Pod', { schedulingGates: [{ name: 'a' }], ...terms('a') }, { nodeSelector: { a: 'b' }, ...terms('a', 'b') }), []],
  ['other nodes for a Pod with gates', spec('Pod', { schedulingGates: [{ name: 'a' }], nodeSelector: { a: 'b' }, ...terms('a') }, { nodeSelector: { a: 'c' }, ...terms('b') }),
    ['spec.affinity', 'spec.nodeSelector']],
  ['a probe that never fails, which is the default', spec('Pod', { containers: [{ name: 'a', startupProbe: { failureThreshold: 0 } }] }, { containers: [{ name: 'a', startupProbe: { failureThreshold: 3 } }] }), []],
  ['a switch that is off instead of unset', spec('Pod', { shareProcessNamespace: false }, {}), ['spec.shareProcessNamespace']],
  ['the first unit of a target, which is the default', spec('PersistentVolume', { iscsi: { iqn: 'a', lun: 0 } }, { iscsi: { iqn: 'a' } }), []],
  ['a kind without immutable fields', spec('PodDisruptionBudget', { minAvailable: 1 }, { minAvailable: 2 }), []],
  ['a kind with the name of a member', spec('constructor', { a: 1 }, { a: 2 }), []],
])('%s', (_, found, expected) => expect(found).toEqual(expected));

test('every kind says how to change it all the same', () => {
  expect(IMMUTABLE_KINDS.length).toBeGreaterThan(20);
  for (const kind of IMMUTABLE_KINDS) expect(recreation(kind)).toMatch(/delete|create a new|Retain/);
  expect(recreation('StatefulSet')).toContain('--cascade=orphan');
});
