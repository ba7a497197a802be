/*
 * Parses a text as gcfg.v1 v1.2.3 does, with positions. What is fatal there is an error here; what gcfg accepts is accepted.
 *
 * Three properties of gcfg shape this file. A comment starts at any ; or # outside of double quotes, also in the middle of a word. A value is
 * a run of quoted and unquoted parts up to the end of the line. Only space, TAB and CR are blank, and a CR is removed anywhere
 * in a value.
 */

import { decodeUtf8 } from '../secrets/utf8';

/** A position in a text; both numbers start at 1. */
export interface Place {
  readonly line: number;
  /** In UTF-8 bytes, as in gcfg. */
  readonly column: number;
}

/** `[section "subsection"]`. */
export interface GcfgHeader extends Place {
  readonly kind: 'header';
  readonly section: string;
  readonly subsection: string;
}

/** `key = value`, or `key` alone, which gcfg calls blank. */
export interface GcfgVariable extends Place {
  readonly kind: 'variable';
  readonly section: string;
  readonly subsection: string;
  readonly key: string;
  /** Undefined for a blank one. */
  readonly value?: string;
  /** A comment follows the value without a blank, usually because a # or ; of the value is not quoted. */
  readonly cut: boolean;
}

/** A comment, from its ; or # to the end of the line. */
interface GcfgComment extends Place {
  readonly kind: 'comment';
}

/** A parse error. The message is gcfg's own, so that users find it in the log of the failed pod. */
interface GcfgError extends Place {
  readonly message: string;
}

/** The content of a file in order, up to the first error. */
export interface GcfgDocument {
  readonly items: Array<GcfgHeader | GcfgVariable>;
  readonly comments: GcfgComment[];
  readonly error?: GcfgError;
}

/** Parses a file. */
export function readGcfg(text: string | Uint8Array): GcfgDocument {
  const decoded = typeof text === 'string' ? text : decodeUtf8(text);
  const reader = new Reader(decoded);
  let error: GcfgError | undefined;
  try {
    reader.file();
  } catch (e) {
    if (!(e instanceof Failure)) throw e;
    error = { message: e.message, ...reader.place(e.offset) };
  }
  return { items: reader.items, comments: reader.comments, error };
}

class Failure extends Error {
  constructor(readonly offset: number, message: string) {
    super(message);
  }
}

const VALUE_ESCAPES: { [character: string]: string } = { '\\': '\\', '"': '"', 'n': '\n', 't': '\t' };

const BLANKS = /[ \t\r]*/y;
const EMPTY_LINES = /\n[ \t\r\n]*/y;
const LETTER = /^\p{L}/u;
const NAME = /(?:\p{L}[\p{L}\p{Nd}-]*)?/uy;
const REST_OF_LINE = /[^\n]*/y;
/** A run of characters without a meaning in values: neither blank nor special. */
const PLAIN = /[^\s"\\;#\0\ud800-\udfff]+/y;
/** A key and a value of plain words, which most lines are. */
const SIMPLE = /(\p{L}[\p{L}\p{Nd}-]*)[ \t]*=[ \t]*((?:[^\s"\\;#\0\ud800-\udfff]+(?:[ \t]+[^\s"\\;#\0\ud800-\udfff]+)*)?)[ \t]*\r?(?=\n)/uy;
/** What is fatal even in comments: NUL and invalid UTF-8. */
const FATAL = /\0|\p{Cs}/u;

class Reader {
  readonly items: Array<GcfgHeader | GcfgVariable> = [];
  readonly comments: GcfgComment[] = [];
  private offset = 0;
  /** Index of the line of the last place: the next is mostly in the same or the following one. */
  private lastLine = 0;
  private readonly lineStarts: number[] = [0];

  constructor(private readonly text: string) {
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) this.lineStarts.push(end + 1);
  }

  file(): void {
    let header: GcfgHeader | undefined;
    for (this.blanks(); this.offset < this.text.length; this.blanks()) {
      if (this.match(EMPTY_LINES)) continue;
      const start = this.offset;
      if (this.take('[')) {
        header = this.header(start);
        this.items.push(header);
      } else if (LETTER.test(this.peek())) {
        if (!header) throw new Failure(start, 'expected section header');
        this.items.push(this.variable(header));
      } else {
        this.requireLegal();
        throw new Failure(start, header ? 'expected section header or variable declaration' : 'expected section header');
      }
    }
  }

  place(offset: number): Place {
    let low = this.lineStarts[this.lastLine] <= offset ? this.lastLine : 0;
    for (const line of [low, low + 1]) if (!(this.lineStarts[line + 1] <= offset)) return this.placeIn(line, offset);
    for (let high = this.lineStarts.length; high - low > 1;) {
      const middle = Math.floor((low + high) / 2);
      if (this.lineStarts[middle] <= offset) low = middle;
      else high = middle;
    }
    return this.placeIn(low, offset);
  }

  private placeIn(index: number, offset: number): Place {
    this.lastLine = index;
    const start = this.lineStarts[index];
    return { line: index + 1, column: start === offset ? 1 : Buffer.byteLength(this.text.slice(start, offset)) + 1 };
  }

  private header(start: number): GcfgHeader {
    this.blanks();
    const section = this.name();
    if (section === '') this.unexpected('expected section name');
    this.blanks();
    const quote = this.offset;
    let subsection = '';
    if (this.peek() === '"') {
      subsection = this.subsection();
      if (subsection === '') throw new Failure(quote, 'empty subsection name');
      this.blanks();
    }
    if (!this.take(']')) this.unexpected(subsection ? 'expected right bracket' : 'expected subsection name or right bracket');
    this.blanks();
    if (this.offset < this.text.length && this.peek() !== '\n') throw new Failure(this.offset, 'expected EOL, EOF, or comment');
    return { kind: 'header', section, subsection, ...this.place(start) };
  }

  /** Text between double quotes, where only \\ and \" are escapes and everything except a line end is allowed. */
  private subsection(): string {
    const start = this.offset++;
    let name = '';
    for (let c = this.next(); c !== '"'; c = this.next()) {
      if (c === '' || c === '\n') throw new Failure(start, 'string not terminated');
      if (c !== '\\') {
        name += c;
        continue;
      }
      const escaped = this.next();
      if (escaped !== '\\' && escaped !== '"') throw new Failure(this.offset - escaped.length, 'unknown escape sequence');
      name += escaped;
    }
    return name;
  }

  private variable({ section, subsection }: GcfgHeader): GcfgVariable {
    const { line, column } = this.place(this.offset);
    SIMPLE.lastIndex = this.offset;
    const simple = SIMPLE.exec(this.text);
    if (simple) {
      this.offset += simple[0].length;
      return { kind: 'variable', section, subsection, key: simple[1], line, column, value: simple[2], cut: false };
    }
    const key = this.name();
    const found = { kind: 'variable' as const, section, subsection, key, line, column };
    this.blanks();
    if (this.offset >= this.text.length || this.peek() === '\n') return { ...found, cut: false };
    if (!this.take('=')) this.unexpected("expected '='");
    this.whitespace();
    const value = this.value();
    const cut = /[;#]/.test(this.peek()) && value !== '' && !/[ \t\r"]/.test(this.text[this.offset - 1]);
    this.blanks();
    return { ...found, value, cut };
  }

  /** Quoted and unquoted parts up to the end of the line or a comment, without trailing blanks of the last unquoted part. */
  private value(): string {
    const start = this.offset;
    let value = '';
    let length = 0;
    let quoted = false;
    while (quoted || !['', '\n', ';', '#'].includes(this.peek())) {
      const plain = this.match(PLAIN);
      if (plain) {
        value += plain;
        length = value.length;
        continue;
      }
      const c = this.next();
      if (c === '' || (quoted && c === '\n')) throw new Failure(start, 'string not terminated');
      if (c === '"') quoted = !quoted;
      else if (c === '\\') value += quoted ? this.escape() : this.continuation(start);
      else if (c !== '\r') value += c;
      if (quoted || !/[ \t\r]/.test(c)) length = value.length;
    }
    return value.slice(0, length);
  }

  private escape(): string {
    const at = this.offset;
    const character = VALUE_ESCAPES[this.next()];
    if (character === undefined) throw new Failure(at, 'unknown escape sequence');
    return character;
  }

  private continuation(start: number): string {
    this.take('\r');
    if (this.take('"')) return '"';
    if (this.take('\n')) return '';
    throw new Failure(start, "unquoted '\\' must be followed by new line or double quote");
  }

  private name(): string {
    return this.match(NAME);
  }

  private whitespace(): void {
    this.match(BLANKS);
  }

  /** Skips blanks and a comment. */
  private blanks(): void {
    this.whitespace();
    const start = this.offset;
    if (this.text[start] !== ';' && this.text[start] !== '#') return;
    this.comments.push({ kind: 'comment', ...this.place(start) });
    const fatal = FATAL.exec(this.match(REST_OF_LINE));
    if (!fatal) return;
    this.offset = start + fatal.index;
    this.next();
  }

  private unexpected(message: string): never {
    const at = this.offset;
    this.requireLegal();
    throw new Failure(at, message);
  }

  /** Between names, values and comments only some characters are allowed. */
  private requireLegal(): void {
    const c = this.peek();
    this.next();
    if (/^["[\]=;#\n\p{L}]?$/u.test(c)) return;
    const code = c.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
    throw new Failure(this.offset - c.length, `illegal character U+${code}${/[\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(c) ? ` '${c}'` : ''}`);
  }

  private peek(): string {
    return this.offset < this.text.length ? String.fromCodePoint(this.text.codePointAt(this.offset)!) : '';
  }

  /** Takes what a sticky pattern matches here. */
  private match(pattern: RegExp): string {
    pattern.lastIndex = this.offset;
    const [found] = pattern.exec(this.text) ?? [''];
    this.offset += found.length;
    return found;
  }

  private take(character: string): boolean {
    if (this.text[this.offset] !== character) return false;
    this.offset++;
    return true;
  }

  /** The next character. NUL and invalid UTF-8 are fatal even in comments. */
  private next(): string {
    const c = this.peek();
    if (c === '\0') throw new Failure(this.offset, 'illegal character NUL');
    if (/^\p{Cs}$/u.test(c)) throw new Failure(this.offset, 'illegal UTF-8 encoding');
    this.offset += c.length;
    return c;
  }
}
