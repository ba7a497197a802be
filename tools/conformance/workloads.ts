/*
 * Asks a real kube-apiserver whether it accepts our workloads: StatefulSets, pods, autoscalers, budgets and load balancers of random properties, each of
 * which we must reject or the server must accept. Builds conformance/kubernetes with Go.
 *
 *   npx tsx tools/conformance/workloads.ts [SEED] [SETS] [--kubernetes MINOR]
 */
import { spawnSync } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Chart, Duration, Size, Yaml } from 'cdk8s';
import { buildKubernetes, KUBERNETES } from './build';
import {
  AccessMode, AntiAffinity, autoscaling, ClaimTemplate, Cluster, databases, LoadBalancerMethod, octavia, PodPort, pods,
  ReclaimPolicy, StatefulApplication, StatefulApplicationProps, StorageClass, ZoneSpread,
} from '../../src';
import { choices } from '../random';

const SEED = Number(process.argv[2] ?? 20261122);
const SETS = Number(process.argv[3] ?? 400);
const { below, one, maybe } = choices(SEED);

const several = <T>(make: () => T): T[] => Array.from({ length: below(4) }, make);

const name = () => one('web', 'a', 'a-1', '2048', 'A', 'a.b', 'a_b', '-a', 'a'.repeat(52), 'a'.repeat(53), '');
const labels = () => ({ [one('a', 'example.com/a', 'A_b', 'a b', '/a', 'a'.repeat(64))]: one('', 'b', 'B.c-1', ' ', 'a'.repeat(64)) });
const seconds = () => Duration.seconds(one(0, 1, 30, 3600, 3601));
const count = () => one('0', '1', '50%', '100%', '101%', '-1', 'x');
const port = (): PodPort => ({
  port: one(1, 80, 65535, 0, 65536),
  name: one('http', 'a', 'http-2', 'HTTP', 'a'.repeat(16), '80', undefined),
  protocol: one<any>('TCP', 'UDP', 'SCTP', 'tcp', undefined, undefined),
  servicePort: maybe(() => one(80, 0)),
  hostPort: maybe(() => one(8080, 70000)),
});
const path = () => one('/data', '/data/', '/', 'data', '/a/../b', '/a:b', '');
const claim = (): ClaimTemplate => ({
  name: one('data', 'log', 'A', 'a.b'),
  size: Size.mebibytes(one(1, 1024, 0)),
  ...below(3) ? { mountPath: path() } : { devicePath: path() },
  readOnly: maybe(() => true),
  subPath: maybe(() => one('a', '../a', '/a')),
  labels: maybe(labels),
  volumeLabels: maybe(labels),
  accessModes: maybe(() => one(
    [AccessMode.READ_WRITE_MANY], [AccessMode.READ_WRITE_ONCE_POD], [AccessMode.READ_WRITE_ONCE_POD, AccessMode.READ_WRITE_ONCE], [],
  )),
  storageClass: maybe(() => one(StorageClass.none(), StorageClass.fromStorageClassName('fast'))),
});
const probe = () => one(
  { httpGet: { path: '/', port: 80 } }, { tcpSocket: { port: 'http' } }, { exec: { command: ['true'] } }, {}, { httpGet: { port: 80 }, exec: { command: ['true'] } },
);

const pod = () => ({
  image: one('nginx:1.27', 'nginx', 'a b', ''),
  imagePullPolicy: maybe(() => one<any>('Always', 'Sometimes')),
  extraArgs: maybe(() => ['-v']),
  extraEnv: maybe(() => one([{ name: 'A', value: 'b' }], [{ name: 'a b' }], [{ name: 'A' }, { name: 'A' }])),
  extraVolumes: maybe(() => one([{ name: 'tmp', emptyDir: {} }], [{ name: 'data', emptyDir: {} }], [{ name: 'A', emptyDir: {} }])),
  extraVolumeMounts: maybe(() => [{ name: one('tmp', 'data'), mountPath: path() }]),
  extraContainers: maybe(() => [{ name: one('side', 'web'), image: 'a' }]),
  labels: maybe(labels),
  podLabels: maybe(labels),
  nodeSelector: maybe(labels),
  tolerations: maybe(() => [one<any>({ key: 'a', operator: 'Exists' }, { operator: 'Exists' }, {}, { key: 'a', operator: 'Exists', value: 'b' })]),
  readinessProbe: maybe(probe),
  livenessProbe: maybe(probe),
  terminationGracePeriodSeconds: maybe(() => one(0, 30)),
  ...below(2) ? { port: maybe(() => one(80, 0)) } : { ports: several(port) },
  command: maybe(() => ['sh']),
  containerName: maybe(name),
});

const set = (): StatefulApplicationProps => ({
  ...pod(),
  replicas: maybe(() => one(0, 3, -1)),
  claims: several(claim),
  serviceName: maybe(name),
  publishNotReadyAddresses: maybe(() => true),
  parallelPodManagement: maybe(() => one(true, false)),
  firstOrdinal: maybe(() => one(0, 5, -1)),
  partition: maybe(() => one(0, 2, -1)),
  maxUnavailable: maybe(count),
  updateStrategy: maybe(() => one({ type: 'OnDelete' }, { type: 'RollingUpdate' })),
  claimsWhenDeleted: maybe(() => one(ReclaimPolicy.DELETE, ReclaimPolicy.RETAIN)),
  claimsWhenScaled: maybe(() => one(ReclaimPolicy.DELETE, ReclaimPolicy.RETAIN)),
  minReady: maybe(seconds),
  revisionHistoryLimit: maybe(() => one(0, 3, -1)),
  disruptionBudget: maybe(() => ({ [one('minAvailable', 'maxUnavailable')]: count(), evictUnhealthyPods: maybe(() => one(true, false)) })),
  antiAffinity: maybe(() => one(AntiAffinity.PREFER_DIFFERENT_NODES, AntiAffinity.REQUIRE_DIFFERENT_NODES)),
  zoneSpread: maybe(() => one(ZoneSpread.PREFER_EVEN, ZoneSpread.REQUIRE_EVEN)),
  selector: maybe(() => one(labels(), {})),
});

const metric = () => one(
  () => autoscaling.ScalingMetric.cpuUtilization(one(50, 0, 200)), () => autoscaling.ScalingMetric.memoryAverage(Size.mebibytes(one(100, 0))), () => autoscaling.ScalingMetric.cpuAverage(one('100m', '0', 'x')),
  () => autoscaling.ScalingMetric.containerMemoryUtilization(one('web', 'A'), 80), () => autoscaling.ScalingMetric.pods(one('packets', 'a/b', '..', 'a%b', 'a.b'), one('1k', '1e3', '-1', '0'), maybe(labels)),
  () => autoscaling.ScalingMetric.object({ name: 'a', apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', object: 'main', value: '2k', selector: maybe(labels) }),
  () => autoscaling.ScalingMetric.external({ name: one('queue', 'a b'), averageValue: one('30', '1.5') }),
)();
const rules = () => ({
  stabilizationWindow: maybe(seconds),
  pods: maybe(() => one(1, 0)),
  percent: maybe(() => one(10, 0, 200)),
  period: maybe(seconds),
  disabled: maybe(() => true),
  tolerance: maybe(() => one(0, 0.05, 1e-10, -1)),
});

/** Objects of random properties; none where we reject them. */
function objects(): any[] {
  const chart = new Chart(new App(), 'conformance', { disableResourceNameHashes: true });
  Cluster.boundary(chart, { kubernetesVersion: KUBERNETES });
  const kind = below(10);
  if (kind < 5) {
    new StatefulApplication(chart, 'set', { ...set(), name: below(3) ? 'web' : name() });
  } else if (kind < 6) {
    new pods.PodApplication(chart, 'pod', { ...pod(), name: below(3) ? 'web' : name(), restartPolicy: maybe(() => one<any>('Never', 'Always')) });
  } else if (kind < 8) {
    new autoscaling.HorizontalPodAutoscaler(chart, 'scaler', {
      target: autoscaling.ScaleTarget.deployment('web'),
      minReplicas: maybe(() => one(1, 2, 0)),
      maxReplicas: one(10, 1, 0),
      metrics: maybe(() => several(metric)),
      scaleUp: maybe(rules),
      scaleDown: maybe(rules),
      version: maybe(() => autoscaling.AutoscalerVersion.V1),
      labels: maybe(labels),
    });
  } else if (kind < 9) {
    new octavia.LoadBalancerService(chart, 'lb', {
      name: below(3) ? 'web' : name(),
      selector: one(labels(), { app: 'web' }),
      ports: several(port),
      externalTrafficPolicy: maybe(() => octavia.ExternalTrafficPolicy.LOCAL),
      sourceRanges: maybe(() => [one('10.0.0.0/8', '10.0.0.1/8', 'fd00::/8', '10.0.0.0', '10.0.0.0/33')]),
      address: maybe(() => one('10.0.0.1', 'a')),
      ipFamilies: maybe(() => [one<any>('IPv4', 'ipv4')]),
      ipFamilyPolicy: maybe(() => one<any>('SingleStack', 'Any')),
      sessionAffinity: maybe(() => one<any>('ClientIP', 'Cookie')),
      nodeSelector: maybe(labels),
      healthMonitor: maybe(() => true),
      timeoutClientData: maybe(seconds),
      hostname: maybe(name),
      labels: maybe(labels),
      method: maybe(() => LoadBalancerMethod.SOURCE_IP),
    });
  } else {
    new databases.ReplicatedDatabase(chart, 'db', {
      name: maybe(name), secretName: one('s', 'A'), size: Size.gibibytes(1), readReplicas: maybe(() => below(11)), labels: maybe(labels), resources: maybe(() => ({ limits: { cpu: '1' } })),
    });
  }
  return chart.toJson();
}

const folder = mkdtempSync(join(tmpdir(), 'conformance-workloads-'));
const write = process.stderr.write;
try {
  let made = 0;
  let refused = 0;
  process.stderr.write = () => true; // advice about the random input
  while (made < SETS) {
    try {
      const all = objects();
      writeFileSync(join(folder, `${made++}.yaml`), Yaml.stringify(...all));
    } catch {
      refused++;
    }
  }
  process.stderr.write = write;
  process.stdout.write(`${made} sets of properties are accepted by us, ${refused} were refused\n`);
  const { status, error } = spawnSync(buildKubernetes(), ['dry-run', folder], { stdio: ['ignore', 'inherit', 'ignore'] });
  if (error) throw error;
  if (status !== 0) process.stdout.write(`seed ${SEED}\n`);
  process.exitCode = status === 0 ? 0 : 1;
} finally {
  process.stderr.write = write;
  rmSync(folder, { recursive: true, force: true });
}
