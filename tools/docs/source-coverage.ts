/*
 * Writes docs/source-coverage.md from test/evidence/source-documents/statements.json: for each statement of the source documents whether it is emitted, checked or
 * explained, with the code and the test, rules of the analysis or page that show it. What is emitted or checked has a test or a rule, which has tests of
 * its own; what is explained has a heading. A row whose file, test, rule or heading does not exist is an error.
 */
import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { table } from './helm-parity';
import { page } from './pages';

/** One statement of a source document. */
export interface Statement {
  readonly id: string;
  /** What it is about, in a few words. */
  readonly what: string;
  readonly how: 'emitted' | 'checked' | 'explained';
  readonly code?: string;
  /** `file › name of a test`, or how it begins. */
  readonly test?: string;
  /** Rules of the analysis, each with a page and tests. */
  readonly rules?: string[];
  /** `file`, or `file#heading`. */
  readonly page?: string;
}

const ROOT = join(__dirname, '../..');
const DOCUMENTS: { [prefix: string]: string } = {
  S000: 'Deploying External OpenStack Cloud Provider with Kubeadm (Kubernetes 1.15)',
  S001: 'Persistent storage (OpenShift 3)',
  S002: 'Kubernetes: Persistent Storage (slides)',
  S003: 'K3s with GlusterFS and local paths',
  S004: 'Kubernetes Storage Overview (CDI)',
};

export function statements(): Statement[] {
  const rows: Statement[] = JSON.parse(readFileSync(join(ROOT, 'test/evidence/source-documents/statements.json'), 'utf8'));
  const problems = rows.flatMap(problemsOf);
  if (problems.length) throw new Error(problems.join('\n'));
  return rows;
}

export function sourceCoverage(): string {
  const rows = statements();
  const count = (how: Statement['how']) => rows.filter((row) => row.how === how).length;
  return page([
    '# What became of the source documents',
    `This library grew out of five documents. They make ${rows.length} statements, numbered here in their order: ${count('emitted')} are emitted as objects or files, `
    + `${count('checked')} are checked, ${count('explained')} are explained in a page.`,
    ...Object.entries(DOCUMENTS).flatMap(([prefix, title]) => [
      `## ${title}`,
      table(['', 'about', '', 'code', 'shown by'], rows.filter(({ id }) => id.startsWith(prefix)).map((row) => [
        row.id, row.what, row.how, row.code ? link(row.code, row.code.replace(/^src\//, '')) : '', proofs(row).join(', '),
      ])),
    ]),
  ]);
}

function problemsOf({ id, what, how, code, test, rules = [], page: doc }: Statement): string[] {
  const gone = [code, test, doc, ...rules.map(rulePage)].filter((proof) => proof && !existsSync(join(ROOT, fileOf(proof)))).map((proof) => `${id}: ${proof} does not exist`);
  if (gone.length) return gone;
  const name = test?.split(' › ').slice(1).pop();
  const heading = doc?.split('#')[1];
  return [
    ...what ? [] : [`${id}: does not say what it is about`],
    ...test && !name ? [`${id}: names no test of ${test}`] : [],
    ...how !== 'explained' && !test && !rules.length ? [`${id}: is ${how}, and neither a test nor a rule shows it`] : [],
    ...how === 'emitted' && !code ? [`${id}: is emitted, and names no code`] : [],
    ...how === 'explained' && !heading ? [`${id}: is explained, and names no heading`] : [],
    ...name && ![name, name.replace(/'/g, "\\'")].some((words) => testText(test!).includes(words)) ? [`${id}: ${fileOf(test!)} has no test "${name}"`] : [],
    ...heading && !headings(doc!).includes(heading) ? [`${id}: ${fileOf(doc!)} has no heading #${heading}`] : [],
  ];
}

function proofs({ test, rules = [], page: doc }: Statement): string[] {
  return [...test ? [proofLink(test)] : [], ...rules.map((rule) => link(rulePage(rule), rule)), ...doc ? [proofLink(doc)] : []];
}

function rulePage(rule: string): string {
  return `docs/rules/${rule}.md`;
}

function headings(doc: string): string[] {
  return [...text(doc).matchAll(/^#+ (.*)$/gm)].map(([, title]) => title.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replace(/ /g, '-'));
}

function proofLink(proof: string): string {
  const name = proof.split(' › ').slice(1).pop() ?? fileOf(proof).replace(/^(test|docs)\//, '');
  return link(proof.split(' › ')[0], name);
}

function link(path: string, label: string): string {
  return `[${label.replace(/[[\]]/g, '')}](../${path})`.replace('](../docs/', '](');
}

function fileOf(proof: string): string {
  return proof.split(' › ')[0].split('#')[0];
}

/** The text of a test file and of the tables under test/support that name its cases. */
function testText(test: string): string {
  const own = text(test);
  const tables = [...own.matchAll(/from '[./]*(\/support\/[a-z-]+)'/g)].map(([, path]) => `test${path}.ts`);
  return [own, ...tables.map(text)].join('\n');
}

function text(proof: string): string {
  return readFileSync(join(ROOT, fileOf(proof)), 'utf8');
}
