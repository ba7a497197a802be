/*
 * Compares the index of known defects in test/evidence/known-defects/defects.json with the index of the source documents: tools/evidence/defects.ts INDEX,
 * a Markdown file with a table for each document, whose columns are file, object, place, defect and verdict. The files of each document are in a
 * folder beside it. Whether the analysis finds the defects is what test/analysis/known-defects.test.ts asks.
 */
import { existsSync, readdirSync, readFileSync } from 'fs';
import { dirname, join } from 'path';

const index = process.argv[2];
if (!index) {
  process.stderr.write('usage: defects.ts INDEX\n');
  process.exit(2);
}

interface Row { readonly document: string; readonly file: string; readonly defects: number }

const KNOWN: { readonly index: Row[]; readonly sets: { readonly [document: string]: string[] } } = JSON.parse(
  readFileSync(join(__dirname, '../../test/evidence/known-defects/defects.json'), 'utf8'));

/** The rows of the index with how many defects each lists: they are separated by semicolons outside of brackets. */
function rows(markdown: string): Row[] {
  return markdown.split(/^## /m).flatMap((section) => {
    const document = /^(\d{3})-/.exec(section)?.[1];
    const lines = document ? section.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| File ')) : [];
    return lines.map((line) => line.split(' | ')).map(([file, , , defect = '']) => ({
      document: document!,
      file: file.replace(/^\| /, '').trim(),
      defects: defect.trim() === '–' ? 0 : defect.replace(/\([^()]*\)/g, '').split(';').length,
    }));
  });
}

const root = dirname(index);
const folders = readdirSync(root);
const folderOf = (document: string) => folders.find((name) => name.startsWith(`${document}-`)) ?? document;
const text = ({ document, file, defects }: Row) => `${document} ${file}: ${defects} defects`;
const [listed, known] = [rows(readFileSync(index, 'utf8')).map(text), KNOWN.index.map(text)];
const problems = [
  ...listed.filter((row) => !known.includes(row)).map((row) => `not known: ${row}`),
  ...known.filter((row) => !listed.includes(row)).map((row) => `not in the index: ${row}`),
  ...Object.entries(KNOWN.sets).flatMap(([document, files]) => files.filter((file) => !existsSync(join(root, folderOf(document), file)))
    .map((file) => `document ${document} has no file ${file}`)),
];
for (const problem of problems) process.stdout.write(`${problem}\n`);
process.stdout.write(`summary: ${listed.length} rows, ${problems.length} problems\n`);
process.exit(problems.length || !listed.length ? 1 : 0);
