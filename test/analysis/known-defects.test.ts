/*
 * The defects of the source documents: each is found by a rule, on the object that has it, or has a reason why no rule reports it. The transcriptions
 * hold what carries the defects. With SOURCE_DOCUMENTS the documents' own manifests are read instead: see test/support/source-documents.ts.
 */
import { RULES } from '../../src/analysis/rules';
import { Defect, falseErrors, KNOWN, missed } from '../support/known-defects';
import { sourceText as read } from '../support/source-documents';

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

test.each(KNOWN.index.filter(({ defects }) => defects > 0))('$document $file: each of its $defects defects has an entry', ({ document, file, defects }) => {
  expect(KNOWN.defects.filter((defect) => defect.document === document && defect.file === file).length).toBeGreaterThanOrEqual(defects);
});

test('every entry is about a file of the index', () => {
  const files = KNOWN.index.map(({ document, file }) => `${document} ${file}`);
  expect(KNOWN.defects.map(({ document, file }) => `${document} ${file}`).filter((name) => !files.includes(name))).toEqual([]);
});
