/*
 * Writes text that gcfg.v1 v1.2.3 reads back unchanged.
 *
 * Between double quotes gcfg supports only the escapes \\ \" \n \t, so everything else is written unchanged. It drops every carriage return and
 * fails on NUL; subsection names support \\ and \" only.
 */
import { refuse } from '../../core/errors';

/** A piece of the file: text, or a placeholder for a value that is filled in later. */
export type Piece<T> = string | { readonly later: T };

/** A line of a section. `bare` values (numbers, booleans, durations) are written without quotes. */
export interface Line<T> {
  readonly key: string;
  readonly value: Piece<T>;
  readonly bare?: boolean;
  /** Property of the value, for errors. */
  readonly property: string;
}

/** A section with its lines. */
export interface WritableSection<T> {
  readonly name: string;
  readonly subsection?: string;
  readonly property: string;
  readonly lines: Line<T>[];
}

/** The file in pieces: neighbouring texts are joined. */
export function writeGcfg<T>(sections: WritableSection<T>[]): Piece<T>[] {
  const pieces: Piece<T>[] = [];
  sections.forEach((section, i) => {
    const subsection = section.subsection === undefined ? '' : ` ${quoteSubsection(section.property, section.subsection)}`;
    pieces.push(`${i > 0 ? '\n' : ''}[${section.name}${subsection}]\n`);
    for (const { key, value, bare, property } of section.lines) {
      requireKey(property, key);
      pieces.push(`${key} = `, typeof value !== 'string' ? value : bare ? value : quoteValue(property, value), '\n');
    }
  });
  return joined(pieces);
}

/** Quotes a value. Throws if gcfg cannot represent it; the message never contains the value. */
export function quoteValue(property: string, value: string): string {
  const bad = /[\0\r]|\p{Cs}/u.exec(value);
  if (bad) refuse(property, `contains ${named(bad[0])}, which cloud.conf does not allow. ${bad[0] === '\r' ? 'Write line ends as LF' : 'Remove it'}`);
  return `"${value.replace(/[\\"\n\t]/g, (c) => ({ '\\': '\\\\', '"': '\\"', '\n': '\\n', '\t': '\\t' }[c]!))}"`;
}

/** Quotes a subsection name. Throws if gcfg cannot represent it. */
export function quoteSubsection(property: string, name: string): string {
  if (name === '') refuse(property, 'has an empty name, which cloud.conf does not allow');
  const bad = /[\0\n]|\p{Cs}/u.exec(name);
  if (bad) refuse(property, `has a name that contains ${named(bad[0])}, which cloud.conf does not allow`);
  return `"${name.replace(/[\\"]/g, '\\$&')}"`;
}

function requireKey(property: string, key: string): void {
  if (!/^\p{L}[\p{L}\p{Nd}-]*$/u.test(key)) {
    refuse(property, `writes the key ${JSON.stringify(key)}, which gcfg cannot parse: a key consists of letters, digits and "-" and starts with `
      + 'a letter');
  }
}

function named(character: string): string {
  if (character === '\0') return 'the NUL character';
  if (character === '\r') return 'a carriage return';
  if (character === '\n') return 'a line feed';
  return 'a lone surrogate';
}

function joined<T>(pieces: Piece<T>[]): Piece<T>[] {
  const result: Piece<T>[] = [];
  for (const piece of pieces) {
    const last = result[result.length - 1];
    if (typeof piece === 'string' && typeof last === 'string') result[result.length - 1] = last + piece;
    else result.push(piece);
  }
  return result;
}
