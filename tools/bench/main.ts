/*
 * Every benchmark: `npm run bench [-- --quick]`, after `npm run compile`. Renders 1 to 1,000 typed clusters with FleetApp, cdk8s and other programs, by turns, runs
 * bench:startup, bench:analysis and bench:synthesis, prints a line for each bar, and writes docs/benchmarks.md with its picture. Exits with 1 where a bar fails.
 * --quick has fewer clusters and runs, and writes nothing.
 */
import { spawnSync } from 'child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join, resolve } from 'path';
import { parseArgs } from 'util';
import { buildSync } from 'esbuild';
import { writeCharts } from './fleet/charts';
import { Bar, barsIn, digits, judge, loop, median, medianUsage, Usage, usage } from './measure';
import { page, plot, Row } from './page';
import { helm, helmLibrary, kubectl, Peer } from './peers';

const { values: { quick } } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const ROOT = resolve(__dirname, '../..');
const SIZES = quick ? [1, 10, 30] : [1, 10, 100, 1000];
const MANY = SIZES.at(-1)!;
const TENTH = SIZES.at(-2)!;
const TURNS = quick ? 1 : 3;
/** Programs that take a process for each cluster run for so many, and count the rest. */
const LOOP = quick ? 3 : 100;
const HUGE = quick ? 60 : 10_000;

mkdirSync('dist', { recursive: true });
const out = mkdtempSync(join(resolve('dist'), 'bench-'));
const PROGRAMS = { arm: join(out, 'arm.js'), floor: join(out, 'floor.js') };
for (const [name, outfile] of Object.entries(PROGRAMS)) {
  buildSync({ entryPoints: [join(__dirname, 'fleet', `${name}.ts`)], outfile, bundle: true, platform: 'node', packages: 'external', target: 'node20', logLevel: 'error' });
}
/** The same arms with the compiled library: only its classes have the marks by which a fleet knows their values. */
const isCompiled = existsSync(join(ROOT, 'lib/fleet/index.js'));
if (isCompiled) {
  const { outputFiles: [{ text }] } = buildSync({
    entryPoints: [join(__dirname, 'fleet/arm.ts')], write: false, bundle: true, platform: 'node', packages: 'external', external: ['../../../src', '../../../src/*'], target: 'node20', logLevel: 'error',
  });
  writeFileSync(join(out, 'compiled.js'), text.replaceAll('"../../../src', `"${join(ROOT, 'lib')}`));
}
const place = (name: string, size: number) => join(out, `${name}-${size}`);

/** An arm of the fleet, as a process; in a folder of its own unless one is named. */
function arm(name: string, size: number, folder = place(name, size), ...rest: string[]): Usage {
  return usage(process.execPath, [PROGRAMS.arm, name, String(size), folder, ...rest]);
}

function floor(name: string, size: number): Usage {
  return usage(process.execPath, [PROGRAMS.floor, name, place(name, size), place('objects', size)]);
}

interface Way { readonly name: string; readonly run: (size: number) => Usage; readonly peer?: Peer; readonly once?: boolean; readonly note?: string }

/** A process for each cluster: no more than LOOP are run, and CPU and wall time count as many more. */
function each(size: number, body: string): Usage {
  const amount = Math.min(size, LOOP);
  const { cpu, wall, memory } = loop(amount, body);
  return { cpu: cpu * size / amount, wall: wall * size / amount, memory };
}

const peers = { helm: helm(), library: helmLibrary(), kubectl: kubectl() };
const looped = `a process a cluster; of more than ${LOOP} clusters ${LOOP} are run and the rest counted`;
const WAYS: readonly Way[] = [
  { name: 'FleetApp', run: (size) => arm('fleet', size), note: 'an app a cluster, one after the other' },
  { name: 'FleetApp, one app', run: (size) => arm('together', size) },
  { name: 'cdk8s, an app a cluster', run: (size) => arm('stock', size) },
  { name: 'cdk8s, one app', run: (size) => arm('stockTogether', size), once: true, note: `one run at ${MANY} clusters` },
  { name: 'JSON.stringify', run: (size) => floor('json', size), note: 'the floor' },
  { name: 'YAML by hand', run: (size) => floor('hand', size), note: 'the least that a writer of YAML does, from the same JSON' },
  { name: 'yaml package', run: (size) => floor('yaml', size), note: 'from the same JSON' },
  { name: 'helm template', peer: peers.helm, run: (size) => each(size, `'${peers.helm.binary}' template prod charts/shape-$((i%3)) -f values-$i.json >helm-$i.yaml`), note: `${looped}; a chart of the same objects for each shape` },
  { name: 'Helm\'s library', peer: peers.library, run: (size) => usage('sh', ['-c', `exec '${peers.library.binary}' charts <sets-${size}.jsonl`]), note: 'one process, each chart loaded once' },
  { name: 'kubectl kustomize', peer: peers.kubectl, run: (size) => each(size, `'${peers.kubectl.binary}' kustomize overlay-$i >kustomize-$i.yaml`), note: `${looped}; a base for each shape, a prefix and an annotation` },
];

function prepare(): void {
  for (const size of SIZES) {
    arm('fleet', size);
    arm('objects', size, place('objects', size), place('fleet', size));
  }
  arm('stock', TENTH);
  if (spawnSync('diff', ['-r', place('fleet', TENTH), place('stock', TENTH)]).status !== 0) throw new Error('FleetApp and cdk8s do not write the same');
  mkdirSync(join(out, 'peers'));
  writeCharts(join(out, 'peers'), place('fleet', MANY), MANY);
  process.chdir(join(out, 'peers'));
  for (const size of SIZES) spawnSync('sh', ['-c', `head -n ${size} sets.jsonl >sets-${size}.jsonl`]);
}

/** What Helm writes has as many objects as FleetApp writes, else the two would not do the same work. */
function compareHelm(): void {
  if (!peers.helm.binary) return;
  const objects = (file: string) => readFileSync(file, 'utf8').split('\n').filter((line) => line.startsWith('kind: ')).length;
  const [theirs, ours] = [objects('helm-0.yaml'), objects(join(place('fleet', MANY), 'prod-0.k8s.yaml'))];
  if (theirs !== ours) throw new Error(`Helm writes ${theirs} objects, FleetApp ${ours}`);
}

function measureWay(way: Way, size: number, turn: number): Usage | undefined {
  if (way.peer && !way.peer.binary) return undefined;
  if (way.once && size === MANY && turn > 0) return undefined;
  return way.run(size);
}

prepare();
const runs = new Map<string, Usage[]>();
for (const size of SIZES) {
  for (let turn = 0; turn < TURNS; turn++) {
    for (const way of WAYS) {
      const used = measureWay(way, size, turn);
      if (used) runs.set(`${way.name} ${size}`, [...runs.get(`${way.name} ${size}`) ?? [], used]);
    }
  }
  process.stdout.write(`measured ${size} clusters\n`);
}
compareHelm();
const rows: Row[] = WAYS.map(({ name, note, peer }) => ({
  name, note, missing: peer?.missing, usages: new Map(SIZES.flatMap((size) => (runs.has(`${name} ${size}`) ? [[size, medianUsage(runs.get(`${name} ${size}`)!)] as const] : []))),
}));
for (const { name, usages, missing } of rows) {
  process.stdout.write(`     ${name.padEnd(26)} ${missing ? `NOT AVAILABLE: ${missing}` : [...usages].map(([size, used]) => `${size}: ${digits(used.cpu)} s, ${used.memory.toFixed(0)} MiB`).join('; ')}\n`);
}

const bars: Bar[] = [];
function bar(...order: Parameters<typeof judge>): void {
  bars.push(judge(...order));
}
/** The median of the ratios of each turn. */
function ratio(name: string, to: string, size = MANY, toSize = size): number | undefined {
  const [ours, theirs] = [runs.get(`${name} ${size}`), runs.get(`${to} ${toSize}`)];
  return theirs && median(ours!.map(({ cpu }, i) => cpu / theirs[i].cpu));
}
const clusters = `${MANY.toLocaleString('en')} clusters`;
bar(`${clusters}: CPU time / JSON.stringify`, ratio('FleetApp', 'JSON.stringify'), 5);
bar(`${clusters}: CPU time / yaml package`, ratio('FleetApp', 'yaml package'), 0.5);
bar(`${clusters}: CPU time / helm template`, ratio('FleetApp', 'helm template'), 0.05, '', peers.helm.missing);
bar(`${clusters}: CPU time / Helm's library`, ratio('FleetApp', 'Helm\'s library'), 0.33, '', peers.library.missing);
bar(`${clusters}: peak memory`, rows[0].usages.get(MANY)!.memory, 120, ' MiB');
bar(`growth from ${TENTH} to ${MANY} clusters`, ratio('FleetApp', 'FleetApp', MANY, TENTH), 11);
bar(`${HUGE.toLocaleString('en')} clusters: peak memory`, arm('fleet', HUGE).memory, 150, ' MiB');
const groups = Array.from({ length: TURNS }, () => arm('chain', 40).cpu / arm('groups', 40).cpu);
bar('40 groups of 30 objects: CPU time in a chain of dependencies / without', median(groups), 2.5);

/** A fleet with state: first run, nothing changed, one cluster changed; less the start-up of an empty fleet. */
function incremental(): { nothing: number; one: number } {
  const folder = mkdtempSync(join(out, 'state-'));
  const compiled = (name: string, size: number, to: string) => usage(process.execPath, [join(out, 'compiled.js'), name, String(size), to]).cpu;
  const empty = compiled('incremental', 0, join(mkdtempSync(join(out, 'empty-')), 'fleet'));
  const run = (name: string) => compiled(name, MANY, join(folder, 'fleet')) - empty;
  const [first, nothing, one] = [run('incremental'), run('incremental'), run('changed')];
  rmSync(folder, { recursive: true });
  return { nothing: nothing / first, one: one / first };
}
const again = isCompiled ? Array.from({ length: TURNS }, incremental) : [];
const why = 'the library is not compiled; npm run compile does it';
const medianOf = (values: readonly number[]) => (values.length ? median(values) : undefined);
bar('nothing changed / first run, less start-up', medianOf(again.map(({ nothing }) => nothing)), 0.05, '', why);
bar(`one cluster of ${MANY} changed / first run, less start-up`, medianOf(again.map(({ one }) => one)), 0.07, '', why);
process.chdir(ROOT);
rmSync(out, { recursive: true });

for (const name of ['startup', 'analysis', 'synthesis']) {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', join(__dirname, `${name}.ts`), ...quick ? ['--quick'] : []], {
    encoding: 'utf8', env: { ...process.env, TSX_TSCONFIG_PATH: join(ROOT, 'examples/tsconfig.json') },
  });
  process.stdout.write(stdout);
  const found = barsIn(stdout);
  process.stderr.write(stderr);
  if (!found.length || /^\w*Error:/m.test(stderr)) throw new Error(`bench:${name} ended with ${status} and judged nothing: ${stderr.slice(-2000)}`);
  bars.push(...found);
}

const of = (name: string) => JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')).version as string;
const measured = {
  sizes: SIZES,
  turns: TURNS,
  rows,
  bars,
  versions: [`Node.js ${process.versions.node}`, ...['cdk8s', 'yaml', 'js-yaml'].map((name) => `${name} ${of(name)}`), `Helm ${peers.helm.version}, its library ${peers.library.version}`, `kubectl ${peers.kubectl.version}`],
};
if (!quick) {
  writeFileSync(join(ROOT, 'docs/benchmarks.md'), page(measured));
  writeFileSync(join(ROOT, 'docs/benchmarks.svg'), plot(measured));
}
const failing = bars.filter(({ verdict }) => verdict === 'fails');
for (const { name, verdict } of bars.filter((one) => one.verdict.startsWith('not'))) process.stdout.write(`NOT JUDGED: ${name}: ${verdict}\n`);
process.stdout.write(`summary: ${bars.length} bars, ${failing.length} fail${failing.length ? `: ${failing.map(({ name }) => name).join('; ')}` : ''}\n`);
process.exitCode = failing.length ? 1 : 0;
