/*
 * `check` on files of YAML on disk, whole processes by turns: CPU time against js-yaml's parse of the same files at 10,000 objects, peak memory against a process
 * that holds what js-yaml parsed at 40,000. kubeconform validates the same files with schemas that know the fields of these objects.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { join, resolve } from 'path';
import { buildSync } from 'esbuild';
import { stringify } from 'yaml';
import { median, Usage, usage } from '../measure';
import { kubeconform } from '../peers';

type Judge = (name: string, value: number | undefined, limit: number, unit: string, why?: string) => void;

const MOST = { parsing: 6, memory: 2 };
const FILES = 100;

/** Holds what it parsed until it ends, as `check` holds it. */
const PARSER = (jsYaml: string) => `
const { loadAll } = require(${JSON.stringify(jsYaml)});
const { readdirSync, readFileSync } = require('fs');
const [folder] = process.argv.slice(2);
const held = readdirSync(folder).map((file) => loadAll(readFileSync(folder + '/' + file, 'utf8')));
if (held.flat().length === 0) process.exit(1);
`;

/** A JSON Schema of what some objects have: types of all their fields, and no others. */
function schemaOf(objects: readonly any[]): object {
  const types = new Set(objects.map((one) => (Array.isArray(one) ? 'array' : one === null ? 'null' : typeof one)));
  if (types.size !== 1) return {};
  const [type] = types;
  if (type === 'array') return { type, items: objects.flat().length ? schemaOf(objects.flat()) : {} };
  if (type !== 'object') return { type };
  const keys = [...new Set(objects.flatMap((one) => Object.keys(one)))];

  const values = (key: string) => objects.flatMap((one) => (key in one ? [one[key]] : []));
  return { type, additionalProperties: false, properties: Object.fromEntries(keys.map((key) => [key, schemaOf(values(key))])) };
}

function write(folder: string, objects: readonly any[]): void {
  mkdirSync(folder, { recursive: true });
  const size = Math.ceil(objects.length / FILES);
  for (let i = 0; i * size < objects.length; i++) {
    writeFileSync(join(folder, `${i}.yaml`), objects.slice(i * size, (i + 1) * size).map((one) => stringify(one)).join('---\n'));
  }
}

function row(name: string, runs: readonly Usage[]): void {
  process.stdout.write(`     ${name.padEnd(58)} ${median(runs.map(({ cpu }) => cpu)).toFixed(2)} s  ${median(runs.map(({ memory }) => memory)).toFixed(0)} MiB\n`);
}

/**
 * Measures files and judges the bars of them.
 *
 * @param spread Makes twice as many objects as its first argument says, in as many classes as its second says
 */
export function measureFiles(spread: (count: number, classes: number) => any[], judge: Judge, isQuick: boolean): void {
  mkdirSync('dist', { recursive: true });
  const out = resolve(mkdtempSync(join('dist', 'bench-files-')));
  const command = join(out, 'check.js');
  buildSync({ entryPoints: ['src/cli/main.ts'], outfile: command, bundle: true, platform: 'node', packages: 'external', target: 'node20', minify: true, keepNames: true, logLevel: 'error' });
  const parser = join(out, 'parse.js');
  writeFileSync(parser, PARSER(require.resolve('js-yaml')));
  const schemas = join(out, 'schemas');
  mkdirSync(schemas);
  const validator = kubeconform();
  for (const [objects, turns] of isQuick ? [[1_000, 1]] : [[10_000, 3], [40_000, 1]]) {
    const folder = join(out, String(objects));
    const set = spread(objects / 2, 100);
    write(folder, set);
    for (const kind of new Set(set.map((one) => one.kind as string))) {
      writeFileSync(join(schemas, `${kind.toLowerCase()}.json`), JSON.stringify(schemaOf(set.filter((one) => one.kind === kind))));
    }
    const measured = Array.from({ length: turns }, () => ({
      check: usage(process.execPath, [command, 'check', '--fail-on', 'none', folder]),
      parse: usage(process.execPath, [parser, folder]),
      conform: validator.binary ? usage(validator.binary, ['-n', '1', '-schema-location', join(schemas, '{{ .ResourceKind }}.json'), folder]) : undefined,
    }));
    const shown = objects.toLocaleString('en');
    row(`check of ${shown} objects in ${FILES} files`, measured.map(({ check }) => check));
    row('js-yaml parses and holds the same files', measured.map(({ parse }) => parse));
    if (validator.binary) row(`kubeconform ${validator.version} on the same files, one worker`, measured.map(({ conform }) => conform!));
    else process.stdout.write(`     kubeconform: NOT AVAILABLE: ${validator.missing}\n`);
    if (objects <= 10_000) judge(`check of ${shown} objects in files: CPU time / js-yaml`, median(measured.map(({ check, parse }) => check.cpu / parse.cpu)), MOST.parsing, '');
    if (objects > 10_000 || isQuick) judge(`check of ${shown} objects in files: peak memory / js-yaml`, median(measured.map(({ check, parse }) => check.memory / parse.memory)), MOST.memory, '');
  }
  rmSync(out, { recursive: true });
}
