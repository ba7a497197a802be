import { changed, refused } from './objects';
import { rejections } from '../../../src/kubernetes/acceptance';

const PROBE = { httpGet: { path: '/', port: 80 } };
/** A pod that the server accepts, with most of what a pod may have. */
const POD = {
  containers: [{
    name: 'main',
    image: 'app:1',
    ports: [{ name: 'web', containerPort: 80 }],
    env: [{ name: 'A', value: 'b' }, { name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }],
    envFrom: [{ configMapRef: { name: 'c' } }],
    resources: { requests: { cpu: '100m' }, limits: { cpu: '1' } },
    livenessProbe: PROBE,
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
  }],
  initContainers: [{ name: 'first', image: 'app:1' }, { name: 'stays', image: 'app:1', restartPolicy: 'Always', startupProbe: PROBE }],
  volumes: [
    { name: 'key', secret: { secretName: 's', defaultMode: 0o400, items: [{ key: 'a', path: 'b' }] } }, { name: 'conf', configMap: { name: 'c' } },
    { name: 'all', projected: { sources: [{ secret: { name: 's', items: [{ key: 'a', path: 's' }] } }, { downwardAPI: { items: [{ path: 'n', fieldRef: { fieldPath: 'metadata.name' } }] } }] } },
  ],
  securityContext: { fsGroup: 1, sysctls: [{ name: 'net.core.somaxconn', value: '1' }] },
  serviceAccountName: 'a',
  dnsPolicy: 'ClusterFirst',
  dnsConfig: { nameservers: ['10.0.0.10'], searches: ['a.example.org.'] },
};
const LABELS = { app: 'a' };
const C = 'containers.0';
const V = 'volumes.0.secret';

const pod = (path: string, value: unknown) => changed({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: POD }, `spec.${path}`, value);
const workload = (kind: string, path: string, value: unknown) => changed(
  { apiVersion: 'apps/v1', kind, metadata: { name: 'd' }, spec: { selector: { matchLabels: LABELS }, template: { metadata: { labels: LABELS }, spec: POD } } }, path, value);

// Each was refused by the API server of Kubernetes 1.36.3 with these fields.
test.each<[string, unknown, string[]]>([
  ['activeDeadlineSeconds', 60, []],
  ['activeDeadlineSeconds', 0, ['spec.activeDeadlineSeconds']],
  ['serviceAccountName', 'A_b', ['spec.serviceAccountName']],
  ['dnsPolicy', 'Cluster', ['spec.dnsPolicy']],
  ['dnsPolicy', 'None', []],
  ['dnsConfig.nameservers', ['10.0.0.300'], ['spec.dnsConfig.nameservers[0]']],
  ['dnsConfig.nameservers', ['::1', '1.1.1.1', '1.1.1.2', '1.1.1.3'], ['spec.dnsConfig.nameservers']],
  ['dnsConfig.searches', ['a b'], ['spec.dnsConfig.searches[0]']],
  ['dnsConfig', { nameservers: [null], searches: [null] }, ['spec.dnsConfig.nameservers[0]', 'spec.dnsConfig.searches[0]']],
  ['preemptionPolicy', '', ['spec.preemptionPolicy']],
  ['hostAliases', [{ ip: 'a', hostnames: ['b'] }], ['spec.hostAliases[0].ip']],
  ['os', { name: 'plan9' }, ['spec.os']],
  ['os', { name: 'windows' }, ['spec.securityContext.fsGroup', 'spec.containers[0].securityContext.capabilities', 'spec.containers[0].securityContext.allowPrivilegeEscalation', 'spec.securityContext.sysctls']],
  ['hostUsers', false, []],
  ['resources', { requests: { cpu: '50m' } }, ['spec.resources.requests[cpu]']],
  ['resources', { limits: { cpu: '500m' } }, ['spec.resources.containers[0][cpu].limits']],
  ['schedulingGates', [{ name: 'a' }, { name: 'a' }], ['spec.schedulingGates[1]']],
  ['ephemeralContainers', [{ name: 'e', image: 'i' }], ['spec.ephemeralContainers']],
  ['securityContext.runAsUser', -1, ['spec.securityContext.runAsUser']],
  ['securityContext.sysctls', [{ name: 'a' }, { name: 'a' }], ['spec.securityContext.sysctls[1].name']],
  ['securityContext.seccompProfile', { type: 'Localhost' }, ['spec.securityContext.seccompProfile.localhostProfile']],
  ['hostNetwork', true, ['spec.securityContext.sysctls[0].name']],
  [`${C}.image`, ' app', ['spec.containers[0].image']],
  [`${C}.imagePullPolicy`, 'Sometimes', ['spec.containers[0].imagePullPolicy']],
  [`${C}.terminationMessagePolicy`, 'Log', ['spec.containers[0].terminationMessagePolicy']],
  [`${C}.ports`, [{ name: 'Web', containerPort: 80 }], ['spec.containers[0].ports[0].name']],
  [`${C}.ports`, [{ name: 'a-very-long-port-name', containerPort: 80 }], ['spec.containers[0].ports[0].name']],
  [`${C}.ports`, [{ containerPort: 0 }], ['spec.containers[0].ports[0].containerPort']],
  [`${C}.ports`, [{ containerPort: 80, protocol: 'HTTP' }], ['spec.containers[0].ports[0].protocol']],
  [`${C}.ports`, [{ containerPort: 80, hostPort: 1 }, { containerPort: 81, hostPort: 1 }], ['spec.containers[0].ports[1].hostPort']],
  [`${C}.ports`, [{ containerPort: 80, name: 'a' }, { containerPort: 81, name: 'a' }], ['spec.containers[0].ports[1].name']],
  [`${C}.env.0.name`, 'a=b', ['spec.containers[0].env[0].name']],
  [`${C}.env.0.name`, '1-A', []],
  [`${C}.env.1.value`, 'x', ['spec.containers[0].env[1].valueFrom']],
  [`${C}.env.1.valueFrom`, {}, ['spec.containers[0].env[1].valueFrom']],
  [`${C}.env.1.valueFrom.fieldRef.fieldPath`, 'spec.foo', ['spec.containers[0].env[1].valueFrom.fieldRef.fieldPath']],
  [`${C}.env.1.valueFrom.fieldRef.fieldPath`, "metadata.labels['a/b']", []],
  [`${C}.env.1.valueFrom`, { resourceFieldRef: { resource: 'limits.gpu' } }, ['spec.containers[0].env[1].valueFrom.resourceFieldRef.resource']],
  [`${C}.env.1.valueFrom`, { resourceFieldRef: { resource: 'limits.cpu', divisor: '2' } }, ['spec.containers[0].env[1].valueFrom.resourceFieldRef.divisor']],
  [`${C}.env.1.valueFrom`, { secretKeyRef: { name: 's' } }, ['spec.containers[0].env[1].valueFrom.secretKeyRef.key']],
  [`${C}.env.1.valueFrom`, { configMapKeyRef: { name: 'C', key: 'k' } }, ['spec.containers[0].env[1].valueFrom.configMapKeyRef.name']],
  [`${C}.envFrom`, [{ prefix: 'A' }], ['spec.containers[0].envFrom']],
  [`${C}.resources.requests.cpu`, '2', ['spec.containers[0].resources.requests']],
  [`${C}.resources.requests.cpu`, '-1', ['spec.containers[0].resources.requests[cpu]']],
  [`${C}.resources.limits`, { gpu: 1 }, ['spec.containers[0].resources.limits[gpu]']],
  [`${C}.resources.limits`, { 'example.org/gpu': '500m' }, ['spec.containers[0].resources.limits[example.org/gpu]']],
  [`${C}.resources.requests`, { 'example.org/gpu': 1 }, ['spec.containers[0].resources.limits']],
  [`${C}.resources.limits`, { 'hugepages-2Mi': '3Mi', 'cpu': 1 }, ['spec.containers[0].resources.limits[hugepages-2Mi]']],
  [`${C}.resources.claims`, [{ name: 'x' }], ['spec.containers[0].resources.claims[0]']],
  [`${C}.livenessProbe`, {}, ['spec.containers[0].livenessProbe']],
  [`${C}.livenessProbe`, { ...PROBE, exec: { command: ['a'] } }, ['spec.containers[0].livenessProbe.httpGet']],
  [`${C}.livenessProbe`, { ...PROBE, successThreshold: 2 }, ['spec.containers[0].livenessProbe.successThreshold']],
  [`${C}.livenessProbe`, { ...PROBE, periodSeconds: -1 }, ['spec.containers[0].livenessProbe.periodSeconds']],
  [`${C}.readinessProbe`, { ...PROBE, terminationGracePeriodSeconds: 5 }, ['spec.containers[0].readinessProbe.terminationGracePeriodSeconds']],
  [`${C}.readinessProbe`, { tcpSocket: { port: 'Not-A-Name' } }, ['spec.containers[0].readinessProbe.tcpSocket.port']],
  [`${C}.readinessProbe`, { grpc: { port: 70000 } }, ['spec.containers[0].readinessProbe.grpc.port']],
  [`${C}.lifecycle`, { preStop: {} }, ['spec.containers[0].lifecycle.preStop']],
  [`${C}.lifecycle`, { preStop: { sleep: { seconds: 31 } } }, ['spec.containers[0].lifecycle.preStop.sleep']],
  [`${C}.lifecycle`, { postStart: { exec: {} } }, ['spec.containers[0].lifecycle.postStart.exec.command']],
  [`${C}.securityContext.privileged`, true, ['spec.containers[0].securityContext']],
  [`${C}.securityContext.capabilities.add`, ['CAP_SYS_ADMIN'], ['spec.containers[0].securityContext']],
  [`${C}.securityContext.procMount`, 'Unmasked', ['spec.containers[0].securityContext.procMount']],
  [`${C}.resizePolicy`, [{ resourceName: 'disk', restartPolicy: 'NotRequired' }], ['spec.containers[0].resizePolicy']],
  [`${C}.restartPolicy`, 'Sometimes', ['spec.containers[0].restartPolicy']],
  [`${C}.restartPolicyRules`, [{ action: 'Restart', exitCodes: { operator: 'In', values: [1] } }], ['spec.containers[0].restartPolicy']],
  ['initContainers.0.livenessProbe', PROBE, ['spec.initContainers[0].livenessProbe']],
  ['initContainers.0.name', 'main', ['spec.initContainers[0].name']],
  [`${V}.defaultMode`, 644, ['spec.volumes[0].secret.defaultMode']],
  [`${V}.items`, [{ key: '', path: '' }], ['spec.volumes[0].secret.items[0].key', 'spec.volumes[0].secret.items[0].path']],
  [`${V}.items`, [{ key: 'a', path: '../b' }], ['spec.volumes[0].secret.items[0].path']],
  ['volumes.1.configMap.name', '', ['spec.volumes[1].configMap.name']],
  ['volumes.2.projected.sources.1', { secret: { name: 's', items: [{ key: 'b', path: 's' }] } }, ['spec.volumes[2].projected']],
  ['volumes.2.projected.sources.1', { serviceAccountToken: { path: 't', expirationSeconds: 60 } }, ['spec.volumes[2].projected.sources[1].serviceAccountToken.expirationSeconds']],
  ['volumes.2.projected.defaultMode', 0o1777, ['spec.volumes[2].projected.defaultMode']],
  ['volumes.0', { name: 'd', downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'spec.nodeName' } }] } }, ['spec.volumes[0].downwardAPI.fieldRef.fieldPath']],
  ['volumes.0', { name: 'd', emptyDir: { sizeLimit: '-1' } }, ['spec.volumes[0].emptyDir.sizeLimit']],
  ['volumes.0', { name: 'd', cinder: { volumeID: 'v', secretRef: { name: 's' } } }, []],
])('pod with %s %j', (path, value, fields) => {
  expect(refused(pod(path, value))).toEqual(fields);
});

test.each<[string, string, unknown, string[]]>([
  ['Deployment', 'spec.replicas', 2, []],
  ['Deployment', 'spec.template.spec.ephemeralContainers', [{ name: 'e', image: 'i' }], ['spec.template.spec.ephemeralContainers']],
  ['Deployment', 'spec.template.spec.containers.0.image', ' app', []],
  ['Deployment', 'spec.strategy', { rollingUpdate: { maxSurge: 0, maxUnavailable: '0%' } }, ['spec.strategy.rollingUpdate.maxUnavailable']],
  ['Deployment', 'spec.strategy', { rollingUpdate: { maxUnavailable: '101%' } }, ['spec.strategy.rollingUpdate.maxUnavailable']],
  ['Deployment', 'spec.strategy', { type: 'Recreate', rollingUpdate: {} }, ['spec.strategy.rollingUpdate']],
  ['Deployment', 'spec.strategy', { type: 'OnDelete' }, ['spec.strategy']],
  ['Deployment', 'spec.minReadySeconds', 600, ['spec.progressDeadlineSeconds']],
  ['Deployment', 'spec.revisionHistoryLimit', -1, ['spec.revisionHistoryLimit']],
  ['DaemonSet', 'spec.updateStrategy', { rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } }, ['spec.updateStrategy.rollingUpdate.maxSurge']],
  ['DaemonSet', 'spec.updateStrategy', { rollingUpdate: { maxUnavailable: -1 } }, ['spec.updateStrategy.rollingUpdate.maxUnavailable']],
  ['DaemonSet', 'spec.updateStrategy', { rollingUpdate: { maxUnavailable: 'a' } }, ['spec.updateStrategy.rollingUpdate.maxUnavailable']],
  ['StatefulSet', 'spec.updateStrategy', { rollingUpdate: { partition: -1 } }, ['spec.updateStrategy.rollingUpdate.partition']],
  ['StatefulSet', 'spec.updateStrategy', { type: 'OnDelete', rollingUpdate: {} }, ['spec.updateStrategy.rollingUpdate']],
  ['StatefulSet', 'spec.template.spec.hostname', 'A', []],
  ['ReplicaSet', 'spec.template.spec.hostname', 'A', ['spec.template.spec.hostname']],
])('%s with %s %j', (kind, path, value, fields) => {
  expect(refused(workload(kind, path, value))).toEqual(fields);
});

const JOB = { completions: 4, parallelism: 2, completionMode: 'Indexed', template: { spec: { ...POD, restartPolicy: 'Never' } } };
const rules = (...given: object[]) => ({ rules: given });
test.each<[string, unknown, string[]]>([
  ['backoffLimitPerIndex', 1, []],
  ['completions', undefined, ['spec.completions']],
  ['completionMode', 'Random', ['spec.completionMode']],
  ['maxFailedIndexes', 1, ['spec.backoffLimitPerIndex']],
  ['backoffLimit', -1, ['spec.backoffLimit']],
  ['managedBy', 'me', ['spec.managedBy']],
  ['podReplacementPolicy', 'Never', ['spec.podReplacementPolicy']],
  ['successPolicy', rules({ succeededIndexes: '0-2', succeededCount: 4 }), ['spec.successPolicy.rules[0].succeededCount']],
  ['successPolicy', rules({ succeededIndexes: '3-1' }), ['spec.successPolicy.rules[0].succeededIndexes']],
  ['podFailurePolicy', rules({ action: 'FailJob', onExitCodes: { operator: 'In', values: [2, 1] } }), ['spec.podFailurePolicy.rules[0].onExitCodes.values']],
  ['podFailurePolicy', rules({ action: 'FailIndex', onPodConditions: [{ type: 'a' }] }), ['spec.podFailurePolicy.rules[0].action']],
  ['selector', { matchLabels: { a: 'b' } }, ['spec.selector']],
  ['manualSelector', true, ['spec.selector']],
])('job with %s %j', (path, value, fields) => {
  expect(refused(changed({ apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'j' }, spec: JOB }, `spec.${path}`, value))).toEqual(fields);
});

test.each<[string, unknown, string[]]>([
  ['schedule', '*/5 1-3,7 * jan mon', []],
  ['schedule', '@every 1h30m', []],
  ['schedule', '61 * * * *', ['spec.schedule']],
  ['schedule', '* * * *', ['spec.schedule']],
  ['schedule', '5-1 * * * *', ['spec.schedule']],
  ['schedule', '*/0 * * * *', ['spec.schedule']],
  ['schedule', 'TZ=UTC * * * * *', ['spec.schedule']],
  ['timeZone', 'Europe/Berlin', []],
  ['timeZone', 'Mars/Olympus', ['spec.timeZone']],
  ['timeZone', 'Local', ['spec.timeZone']],
  ['concurrencyPolicy', 'Never', ['spec.concurrencyPolicy']],
  ['jobTemplate.spec.manualSelector', true, ['spec.jobTemplate.spec.manualSelector']],
])('cron job with %s %j', (path, value, fields) => {
  const object = { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'j' }, spec: { schedule: '* * * * *', jobTemplate: { spec: JOB } } };
  expect(refused(changed(object, `spec.${path}`, value))).toEqual(fields);
});

test.each<[string, string, unknown, string[]]>([
  ['ConfigMap', 'data', { 'a.b': 'c' }, []],
  ['ConfigMap', 'data', { a: true, b: 5432 }, ['data[a]', 'data[b]']],
  ['ConfigMap', 'data', { 'a/b': 'c', '..': '' }, ['data[a/b]', 'data[..]']],
  ['ConfigMap', 'data', { a: 'x'.repeat(1_048_577) }, ['']],
  ['ConfigMap', 'binaryData', { a: 'not base64' }, ['binaryData[a]']],
  ['ConfigMap', 'date', {}, ['date']],
  ['Secret', 'stringData', { port: 5432 }, ['stringData[port]']],
  ['Secret', 'data', { a: 'plain' }, ['data[a]']],
  ['Secret', 'data', { a: 'Yg==' }, []],
  ['Secret', 'type', 'kubernetes.io/tls', ['data[tls.crt]', 'data[tls.key]']],
  ['Secret', 'type', 'kubernetes.io/basic-auth', ['data[username]', 'data[password]']],
])('%s with %s %j', (kind, path, value, fields) => {
  expect(refused(changed({ apiVersion: 'v1', kind, metadata: { name: 'c' } }, path, value))).toEqual(fields);
});

test('a registry login must be JSON', () => {
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, type: 'kubernetes.io/dockerconfigjson', stringData: { '.dockerconfigjson': 'user:password' } };
  expect(rejections(secret, '1.36')).toEqual([{ field: 'data[.dockerconfigjson]', message: 'Invalid value: "<secret contents redacted>": must be a JSON object' }]);
});

test('a number that no 64 bits hold', () => {
  const driver = { apiVersion: 'storage.k8s.io/v1', kind: 'CSIDriver', metadata: { name: 'd' }, spec: { nodeAllocatableUpdatePeriodSeconds: 1e19 } };
  expect(refused(driver)).toEqual(['spec.nodeAllocatableUpdatePeriodSeconds']);
});

test('restart policies of single containers came with 1.35', () => {
  expect(refused(pod('containers.0.restartPolicy', 'Never'))).toEqual([]);
  expect(refused(pod('containers.0.restartPolicy', 'Never'), '1.34')).toEqual(['spec.containers[0].restartPolicy']);
});
