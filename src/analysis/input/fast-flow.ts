/*
 * Flow collections on one line, for the fast reader.
 */
import { keyText, plainScalar } from '../../kubernetes/scalars';

/** Offsets in the text of the keys of maps and the items of lists, by container. */
export type Marks = Map<object, Map<string | number, number>>;

export const DEEPEST = 100;
/** Codes of characters. */
export const CODE = {
  space: 32, doubleQuote: 34, hash: 35, singleQuote: 39, comma: 44, dash: 45, colon: 58, bracket: 91, backslash: 92, brace: 123, bar: 124,
} as const;
/** Escapes between double quotes that mean the same in JSON. */
const JSON_ESCAPES = /^(?:[^\\]|\\["\\/bfnrt]|\\u(?![dD][89a-fA-F])[0-9a-fA-F]{4})*$/;

export class GivesUp extends Error {}
export const GIVES_UP = new GivesUp();

/** The text between quotes that stand on one line. */
export function unquoted(raw: string): string {
  const inner = raw.slice(1, -1);
  if (raw.charCodeAt(0) === CODE.singleQuote) return inner.replaceAll("''", "'");
  if (!inner.includes('\\')) return inner;
  if (inner.length > 10_000 || !JSON_ESCAPES.test(inner)) throw GIVES_UP;
  return JSON.parse(raw);
}

/** A flow collection on one line. */
export class Flow {
  constructor(private readonly text: string, public at: number, private readonly marks?: Marks) {}

  public value(depth: number): unknown {
    if (depth >= DEEPEST) throw GIVES_UP;
    const c = this.text.charCodeAt(this.at);
    if (c === CODE.bracket) return this.list(depth);
    if (c === CODE.brace) return this.map(depth);
    const scalar = this.scalar();
    return scalar.isPlain ? plainScalar(scalar.text) : scalar.text;
  }

  private list(depth: number): unknown[] {
    const result: unknown[] = [];
    const marks = this.marks && new Map<string | number, number>();
    if (marks) this.marks!.set(result, marks);
    this.open();
    while (this.text[this.at] !== ']') {
      marks?.set(result.length, this.at);
      result.push(this.value(depth + 1));
      this.separator(']');
    }
    this.at++;
    return result;
  }

  private map(depth: number): object {
    const result: { [key: string]: unknown } = {};
    const marks = this.marks && new Map<string | number, number>();
    if (marks) this.marks!.set(result, marks);
    this.open();
    while (this.text[this.at] !== '}') {
      const start = this.at;
      const scalar = this.scalar();
      this.blanks();
      if (this.text[this.at] !== ':' || (scalar.isPlain && this.text.charCodeAt(this.at + 1) !== CODE.space)) throw GIVES_UP;
      this.at++;
      this.blanks();
      const key = scalar.isPlain ? keyText(plainScalar(scalar.text)) : scalar.text;
      if (key === '__proto__' || key === '<<' || key === 'null' || Object.hasOwn(result, key)) throw GIVES_UP;
      marks?.set(key, start);
      result[key] = this.value(depth + 1);
      this.separator('}');
    }
    this.at++;
    return result;
  }

  private open(): void {
    this.at++;
    this.blanks();
  }

  private separator(close: string): void {
    this.blanks();
    if (this.text.charCodeAt(this.at) === CODE.comma) this.open();
    else if (this.text[this.at] !== close) throw GIVES_UP;
  }

  private blanks(): void {
    while (this.text.charCodeAt(this.at) === CODE.space) this.at++;
  }

  private scalar(): { readonly text: string; readonly isPlain: boolean } {
    const quote = this.text[this.at];
    const pattern = quote === '"' ? /"[^"\\\n]*(?:\\.[^"\\\n]*)*"/y : quote === "'" ? /'[^'\n]*(?:''[^'\n]*)*'/y : /[\w./@$%^~=+-][\w./@$%^~=+ -]*/y;
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (!found) throw GIVES_UP;
    const isPlain = quote !== '"' && quote !== "'";
    const plain = isPlain ? found[0].trimEnd() : found[0];
    if (isPlain && /^(?:[@%]|-$|- )/.test(plain)) throw GIVES_UP;
    this.at += plain.length;
    return { text: isPlain ? plain : unquoted(plain), isPlain };
  }
}
