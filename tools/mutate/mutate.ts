/*
 * Flips, one at a time, each image, verb, resource, flag, mount and selector of the release data, and comparisons of the validation rules, and
 * demands that some test fails. Options:
 *   --rules N   how many comparisons, drawn by --seed (default 300; "all" for every one)
 *   --seed S    for the draw (default 1)
 *   --data N    how many places of the release data (default "all")
 *   --files P   only comparisons in files whose path has P in it, such as src/kubernetes/acceptance
 *   --tests P   only tests in files whose path has P in it: quicker, while you write them
 * Lists the survivors. Exit 1 if one is in the release data, or if more than a tenth of the flipped comparisons survive.
 */
import { readdirSync, readFileSync } from 'fs';
import Module from 'module';
import { basename, dirname, join, relative } from 'path';
import { DataSite, dataSites } from './data-sites';
import { SourceSite, transpile, withSwitches } from './source-sites';
import { RunOptions, TestRunner } from './test-runner';
import { generator } from '../random';

const root = join(__dirname, '../..');
/** Tests that compute longer, in milliseconds, judge no mutant. */
const SLOW = 1500;
const ENDLESS = 5_000_000;
/** These run programs around the library, or load it again: they are slow, and no release data changes their result. */
const EXCLUDED = ['test/api.test.ts', 'test/load.test.ts', 'test/package.test.ts'];
const HISTORY = join(root, 'test/releases/history.test.ts');

const option = (name: string, otherwise: string) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1];
};
const random = generator(Number(option('seed', '1')));
const print = process.stdout.write.bind(process.stdout);
const say = (line: string) => print(`${line}\n`);

/** The mutant that is active, and those that were reached: what the switches in the code ask. */
let active = -1;
let reached = new Set<number>();
let evaluations = 0;
(globalThis as any).__mutant = (id: number) => {
  reached.add(id);
  if (id !== active) return false;
  if (++evaluations > ENDLESS) throw new Error('a flipped comparison keeps a loop going');
  return true;
};

const sourceSites: SourceSite[] = [];
const compiled = new Map<string, string>();
(Module as any)._extensions['.ts'] = (module: any, file: string) => {
  if (!compiled.has(file)) compiled.set(file, compile(file, readFileSync(file, 'utf8')));
  return module._compile(compiled.get(file), file);
};

function compile(file: string, text: string): string {
  if (!file.startsWith(join(root, 'src'))) return transpile(file, text);
  const { code, sites } = withSwitches(file, text, sourceSites.length);
  sourceSites.push(...sites);
  return code;
}

interface TestFile {
  readonly path: string;
  /** Comparisons that are reached while the file is loaded or prepares several tests. */
  readonly reached: Set<number>;
  /** Comparisons that a test reaches. */
  readonly reachedBy: Map<string, Set<number>>;
  readonly milliseconds: number;
  readonly slow: Set<string>;
}

async function main(): Promise<void> {
  const start = Date.now();
  process.chdir(root);
  process.stderr.write = () => true; // advice that tests provoke
  const runner = new TestRunner(root);
  const files = await baseline(runner);
  say(`seed ${option('seed', '1')}; ${files.length} test files pass; ${sourceSites.length} comparisons in validation rules`);

  const data = draw(dataSites(join(root, 'src/releases/data')), option('data', 'all'));
  const dataSurvivors: DataSite[] = [];
  for (const site of data) if (!await killsData(runner, files, site)) dataSurvivors.push(site);
  report('release data', count(data.map((s) => s.kind)), dataSurvivors.map((s) => `${s.release} ${s.where}: ${JSON.stringify(s.from)} -> ${JSON.stringify(s.to)}`));

  const pattern = option('files', '');
  const rules = draw(sourceSites.filter((s) => relative(root, s.file).includes(pattern)), option('rules', '300'));
  const ruleSurvivors: SourceSite[] = [];
  for (const site of rules) if (!await killsRule(runner, files, site)) ruleSurvivors.push(site);
  report('validation rules', `${rules.length} of ${sourceSites.length} comparisons`,
    ruleSurvivors.map((s) => `${relative(root, s.file)}:${s.line} ${s.from} -> ${s.to}`).sort());

  say(`${data.length + rules.length} mutants in ${Math.round((Date.now() - start) / 1000)} s`);
  process.exit(dataSurvivors.length || ruleSurvivors.length > rules.length / 10 ? 1 : 0);
}

/** Runs every test once, without a mutant: which pass, which comparisons they reach, and how long they take. */
async function baseline(runner: TestRunner): Promise<TestFile[]> {
  const files: TestFile[] = [];
  for (const path of testFiles(join(root, 'test')).filter(judges)) {
    const shared = new Set<number>();
    const reachedBy = new Map<string, Set<number>>();
    reached = new Set();
    const done = (test?: string) => {
      if (test === undefined) reached.forEach((id) => shared.add(id)); else reachedBy.set(test, reached);
      reached = new Set();
    };
    const { failed, milliseconds } = await runner.run(path, { toTheEnd: true, done });
    if (failed.includes('(load)') || !Object.keys(milliseconds).length) {
      say(`not used: ${relative(root, path)} ${failed[0] ?? 'has no tests'}`);
      continue;
    }
    for (const name of failed) say(`not used: ${relative(root, path)}: ${name}`);
    const slow = new Set([...failed, ...Object.keys(milliseconds).filter((name) => milliseconds[name] > SLOW)]);
    const total = Object.entries(milliseconds).filter(([name]) => !slow.has(name)).reduce((sum, [, ms]) => sum + ms, 0);
    files.push({ path, reached: shared, reachedBy, milliseconds: total, slow });
  }
  return files.sort((a, b) => a.milliseconds - b.milliseconds);
}

/** Whether the tests of a file judge mutants. */
function judges(file: string): boolean {
  const path = relative(root, file);
  return !EXCLUDED.includes(path) && path.includes(option('tests', ''));
}

/** The history of the releases pins every fact, so it is asked first, and of it only what is about this release and the next. */
async function killsData(runner: TestRunner, files: TestFile[], site: DataSite): Promise<boolean> {
  const history = files.find((f) => f.path === HISTORY);
  const version = basename(site.release);
  const around = [version, version.replace(/^(1\.)(\d+)$/, (_, major, minor) => `${major}${Number(minor) + 1}`)];
  site.set(site.to);
  try {
    const filter = (name: string) => around.some((v) => name.includes(`what ${v} `));
    if (history && !await passes(runner, history, { filter, asLoaded: true })) return true;
    for (const file of files) if (!await passes(runner, file)) return true;
    return false;
  } finally {
    site.set(site.from);
  }
}

async function killsRule(runner: TestRunner, files: TestFile[], site: SourceSite): Promise<boolean> {
  const near = dirname(relative(join(root, 'src'), site.file));
  const closeness = (file: TestFile) => {
    const path = relative(join(root, 'test'), file.path);
    return basename(path).startsWith(basename(site.file, '.ts')) ? 0 : dirname(path) === near ? 1 : 2;
  };
  const touches = (file: TestFile, name: string) => file.reached.has(site.id) || Boolean(file.reachedBy.get(name)?.has(site.id));
  const candidates = files.filter((f) => [...f.reachedBy.keys()].some((name) => touches(f, name))).sort((a, b) => closeness(a) - closeness(b));
  active = site.id;
  evaluations = 0;
  try {
    for (const file of candidates) if (!await passes(runner, file, { filter: (name) => touches(file, name) })) return true;
    return false;
  } finally {
    active = -1;
  }
}

async function passes(runner: TestRunner, file: TestFile, { filter = () => true, asLoaded }: RunOptions = {}): Promise<boolean> {
  return (await runner.run(file.path, { filter: (name) => !file.slow.has(name) && filter(name), asLoaded })).failed.length === 0;
}

function report(what: string, figures: string, survivors: string[]): void {
  say(`${what}: ${figures}; ${survivors.length} survived`);
  for (const survivor of survivors) say(`  survived: ${survivor}`);
}

function count(kinds: string[]): string {
  return [...new Set(kinds)].sort().map((kind) => `${kinds.filter((k) => k === kind).length} ${kind}s`).join(', ');
}

/** `amount` of the list, drawn without repetition, in the order of the list. */
function draw<T>(list: T[], amount: string): T[] {
  if (amount === 'all' || Number(amount) >= list.length) return list;
  const left = list.map((_, i) => i);
  const chosen = Array.from({ length: Number(amount) }, () => left.splice(Math.floor(random() * left.length), 1)[0]);
  return chosen.sort((a, b) => a - b).map((i) => list[i]);
}

function testFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? testFiles(path) : entry.name.endsWith('.test.ts') ? [path] : [];
  });
}

main().catch((error) => {
  print(`${error.stack}\n`);
  process.exit(1);
});
