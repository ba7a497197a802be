/* The known defects of the source documents, test/evidence/known-defects/defects.json, and how the analysis is asked for each. */
import { readFileSync } from 'fs';
import { join } from 'path';
import { check } from '../../src/analysis/check/check';
import { StorageFinding } from '../../src/analysis/check/finding';
import { Inventory } from '../../src/analysis/model/inventory';

export interface Defect {
  /** Number of the document, such as "000". */
  readonly document: string;
  /** The files as the index names them. */
  readonly file: string;
  readonly defect: string;
  /** Why no rule finds it. */
  readonly whyNot?: string;
  /** The rule that finds it. */
  readonly rule?: string;
  /** `Kind/name` of the object that the finding is about; "*" for any. */
  readonly on?: string;
  /** What the message names. */
  readonly says?: string;
  readonly fix?: string;
  readonly severity?: string;
  readonly kubernetes?: string;
  readonly closedWorld?: boolean;
  readonly strict?: boolean;
  /** Files of other documents that are applied as well, as "001/pod-mypod.yaml". */
  readonly beside?: string[];
  /** A file of another document that was applied before. */
  readonly previous?: string;
  /** A manifest that is applied as well. */
  readonly added?: string;
  /** The file is judged without the rest of its document. */
  readonly alone?: boolean;
  /** What somebody has corrected or changed before. */
  readonly edits?: Array<{ readonly file: string; readonly from: string; readonly to: string }>;
}

/** A row of the index of the documents' files: how many defects it lists. */
export interface IndexRow {
  readonly document: string;
  readonly file: string;
  readonly defects: number;
}

export interface KnownDefects {
  readonly index: IndexRow[];
  /** The files of each document that are applied together. */
  readonly sets: { readonly [document: string]: string[] };
  /** Objects without a defect, which must get no error. */
  readonly sound: { readonly [document: string]: string[] };
  readonly defects: Defect[];
}

/** Reads a file of a document. */
export type Read = (document: string, file: string) => string;

export const KNOWN: KnownDefects = JSON.parse(readFileSync(join(__dirname, '../evidence/known-defects/defects.json'), 'utf8'));

/** What is wrong with an expectation: undefined where the rule finds the defect, with what it names. */
export function missed(defect: Defect, read: Read): string | undefined {
  const { rule, on, says = '', fix = '', severity } = defect;
  const found = judged(defect, read).filter((finding) => finding.rule === rule);
  const hit = found.some((finding) => (on === '*' || on === nameOf(finding)) && finding.message.includes(says) && finding.fix.includes(fix)
    && (severity ?? finding.severity) === finding.severity);
  return hit ? undefined : `${rule} does not say "${says}" of ${on}; it says: ${found.map((f) => `${nameOf(f)} ${f.message}`).join(' | ') || 'nothing'}`;
}

/** Errors of objects that have no defect. */
export function falseErrors(document: string, read: Read): string[] {
  const sound = KNOWN.sound[document] ?? [];
  return judged({ document, file: '', defect: '' }, read).filter((f) => f.severity === 'error' && sound.includes(nameOf(f))).map((f) => `${f.rule} ${nameOf(f)}: ${f.message}`);
}

const answers = new WeakMap<Read, Map<string, StorageFinding[]>>();

/** The findings for a defect's input; defects that share one are judged once. */
function judged(defect: Defect, read: Read): StorageFinding[] {
  const { document, file, kubernetes, closedWorld, strict, beside, previous, added, alone, edits } = defect;
  const key = JSON.stringify([document, alone && file, kubernetes, closedWorld, strict, beside, previous, added, edits]);
  const known = answers.get(read) ?? new Map<string, StorageFinding[]>();
  answers.set(read, known);
  const findings = known.get(key) ?? fresh(defect, read);
  known.set(key, findings);
  return findings;
}

function fresh(defect: Defect, read: Read): StorageFinding[] {
  const { document, file, kubernetes, closedWorld, strict, beside = [], previous, added, alone } = defect;
  const own = alone ? [file] : KNOWN.sets[document];
  const texts = [
    ...own.map((name) => ({ file: name, text: edited(defect, name, read(document, name)) })),
    ...beside.map((name) => ({ file: name, text: outside(name, read) })),
    ...(added ? [{ file: 'added.yaml', text: added }] : []),
  ];
  const options = { kubernetesVersion: kubernetes, closedWorld };
  const before = previous ? Inventory.ofTexts([{ file: previous, text: outside(previous, read) }], options) : undefined;
  return check(Inventory.ofTexts(texts, options), { strict, previous: before }).findings;
}

function outside(name: string, read: Read): string {
  const [document, ...file] = name.split('/');
  return read(document, file.join('/'));
}

function edited({ edits = [] }: Defect, file: string, text: string): string {
  return edits.filter((edit) => edit.file === file).reduce((now, { from, to }) => {
    if (!now.includes(from)) throw new Error(`${file} does not hold "${from}"`);
    return now.replace(from, to);
  }, text);
}

function nameOf({ object }: StorageFinding): string {
  return `${object.kind}/${object.name}`;
}
