import { Marks } from './fast-flow';
import { readFast } from './fast-yaml';
import { Located, NOWHERE, Origin, Problem, ProblemCode } from './source';
import { DEEPEST, deepest, Fault, lineAt, Positions, positionsIn, readWhole } from './whole-yaml';
import { isObject, steps } from '../../core/fields';
import { characterName, UNREADABLE } from '../../kubernetes/scalars';

const LARGEST_TEXT = 64 * 1024 * 1024;

const LINE_BREAKS = ['\u0085', '\u2028', '\u2029'];

/** What a text held: the values of its documents, and what was wrong with it. */
interface ReadText {
  readonly documents: Located[];
  readonly problems: Problem[];
}

/** A document of a file: its text, and where that starts. */
interface Part {
  readonly text: string;
  /** Lines of the file before it. */
  readonly above: number;
}

/** A separator that is none. */
interface Misplaced extends Fault {
  readonly above: number;
}

/**
 * Reads the documents of a YAML or JSON text, as kubectl does: values are those of Go's reader, and a document that cannot be read becomes a problem
 * while those around it are kept. Time and memory are bounded, whatever the text is. Positions are found when they are asked for.
 *
 * @param text Contents of the file.
 * @param file Name for messages; "-" is standard input.
 */
export function readText(text: string, file: string): ReadText {
  const result: ReadText = { documents: [], problems: [] };
  if (text.length > LARGEST_TEXT) {
    const message = `is larger than ${LARGEST_TEXT / 1024 / 1024} MiB`;
    return { ...result, problems: [{ code: ProblemCode.TOO_LARGE, message, origin: { ...NOWHERE, file } }] };
  }
  const source = withoutMark(text);
  const json = /^\s*[[{]/.test(source) ? readJson(source, file) : undefined;
  if (json) return json;
  parts(source).forEach((part, document) => readPart(part, file, document, result));
  return result;
}

function readPart(part: Part | Misplaced, file: string, document: number, result: ReadText): void {
  const { above } = part;
  const text = 'text' in part ? withoutMark(part.text) : '';
  const origin: Origin = { file, document, line: lines(text, above) };
  const report = (fault: Fault) => result.problems.push(problemOf(fault, text, above, origin));
  if (!('text' in part)) {
    report(part);
    return;
  }
  const unreadable = /\ufffd/.exec(text) ?? UNREADABLE.exec(text);
  if (unreadable) {
    report({ code: ProblemCode.BINARY, message: unreadableText(unreadable[0]), offset: unreadable.index });
    return;
  }
  const fast = readFast(text);
  const { value, faults = [] } = fast ? { value: fast.value } : readWhole(text);
  faults.forEach(report);
  if (value !== null && value !== undefined) result.documents.push({ value, origin });
}

function problemOf({ code, message, offset }: Fault, text: string, above: number, origin: Origin): Problem {
  return { code, message, origin, line: offset === undefined ? undefined : lineAt(text, offset) + above };
}

function unreadableText(found: string): string {
  const name = characterName(found);
  if (found === '\ufffd') return 'is not UTF-8 text';
  if (LINE_BREAKS.includes(found)) return `has the character ${name}, which ends a line for kubectl. Write it as an escape between double quotes`;
  return `has the character ${name}, which kubectl refuses. Write it as an escape between double quotes`;
}

function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** The documents, split where kubectl splits them: at lines that begin with "---", wherever they are. */
function parts(text: string): Array<Part | Misplaced> {
  const found: Array<Part | Misplaced> = [];
  let start = 0;
  let above = 0;
  const next = (from: number) => {
    const at = text.indexOf('\n---', from);
    return at < 0 ? -1 : at + 1;
  };
  const add = (end: number) => {
    const part = text.slice(start, end);
    if (found.length || !/^(\s*(#.*)?\n)*\s*(#.*)?$/.test(part.slice(0, 10_000)) || part.length > 10_000) found.push({ text: part, above });
  };
  for (let at = text.startsWith('---') ? 0 : next(0); at >= 0; at = next(Math.max(start - 1, at))) {
    const eol = text.indexOf('\n', at);
    const end = eol < 0 ? text.length : eol;
    add(at);
    above += lineAt(text, at, start) - 1;
    const rest = text.slice(at + 3, end).trim();
    if (rest && !rest.startsWith('#')) {
      found.push({ code: ProblemCode.UNPARSABLE, message: 'has text after "---": kubectl refuses it as a separator of documents', offset: 0, above });
    }
    above += 1;
    start = Math.min(end + 1, text.length);
    if (eol < 0) return found;
  }
  add(text.length);
  return found;
}

/** JSON is parsed by the platform, which is fast: one value, or several objects in a row. Undefined if it is no JSON. */
function readJson(text: string, file: string): ReadText | undefined {
  if (deepest(text) > DEEPEST) return undefined;
  const documents: Located[] = [];
  const problems: Problem[] = [];
  let above = 0;
  let counted = 0;
  for (const [start, end] of text.trimStart().startsWith('{') ? objects(text) : [[0, text.length]]) {
    const part = text.slice(start, end);
    let value: unknown;
    try {
      value = JSON.parse(part);
    } catch {
      return undefined;
    }
    above += lineAt(text, start, counted) - 1;
    counted = start;
    const line = lines(part, above);
    const origin: Origin = { file, document: documents.length, line };
    if (amountOfKeys(value) !== keysWritten(part)) {
      for (const fault of readWhole(part).faults) problems.push(problemOf(fault, part, above, origin));
    }
    if (!Array.isArray(value)) {
      documents.push({ value, origin });
    } else {
      value.forEach((item, i) => documents.push({
        value: item,
        origin: { ...origin, line: (field) => line(`[${i}]${field ? `.${field}` : ''}`) },
      }));
    }
  }
  return { documents, problems };
}

/** Where the objects of a stream start and end. */
function* objects(text: string): Generator<readonly [number, number]> {
  const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}]/gs;
  let depth = 0;
  let start = 0;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    if (match[0] === '{') depth++;
    if (match[0] !== '}' || --depth > 0) continue;
    yield [start, token.lastIndex];
    start = token.lastIndex;
  }
  if (/\S/.test(text.slice(start))) yield [start, text.length];
}

function keysWritten(text: string): number {
  let count = 0;
  for (const [, colon] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/gs)) if (colon) count++;
  return count;
}

function amountOfKeys(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + amountOfKeys(item), 0);
  return isObject(value) ? Object.values(value).reduce((sum: number, item) => sum + 1 + amountOfKeys(item), 0) : 0;
}

/** Finds lines of fields: by a second look at the text, which is parsed once for all findings that follow each other. */
function lines(text: string, above: number): Origin['line'] {
  return (field = '') => {
    if (last?.text !== text) last = { text, lineOf: lineFinder(text) };
    const line = last.lineOf(field);
    return line === undefined ? undefined : line + above;
  };
}

type LineOf = (field: string) => number | undefined;

/** The document that was looked at last. */
let last: { readonly text: string; readonly lineOf: LineOf } | undefined;

function lineFinder(text: string): LineOf {
  const marks: Marks = new Map();
  const fast = readFast(text, marks);
  const find = fast && isObject(fast.value) ? lineOf({ source: text, offsetOf: (field) => marked(fast.value, marks, field) }) : () => undefined;
  let findInWhole: LineOf | undefined;
  return (field) => find(field) ?? (findInWhole ??= lineOf(positionsIn(text)))(field);
}

/** From offsets to lines. */
function lineOf({ source, offsetOf }: Positions): LineOf {
  const starts = [0];
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) starts.push(at + 1);
  return (field) => {
    const offset = offsetOf(field);
    if (offset === undefined) return undefined;
    let low = 0;
    for (let high = starts.length; high - low > 1;) {
      const middle = Math.floor((low + high) / 2);
      if (starts[middle] <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}

function marked(document: unknown, marks: Marks, field: string): number | undefined {
  let value: any = document;
  let offset = marks.get(value)?.values().next().value;
  for (const step of steps(field)) {
    const found = isObject(value) || Array.isArray(value) ? marks.get(value)?.get(Array.isArray(value) ? Number(step) : String(step)) : undefined;
    if (found === undefined) break;
    offset = found;
    value = value[step];
  }
  return offset;
}
