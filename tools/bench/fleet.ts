/*
 * Bench of fleets: `npm run bench:fleet [CLUSTERS]`. Renders typed clusters with FleetApp and with cdk8s, an app for each cluster, and writes the very same objects
 * as JSON and with the yaml package; each in a process of its own, by turns. Prints CPU time, peak memory and ratios. Exits with 1 where a bar fails, or where
 * FleetApp and cdk8s do not write the same.
 */
import { spawnSync } from 'child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'fs';
import { join } from 'path';
import { buildSync } from 'esbuild';
import { finish } from './measure';

/** Most times as long as writing the objects as JSON, and with the yaml package; growth from a tenth of the clusters; memory. */
const BARS = { json: 5, yaml: 0.5, growth: 11, memory: 120 };
const TURNS = 3;

const clusters = Number(process.argv[2] ?? 1000);
mkdirSync('dist', { recursive: true });
const out = mkdtempSync(join('dist', 'bench-fleet-'));
const program = join(out, 'arm.js');
buildSync({ entryPoints: [join(__dirname, 'fleet/arm.ts')], outfile: program, bundle: true, platform: 'node', packages: 'external', target: 'node20', logLevel: 'error' });

interface Run { readonly cpu: number; readonly memory: number }

function run(arm: string, amount: number, ...rest: string[]): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, arm, String(amount), join(out, `${arm}-${amount}`), ...rest], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${arm} ended with ${status}: ${stderr.slice(-2000)}`);
  const [cpu, memory] = stdout.trim().split('\n').at(-1)!.split(' ').map(Number);
  return { cpu, memory };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

run('fleet', clusters);
run('stock', clusters);
const same = spawnSync('diff', ['-r', join(out, `fleet-${clusters}`), join(out, `stock-${clusters}`)]).status === 0;
run('objects', clusters, join(out, `fleet-${clusters}`));
const objects = join(out, `objects-${clusters}`);
const tenth = Math.max(1, Math.round(clusters / 10));
const turns = Array.from({ length: TURNS }, () => ({
  fleet: run('fleet', clusters), json: run('json', clusters, objects), yaml: run('yaml', clusters, objects), tenth: run('fleet', tenth), stock: run('stock', tenth),
}));
rmSync(out, { recursive: true });

const failures: string[] = same ? [] : ['FleetApp and cdk8s do not write the same'];
for (const arm of ['fleet', 'json', 'yaml', 'tenth', 'stock'] as const) {
  const name = { fleet: `FleetApp, ${clusters} clusters`, json: 'the same objects as JSON', yaml: 'the same objects with the yaml package', tenth: `FleetApp, ${tenth} clusters`, stock: `cdk8s, ${tenth} clusters` }[arm];
  process.stdout.write(`     ${name.padEnd(46)} ${median(turns.map((turn) => turn[arm].cpu)).toFixed(2)} s  ${median(turns.map((turn) => turn[arm].memory)).toFixed(0)} MiB\n`);
}
function bar(name: string, value: number, limit: number): void {
  if (value > limit) failures.push(name);
  process.stdout.write(`${value > limit ? 'FAIL' : 'ok  '} ${name.padEnd(46)} ${value.toFixed(2)} (at most ${limit})\n`);
}
bar('CPU time / JSON', median(turns.map((turn) => turn.fleet.cpu / turn.json.cpu)), BARS.json);
bar('CPU time / yaml package', median(turns.map((turn) => turn.fleet.cpu / turn.yaml.cpu)), BARS.yaml);
bar(`growth from ${tenth} to ${clusters} clusters`, median(turns.map((turn) => turn.fleet.cpu / turn.tenth.cpu)), BARS.growth);
bar('peak memory, MiB', median(turns.map((turn) => turn.fleet.memory)), BARS.memory);
finish(failures);
