/*
 * Prints what `npm run synth` wrote: a line for each example with its files, objects and kinds, and where they are.
 */
import { readdirSync, readFileSync, statSync } from 'fs';
import { join, relative } from 'path';
import { parseAllDocuments } from 'yaml';

const ROOTS = ['dist/k8s', 'dist/files'];

interface Row { folder: string; files: number; kinds: Map<string, number> }

function filesBelow(folder: string): string[] {
  return readdirSync(folder).sort().flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

function row(folder: string): Row {
  const files = filesBelow(folder);
  const kinds = new Map<string, number>();
  for (const file of files.filter((f) => f.endsWith('.k8s.yaml'))) {
    for (const document of parseAllDocuments(readFileSync(file, 'utf8'))) {
      const kind = document.toJS()?.kind;
      if (kind) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
  }
  return { folder: relative('.', folder), files: files.length, kinds };
}

const rows = ROOTS.flatMap((root) => {
  try {
    return readdirSync(root).sort().map((name) => row(join(root, name)));
  } catch {
    return [];
  }
});
if (!rows.length) {
  process.stderr.write('Nothing was rendered: run `npm run synth`\n');
  process.exit(1);
}
const objects = ({ kinds }: Row) => [...kinds.values()].reduce((a, b) => a + b, 0);
const table = [['FOLDER', 'FILES', 'OBJECTS', 'KINDS'], ...rows.map((r) => [
  r.folder, String(r.files), String(objects(r)), [...r.kinds].sort().map(([kind, n]) => (n > 1 ? `${kind} ${n}` : kind)).join(', '),
])];
const widths = [0, 1, 2].map((i) => Math.max(...table.map((cells) => cells[i].length)));
for (const [folder, files, count, kinds] of table) {
  process.stdout.write(`${folder.padEnd(widths[0])}  ${files.padStart(widths[1])}  ${count.padStart(widths[2])}  ${kinds}\n`);
}
