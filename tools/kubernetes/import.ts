/*
 * Derives what this library knows of a Kubernetes minor from its Go modules, and writes it to src/kubernetes/data: fields, API versions, kinds, removed
 * feature gates, and since when the gates of features.json are on by default. Prints what changed and what a person must read: validation and defaulting
 * functions that differ from the minor before, enumerations with other values, and fields whose lists are sets or maps.
 *
 *   npm run kubernetes:import -- MINOR
 *   npm run kubernetes:import -- --check   takes out of the tables all that can be derived, imports each minor again, and compares
 *
 * Needs Go and the Go module proxy; exits 75 where modules cannot be had.
 */
import { spawnSync } from 'child_process';
import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { parseArgs } from 'util';
import { Facts, TABLES, Tables, imported, printed, review, stripped } from './tables';
import { buildProgram } from '../conformance/build';

/** Modules beside those of Kubernetes itself that declare feature gates of its components. */
const WITH_GATES = ['apiserver', 'apiextensions-apiserver', 'component-base', 'client-go'];
const DATA = join(__dirname, '../../src/kubernetes/data');
/** Exit code of a check that lacks something: EX_TEMPFAIL. */
const UNAVAILABLE = 75;

class Unavailable extends Error {}

function go(...args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync('go', args, { cwd: join(__dirname, '../../conformance/facts'), encoding: 'utf8' });
  if (status !== 0) throw new Unavailable(`go ${args.join(' ')}: ${(error?.message ?? stderr).trim().split('\n').pop()}`);
  return stdout;
}

/** The newest patch of a minor that the proxy serves, such as "36.3". */
function patchOf(minor: string): string {
  const versions = go('list', '-m', '-versions', 'k8s.io/kubernetes').split(' ').map((version) => version.trim());
  const patches = versions.filter((version) => version.startsWith(`v${minor}.`) && !version.includes('-')).map((version) => Number(version.split('.')[2]));
  if (!patches.length) throw new Unavailable(`the Go module proxy has no release of Kubernetes ${minor}`);
  return `${minor.slice(2)}.${Math.max(...patches)}`;
}

function folderOf(module: string): string {
  return JSON.parse(go('mod', 'download', '-json', module)).Dir;
}

const read = new Map<string, Facts>();

function factsOf(minor: string, binary: string): Facts {
  const known = read.get(minor);
  if (known) return known;
  const patch = patchOf(minor);
  const folders = [`k8s.io/kubernetes@v1.${patch}`, `k8s.io/api@v0.${patch}`, ...WITH_GATES.map((name) => `k8s.io/${name}@v0.${patch}`)].map(folderOf);
  const { status, stdout, stderr } = spawnSync(binary, folders, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(`facts of Kubernetes ${minor}: ${stderr}`);
  const facts = { ...JSON.parse(stdout), minor, version: `v1.${patch}` };
  read.set(minor, facts);
  return facts;
}

const before = (minor: string) => `1.${Number(minor.slice(2)) - 1}`;
const current = (): Tables => Object.fromEntries(TABLES.map((name) => [name, JSON.parse(readFileSync(join(DATA, `${name}.json`), 'utf8'))])) as unknown as Tables;

function importMinor(tables: Tables, minor: string, binary: string): Tables {
  return imported(tables, factsOf(minor, binary), factsOf(before(minor), binary));
}

/** All minors of the tables, imported again in turn. */
function check(binary: string): number {
  const known = current();
  const minors = [known.fields.base, ...Object.keys(known.fields.since)];
  let tables = stripped(known, minors.map((minor) => factsOf(minor, binary)), factsOf(before(minors[0]), binary));
  for (const minor of minors) tables = importMinor(tables, minor, binary);
  const differing = TABLES.filter((name) => printed(name, tables[name]) !== readFileSync(join(DATA, `${name}.json`), 'utf8'));
  for (const name of differing) {
    const [is, should] = [readFileSync(join(DATA, `${name}.json`), 'utf8'), printed(name, tables[name])].map((content) => content.split('\n'));
    process.stdout.write(`${name}.json differs from upstream:\n`);
    for (const line of is.filter((one) => !should.includes(one)).slice(0, 20)) process.stdout.write(`  - ${line.trim().slice(0, 300)}\n`);
    for (const line of should.filter((one) => !is.includes(one)).slice(0, 20)) process.stdout.write(`  + ${line.trim().slice(0, 300)}\n`);
  }
  process.stdout.write(`summary: ${TABLES.length - differing.length} of ${TABLES.length} tables as the modules of ${minors.join(' and ')} say\n`);
  return differing.length ? 1 : 0;
}

function main(): number {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { check: { type: 'boolean', default: false } } });
  const [minor] = positionals;
  if (values.check ? positionals.length : !/^1\.\d+$/.test(minor ?? '')) {
    process.stderr.write('usage: npm run kubernetes:import -- MINOR | --check\n');
    return 2;
  }
  go('version');
  const binary = buildProgram('the reader of upstream facts', 'facts');
  if (values.check) return check(binary);
  let next = current();
  // What a newer minor says takes the place of what an older one announced.
  const newer = Object.keys(next.fields.since).filter((one) => Number(one.slice(2)) > Number(minor.slice(2)));
  for (const one of [minor, ...newer]) next = importMinor(next, one, binary);
  for (const name of TABLES) {
    const content = printed(name, next[name]);
    const isChanged = content !== readFileSync(join(DATA, `${name}.json`), 'utf8');
    if (isChanged) writeFileSync(join(DATA, `${name}.json`), content);
    process.stdout.write(`${name}.json: ${isChanged ? 'written' : 'as it was'}\n`);
  }
  process.stdout.write(review(next, factsOf(minor, binary), factsOf(before(minor), binary)));
  return 0;
}

try {
  process.exitCode = main();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = error instanceof Unavailable ? UNAVAILABLE : 1;
}
