/*
 * Compares what we read from YAML and JSON texts with what kubectl reads (Go's reader, as in cli-runtime): files, and random texts in many styles with
 * random changes.
 *
 *   npx tsx --tsconfig tools/tsconfig.json tools/conformance/yaml.ts [SEED] [TEXTS] [FILE…]
 *
 * Prints each way in which the two differ with its count and shortest example. Exits 1 if a value differs in a file, or in more than one of 2,000 texts:
 * kubectl reads some garbage, such as what follows a complete flow collection, as nothing.
 */
import { spawnSync } from 'child_process';
import { readFileSync } from 'fs';
import { isDeepStrictEqual } from 'util';
import { stringify } from 'yaml';
import { buildKubernetes } from './build';
import { readText } from '../../src/analysis/input/read-text';
import { isObject } from '../../src/core/fields';
import { generator } from '../random';

interface Answer { readonly id: string; readonly documents: unknown[]; readonly error: string }

const [seed = '1', amount = '4000', ...files] = process.argv.slice(2);
const random = generator(Number(seed));
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)];
const many = <T>(most: number, make: () => T): T[] => Array.from({ length: Math.floor(random() * (most + 1)) }, make);

const VALUE = '1 another value';
const FILE = '0 a file is read in another way';

const SCALARS = ['yes', 'No', 'on', 'y', 'null', '~', '', '0755', '0o644', '0o17', '0O17', '0x1F', '0b11', '0B1', '-0o7', '+1', '1_000', '1e3', '1.5', '.5', '1.', '08', '1:30', '2001-01-01',
  '12345678901234567890', '99999999999999999999', '0x1FFFFFFFFFFFFFFFF', 'text', 'a b', 'http://x:80/y', 'a#b', 'a - b', '-x', '--flag=1', '!!str 5', '!!int "3"', '!local x', '=', '<<', '.inf', '-', 'é🚀',
  '"a\\tb"', '"\\u00e9"', '"\\x41"', '"\\e"', "'it''s'", '"x" # c', 'v # c', '[a, "b", 1]', '{a: b, "c":1}', '[]', '{}', '|\n  x\n   y\n', '|-\n  x\n\n', '>-\n  a\n  b\n', '|+\n  x\n\n', '*a', '&a x', '"two\n  lines"'];
const KEYS = ['a', 'b', 'kind', 'on', '1', '0o7', '1.10', '"q"', "'s'", 'a b', 'a.b/c', '~x', 'x-y', 'null'];

/** Lines of a block map or list, whose values are in any style. */
function block(depth: number, indent: string): string[] {
  const isList = random() < 0.3;
  const rows = many(3, () => [0]).concat([[0]]);
  return rows.flatMap(() => {
    const lead = isList ? `${indent}- ` : `${indent}${pick(KEYS)}: `;
    if (depth > 2 || random() < 0.6) return [lead + pick(SCALARS).replaceAll('\n', `\n${indent}`)];
    const inner = block(depth + 1, `${indent}${pick(['  ', '    ', ' '])}`);
    return isList && random() < 0.5 ? [lead + inner[0].trimStart(), ...inner.slice(1)] : [lead.trimEnd(), ...inner];
  });
}

function value(depth: number): unknown {
  const way = random();
  if (depth > 3 || way < 0.4) return pick<unknown>([true, false, null, 0, -1, 1.5, 1e21, '', 'x', 'yes', '0o17', '1e3', 'a: b', 'a\nb\n', ' lead', 'trail ', '\ttab', '#', '"', "'", 'é', 'x'.repeat(200)]);
  if (way < 0.6) return many(3, () => value(depth + 1));
  return Object.fromEntries(many(4, () => [pick(['a', 'b', 'c', 'on', '0x1', 'k k']), value(depth + 1)]));
}

function changed(text: string): string {
  const at = Math.floor(random() * text.length);
  const insert = pick([' ', '\n', '#', ':', '- ', '"', "'", '\t', '---\n', '\n---\n', '|', '[', ']', '{', '}', ',', '&a ', '*a', '\r\n', '\ufeff', '\u0085', '\u2028', '\u0007', '!', '%', '\\']);
  return random() < 0.5 ? text.slice(0, at) + insert + text.slice(at) : text.slice(0, at) + text.slice(at + 1 + Math.floor(random() * 3));
}

function randomText(): string {
  const one = () => (random() < 0.5 ? `${block(0, '').join('\n')}\n` : pick([
    () => stringify(value(0), { lineWidth: pick([0, 40, 80]) }), () => `${JSON.stringify(value(0), null, pick([0, 2]))}\n`,
  ])());
  let whole = [one(), ...many(2, one)].join(pick(['---\n', '---\n', '--- # c\n', '\n---\n']));
  for (let i = Math.floor(random() * 2.5); i > 0; i--) whole = changed(whole);
  return whole.replace(/[\ud800-\udfff]/gu, 'x');
}

function ask(texts: ReadonlyMap<string, string>): Map<string, Answer> {
  const input = [...texts].map(([id, one]) => JSON.stringify({ id, text: Buffer.from(one).toString('base64') })).join('\n');
  const { stdout, status, stderr } = spawnSync(buildKubernetes(), ['read'], { input, encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (status !== 0) throw new Error(`the reader ended with ${status}: ${stderr.slice(-2000)}`);
  return new Map(stdout.trim().split('\n').map((line) => JSON.parse(line) as Answer).map((one) => [one.id, one]));
}

/** How our reading differs: values first, then what only one reads. */
function difference(one: string, { documents, error }: Answer): string | undefined {
  const { documents: read, problems } = readText(one, 'x.yaml');
  const mine = read.map((document) => JSON.parse(JSON.stringify(document.value)) as unknown).filter(isObject);
  const theirs = documents.filter(isObject);
  const wrong = theirs.findIndex((document, i) => i >= mine.length || !isDeepStrictEqual(document, mine[i]));
  const isUnread = problems.some(({ code }) => ['BINARY', 'UNPARSABLE', 'TOO_LARGE'].includes(code));
  if (wrong >= 0 && problems.some(({ message }) => /^has the character U[+](0085|2028|2029|FEFF)/.test(message))) return '3 refused on purpose';
  if (wrong >= 0) return isUnread ? `2 only kubectl reads it (${problems.map(({ message }) => message).join('; ')})` : VALUE;
  if (error && !isUnread) return `3 only we read it (${error.replace(/\d+/g, 'N').slice(0, 80)})`;
  return !error && mine.length > theirs.length ? '3 we read more documents' : undefined;
}

const texts = new Map([...files.map((file): [string, string] => [file, readFileSync(file, 'utf8')]), ...Array.from({ length: Number(amount) }, (_, i): [string, string] => [`${seed}-${i}`, randomText()])]);
const answers = ask(texts);
const ways = new Map<string, { count: number; example: string }>();
for (const [id, one] of texts) {
  const found = difference(one, answers.get(id)!);
  const way = files.includes(id) && found && !found.startsWith('3') ? FILE : found;
  if (!way) continue;
  const known = ways.get(way);
  const shortest = !known || one.length < known.example.length ? way === FILE ? id : one : known.example;
  ways.set(way, { count: (known?.count ?? 0) + 1, example: shortest });
}
for (const [way, { count, example }] of [...ways].sort()) process.stdout.write(`${way} (${count})\n      ${JSON.stringify(example.slice(0, 600))}\n`);
const failed = (way: string) => ways.get(way)?.count ?? 0;
process.stdout.write(`summary: ${texts.size} texts, ${[...answers.values()].filter(({ error }) => error).length} refused by kubectl, ${failed(VALUE)} other values, ${failed(FILE)} files\n`);
process.exitCode = failed(FILE) > 0 || failed(VALUE) > Number(amount) / 2000 ? 1 : 0;
