/*
 * Text that others wrote, made safe to print. A name or a message of the input must not end a line, move the cursor, colour the terminal, turn the
 * text around or give a command to the CI system that reads the log.
 */

/**
 * Controls (C0, DEL, C1), separators of lines and paragraphs, marks that change the direction of text or are invisible, tags, noncharacters and lone
 * surrogates. Joiners (U+200C, U+200D) stay: some scripts and emoji need them.
 */
const UNPRINTABLE = new RegExp([
  '[\\u0000-\\u001f\\u007f-\\u009f\\u061c\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb\\ufffe\\uffff]',
  '\\udb40[\\udc00-\\udc7f]',
  '[\\ud800-\\udbff](?![\\udc00-\\udfff])',
  '(?<![\\ud800-\\udbff])[\\udc00-\\udfff]',
].join('|'), 'g');

const SHORT: { readonly [character: string]: string } = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** The text on one line, with all that cannot be printed as escapes that can be read: `\n`, `\u001b`, `\u202e`. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, escaped);
}

/** The same for a text of several lines. */
export function printableLines(text: string): string {
  return text.replace(UNPRINTABLE, (found) => (found === '\n' ? found : escaped(found)));
}

/** The same data with all its texts printable; keys stay. */
export function printableData<T>(value: T): T {
  if (typeof value === 'string') return printable(value) as T;
  if (Array.isArray(value)) return value.map((item) => printableData(item)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, below]) => [key, printableData(below)])) as T;
}

/** Escapes by UTF-16 unit, as in JSON: inside of a JSON text they stand for the same character. */
function escaped(found: string): string {
  return SHORT[found] ?? found.split('').map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
}
