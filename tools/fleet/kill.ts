/*
 * Kills fleet renders at random moments: npx tsx tools/fleet/kill.ts [--seed N] [--moments N]
 *
 * After each kill every file on disk must be whole and of a complete render, of this run or of one before. Now and then a run is left to finish: then
 * the folder must hold exactly the files of its fleet, and nothing of the runs that were killed.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { buildSync } from 'esbuild';
import { filesOf, fleet } from './generations';
import { generator } from '../random';

/** Every so many runs, one is left to finish. */
const FINISHES = 5;

/** Runs a render, kills it after some milliseconds, and returns whether it had finished, and how long it took. */
async function run(program: string, folder: string, generation: number, after = Infinity): Promise<{
  readonly finished: boolean;
  readonly took: number;
}> {
  const child = spawn(process.execPath, [program, folder, String(generation)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let start = performance.now();
  child.stdout.once('data', () => {
    start = performance.now();
    if (after < Infinity) setTimeout(() => child.kill('SIGKILL'), after);
  });
  const [code, signal] = await new Promise<[number | null, string | null]>((done) => child.on('close', (...ended) => done(ended)));
  if (code) throw new Error(`the render of generation ${generation} failed with ${code}`);
  return { finished: signal === null, took: performance.now() - start };
}

function* filesIn(folder: string): Iterable<string> {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) if (entry.isFile()) yield join(entry.parentPath, entry.name);
}

/** What is wrong with the files after a kill. */
function broken(folder: string, generation: number): string[] {
  return [...filesIn(folder)].filter((path) => !path.endsWith('.tmp')).filter((path) => {
    const [, cluster] = /c(\d+)\//.exec(path)!.map(Number);
    const known = Array.from({ length: generation + 1 }, (_, i) => filesOf(cluster, i)).flat().filter((file) => path.endsWith(file.path));
    const content = readFileSync(path, 'utf8');
    return !known.some((file) => file.content === content);
  });
}

/** What differs from the fleet after a run that finished. */
function different(folder: string, generation: number): string[] {
  const expected = new Map(fleet(generation).flatMap((cluster) => filesOf(cluster, generation).map(({ path, content }) => [path, content])));
  const found = new Map([...filesIn(join(folder, 'out'))].map((path) => [relative(join(folder, 'out'), path), readFileSync(path, 'utf8')]));
  const state = readdirSync(join(folder, 'state')).filter((name) => !/^(key|[0-9a-f]{2}\.jsonl)$/.test(name)).map((name) => `state/${name}`);
  return [...new Set([...expected.keys(), ...found.keys()])].filter((path) => expected.get(path) !== found.get(path)).concat(state);
}

async function main(seed: number, moments: number): Promise<void> {
  const random = generator(seed);
  const folder = mkdtempSync(join(tmpdir(), 'fleet-kill-'));
  const program = join(folder, 'program.cjs');
  buildSync({ entryPoints: [join(__dirname, 'generations.ts')], bundle: true, platform: 'node', outfile: program, logLevel: 'error' });
  let killed = 0;
  let cleaned = 0;
  let { took } = await run(program, folder, 0);
  for (let generation = 1; killed < moments; generation++) {
    const finishes = generation % FINISHES === 0;
    const result = await run(program, folder, generation, finishes ? Infinity : random() * took);
    const wrong = result.finished ? different(folder, generation) : broken(join(folder, 'out'), generation);
    if (wrong.length) {
      throw new Error(`seed ${seed}, generation ${generation}, ${result.finished ? 'finished' : 'killed'}: `
      + `${wrong.slice(0, 5).join(', ')}`);
    }
    if (result.finished) took = result.took;
    if (result.finished && finishes) cleaned++;
    if (!result.finished) killed++;
  }
  await run(program, folder, 0);
  const left = different(folder, 0);
  if (left.length) throw new Error(`seed ${seed}, last run: ${left.slice(0, 5).join(', ')}`);
  rmSync(folder, { recursive: true });
  process.stdout.write(`summary: ${killed} runs killed, ${cleaned + 1} finished and cleaned, seed ${seed}\n`);
}

const { values } = parseArgs({ options: { seed: { type: 'string', default: '1' }, moments: { type: 'string', default: '50' } } });
void main(Number(values.seed), Number(values.moments));
