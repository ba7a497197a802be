import { changed, refused } from './objects';
import { rejections } from '../../../src/kubernetes/acceptance';

/*
 * The last value that the API server accepts in a field, and the first that it rejects.
 */
const LABELS = { app: 'a' };
const TEMPLATE = { metadata: { labels: LABELS }, spec: { containers: [{ name: 'c', image: 'i' }] } };
const SELECTING = { selector: { matchLabels: LABELS }, template: TEMPLATE };
const JOB = { template: { spec: { ...TEMPLATE.spec, restartPolicy: 'Never' } } };
const INDEXED = { ...JOB, completionMode: 'Indexed', completions: 4 };
const CLAIM = {
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'c', namespace: 'n' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1' } } },
};
/** An object of each kind that the server accepts. */
const OBJECTS: { readonly [name: string]: object } = {
  pod: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: TEMPLATE.spec },
  volume: {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: 'v' },
    spec: { accessModes: ['ReadWriteOnce'], capacity: { storage: '1' } },
  },
  claim: { apiVersion: 'v1', ...CLAIM },
  node: { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' }, spec: {} },
  csiNode: { apiVersion: 'storage.k8s.io/v1', kind: 'CSINode', metadata: { name: 'n' }, spec: { drivers: [{ name: 'd', nodeID: 'n' }] } },
  csiDriver: { apiVersion: 'storage.k8s.io/v1', kind: 'CSIDriver', metadata: { name: 'd' }, spec: {} },
  configMap: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' } },
  secret: { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' } },
  deployment: { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'd' }, spec: SELECTING },
  daemonSet: { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'd' }, spec: SELECTING },
  statefulSet: { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 's' }, spec: SELECTING },
  job: { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'j' }, spec: JOB },
  indexed: { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'j' }, spec: INDEXED },
  cronJob: { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'j' }, spec: { schedule: '* * * * *', jobTemplate: { spec: JOB } } },
  snapshot: { apiVersion: 'snapshot.storage.k8s.io/v1', kind: 'VolumeSnapshot', metadata: { name: 's' }, spec: {} },
};
const C = 'spec.containers[0]';
const a = (length: number) => 'a'.repeat(length);
const azure = (of: object) => ({ diskName: 'd', ...of });
const bytes = (length: number) => Buffer.alloc(length).toString('base64');
const owner = (name: string) => ({ apiVersion: 'v1', kind: 'Pod', name, uid: name, controller: true });
const container = (of: object, name = 'c') => ({ name, image: 'i', ...of });
const port = (of: object) => container({ ports: [of] });
const sleep = (seconds: number) => container({ lifecycle: { preStop: { sleep: { seconds } } } });
const file = (of: object) => [{ name: 'v', downwardAPI: { items: [{ path: 'p', fieldRef: { fieldPath: 'metadata.name' }, ...of }] } }];
const env = (valueFrom: object) => ({
  containers: [container({ env: [{ name: 'A', valueFrom }] })],
  volumes: [{ name: 'e', emptyDir: {} }, { name: 's', secret: { secretName: 's' } }],
});
const fileKey = (volumeName: string) => env({ fileKeyRef: { volumeName, path: 'p', key: 'k' } });
const fieldRef = (fieldPath: string, apiVersion?: string) => env({ fieldRef: { fieldPath, apiVersion } });
const resources = (requests: object, limits?: object) => [container({ resources: { requests, limits } })];
const shared = (limits: object, own: object) => ({ resources: { limits }, containers: [container({ resources: { limits: own } })] });
const claims = (...used: object[]) => ({
  resourceClaims: [{ name: 'a', resourceClaimName: 'r' }],
  containers: [container({ resources: { claims: used } })],
});
const profile = (type: string, localhostProfile?: string) => ({ type, localhostProfile });
const windows = (hostProcess: boolean | undefined, own: boolean | undefined, hostNetwork = true, more: object[] = []) => ({
  hostNetwork,
  securityContext: { windowsOptions: { hostProcess } },
  containers: [container({ securityContext: { windowsOptions: { hostProcess: own } } }), ...more],
});
const preferred = (weight: number) => ({ nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight, preference: {} }] } });
const fieldTerm = (key: string, values: string[]) => ({ required: { nodeSelectorTerms: [{ matchFields: [{ key, operator: 'In', values }] }] } });
const spread = (of: object) => [{ maxSkew: 1, topologyKey: 'k', whenUnsatisfiable: 'DoNotSchedule', ...of }];
const recursive = (of: object) => ({
  containers: [container({ volumeMounts: [{ name: 'v', mountPath: '/v', recursiveReadOnly: 'Enabled', ...of }] })],
  volumes: [{ name: 'v', emptyDir: {} }],
});
const restarts = (rules: number) => [container({
  restartPolicy: 'Never',
  restartPolicyRules: Array(rules)
    .fill({ action: 'Restart', exitCodes: { operator: 'In', values: [1] } }),
})];
const resize = (restartPolicy: string) => container({ resizePolicy: [{ resourceName: 'cpu', restartPolicy }] });
const exitCodes = (operator: string, values: number[]) => ({ rules: [{ action: 'FailJob', onExitCodes: { operator, values } }] });
const many = (completions: number, more = {}) => ({ ...INDEXED, completions, backoffLimitPerIndex: 1, ...more });
const searches = (...lengths: number[]) => ({ searches: lengths.map(a) });
const login = (json: string) => ({ '.dockerconfigjson': Buffer.from(json).toString('base64') });

test.each<[string, string, unknown, unknown, string]>([
  // metadata
  ['pod', 'metadata.annotations', { a: a(256 * 1024 - 1) }, { a: a(256 * 1024) }, 'metadata.annotations'],
  ['pod', 'metadata.ownerReferences', [owner('a'), { ...owner('b'), controller: false }], [owner('a'), owner('b')], 'metadata.ownerReferences'],
  ...([['-2147483648', '-2147483649'], ['2147483647', '2147483648']]).map(([least, less]): [string, string, string, string, string] => [
    'pod', 'metadata.annotations.controller|kubernetes|io/pod-deletion-cost', least, less,
    'metadata.annotations[controller.kubernetes.io/pod-deletion-cost]',
  ]),

  // volumes
  ['volume', 'spec', { quobyte: { registry: 'r:1', volume: 'v', tenant: a(64) } }, { quobyte: { registry: 'r:1', volume: 'v', tenant: a(65) } },
    'spec.quobyte.tenant'],
  ['volume', 'spec', { azureDisk: azure({ diskURI: 'https://a' }) }, { azureDisk: azure({ diskURI: '/subscriptions/a' }) }, 'spec.azureDisk.diskURI'],
  ['volume', 'spec', { azureDisk: azure({ diskURI: 'https://a', kind: 'Shared' }) },
    { azureDisk: azure({ diskURI: '/subscriptions/a', kind: 'Shared' }) }, 'spec.azureDisk.diskURI'],
  ['volume', 'spec', { azureDisk: azure({ diskURI: '/subscriptions/a', kind: 'Managed' }) },
    { azureDisk: azure({ diskURI: 'https://a', kind: 'Managed' }) }, 'spec.azureDisk.diskURI'],
  ['volume', 'spec', { csi: { driver: 'd', volumeHandle: 'h' }, volumeAttributesClassName: 'a' },
    { csi: { driver: 'd', volumeHandle: 'h' }, volumeAttributesClassName: 'A' }, 'spec.volumeAttributesClassName'],
  ['volume', 'spec', { nfs: { server: 's', path: '/' }, nodeAffinity: fieldTerm('metadata.name', ['a']) },
    { nfs: { server: 's', path: '/' }, nodeAffinity: fieldTerm('metadata.name', ['A']) },
    'spec.nodeAffinity.required.nodeSelectorTerms[0].matchFields[0].values[0]'],
  ['volume', 'spec', { hostPath: { path: '/' } }, { hostPath: { path: '/' }, nodeAffinity: fieldTerm('metadata.uid', ['A']) },
    'spec.nodeAffinity.required.nodeSelectorTerms[0].matchFields[0].key'],
  ['snapshot', 'spec.source', { persistentVolumeClaimName: 'c', volumeSnapshotContentName: null },
    { persistentVolumeClaimName: null, volumeSnapshotContentName: null }, 'spec.source'],

  // configuration
  ['configMap', 'data', { [a(253)]: '' }, { [a(254)]: '' }, `data[${a(254)}]`],
  ['configMap', 'data', { a: a(1024 * 1024) }, { a: a(1024 * 1024 + 1) }, ''],
  ['configMap', 'binaryData', { a: bytes(1024 * 1024) }, { a: bytes(1024 * 1024 + 1) }, ''],
  ['configMap', 'binaryData', { a: [0, 255] }, { a: [256] }, 'binaryData[a]'],
  ['configMap', 'binaryData', { a: [] }, { a: [-1] }, 'binaryData[a]'],
  ['secret', 'data', { a: bytes(1024 * 1024) }, { a: bytes(1024 * 1024 + 1) }, 'data'],
  ['secret', '', { type: 'kubernetes.io/ssh-auth', data: { 'ssh-privatekey': 'Yg==' } },
    { type: 'kubernetes.io/ssh-auth', data: { 'ssh-privatekey': '' } }, 'data[ssh-privatekey]'],
  ['secret', '', { type: 'kubernetes.io/tls', data: { 'tls.crt': '', 'tls.key': '' } }, { type: 'kubernetes.io/tls', data: { 'tls.crt': '' } },
    'data[tls.key]'],
  ...['[]', '"a"', '5', 'user'].map((json): [string, string, object, object, string] => [
    'secret', '', { type: 'kubernetes.io/dockerconfigjson', data: login(json === '5' ? 'null' : '{}') },
    { type: 'kubernetes.io/dockerconfigjson', data: login(json) }, 'data[.dockerconfigjson]',
  ]),

  // nodes
  ['node', 'spec', { podCIDR: '10.0.0.0/24', podCIDRs: ['10.0.0.0/24', 'fd00::/64'] },
    { podCIDR: '10.0.0.0/24', podCIDRs: ['10.0.0.0/24', '10.0.1.0/24'] }, 'spec.podCIDRs'],
  ['node', 'spec', { podCIDR: '10.0.0.0/24', podCIDRs: ['replaced'] }, { podCIDR: '10.0.0.0/24', podCIDRs: ['10.0.0.0/24', 'fd00::'] },
    'spec.podCIDRs[1]'],
  ['node', 'spec', { podCIDRs: ['fd00::/64'] }, { podCIDRs: ['10.0.0.0/24', 'fd00::/64', 'fd01::/64'] }, 'spec.podCIDRs'],
  ['csiNode', 'spec.drivers.0.nodeID', a(256), a(257), 'spec.drivers[0].nodeID'],
  ['csiNode', 'spec.drivers.0.allocatable', { count: 0 }, { count: -1 }, 'spec.drivers[0].allocatable.count'],
  ['csiNode', 'spec.drivers.0.topologyKeys', ['a', 'b'], ['a', 'b', 'a'], 'spec.drivers[0]'],
  ['csiDriver', 'spec.nodeAllocatableUpdatePeriodSeconds', 2 ** 62, 2 ** 63, 'spec.nodeAllocatableUpdatePeriodSeconds'],

  // names and numbers of pods
  ['pod', 'spec.dnsConfig', searches(1, 253), searches(1, 254), 'spec.dnsConfig.searches[1]'],
  ['pod', 'spec.dnsConfig', searches(...Array(32).fill(1)), searches(...Array(33).fill(1)), 'spec.dnsConfig.searches'],
  ['pod', 'spec.dnsConfig', searches(...Array(8).fill(227), 224), searches(...Array(8).fill(227), 225), 'spec.dnsConfig.searches'],
  ['pod', 'spec', { hostnameOverride: a(64) }, { hostnameOverride: a(65) }, 'spec.hostnameOverride'],
  ['pod', 'spec', { hostnameOverride: 'a', setHostnameAsFQDN: false }, { hostnameOverride: 'a', setHostnameAsFQDN: true }, 'spec.hostnameOverride'],
  ['pod', 'spec', { hostnameOverride: 'a', hostNetwork: false }, { hostnameOverride: 'a', hostNetwork: true }, 'spec.hostnameOverride'],
  ['pod', 'spec.resourceClaims', [{ name: 'a', resourceClaimName: 'r' }], [{ name: 'a' }], 'spec.resourceClaims[0]'],
  ['pod', 'spec.resourceClaims', [{ name: 'a', resourceClaimTemplateName: 'r' }],
    [{ name: 'a', resourceClaimName: 'r', resourceClaimTemplateName: 'r' }], 'spec.resourceClaims[0]'],
  ['pod', 'spec.resourceClaims', [{ name: 'a', resourceClaimName: 'r' }, { name: 'b', resourceClaimName: 'r' }],
    [{ name: 'a', resourceClaimName: 'r' }, { name: 'a', resourceClaimName: 'r' }],
    'spec.resourceClaims[1].name'],
  ['pod', 'spec.activeDeadlineSeconds', 2147483647, 2147483648, 'spec.activeDeadlineSeconds'],
  ['pod', 'spec', windows(undefined, undefined), { securityContext: { windowsOptions: { runAsUserName: a(105) } } },
    'spec.securityContext.windowsOptions.runAsUserName'],

  // containers
  ['pod', 'spec.containers', [port({ containerPort: 65535, name: a(15) })], [port({ containerPort: 1, name: a(16) })], `${C}.ports[0].name`],
  ['pod', 'spec', { restartPolicy: 'Always', containers: [resize('RestartContainer')] },
    { restartPolicy: 'Never', containers: [resize('RestartContainer')] }, `${C}.resizePolicy`],
  ['pod', 'spec', { restartPolicy: 'Never', containers: [resize('NotRequired')] }, { initContainers: [{ ...resize('RestartContainer'), name: 'i' }] },
    'spec.initContainers[0].resizePolicy[0].restartPolicy'],
  ['pod', 'spec', { initContainers: [{ ...resize('NotRequired'), name: 'i' }] }, { containers: [resize('Sometimes')] }, `${C}.resizePolicy`],
  ['pod', 'spec.containers', [sleep(0)], [sleep(-1)], `${C}.lifecycle.preStop.sleep`],
  ['pod', 'spec', { containers: [sleep(30)] }, { terminationGracePeriodSeconds: 29, containers: [sleep(30)] }, `${C}.lifecycle.preStop.sleep`],
  ['pod', 'spec', fileKey('e'), fileKey('s'), `${C}.env[0].valueFrom.fileKeyRef.volumeName`],
  ['pod', 'spec', fieldRef('metadata.name', 'v1'), fieldRef('metadata.name', 'v2'), `${C}.env[0].valueFrom.fieldRef.fieldPath`],
  ['pod', 'spec', fieldRef("metadata.annotations['Example.org/a']"), fieldRef("metadata.labels['Example.org/a']"), `${C}.env[0].valueFrom.fieldRef`],
  ['pod', 'spec.volumes', file({ mode: 0 }), file({ mode: -1 }), 'spec.volumes[0].downwardAPI.mode'],
  ['pod', 'spec.volumes', file({ mode: 0o777 }), file({ mode: 0o1000 }), 'spec.volumes[0].downwardAPI.mode'],
  ['pod', 'spec.containers', restarts(20), restarts(21), `${C}.restartPolicyRules`],
  ['pod', 'spec', recursive({ readOnly: true }), recursive({ readOnly: false }), `${C}.volumeMounts.recursiveReadOnly`],
  ['pod', 'spec', { containers: [port({ containerPort: 80 }), { ...port({ containerPort: 80 }), name: 'd' }] },
    { hostNetwork: true, containers: [port({ containerPort: 80 }), { ...port({ containerPort: 80 }), name: 'd' }] },
    'spec.containers[1].ports[0].hostPort'],
  ['pod', 'spec', { hostNetwork: true, containers: [port({ containerPort: 80, hostPort: 80 })] },
    { hostNetwork: true, containers: [port({ containerPort: 80, hostPort: 81 })] }, `${C}.ports[0].hostPort`],
  ['pod', 'spec', { hostNetwork: true, initContainers: [{ ...port({ containerPort: 80, hostPort: 81 }), name: 'i' }] },
    { hostNetwork: true, initContainers: [container({ ports: [{ containerPort: 80 }, { containerPort: 80 }] }, 'i')] },
    'spec.initContainers[0].ports[1].hostPort'],

  // resources
  ['pod', 'spec.containers', resources({ cpu: '0' }), resources({ cpu: '-1m' }), `${C}.resources.requests[cpu]`],
  ['pod', 'spec.containers', resources({ cpu: '1' }, { cpu: '1' }), resources({ cpu: '1001m' }, { cpu: '1' }), `${C}.resources.requests`],
  ['pod', 'spec.containers', resources({ 'cpu': '1', 'hugepages-2Mi': '4Mi' }, { 'hugepages-2Mi': '4Mi' }),
    resources({ 'cpu': '1', 'hugepages-2Mi': '2Mi' }, { 'hugepages-2Mi': '4Mi' }), `${C}.resources.requests`],
  ['pod', 'spec.containers', resources({ 'cpu': '1', 'hugepages-2Mi': '0' }, { 'hugepages-2Mi': '0' }),
    resources({ 'cpu': '1', 'hugepages-0': '0' }, { 'hugepages-0': '0' }), `${C}.resources.limits[hugepages-0]`],
  ['pod', 'spec.containers', resources({ 'a.org/x': '2000m' }, { 'a.org/x': '2' }), resources({ 'a.org/x': '2' }, { 'a.org/x': '1999999999n' }),
    `${C}.resources.requests`],
  ['pod', 'spec', claims({ name: 'a', request: 'x' }, { name: 'a', request: 'y' }), claims({ name: 'a', request: 'x' }, { name: 'a' }),
    `${C}.resources.claims[1]`],
  ['pod', 'spec.resources', { limits: { cpu: '1' }, claims: null }, { limits: { cpu: '1' }, claims: [] }, 'spec.resources.claims'],
  ['pod', 'spec', shared({ cpu: '1' }, { cpu: '1' }), shared({ cpu: '1' }, { cpu: '1001m' }), 'spec.resources.containers[0][cpu].limits'],
  ['pod', 'spec', shared({ 'cpu': '1', 'hugepages-2Mi': '4Mi' }, { 'cpu': '1', 'hugepages-2Mi': '4Mi' }),
    shared({ 'cpu': '1', 'hugepages-2Mi': '2Mi' }, { 'cpu': '1', 'hugepages-2Mi': '4Mi' }), 'spec.resources.limits[hugepages-2Mi]'],
  ['pod', 'spec', shared({ cpu: '1' }, { 'cpu': '1', 'hugepages-2Mi': '4Mi' }), shared({ cpu: '1' }, { cpu: '2' }),
    'spec.resources.containers[0][cpu].limits'],

  // scheduling
  ['pod', 'spec.affinity', preferred(1), preferred(0), 'spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight'],
  ['pod', 'spec.affinity', preferred(100), preferred(101), 'spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight'],
  ['pod', 'spec.topologySpreadConstraints', spread({ minDomains: 1 }), spread({ minDomains: 0 }), 'spec.topologySpreadConstraints[0].minDomains'],
  ['pod', 'spec.topologySpreadConstraints', spread({ whenUnsatisfiable: 'ScheduleAnyway' }),
    spread({ whenUnsatisfiable: 'ScheduleAnyway', minDomains: 1 }), 'spec.topologySpreadConstraints[0].minDomains'],

  // security
  ['pod', 'spec', { shareProcessNamespace: true, hostPID: false }, { shareProcessNamespace: true, hostPID: true },
    'spec.securityContext.shareProcessNamespace'],
  ['pod', 'spec', { shareProcessNamespace: false, hostPID: true }, { shareProcessNamespace: true, hostPID: true },
    'spec.securityContext.shareProcessNamespace'],
  ['pod', 'spec.securityContext.seccompProfile', profile('RuntimeDefault'), profile('RuntimeDefault', 'a'),
    'spec.securityContext.seccompProfile.localhostProfile'],
  ['pod', 'spec.securityContext.seccompProfile', profile('Localhost', ' '), profile('Localhost', '/a'),
    'spec.securityContext.seccompProfile.localhostProfile'],
  ['pod', 'spec.securityContext.appArmorProfile', profile('Localhost', '/a'), profile('Localhost', ' '),
    'spec.securityContext.appArmorProfile.localhostProfile'],
  ['pod', 'spec.securityContext.appArmorProfile', profile('Localhost', a(4095)), profile('Localhost', a(4096)),
    'spec.securityContext.appArmorProfile.localhostProfile'],
  ['pod', 'spec.securityContext.appArmorProfile', profile('Localhost', 'a b'), profile('Localhost', 'a '),
    'spec.securityContext.appArmorProfile.localhostProfile'],
  ['pod', 'spec', windows(true, undefined), windows(true, false), `${C}.securityContext.windowsOptions.hostProcess`],
  ['pod', 'spec', windows(undefined, true), windows(false, true), `${C}.securityContext.windowsOptions.hostProcess`],
  ['pod', 'spec', windows(true, true), windows(true, true, false), 'spec.hostNetwork'],
  ['pod', 'spec', windows(undefined, false, true, [container({}, 'd')]), windows(undefined, true, true, [container({}, 'd')]), 'spec'],
  ['pod', 'spec', { ...windows(true, true), os: { name: 'windows' } }, { ...windows(true, true), os: { name: 'linux' } },
    'spec.securityContext.windowsOptions'],
  ['pod', 'spec', { os: { name: 'windows' }, hostPID: false }, { os: { name: 'windows' }, hostPID: true }, 'spec.hostPID'],

  // workloads
  ['statefulSet', 'spec.updateStrategy', { rollingUpdate: { partition: 0 } }, { rollingUpdate: { partition: -1 } },
    'spec.updateStrategy.rollingUpdate.partition'],
  ['deployment', 'spec.strategy', { rollingUpdate: { maxUnavailable: '100%', maxSurge: '200%' } }, { rollingUpdate: { maxUnavailable: '101%' } },
    'spec.strategy.rollingUpdate.maxUnavailable'],
  ['daemonSet', 'spec.updateStrategy', { rollingUpdate: { maxUnavailable: 0, maxSurge: '100%' } },
    { rollingUpdate: { maxUnavailable: 0, maxSurge: '101%' } }, 'spec.updateStrategy.rollingUpdate.maxSurge'],
  ['cronJob', 'metadata.name', a(52), a(53), 'metadata.name'],
  ['cronJob', 'spec.schedule', '0-59 0-23 1-31 1-12 0-6', '0-60 * * * *', 'spec.schedule'],
  ['cronJob', 'spec.schedule', '5-5 1/10 * * *', '5 * 0 * *', 'spec.schedule'],
  ['indexed', '', { metadata: { name: a(61) }, spec: { ...INDEXED, completions: 10 } },
    { metadata: { name: a(61) }, spec: { ...INDEXED, completions: 11 } }, 'metadata.name'],
  ['indexed', '', { metadata: { name: a(61) }, spec: { ...INDEXED, completions: 0 } },
    { metadata: { name: a(62) }, spec: { ...INDEXED, completions: 11 } }, 'metadata.name'],
  ['indexed', 'spec.parallelism', 100_000, 100_001, 'spec.parallelism'],
  ['indexed', 'spec', many(100_000), many(100_001), 'spec.maxFailedIndexes'],
  ['indexed', 'spec', many(100_001, { maxFailedIndexes: 10_000, parallelism: 10_000 }),
    many(100_001, { maxFailedIndexes: 10_000, parallelism: 10_001 }), 'spec.parallelism'],
  ['indexed', 'spec.successPolicy', { rules: [{ succeededCount: 4 }] }, { rules: [{ succeededCount: 5 }] },
    'spec.successPolicy.rules[0].succeededCount'],
  ['indexed', 'spec.successPolicy', { rules: [{ succeededIndexes: '0-2', succeededCount: 3 }] },
    { rules: [{ succeededIndexes: '0-2', succeededCount: 4 }] }, 'spec.successPolicy.rules[0].succeededCount'],
  ['indexed', 'spec.successPolicy', { rules: [{ succeededIndexes: '0' }] }, { rules: [{}] }, 'spec.successPolicy.rules[0]'],
  ['job', 'spec.podFailurePolicy', exitCodes('NotIn', [0]), exitCodes('In', [0]), 'spec.podFailurePolicy.rules[0].onExitCodes.values[0]'],
  ['job', 'spec.podFailurePolicy', exitCodes('In', [1, 2]), exitCodes('In', [1, 1]), 'spec.podFailurePolicy.rules[0].onExitCodes.values[1]'],
  ['job', 'spec.template.metadata', { labels: { 'job-name': 'j' } }, { labels: { 'job-name': 'k' } }, 'spec.template.metadata.labels'],
  ['job', 'spec.managedBy', `example.org/${a(51)}`, `example.org/${a(52)}`, 'spec.managedBy'],
  ['job', 'spec.managedBy', 'example.org//a', 'example.org/', 'spec.managedBy'],
])('%s: %s, %#', (kind, path, accepted, rejected, field) => {
  const object: any = OBJECTS[kind];
  const given = (value: any) => {
    if (path === 'spec') return { ...object, spec: { ...object.spec, ...value } };
    return path ? changed(object, path, value) : { ...object, ...value };
  };
  expect(refused(given(accepted))).toEqual([]);
  expect(refused(given(rejected))).toContain(field);
});

test.each<[string, boolean]>([
  ['u', true], [a(104), true], [a(105), false], ['DOMAIN\\u', true], ['DOMAIN\\', false], ['A\\B\\u', false], [`${'d.'.repeat(127)}d\\u`, true],
  [`${'d.'.repeat(127)}dd\\u`, false],
  [`${a(15)}\\u`, true], [`${a(14)}_\\u`, true], [`${a(15)}_\\u`, false], ['..', false],
])('%j as user of a Windows container: %s', (runAsUserName, isAccepted) => {
  expect(refused(changed(OBJECTS.pod, 'spec.securityContext.windowsOptions.runAsUserName', runAsUserName))).toHaveLength(isAccepted ? 0 : 1);
});

test.each<[string, object, string[]]>([
  ['a capacity of nothing, once', changed(OBJECTS.volume, 'spec',
    { accessModes: ['ReadWriteOnce'], capacity: { storage: '0' }, nfs: { server: 's', path: '/' } }), ['must be greater than zero']],
  ['a negative capacity, twice', changed(OBJECTS.volume, 'spec',
    { accessModes: ['ReadWriteOnce'], capacity: { storage: '-1' }, nfs: { server: 's', path: '/' } }),
  ['must be a valid resource quantity', 'must be greater than zero']],
  ['two equal exit codes, which are in order', changed(OBJECTS.job, 'spec.podFailurePolicy', exitCodes('In', [1, 1])), ['Duplicate value: 1']],
  ['a negative device, which is a whole one', changed(OBJECTS.pod, 'spec.containers', resources({ 'a.org/x': '-1' }, { 'a.org/x': '-1' })), Array(2)
    .fill('must be greater than or equal to 0')],
  ['a field of another API', changed(OBJECTS.pod, 'spec.containers', fieldRef('metadata.name', 'v2').containers), ['"v2 metadata.name"']],
  ['a number without an upper bound', changed(OBJECTS.deployment, 'spec.replicas', -(2 ** 31)), ['must be greater than or equal to 0']],
  ['a number with bounds', changed(OBJECTS.pod, 'spec.activeDeadlineSeconds', 0), ['must be between 1 and 2147483647, inclusive']],
])('the server says about %s', (_, object, messages) => {
  expect(rejections(object as any, '1.36').map(({ message }) => message)).toEqual(messages.map((message) => expect.stringContaining(message)));
});
