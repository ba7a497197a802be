/*
 * Checks that the tables of docs/helm-parity.md list every value of the charts: tools/release/helm-values.ts CHARTS-FOLDER, whose <chart>/*.values.yaml hold every value of each
 * chart. A value that the table does not list is printed, and the check fails.
 */
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { parse } from 'yaml';
import { CHARTS, covers, leavesOf, valuePaths } from '../docs/helm-parity';

const folder = process.argv[2];
if (!folder) {
  process.stderr.write('usage: helm-leaves.ts CHARTS-FOLDER\n');
  process.exit(2);
}

let [total, gaps] = [0, 0];
for (const { file } of CHARTS) {
  const leaves = leavesOf(file).map((row) => row.leaf);
  const doubled = leaves.filter((leaf, i) => leaves.indexOf(leaf) !== i);
  for (const leaf of doubled) process.stdout.write(`${file}: ${leaf} is listed twice\n`);
  const values = readdirSync(join(folder, file)).filter((name) => name.endsWith('.values.yaml'))
    .flatMap((name) => valuePaths(parse(readFileSync(join(folder, file, name), 'utf8')) ?? {})).filter(Boolean);
  const missing = [...new Set(values)].filter((path) => !leaves.some((leaf) => covers(leaf, path)));
  for (const path of missing) process.stdout.write(`${file}: ${path} is not in the table of ${file}\n`);
  total += new Set(values).size;
  gaps += missing.length + doubled.length;
}
process.stdout.write(`summary: ${total} values, ${gaps} gaps\n`);
process.exit(gaps || !total ? 1 : 0);
