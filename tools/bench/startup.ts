/*
 * Bench of the start-up: `npm run bench:startup`, after `npm run compile`. Runs whole processes by turns, so that all see the same machine, and prints the
 * medians of their CPU times and of their ratios in each turn. Exits with 1 if a bar
 * fails, or cannot be judged.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Bar, judge, median, usage } from './measure';

const TURNS = process.argv.includes('--quick') ? 3 : 11;
const ROOT = resolve(__dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'bench-startup-'));
const LIBRARY = JSON.stringify(ROOT);
const CDK8S = JSON.stringify(join(ROOT, 'node_modules/cdk8s'));

const ONE_CLUSTER = `
const { App } = require(${CDK8S});
const { Auth, OpenStackClusterChart, SecretText } = require(${LIBRARY});
const app = new App({ outdir: ${JSON.stringify(join(folder, 'out'))} });
const cluster = new OpenStackClusterChart(app, 'prod-1', {
  clusterName: 'prod-1',
  cloudConfig: {
    global: {
      authUrl: 'https://openstack.example.com:5000/v3',
      region: 'RegionOne',
      auth: Auth.applicationCredential({ id: '21dced0f', secret: SecretText.fromStore({ store: 'vault', key: 'openstack/prod', property: 'secret' }) }),
    },
    loadBalancer: { floatingNetworkId: 'bc8a590a-5d65-4525-98f3-f7ef29c727d5' },
  },
  cinder: { topology: true },
});
cluster.cinder.addStorageClass('ssd', { volumeType: 'ssd', isDefault: true });
app.synth();
`;

/** The same cluster for `render`. */
const IN_YAML = `apiVersion: cdk8s-openstack/v1
kind: Cluster
clusterName: prod-1
cloudConfig:
  global:
    authUrl: https://openstack.example.com:5000/v3
    region: RegionOne
    auth: {applicationCredential: {id: 21dced0f, secret: {fromStore: {store: vault, key: openstack/prod, property: secret}}}}
  loadBalancer: {floatingNetworkId: bc8a590a-5d65-4525-98f3-f7ef29c727d5}
cinder: {topology: true, storageClasses: {ssd: {volumeType: ssd, isDefault: true}}}
`;

const yaml = join(folder, 'cluster.yaml');
writeFileSync(yaml, IN_YAML);
const one = join(folder, 'one.js');
writeFileSync(one, ONE_CLUSTER);
const command = join(ROOT, 'lib/cli/main.js');

/** What is run, and how many times as long as another it may take. */
const ARMS: ReadonlyArray<{ readonly name: string; readonly args: string[]; readonly of?: string; readonly most?: number }> = [
  { name: 'node -e 0', args: ['-e', '0'] },
  { name: 'require of cdk8s', args: ['-e', `require(${CDK8S})`] },
  { name: 'require of the library', args: ['-e', `require(${LIBRARY})`], of: 'require of cdk8s', most: 1.5 },
  { name: 'library and one cluster', args: [one], of: 'node -e 0', most: 3.5 },
  { name: 'bundled command, one cluster', args: [command, 'render', '-f', yaml, '-o', join(folder, 'rendered')], of: 'node -e 0', most: 2.5 },
  { name: 'check of the reference', args: [command, 'check', '--fail-on', 'none', join(folder, 'out')], of: 'node -e 0', most: 3 },
];

const bars: Bar[] = [];
if (!existsSync(join(ROOT, 'lib/cli/program.js'))) {
  for (const { name, of, most } of ARMS) if (of) bars.push(judge(`${name}: CPU time / ${of}`, undefined, most!, '', 'the library is not compiled; npm run compile does it'));
} else {
  usage(process.execPath, [one]);
  const turns = Array.from({ length: TURNS }, () => new Map(ARMS.map(({ name, args }) => [name, usage(process.execPath, args).cpu])));
  for (const { name, of = 'node -e 0' } of ARMS) {
    const ratio = median(turns.map((turn) => turn.get(name)! / turn.get(of)!));
    process.stdout.write(`     ${name.padEnd(30)} ${median(turns.map((turn) => turn.get(name)!)).toFixed(3)} s  ${ratio.toFixed(2)} x\n`);
  }
  for (const { name, of, most } of ARMS) if (of) bars.push(judge(`${name}: CPU time / ${of}`, median(turns.map((turn) => turn.get(name)! / turn.get(of)!)), most!));
}
rmSync(folder, { recursive: true });
process.exitCode = bars.some(({ verdict }) => verdict !== 'holds') ? 1 : 0;
