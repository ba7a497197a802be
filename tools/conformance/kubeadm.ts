/*
 * Asks the real kubeadm whether it accepts our files: builds its validation with Go (conformance/kubeadm), and gives it files of random properties in
 * every format that this kubeadm reads. We must reject each set of properties, or kubeadm must accept the file.
 *
 *   npx tsx tools/conformance/kubeadm.ts [SEED] [FILES]
 */
import { spawnSync } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Chart, Duration } from 'cdk8s';
import { buildProgram } from './build';
import { kubeadm, OutputFile, SecretText } from '../../src';
import { choices } from '../random';

const SEED = Number(process.argv[2] ?? 20261122);
const FILES = Number(process.argv[3] ?? 600);
const { below, one, maybe } = choices(SEED);
const TOKEN = 'abcdef.0123456789abcdef';
const HASH = `sha256:${'0f'.repeat(32)}`;

const subnet = () => one(
  '10.224.0.0/16', '172.16.0.0/12', `192.168.0.0/${16 + below(15)}`, `192.0.0.0/${7 + below(20)}`, `fd00::/${40 + below(80)}`, `10.96.0.0/${11 + below(20)}`,
  '10.1.0.0/16,fd00:1::/56', 'fd00:2::/112,10.200.0.0/20', '10.99.0.0/16,fd00:9::/112', '300.0.0.0/8', '10.0.0.1/16', 'fd00::/130',
);
const endpoint = () => one(
  'a:6443', 'a.b.c', '1.2.3.4', '1.2.3.400:1', '[fd00::1]:6443', 'fd00::1', '[::1]', '[1.2.3.4]:1', '[fd::g]:1', 'a:0', 'a:65536', 'A.b:1', 'a_b:1', 'a..b', 'a.-b:1', 'a:', '',
);
const flags = () => ({ [one('node-cidr-mask-size-ipv4', 'node-cidr-mask-size-ipv6', 'allocate-node-cidrs', 'v', 'feature-gates', 'A B')]: one('20', '26', '80', 'false', '', 'a=b') });
const path = () => one('/etc/kubernetes/a', '/', 'etc', '/a/../b');

const component = () => ({
  extraArgs: maybe(flags),
  repeatedArgs: maybe(() => ({ [one('v', '-v')]: ['2'] })),
  extraVolumes: maybe(() => [{ name: one('a', 'A'), hostPath: path(), pathType: one<any>('File', 'Socket', 'Link', undefined) }]),
  extraEnv: maybe(() => [{ name: one('A', 'a b'), value: 'b' }]),
});
const node = () => ({
  name: maybe(() => one('a', 'a.b', 'A', 'a_b', '', 'a'.repeat(64))),
  criSocket: maybe(() => one('unix:///run/a.sock', '/run/a.sock', 'unix://a', 'tcp://a:1', '')),
  taints: maybe(() => one([], [{ key: one('a', 'a b'), value: one('b', undefined, ' '), effect: one<any>('NoSchedule', 'Never') }])),
  labels: maybe(() => ({ [one('a', 'b.example.com/c', 'node.kubernetes.io/pool', 'a b')]: one('', 'x', ' ') })),
  kubeletExtraArgs: maybe(flags),
  ignorePreflightErrors: maybe(() => [one('NumCPU', 'all', 'Mem')]),
  imagePullPolicy: maybe(() => one<any>('Always', 'Never', 'Sometimes')),
});
const localApiEndpoint = () => ({
  advertiseAddress: one('192.168.1.4', '0.0.0.0', 'fd00::1', '::', '127.0.0.1', 'a', undefined), bindPort: one(1, 6443, 65535, 0, 65536, undefined),
});

const init = (): kubeadm.KubeadmConfigProps => ({
  kubernetesVersion: one('v1.36.3', 'v1.35.0', '1.36.0'),
  api: one(undefined, kubeadm.KubeadmApi.V1BETA3, kubeadm.KubeadmApi.V1BETA4),
  clusterName: maybe(() => 'prod'),
  controlPlaneEndpoint: maybe(endpoint),
  podSubnet: maybe(subnet),
  serviceSubnet: maybe(subnet),
  dnsDomain: maybe(() => one('cluster.local', 'a', 'A.b', 'a_b', '-a')),
  apiServer: maybe(component),
  apiServerCertSans: maybe(() => [one('a', '*.a', 'a.*', '*', 'A', '1.1.1.1', 'fd00::1', '1.1.1.1/8', '')]),
  controllerManager: maybe(component),
  scheduler: maybe(component),
  etcdDataDir: maybe(path),
  etcdExtraArgs: maybe(flags),
  externalEtcd: maybe(() => ({
    endpoints: one([], ['https://10.0.0.1:2379'], ['http://a:1'], ['a:1'], ['https://a', 'https://b']), caFile: maybe(path), certFile: maybe(path), keyFile: maybe(path),
  })),
  node: maybe(node),
  localApiEndpoint: maybe(localApiEndpoint),
  bootstrapToken: maybe(() => SecretText.unsafe(one(TOKEN, 'abcdef.short'))),
  bootstrapTokenTtl: maybe(() => Duration.hours(one(0, 2))),
  controlPlaneTimeout: maybe(() => Duration.minutes(6)),
  skipPhases: maybe(() => ['addon/kube-proxy']),
  patchesDirectory: maybe(path),
});

const join_ = (): kubeadm.KubeadmJoinOptions => ({
  // kubeadm opens a kubeconfig given as a file, so only the other form is tried.
  discovery: below(4) ? kubeadm.JoinDiscovery.bootstrapToken({
    apiServerEndpoint: endpoint(),
    token: SecretText.unsafe(one(TOKEN, 'x')),
    ...one({ caCertHashes: [one(HASH, 'sha256:0f', HASH.toUpperCase())] }, { unsafeSkipCaVerification: true }),
  }) : kubeadm.JoinDiscovery.kubeconfig(one('https://example.com/discovery.conf', 'http://example.com/discovery.conf', 'https://example.com')),
  controlPlane: below(2) === 0,
  certificateKey: maybe(() => SecretText.unsafe(one('0f'.repeat(32), '0f'))),
  localApiEndpoint: maybe(localApiEndpoint),
  node: maybe(node),
  discoveryTimeout: maybe(() => Duration.minutes(3)),
  skipPhases: maybe(() => ['preflight']),
  patchesDirectory: maybe(path),
});

/** A file of random properties; undefined where we reject them. */
function file(): OutputFile | undefined {
  try {
    const chart = new Chart(new App(), 'conformance');
    if (below(3)) return new kubeadm.KubeadmConfig(chart, 'kubeadm', init()).initFile;
    return new kubeadm.KubeadmConfig(chart, 'kubeadm', { kubernetesVersion: 'v1.36.3', api: one(undefined, kubeadm.KubeadmApi.V1BETA3) }).addJoin('nodes', join_());
  } catch {
    return undefined;
  }
}

const program = buildProgram('kubeadm', 'kubeadm');
const folder = mkdtempSync(join(tmpdir(), 'conformance-kubeadm-'));
try {
  const paths: string[] = [];
  let refused = 0;
  while (paths.length < FILES) {
    const made = file();
    if (made) writeFileSync(paths[paths.push(join(folder, `${paths.length}.yaml`)) - 1], made.content);
    else refused++;
  }
  const { stdout, error } = spawnSync(program, paths, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (error) throw error;
  const answers = stdout.trimEnd().split('\n').map((line) => line.split('\t'));
  const wrong = answers.filter(([, problem]) => problem);
  for (const [made, problem] of wrong.slice(0, 20)) process.stdout.write(`${made}: ${problem}\n`);
  if (wrong.length) process.stdout.write(`seed ${SEED}\n`);
  process.stdout.write(`summary: kubeadm accepts ${answers.length - wrong.length} of ${FILES} files; ${refused} sets of properties were rejected\n`);
  process.exitCode = wrong.length || answers.length !== FILES ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
