/*
 * Checks that every statement of a list of statements is in test/evidence/source-documents/statements.json, and nothing else: tools/evidence/statements.ts LIST, a
 * Markdown table whose first column holds the ids.
 */
import { readFileSync } from 'fs';
import { statements } from '../docs/source-coverage';

const list = process.argv[2];
if (!list) {
  process.stderr.write('usage: source-statements.ts LIST\n');
  process.exit(2);
}
const wanted = [...readFileSync(list, 'utf8').matchAll(/^\| (S\d{3}-\d{2}) \|/gm)].map(([, id]) => id);
const covered = statements().map(({ id }) => id);
const gaps = [
  ...wanted.filter((id) => !covered.includes(id)).map((id) => `${id} is not covered`),
  ...covered.filter((id, i) => !wanted.includes(id) || covered.indexOf(id) !== i).map((id) => `${id} is covered twice, or does not exist`),
];
for (const gap of gaps) process.stdout.write(`${gap}\n`);
process.stdout.write(`summary: ${wanted.length} statements, ${gaps.length} gaps\n`);
process.exit(gaps.length || !wanted.length ? 1 : 0);
