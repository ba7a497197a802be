/*
 * Escapes untrusted text for printing. A name or message from the input must not end a line, move the cursor, colour the terminal, reverse the
 * text direction or pass a command to the CI system that reads the log.
 */

/**
 * Control characters (C0, DEL, C1), line and paragraph separators, bidirectional and invisible marks, tags, noncharacters and lone surrogates.
 * Joiners (U+200C, U+200D) are kept: some scripts and emoji need them.
 */
const UNPRINTABLE = new RegExp([
  '[\\u0000-\\u001f\\u007f-\\u009f\\u061c\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb\\ufffe\\uffff]',
  '\\udb40[\\udc00-\\udc7f]',
  '[\\ud800-\\udbff](?![\\udc00-\\udfff])',
  '(?<![\\ud800-\\udbff])[\\udc00-\\udfff]',
].join('|'), 'g');

/** Most texts have none of them. */
const PLAIN = /^[ -~]*$/;

const SHORT: { readonly [character: string]: string } = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** The text on one line; unprintable characters become escapes: `\n`, `\u001b`, `\u202e`. */
export function printable(text: string): string {
  return PLAIN.test(text) ? text : text.replace(UNPRINTABLE, escaped);
}

/** Like `printable`, but keeps line breaks. */
export function printableLines(text: string): string {
  return text.replace(UNPRINTABLE, (found) => (found === '\n' ? found : escaped(found)));
}

/** A copy of the data with every string printable; keys are unchanged. */
export function printableData<T>(value: T): T {
  if (typeof value === 'string') return printable(value) as T;
  if (Array.isArray(value)) return value.map((item) => printableData(item)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const copy: { [key: string]: unknown } = { ...value } as any;
  for (const key in copy) copy[key] = printableData(copy[key]);
  return copy as T;
}

/** Escapes each UTF-16 unit as JSON does, so that the escape means the same character inside a JSON text. */
function escaped(found: string): string {
  return SHORT[found] ?? found.split('').map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
}
