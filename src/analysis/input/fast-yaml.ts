/*
 * Reads the YAML that manifests are mostly made of: block maps and lists, scalars on one line, literal blocks, short flow collections. It gives up on
 * everything else, and on every error, so that the whole parser decides. It is several times faster than that, and keeps no positions.
 */
import { CODE, DEEPEST, Flow, GIVES_UP, GivesUp, Marks, unquoted } from './fast-flow';
import { keyText, plainScalar } from '../../kubernetes/scalars';

/** Characters with which no plain scalar starts here, though some may in YAML. */
const INDICATORS = new Set([...'?:-,[]{}#&*!|>\'"%@`'].map((c) => c.charCodeAt(0)));

/** The value of a document; undefined if the whole parser has to read it. An empty document is null. */
export function readFast(text: string, marks?: Marks): { readonly value: unknown } | undefined {
  if (/[\r\t]/.test(text)) return undefined;
  try {
    return { value: new Reader(text, marks).document() };
  } catch (e) {
    if (e instanceof GivesUp) return undefined;
    throw e;
  }
}

class Reader {
  /** The line: how far its content is indented, where that starts, and where the line ends. */
  private indent = -1;
  private at = 0;
  private end = -1;
  private depth = 0;

  constructor(private readonly text: string, private readonly marks?: Marks) {}

  public document(): unknown {
    this.next();
    if (this.indent < 0) return null;
    const value = this.block();
    if (this.indent >= 0) throw GIVES_UP;
    return value;
  }

  /** Goes to the next line with content. The indent is -1 at the end. What is indented deeper than expected ends every block, and so is left over. */
  private next(): void {
    const { text } = this;
    for (;;) {
      let i = this.end + 1;
      if (i >= text.length) {
        this.indent = -1;
        return;
      }
      const start = i;
      while (text.charCodeAt(i) === CODE.space) i++;
      const end = this.lineEnd(i);
      this.end = end;
      if (i === end || text.charCodeAt(i) === CODE.hash) continue;
      this.indent = i - start;
      this.at = i;
      return;
    }
  }

  private lineEnd(from: number): number {
    const end = this.text.indexOf('\n', from);
    return end < 0 ? this.text.length : end;
  }

  private block(): unknown {
    if (++this.depth > DEEPEST) throw GIVES_UP;
    const value = this.isItem(this.at) ? this.list(this.indent) : this.map(this.indent);
    this.depth--;
    return value;
  }

  private isItem(at: number): boolean {
    return this.text.charCodeAt(at) === CODE.dash && this.isBlank(at + 1);
  }

  private isBlank(at: number): boolean {
    return at >= this.end || this.text.charCodeAt(at) === CODE.space;
  }

  private list(indent: number): unknown[] {
    const result: unknown[] = [];
    const marks = this.mark(result);
    while (this.indent === indent && this.isItem(this.at)) {
      const at = this.content(this.at + 1);
      marks?.set(result.length, at ?? this.at);
      if (at === undefined) {
        this.next();
        result.push(this.indent > indent ? this.block() : null);
      } else if (this.isItem(at) || this.keyEnd(at) !== undefined) {
        this.indent += at - this.at;
        this.at = at;
        result.push(this.block());
      } else {
        result.push(this.inline(at, indent));
      }
    }
    return result;
  }

  private map(indent: number): object {
    const result: { [key: string]: unknown } = {};
    const marks = this.mark(result);
    while (this.indent === indent && !this.isItem(this.at)) {
      const start = this.at;
      const colon = this.keyEnd(start);
      if (colon === undefined) throw GIVES_UP;
      const key = this.key(start, colon);
      if (key === '__proto__' || (key in result && Object.hasOwn(result, key))) throw GIVES_UP;
      marks?.set(key, start);
      const at = this.content(colon + 1);
      if (at !== undefined) {
        result[key] = this.inline(at, indent);
      } else {
        this.next();
        if (this.indent > indent) result[key] = this.block();
        else result[key] = this.indent === indent && this.isItem(this.at) ? this.nestedList(indent) : null;
      }
    }
    return result;
  }

  private nestedList(indent: number): unknown[] {
    if (++this.depth > DEEPEST) throw GIVES_UP;
    const value = this.list(indent);
    this.depth--;
    return value;
  }

  private mark(container: object): Map<string | number, number> | undefined {
    if (!this.marks) return undefined;
    const found = new Map<string | number, number>();
    this.marks.set(container, found);
    return found;
  }

  /** Where something follows on the line after blanks, if more than a comment does. */
  private content(from: number): number | undefined {
    const { text } = this;
    let i = from;
    while (i < this.end && text.charCodeAt(i) === CODE.space) i++;
    return i >= this.end || (text.charCodeAt(i) === CODE.hash && i > from) ? undefined : i;
  }

  /** Where the colon after a key is, if a key starts here. */
  private keyEnd(start: number): number | undefined {
    const { text } = this;
    const first = text.charCodeAt(start);
    if (first === CODE.doubleQuote || first === CODE.singleQuote) {
      const close = this.closing(start);
      return close !== undefined && text.charCodeAt(close + 1) === CODE.colon && this.isBlank(close + 2) ? close + 1 : undefined;
    }
    if (INDICATORS.has(first)) return undefined;
    for (let i = start; i < this.end; i++) {
      const c = text.charCodeAt(i);
      if (c === CODE.colon && this.isBlank(i + 1)) return i;
      if (c === CODE.hash && text.charCodeAt(i - 1) === CODE.space) return undefined;
    }
    return undefined;
  }

  private key(start: number, colon: number): string {
    const raw = this.text.slice(start, colon).trimEnd();
    if (raw === '<<') throw GIVES_UP;
    const first = raw.charCodeAt(0);
    const value = first === CODE.doubleQuote || first === CODE.singleQuote ? this.quoted(start, colon - 1) : plainScalar(raw);
    if (value === null) throw GIVES_UP;
    return keyText(value);
  }

  /** The value on the rest of a line; goes to the next line. */
  private inline(at: number, indent: number): unknown {
    const first = this.text.charCodeAt(at);
    let value: unknown;
    if (first === CODE.doubleQuote || first === CODE.singleQuote) {
      const close = this.closing(at);
      if (close === undefined || this.content(close + 1) !== undefined) throw GIVES_UP;
      value = this.quoted(at, close);
    } else if (first === CODE.bracket || first === CODE.brace) {
      const flow = new Flow(this.text, at, this.marks);
      value = flow.value(0);
      if (this.content(flow.at) !== undefined) throw GIVES_UP;
    } else if (first === CODE.bar) {
      return this.literal(at + 1, indent);
    } else {
      value = this.plain(at);
    }
    this.next();
    return value;
  }

  private plain(at: number): unknown {
    const first = this.text.charCodeAt(at);
    if (INDICATORS.has(first) && !(first === CODE.dash && !this.isBlank(at + 1))) throw GIVES_UP;
    const line = this.text.slice(at, this.end).split(' #', 1)[0].trimEnd();
    if (line.includes(': ') || line.endsWith(':')) throw GIVES_UP;
    return plainScalar(line);
  }

  /** Where the quote that opens here is closed on the same line, if it is. */
  private closing(open: number): number | undefined {
    const { text } = this;
    const quote = text.charCodeAt(open);
    for (let i = open + 1; i < this.end; i++) {
      const c = text.charCodeAt(i);
      if (c === CODE.backslash && quote === CODE.doubleQuote) i++;
      else if (c === quote && quote === CODE.singleQuote && text.charCodeAt(i + 1) === quote) i++;
      else if (c === quote) return i;
    }
    return undefined;
  }

  private quoted(open: number, close: number): string {
    return unquoted(this.text.slice(open, close + 1));
  }

  /** A literal block. Its lines are indented deeper than what holds it. */
  private literal(from: number, indent: number): string {
    const { text } = this;
    const chomping = text[from] === '-' || text[from] === '+' ? text[from] : '';
    if (this.content(from + chomping.length) !== undefined) throw GIVES_UP;
    const lines: string[] = [];
    let deep = 0;
    let longestBlank = 0;
    while (this.end + 1 < text.length) {
      const start = this.end + 1;
      let i = start;
      while (text.charCodeAt(i) === CODE.space) i++;
      const end = this.lineEnd(i);
      if (i === end) {
        if (!deep) longestBlank = Math.max(longestBlank, i - start);
        lines.push(deep ? text.slice(start + deep, end) : '');
      } else {
        if (!deep) deep = i - start;
        if (deep <= indent || i - start < deep) break;
        lines.push(text.slice(start + deep, end));
      }
      this.end = end;
    }
    if (longestBlank > deep) throw GIVES_UP;
    let last = lines.length;
    while (lines[last - 1] === '') last--;
    const kept = lines.slice(0, last).join('\n');
    this.next();
    if (chomping === '+') return kept + '\n'.repeat(lines.length - (last > 0 ? last - 1 : 0));
    return chomping === '-' || !last ? kept : `${kept}\n`;
  }
}
