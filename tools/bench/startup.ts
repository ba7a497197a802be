/*
 * Bench of the start-up: `npm run bench:startup`, after `npm run compile`. Runs whole processes by turns, so that all see the same machine, and prints the
 * medians of their CPU times and of their ratios in each turn. Exits with 1 if a bar fails.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { finish } from './measure';

const TURNS = 11;
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

const one = join(folder, 'one.js');
writeFileSync(one, ONE_CLUSTER);
const command = join(ROOT, 'lib/cli/main.js');

/** What is run, and how many times as long as another it may take. */
const ARMS: ReadonlyArray<{ readonly name: string; readonly args: string[]; readonly of?: string; readonly most?: number }> = [
  { name: 'node -e 0', args: ['-e', '0'] },
  { name: 'require of cdk8s', args: ['-e', `require(${CDK8S})`] },
  { name: 'require of the library', args: ['-e', `require(${LIBRARY})`], of: 'require of cdk8s', most: 1.5 },
  { name: 'library and one cluster', args: [one], of: 'node -e 0', most: 3.5 },
  { name: 'check of the reference', args: [command, 'check', '--fail-on', 'none', join(folder, 'out')], of: 'node -e 0', most: 3 },
];

const meter = join(folder, 'meter.js');
writeFileSync(meter, "process.on('exit', () => { const { user, system } = process.cpuUsage(); require('fs').writeSync(3, String(user + system)); });");

/** CPU seconds of a whole process, as it reads them itself in the end. */
function cpu(args: readonly string[]): number {
  const { status, output } = spawnSync(process.execPath, ['--require', meter, ...args], { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  if (status !== 0) throw new Error(`${args.join(' ')} failed: ${output[2]}`);
  return Number(output[3]) / 1e6;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

spawnSync(process.execPath, [one]);
const turns = Array.from({ length: TURNS }, () => new Map(ARMS.map(({ name, args }) => [name, cpu(args)])));
const failures: string[] = [];
for (const { name, of = 'node -e 0', most } of ARMS) {
  const ratio = median(turns.map((turn) => turn.get(name)! / turn.get(of)!));
  const bar = most === undefined ? '' : ` (at most ${most} times ${of})`;
  if (most !== undefined && ratio > most) failures.push(name);
  process.stdout.write(`${most !== undefined && ratio > most ? 'FAIL' : 'ok  '} ${name.padEnd(26)} ${median(turns.map((turn) => turn.get(name)!)).toFixed(3)} s  ${ratio.toFixed(2)} x${bar}\n`);
}
rmSync(folder, { recursive: true });
finish(failures);
