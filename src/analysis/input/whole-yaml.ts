import { Alias, Document, isAlias, isMap, isScalar, isSeq, LineCounter, Pair, parseAllDocuments, Scalar, YAMLParseError } from 'yaml';
import { indented } from './loose-indentation';
import { ProblemCode } from './source';
import { isObject, steps } from '../../core/fields';
import { keyText, plainScalar } from '../../kubernetes/scalars';

export const DEEPEST = 100;
/** Values that come out of aliases, in one document; those that are written out are bounded by the text. */
const MOST_ALIASED = 200_000;
const MOST_DUPLICATES = 20;
const LONGEST_KEY = 80;
const LONGEST_ERROR = 200;

/** An action of a Helm template. */
const HELM = /\{\{-?\s*(?:\.[A-Z]|\$|(?:include|template|define|if|range|with|end|tpl|toYaml|quote|default)\b)/;

/** Codes of the characters that nesting depends on; comparing numbers is what makes a look at 64 MiB cheap. */
const CODE = {
  newline: 10, doubleQuote: 34, singleQuote: 39, bracket: 91, backslash: 92, closingBracket: 93, brace: 123, closingBrace: 125,
} as const;

/** What was wrong with a document, and where: an offset in its text. */
export interface Fault {
  readonly code: ProblemCode;
  readonly message: string;
  readonly offset?: number;
}

/** A document and its faults. Without a value, nothing of it is to be read. */
export interface ReadDocument {
  readonly value?: unknown;
  readonly faults: readonly Fault[];
}

/** Reads one document of any YAML, with a budget for what hostile ones could cost. */
export function readWhole(text: string): ReadDocument {
  const faults: Fault[] = [];
  const failed = (code: ProblemCode, message: string, offset?: number): ReadDocument => ({ faults: [...faults, { code, message, offset }] });
  if (deepest(text) > DEEPEST) return failed(ProblemCode.TOO_LARGE, `is nested deeper than ${DEEPEST} levels`);
  let document: Document | undefined;
  try {
    document = parse(text);
  } catch {
    return failed(ProblemCode.UNPARSABLE, 'cannot be parsed');
  }
  let [error] = document?.errors ?? [];
  if (document && isLoose(document)) {
    const repaired = parse(indented(text));
    if (repaired && !repaired.errors.length) {
      const message = 'has a quoted value or a flow collection that continues with less indentation than YAML requires';
      faults.push({ code: ProblemCode.LOOSE_INDENTATION, message, offset: error.pos[0] });
      [document, error] = [repaired, undefined as never];
    }
  }
  if (error?.message.includes('call stack')) return failed(ProblemCode.TOO_LARGE, 'is nested too deeply', error.pos[0]);
  if (error && HELM.test(text)) {
    return failed(ProblemCode.UNPARSABLE, 'is a template of Helm, not YAML: render the chart with "helm template" first',
      error.pos[0]);
  }
  if (error) return failed(ProblemCode.UNPARSABLE, `is not valid YAML: ${withoutEcho(error)}`, error.pos[0]);
  if (!document || document.contents === null) return { faults };
  try {
    const onDuplicate = (key: string, offset?: number) => faults.push({
      code: ProblemCode.DUPLICATE_KEY,
      message: 'has the duplicate key '
      + `${quoted(key)} in one map`,
      offset,
    });
    return { value: new Conversion(onDuplicate).convert(document.contents, 0), faults };
  } catch (e) {
    const { message, offset } = e instanceof Unreadable ? e : { message: 'is nested too deeply', offset: undefined };
    return failed(ProblemCode.TOO_LARGE, message, offset ?? document.contents.range?.[0]);
  }
}

/** Whether a value may continue at an indentation that only kubectl takes. */
function isLoose({ errors: [error] }: Document): boolean {
  return error?.code === 'MISSING_CHAR' || error?.code === 'BAD_INDENT';
}

/** The first document of a text. Scalars stay text: `plainScalar` says what they are. */
function parse(text: string): Document | undefined {
  const options = { uniqueKeys: false, schema: 'failsafe', version: '1.1', prettyErrors: false, logLevel: 'silent' } as const;
  return parseAllDocuments(text, { ...options, lineCounter: new LineCounter() })[0] as Document | undefined;
}

/** How deep brackets and indentation go, at most; a cheap look before the parser, whose time and stack grow with it. */
export function deepest(text: string): number {
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
    if (isScalar(node)) return scalar(node);
    if (isSeq(node)) return node.items.map((item) => this.convert(item, depth + 1));
    if (isMap(node)) return this.map(node.items, depth);
    return null;
  }

  private alias(node: Alias, depth: number): any {
    if (!this.anchors.has(node.source)) {
      throw new Unreadable('has a value that starts with *, an alias, but its anchor is not defined',
        node.range?.[0]);
    }
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
    const value = this.convert(node, depth + 1);
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : keyText(value);
  }
}

function put(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

function scalar({ value, source, type, tag }: Scalar): unknown {
  const text = source ?? String(value ?? '');
  const kind = tag?.replace(/^tag:yaml\.org,2002:/, '');
  if (kind === 'binary') return Buffer.from(text, 'base64').toString();
  const isResolved = kind === undefined ? type === 'PLAIN' : ['int', 'float', 'bool', 'null'].includes(kind);
  return isResolved ? plainScalar(text) : text;
}

/** Finds where the fields of a document are in `source`, or the closest parents that are in it. */
export interface Positions {
  readonly source: string;
  readonly offsetOf: (field: string) => number | undefined;
}

/** The positions in a text that is parsed once. */
export function positionsIn(text: string): Positions {
  const first = parse(text);
  const source = first && isLoose(first) ? indented(text) : text;
  const contents: any = (source === text ? first : parse(source))?.contents;
  return {
    source,
    offsetOf: (field) => {
      let node = contents;
      let offset = node?.range?.[0];
      for (const step of steps(field)) {
        const pair = isMap(node) ? node.items.find((item) => keyOf(item.key) === String(step)) : undefined;
        node = pair ? pair.value : isSeq(node) ? node.items[Number(step)] : undefined;
        const found = (pair?.key as any)?.range?.[0] ?? node?.range?.[0];
        if (found === undefined) break;
        offset = found;
      }
      return offset;
    },
  };
}

/** The line of an offset, from 1. */
export function lineAt(text: string, offset: number, from = 0): number {
  let line = 1;
  for (let at = text.indexOf('\n', from); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

function keyOf(node: unknown): string {
  return isScalar(node) ? keyText(scalar(node)) : '';
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
