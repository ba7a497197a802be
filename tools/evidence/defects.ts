/*
 * Checks that the analysis finds the defects that an index of the source documents lists: tools/evidence/defects.ts INDEX, a Markdown file with a table
 * for each document, whose columns are file, object, place, defect and verdict; the files lie in a folder beside it for each document. Each defect
 * of the index has to be in test/evidence/known-defects/defects.json, with the rule that finds it or a reason why none does.
 */
import { existsSync, readdirSync, readFileSync } from 'fs';
import { dirname, join } from 'path';
import { falseErrors, KNOWN, missed } from './known-defects';

const index = process.argv[2];
if (!index) {
  process.stderr.write('usage: source-defects.ts INDEX\n');
  process.exit(2);
}

interface Row { readonly document: string; readonly file: string; readonly parts: number }

/** The rows that list a defect, and how many: they are separated by semicolons, outside of brackets. */
function rows(markdown: string): Row[] {
  return markdown.split(/^## /m).flatMap((section) => {
    const document = /^(\d{3})-/.exec(section)?.[1];
    const lines = document ? section.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| File ')) : [];
    return lines.map((line) => line.split(' | ')).map(([file, , , defect = '']) => ({
      document: document!,
      file: file.replace(/^\| /, '').trim(),
      parts: defect.trim() === '–' ? 0 : defect.replace(/\([^()]*\)/g, '').split(';').length,
    }));
  });
}

const root = dirname(index);
const folders = readdirSync(root);
function read(document: string, file: string): string {
  return readFileSync(join(root, folders.find((name) => name.startsWith(`${document}-`)) ?? document, file), 'utf8');
}

const listed = rows(readFileSync(index, 'utf8'));
const known = ({ document, file }: { document: string; file: string }) => KNOWN.defects.filter((d) => d.document === document && d.file === file);
const found = KNOWN.defects.filter(({ rule }) => rule);
const problems = [
  ...listed.filter((row) => known(row).length < row.parts).map((row) => `${row.document} ${row.file}: ${known(row).length} of ${row.parts} defects have an entry`),
  ...KNOWN.defects.filter((d) => !listed.some((row) => row.document === d.document && row.file === d.file)).map((d) => `${d.document} ${d.file} is not in the index`),
  ...Object.entries(KNOWN.sets).flatMap(([document, files]) => files.filter((file) => !existsSync(join(root, folders.find((name) => name.startsWith(`${document}-`)) ?? '', file)))
    .map((file) => `${document} has no ${file}`)),
  ...found.flatMap((defect) => missed(defect, read)?.replace(/^/, `${defect.document} ${defect.file}: `) ?? []),
  ...Object.keys(KNOWN.sets).flatMap((document) => falseErrors(document, read).map((text) => `${document}: ${text}`)),
];
for (const problem of problems) process.stdout.write(`${problem}\n`);
const lists = listed.filter(({ parts }) => parts).length;
process.stdout.write(`summary: ${lists} rows with defects, ${found.length} found, ${KNOWN.defects.length - found.length} left out with a reason, ${problems.length} problems\n`);
process.exit(problems.length || !lists ? 1 : 0);
