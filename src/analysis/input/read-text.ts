import { Alias, Document, isAlias, isMap, isScalar, isSeq, LineCounter, Pair, parseAllDocuments, Tags, YAMLParseError } from 'yaml';
import { indented } from './loose-indentation';
import { Located, NOWHERE, Origin, Problem, ProblemCode } from './source';
import { isObject, steps } from '../../core/fields';

const LARGEST_TEXT = 64 * 1024 * 1024;
const DEEPEST = 100;
/** Values that come out of aliases, in one document; those that are written out are bounded by the text. */
const MOST_ALIASED = 200_000;
const MOST_DUPLICATES = 20;
const LONGEST_KEY = 80;
const LONGEST_ERROR = 200;

/** Codes of the characters that nesting depends on; comparing numbers is what makes a look at 64 MiB cheap. */
const CODE = {
  newline: 10, doubleQuote: 34, singleQuote: 39, bracket: 91, backslash: 92, closingBracket: 93, brace: 123, closingBrace: 125,
} as const;

/** What a text held: the values of its documents, and what was wrong with it. */
interface ReadText {
  readonly documents: Located[];
  readonly problems: Problem[];
}

/**
 * Reads the documents of a YAML or JSON text.
 *
 * Time and memory are bounded, whatever the text is. What cannot be read becomes a problem of the result, and the documents around it are kept. YAML is read as kubectl reads it (1.1: `yes` and `on` are booleans), except that timestamps stay text, and whole numbers
 * too large for a double keep their digits as text.
 *
 * @param text Contents of the file.
 * @param file Name for messages; "-" is standard input.
 */
export function readText(text: string, file: string): ReadText {
  const refused = refusal(text);
  if (refused) return { documents: [], problems: [{ ...refused, origin: { ...NOWHERE, file } }] };
  return readJson(text, file) ?? readYaml(text, file);
}

function refusal(text: string): { code: ProblemCode; message: string } | undefined {
  if (text.length > LARGEST_TEXT) return { code: ProblemCode.TOO_LARGE, message: `is larger than ${LARGEST_TEXT / 1024 / 1024} MiB` };
  if (/[\0\ufffd]/.test(text)) return { code: ProblemCode.BINARY, message: 'is not UTF-8 text' };
  if (deepest(text) > DEEPEST) return { code: ProblemCode.TOO_LARGE, message: `is nested deeper than ${DEEPEST} levels` };
  return undefined;
}

/** How deep brackets and indentation go, at most; a cheap look before the parser, whose time and stack grow with it. */
function deepest(text: string): number {
  let depth = 0;
  let most = 0;
  let quote = 0;
  for (let i = 0; i < text.length && most <= DEEPEST; i++) {
    const c = text.charCodeAt(i);
    if (quote) {
      if (c === CODE.backslash && quote === CODE.doubleQuote) i++;
      else if (c === quote || c === CODE.newline) quote = 0;
    } else if ((c === CODE.doubleQuote || c === CODE.singleQuote) && depth > 0) {
      quote = c;
    } else if (c === CODE.bracket || c === CODE.brace) {
      most = Math.max(most, ++depth);
    } else if (c === CODE.closingBracket || c === CODE.closingBrace) {
      depth = Math.max(0, depth - 1);
    } else if (c === CODE.newline) {
      most = Math.max(most, dashes(text, i + 1));
      if (text.startsWith('---', i + 1)) depth = 0;
    }
  }
  return Math.max(most, dashes(text, 0));
}

/** How many "- " or "? " there are in a row at the start of a line. */
function dashes(text: string, start: number): number {
  let count = 0;
  let i = start;
  while (text[i] === ' ') i++;
  while (count <= DEEPEST && (text[i] === '-' || text[i] === '?') && text[i + 1] === ' ') {
    count++;
    i += 2;
  }
  return count;
}

/** JSON is parsed by the platform, which is fast; lines are only computed on demand. */
function readJson(text: string, file: string): ReadText | undefined {
  if (!/^\s*[[{]/.test(text) || /\d{16}/.test(text)) return undefined;
  try {
    const value = JSON.parse(text);
    let parsed: Document | undefined;
    const lines = new LineCounter();
    const line = (field?: string) => {
      parsed ??= parseAllDocuments(text, { lineCounter: lines, uniqueKeys: false })[0] as Document;
      return lineOf(parsed, lines, field);
    };
    const whole: Origin = { file, document: 0, line };
    if (!Array.isArray(value)) return { documents: [{ value, origin: whole }], problems: [] };
    return {
      documents: value.map((item, i) => ({ value: item, origin: { ...whole, line: (field) => line(`[${i}]${field ? `.${field}` : ''}`) } })),
      problems: [],
    };
  } catch {
    return undefined;
  }
}

function readYaml(text: string, file: string): ReadText {
  const result: ReadText = { documents: [], problems: [] };
  const first = parsedYaml(text);
  if (!first) return { documents: [], problems: [{ code: ProblemCode.UNPARSABLE, message: 'cannot be parsed', origin: { ...NOWHERE, file } }] };
  const isLoose = first.documents.some(({ errors }) => errors.some(({ code }) => code === 'MISSING_CHAR' || code === 'BAD_INDENT'));
  const second = isLoose ? parsedYaml(indented(text)) : undefined;
  first.documents.forEach((document, i) => {
    const repaired = document.errors.length && second?.documents.length === first.documents.length && !second.documents[i].errors.length;
    const { lines, documents: { [i]: read } } = repaired ? second : first;
    const origin = { file, document: i, line: (f?: string) => lineOf(read, lines, f) };
    if (repaired) {
      const message = 'has a quoted value or a flow collection that continues with less indentation than YAML requires';
      result.problems.push({ code: ProblemCode.LOOSE_INDENTATION, message, origin, line: first.lines.linePos(document.errors[0].pos[0]).line });
    }
    readDocument(read, lines, origin, result);
  });
  return result;
}

function parsedYaml(text: string): { readonly documents: Document[]; readonly lines: LineCounter } | undefined {
  const lines = new LineCounter();
  try {
    const parsed = parseAllDocuments(text, {
      lineCounter: lines, uniqueKeys: false, version: '1.1', prettyErrors: false, customTags: withoutTime, logLevel: 'silent',
    });
    return { documents: parsed as Document[], lines };
  } catch {
    return undefined;
  }
}

/** The tags of YAML 1.1 without those that turn dates and 1:30 into something else; kubectl keeps both as text. */
function withoutTime(tags: Tags): Tags {
  return tags.filter((tag) => typeof tag === 'string' || !(tag.tag.endsWith(':timestamp') || (tag as any).format === 'TIME'));
}

function readDocument(document: Document, lines: LineCounter, origin: Origin, result: ReadText): void {
  const problem = (code: ProblemCode, message: string, offset?: number) => result.problems.push(
    { code, message, origin, line: offset === undefined ? undefined : lines.linePos(offset).line });
  const [error] = document.errors;
  if (error?.message.includes('call stack')) {
    problem(ProblemCode.TOO_LARGE, 'is nested too deeply', error.pos[0]);
    return;
  }
  if (error) {
    problem(ProblemCode.UNPARSABLE, `is not valid YAML: ${withoutEcho(error)}`, error.pos[0]);
    return;
  }
  if (document.contents === null) return;
  try {
    const value = new Conversion((key, offset) => problem(ProblemCode.DUPLICATE_KEY, `has the duplicate key ${quoted(key)} in one map`, offset))
      .convert(document.contents, 0);
    if (value !== null && value !== undefined) result.documents.push({ value, origin });
  } catch (e) {
    const { message, offset } = e instanceof Unreadable ? e : { message: 'is nested too deeply', offset: undefined };
    problem(ProblemCode.TOO_LARGE, message, offset ?? document.contents.range?.[0]);
  }
}

class Unreadable extends Error {
  constructor(message: string, public readonly offset?: number) {
    super(message);
  }
}

/** Turns nodes into plain values with a budget, so that aliases cannot multiply without end. */
class Conversion {
  private readonly anchors = new Map<string, unknown>();
  private left = MOST_ALIASED;
  private aliases = 0;

  private duplicates = 0;

  constructor(private readonly onDuplicate: (key: string, offset?: number) => void) {}

  public convert(node: unknown, depth: number): any {
    if (this.aliases > 0 && --this.left < 0) throw new Unreadable('expands to too many values through its aliases');
    if (depth > DEEPEST) throw new Unreadable(`is nested deeper than ${DEEPEST} levels, or contains itself`);
    if (isAlias(node)) return this.alias(node, depth);
    const anchor = (node as any)?.anchor;
    if (anchor) this.anchors.set(anchor, node);
    if (isScalar(node)) return scalar(node.value, node.source);
    if (isSeq(node)) return node.items.map((item) => this.convert(item, depth + 1));
    if (isMap(node)) return this.map(node.items, depth);
    return null;
  }

  private alias(node: Alias, depth: number): any {
    if (!this.anchors.has(node.source)) throw new Unreadable('has a value that starts with *, an alias, but its anchor is not defined', node.range?.[0]);
    this.aliases++;
    const value = this.convert(this.anchors.get(node.source), depth + 1);
    this.aliases--;
    return value;
  }

  private map(pairs: Pair[], depth: number): any {
    const result: { [key: string]: any } = {};
    const merged: Array<{ [key: string]: any }> = [];
    for (const pair of pairs) {
      const key = this.key(pair.key, depth);
      const value = this.convert(pair.value, depth + 1);
      if (key === '<<') {
        merged.push(...(Array.isArray(value) ? value : [value]).filter(isObject));
        continue;
      }
      if (Object.hasOwn(result, key) && this.duplicates++ < MOST_DUPLICATES) this.onDuplicate(key, (pair.key as any)?.range?.[0]);
      put(result, key, value);
    }
    for (const source of merged) {
      for (const key of Object.keys(source)) if (!Object.hasOwn(result, key)) put(result, key, source[key]);
    }
    return result;
  }

  private key(node: unknown, depth: number): string {
    const value = isScalar(node) ? node.source ?? node.value : this.convert(node, depth + 1);
    return typeof value === 'string' ? value : JSON.stringify(value) ?? '';
  }
}

function put(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

function scalar(value: unknown, source?: string): unknown {
  if (typeof value === 'number' && (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER)) return source ?? String(value);
  if (typeof value === 'bigint') return String(value);
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
}

/** The line of a field, or of the closest parent that is in the document. */
function lineOf(document: Document | undefined, lines: LineCounter, field = ''): number | undefined {
  let node: any = document?.contents;
  let offset = node?.range?.[0];
  for (const step of steps(field)) {
    const pair = isMap(node) ? node.items.find((item) => String((item.key as any)?.value ?? '') === String(step)) : undefined;
    node = pair ? pair.value : isSeq(node) ? node.items[Number(step)] : undefined;
    const found = (pair?.key as any)?.range?.[0] ?? node?.range?.[0];
    if (found === undefined) break;
    offset = found;
  }
  return offset === undefined ? undefined : lines.linePos(offset).line;
}

/** Errors of the parser that quote the text around them, which may be a password without quotes. */
const ECHOING: { readonly [code: string]: string } = {
  BAD_ALIAS: 'A value that starts with * is not a valid alias',
  BAD_DIRECTIVE: 'A line that starts with % is not a valid directive',
  BAD_DQ_ESCAPE: 'An unknown escape with \\ between double quotes',
  TAG_RESOLVE_FAILED: 'A value that starts with ! has a tag that is unknown',
};

/** What an error of the parser says, without what it quotes. */
function withoutEcho({ code, message }: YAMLParseError): string {
  return ECHOING[code] ?? message.split(/\n|: /, 1)[0].slice(0, LONGEST_ERROR);
}

function quoted(key: string): string {
  return JSON.stringify(key.length > LONGEST_KEY ? `${key.slice(0, LONGEST_KEY)}…` : key);
}
