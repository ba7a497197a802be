/*
 * Compares an upstream manifest set with ours: tools/release/parity.ts EXPECTED ACTUAL ENTRY [OPTION…]
 * What may differ is listed with its reason in tools/release/parity-deviations.json under ENTRY; a deviation that no longer occurs is an error too.
 * The comparison itself is done by the parity tool beside the manifests (../shared/tools/parity.mjs).
 */
import { spawnSync } from 'child_process';
import { existsSync, readFileSync } from 'fs';
import { join } from 'path';

interface Deviation { pattern: string; reason: string }

const [expected, actual, entry, ...options] = process.argv.slice(2);
const tool = join(__dirname, '../../../shared/tools/parity.mjs');
for (const path of [expected, actual, tool]) {
  if (!path || !existsSync(path)) {
    process.stderr.write(`parity: ${path ?? 'a path'} is missing\n`);
    process.exit(2);
  }
}
const all: { [entry: string]: Deviation[] } = JSON.parse(readFileSync(join(__dirname, 'parity-deviations.json'), 'utf8'));
const deviations = Object.entries(all).filter(([key]) => entry === key || (key.endsWith('*') && entry.startsWith(key.slice(0, -1)))).flatMap(([, list]) => list);
const { stdout } = spawnSync(process.execPath, [tool, expected, actual, ...options], { encoding: 'utf8' });
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
