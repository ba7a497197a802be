/*
 * Compares what we write as YAML with what kubectl reads from it (Go's reader, as in cli-runtime), and with what cdk8s writes: random data with odd texts
 * in every place.
 *
 *   npx tsx --tsconfig tools/tsconfig.json tools/conformance/writer.ts [SEED] [OBJECTS]
 *
 * Exits 1 if kubectl reads anything but the data, or if we differ from cdk8s where kubectl reads what cdk8s writes. Line and paragraph separators are left
 * out of the second: kubectl reads them in some places alone, and other readers nowhere.
 */
import { spawnSync } from 'child_process';
import { isDeepStrictEqual } from 'util';
import { Yaml } from 'cdk8s';
import { buildKubernetes } from './build';
import { yamlDocument } from '../../src/fleet/yaml-text';
import { generator } from '../random';

interface Answer { readonly id: string; readonly documents: unknown[]; readonly error: string }

const [seed = '1', amount = '4000'] = process.argv.slice(2);
const random = generator(Number(seed));
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)];
const many = <T>(most: number, make: () => T): T[] => Array.from({ length: Math.floor(random() * (most + 1)) }, make);

const WORDS = ['y', 'No', 'on', 'null', '~', '', 'e5', '-e5', '.5', '.inf', '-.inf', '.NaN', '0755', '0o644', '0O17', '0x1F', '0X1f', '0b11', '0B1', '-0o7', '+1', '1_000', '1e3', '1.', '08', '1:30', '2001-01-01', '2001-01-01T00:00:00Z',
  '12345678901234567890', '10Gi', '1.36', '=', '<<', '-', '--', '---', '...', '%', '- a', '? a', ': a', 'a: b', 'a #b', 'a ', ' a', '"', '\'', '{a: b}', '[a]', '*a', '&a', '!a', '|', '>', '@', '`', 'http://x:80/y', '--v=5', 'é🚀', '日本', 'x'.repeat(1100)];
const CHARACTERS = [' ', ' ', '\n', '\n', '\t', '\r', 'a', 'b', '-', ':', '#', '"', '\'', '0', '1', 'x', 'o', 'e', '_', '.', '%', '?', '|', '>', '{', '[', ',', '&', '*', '!', '~', '=', '\\', '/', 'é', '\u0000', '\u0007', '\u001b', '\u007f', '\u0085', '\u009f', '\u00a0', '\u00ad',
  '\u200b', '\u2028', '\u2029', '\ufeff', '\ufffd', '\ufffe', '\uffff', '🚀', '\u{10ffff}'];

function text(): string {
  const way = random();
  if (way < 0.3) return pick(WORDS);
  if (way < 0.7) return many(8, () => pick(CHARACTERS)).join('');
  return many(6, () => many(6, () => pick(random() < 0.7 ? ['a', 'b', ' ', '-', '#', ':'] : CHARACTERS)).join('')).join('\n') + pick(['', '', '\n', '\n\n', ' ']);
}

function value(depth: number): unknown {
  const way = random();
  if (depth > 3 || way < 0.55) return random() < 0.8 ? text() : pick<unknown>([true, false, null, 0, -1, 1.5, 1e21, 1e-7, 2 ** 53 - 1, -0.25]);
  if (way < 0.75) return many(3, () => value(depth + 1));
  return fields(depth);
}

function fields(depth: number): object {
  return Object.fromEntries(many(4, () => [random() < 0.6 ? pick(['a', 'b', 'kind', 'c d']) : text(), value(depth + 1)]));
}

function ask(texts: ReadonlyArray<readonly [string, string]>): Map<string, Answer> {
  const input = texts.map(([id, one]) => JSON.stringify({ id, text: Buffer.from(one).toString('base64') })).join('\n');
  const { stdout, status, stderr } = spawnSync(buildKubernetes(), ['read'], { input, encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (status !== 0) throw new Error(`the reader ended with ${status}: ${stderr.slice(-2000)}`);
  return new Map(stdout.trim().split('\n').map((line) => JSON.parse(line) as Answer).map((one) => [one.id, one]));
}

const objects = Array.from({ length: Number(amount) }, () => ({ x: random() < 0.5 ? text() : value(0), ...fields(1) }));
const written = objects.map((object) => ({ object, ours: yamlDocument(object), stock: Yaml.stringify(object) }));
const answers = ask(written.flatMap(({ ours, stock }, i) => [[`ours ${i}`, ours], ...(stock === ours ? [] : [[`stock ${i}`, stock]])] as const as Array<[string, string]>));
const problems = new Map<string, { count: number; example: string }>();
const tell = (problem: string, example: string) => {
  const known = problems.get(problem);
  problems.set(problem, { count: (known?.count ?? 0) + 1, example: known && known.example.length < example.length ? known.example : example });
};
let right = 0;
written.forEach(({ object, ours, stock }, i) => {
  const reads = (who: string) => { const one = answers.get(`${who} ${i}`)!; return one.error === '' && isDeepStrictEqual(one.documents, [object]); };
  if (!reads('ours')) tell(`kubectl reads something else (${answers.get(`ours ${i}`)!.error.replace(/\d+/g, 'N')})`, ours);
  if (stock === ours || /[\u2028\u2029]/.test(stock)) return;
  if (reads('stock')) tell('kubectl reads what cdk8s writes, but ours differs', JSON.stringify([ours, stock]));
  else right++;
});
for (const [problem, { count, example }] of problems) process.stdout.write(`${problem} (${count})\n      ${JSON.stringify(example.slice(0, 600))}\n`);
process.stdout.write(`summary: ${objects.length} objects, ${right} of them right where cdk8s writes what kubectl reads as something else, ${problems.size} kinds of differences\n`);
process.exitCode = problems.size ? 1 : 0;
