/*
 * Compares an upstream manifest set with ours: tools/release/parity.ts EXPECTED ACTUAL ENTRY [--replace FROM=TO]… [--namespace NAME] [OPTION…]
 * --replace fills in what upstream leaves to the user, --namespace where upstream names none; both change the expected manifests.
 * What may differ is listed with its reason in tools/release/parity-deviations.json under ENTRY; a deviation that no longer occurs is an error too.
 * The comparison itself is done by the parity tool beside the manifests (../shared/tools/parity.mjs).
 */
import { spawnSync } from 'child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { parseAllDocuments, stringify } from 'yaml';
import { indented } from '../../src/analysis/input/loose-indentation';
import { isClusterScoped } from '../../src/kubernetes/kinds';

interface Deviation { pattern: string; reason: string }

const [expected, actual, entry, ...given] = process.argv.slice(2);
const tool = join(__dirname, '../../../shared/tools/parity.mjs');
for (const path of [expected, actual, tool]) {
  if (!path || !existsSync(path)) {
    process.stderr.write(`parity: ${path ?? 'a path'} is missing\n`);
    process.exit(2);
  }
}
const all: { [entry: string]: Deviation[] } = JSON.parse(readFileSync(join(__dirname, 'parity-deviations.json'), 'utf8'));
const deviations = Object.entries(all).filter(([key]) => entry === key || (key.endsWith('*') && entry.startsWith(key.slice(0, -1)))).flatMap(([, list]) => list);
const options = [...given];
const namespace = taken('--namespace')[0];
const replacements = taken('--replace').map((text) => text.split('='));
const { stdout } = spawnSync(process.execPath, [tool, filledIn(), actual, ...options], { encoding: 'utf8' });
const lines = stdout.trimEnd().split('\n');
const used = new Set<Deviation>();
const unexpected = lines.slice(0, -1).filter((line) => {
  const deviation = deviations.find((d) => new RegExp(d.pattern).test(line));
  if (deviation) used.add(deviation);
  return !deviation;
});
const stale = deviations.filter((d) => !used.has(d) && all[entry]?.includes(d));
for (const line of unexpected) process.stdout.write(`${line}\n`);
for (const d of stale) process.stdout.write(`! no longer occurs: ${d.pattern} (${d.reason})\n`);
process.stdout.write(`${lines[lines.length - 1]}, ${used.size} of them documented, ${unexpected.length} not\n`);
process.exit(unexpected.length || stale.length || !/^\d+ objects compared/.test(lines[lines.length - 1]) ? 1 : 0);

/** Takes the values of an option out of the options of the parity tool. */
function taken(option: string): string[] {
  const values: string[] = [];
  for (let at = options.indexOf(option); at >= 0; at = options.indexOf(option)) values.push(options.splice(at, 2)[1]);
  return values;
}

/** The folder of the expected manifests, with the replacements made, as kubectl reads it. */
function filledIn(): string {
  if (namespace === undefined && !replacements.length) return expected;
  const folder = mkdtempSync(join(tmpdir(), 'parity-'));
  for (const file of readdirSync(expected)) {
    const text = replacements.reduce((done, [from, to]) => done.replaceAll(from, to), readFileSync(join(expected, file), 'utf8'));
    const objects = parseAllDocuments(indented(text), { version: '1.1' }).map((document) => document.toJS()).filter(Boolean);
    writeFileSync(join(folder, file), objects.map((object) => stringify(placed(object))).join('---\n'));
  }
  return folder;
}

function placed(object: any): object {
  return isClusterScoped(object.kind) || namespace === undefined ? object : { ...object, metadata: { namespace, ...object.metadata } };
}
