import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, isScalar, isSeq, Pair, parse, parseAllDocuments, parseDocument, Scalar, stringify, visit, YAMLMap } from 'yaml';
import { written } from './support';
import { cli } from '../../cli/support';

/*
 * Files of the examples with one to three random changes each: a field dropped, renamed, retyped, duplicated, or given a hostile text. Each must give an
 * error with file and line, or manifests; never a stack trace, never a part of a folder. `npm run check:render` tries more, by a seed.
 */
const SEED = Number(process.env.RENDER_SEED ?? 1);
const COUNT = Number(process.env.RENDER_MUTATIONS ?? 25);
const EXAMPLES = join(__dirname, '../../../examples');
const TEXTS = readdirSync(EXAMPLES).map((name) => join(EXAMPLES, name, 'cluster.yaml')).filter((path) => existsSync(path))
  // The writer of the mutants refuses aliases whose anchor is gone.
  .map((path) => readFileSync(path, 'utf8')).map((text) => (text.includes('*image') ? stringify(parse(text), { aliasDuplicateObjects: false }) : text));
const HOSTILE = [
  '', ' ', '~', 'null', 'true', '-1', '1e309', '.inf', '0x', '../../../etc/passwd', '/etc/passwd', '__proto__', 'constructor', 'toString', '${HOME}', '{{ .x }}', '$(id)', '`id`',
  'a'.repeat(5000), '\u202e', 'é', '😀', 'a\nb', 'a: b', '# x', '- a', '&a', '*a', '!!js/function', '%', '"', '\'', '::error::x', '\u001b[31m', '\ud7ff', '1Gi', '10s', 'Infinity', 'NaN',
];

/** A small generator of numbers from 0 to 1 (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0; // eslint-disable-line no-bitwise
    let t = Math.imul(state ^ (state >>> 15), 1 | state); // eslint-disable-line no-bitwise
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t; // eslint-disable-line no-bitwise
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296; // eslint-disable-line no-bitwise
  };
}

function mutant(seed: number): string {
  const random = generator(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)];
  const document = parseDocument(pick(TEXTS), { uniqueKeys: false, keepSourceTokens: false });
  const duplicates: string[] = [];
  for (let count = 1 + Math.floor(random() * 3); count > 0; count--) {
    const places: Array<[YAMLMap, number]> = [];
    visit(document, { Map: (_, map) => { map.items.forEach((_pair, i) => places.push([map, i])); } });
    if (!places.length) break;
    const [map, i] = pick(places);
    const pair = map.items[i] as Pair<any, any>;
    const key = String(pair.key?.value ?? pair.key);
    const value: any = pair.value;
    switch (Math.floor(random() * 7)) {
      case 0: map.items.splice(i, 1); break;
      case 1: pair.key = new Scalar(pick([`${key}x`, key.slice(1), key.toUpperCase(), pick(HOSTILE), key.replace(/[aeiou]/, '')])); break;
      case 2: pair.value = document.createNode(pick<unknown>([null, true, 0, -5, 1.5, 'text', [], {}, [null], { a: { b: 'c' } }, { fromEnv: 'NOT_SET' }, { fromEnv: 'PATH' }, [[['x']]], Number.MAX_VALUE])); break;
      case 3: map.items.splice(i, 0, pair); break;
      case 4: pair.value = new Scalar(pick(HOSTILE)); break;
      case 5: if (isSeq(value) && value.items.length) value.items.push(value.items[0]); else if (isScalar(value)) value.value = `${String(value.value)}${pick(HOSTILE)}`; break;
      default: if (isMap(value) && value.items.length) value.items.push(pick(value.items)); else duplicates.push(key);
    }
  }
  const text = document.toString({ lineWidth: 0 });
  if (!duplicates.length) return text;
  // Text that no writer of YAML makes: a line cut off, twice, or with another indentation.
  const lines = text.split('\n');
  const line = Math.floor(random() * lines.length);
  lines.splice(line, 1, ...pick([[lines[line], lines[line]], [` ${lines[line]}`], [`${lines[line]} [`], [`${lines[line].slice(0, -2)}`], [`\t${lines[line]}`]]));
  return lines.join('\n');
}

const silenced = jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
afterAll(() => silenced.mockRestore());

test(`${COUNT} mutated files, seed ${SEED}`, async () => {
  let [failed, succeeded] = [0, 0];
  for (let i = 0; i < COUNT; i++) {
    const text = mutant(SEED * 100_000 + i);
    const root = written({ 'cluster.yaml': text, 'out/reference.k8s.yaml': 'old', 'out/old.k8s.yaml': 'old' });
    const file = join(root, 'cluster.yaml');
    const { code, out, err } = await cli(['render', '-f', file, '-o', join(root, 'out'), '--files', join(root, 'files')]);
    const where = `seed ${SEED * 100_000 + i}\n${err}\n${text}`;
    const left = readdirSync(join(root, 'out')).sort();
    if (/unexpected error|^ +at |TypeError|RangeError|undefined/m.test(err)) throw new Error(`unexpected: ${where}`);
    if (out !== '' || left.some((name) => name.endsWith('.tmp'))) throw new Error(`printed or left something: ${where}`);
    if (code === 0) {
      succeeded++;
      const [name] = left.filter((one) => readFileSync(join(root, 'out', one), 'utf8') !== 'old');
      const objects = parseAllDocuments(readFileSync(join(root, 'out', name ?? ''), 'utf8'), { version: '1.1' }).map((document) => (document as any).toJS());
      if (!objects.every((object) => object === null || typeof object.kind === 'string' && object.metadata?.name)) throw new Error(`no manifests: ${where}`);
    } else {
      failed++;
      const lines = err.trimEnd().split('\n');
      if (code !== 2 || !lines.every((line) => /^[^ :]+:\d+:\d+: \S/.test(line) || /^\d+ more not shown$/.test(line))) throw new Error(`no place: ${where}`);
      if (left.join() !== 'old.k8s.yaml,reference.k8s.yaml' || existsSync(join(root, 'files'))) throw new Error(`half a folder: ${where}`);
    }
  }
  expect(failed + succeeded).toBe(COUNT);
  expect(failed).toBeGreaterThan(COUNT / 4);
  expect(succeeded).toBeGreaterThan(0);
  if (COUNT > 100) process.stdout.write(`summary: ${failed} refused with file and line, ${succeeded} rendered, seed ${SEED}\n`);
}, 600_000);

