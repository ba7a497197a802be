/*
 * The defects of the source documents: each is found by a rule, on the object that has it, or has a reason why no rule says anything. The fixtures
 * hold what carries the defects; tools/evidence/defects.ts looks for the same in the documents' own manifests, and for defects that were forgotten.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../../src/analysis/rules';
import { Defect, falseErrors, KNOWN, missed } from '../../tools/evidence/known-defects';

const FOLDERS = ['known-defects', 'source-documents/manifests'].map((name) => join(__dirname, '../evidence', name));

function read(document: string, file: string): string {
  const name = `${document}-${file.replace(/\//g, '-')}`;
  const folder = FOLDERS.find((path) => existsSync(join(path, name)));
  return readFileSync(join(folder ?? FOLDERS[0], name), 'utf8');
}

const title = ({ document, file, defect }: Defect) => `${document} ${file}: ${defect}`;
const found = KNOWN.defects.filter(({ rule }) => rule);

test.each(found.map((defect) => [`${title(defect)} — ${defect.rule}`, defect] as const))('%s', (_, defect) => {
  expect(missed(defect, read)).toBeUndefined();
});

test.each(KNOWN.defects.filter(({ rule }) => !rule).map((defect) => [title(defect), defect] as const))('left out: %s', (_, { whyNot }) => {
  expect(whyNot).toMatch(/\w{2}/);
});

test.each(Object.keys(KNOWN.sets))('what has no defect in document %s gets no error', (document) => {
  expect(falseErrors(document, read)).toEqual([]);
});

test('rules are named that exist', () => {
  const ids = RULES.map(({ id }) => id);
  expect(found.filter(({ rule }) => !ids.includes(rule!))).toEqual([]);
});

test('a defect that is not there is not found', () => {
  expect(missed({ document: '003', file: 'pod-blox.yaml', defect: '', rule: 'SEC009', on: 'Pod/blox', says: '' }, read)).toMatch(/SEC009 does not say .* of Pod\/blox; it says: ConfigMap\/local-path-config busybox/);
});
