/* The least that a writer of YAML has to do: block maps and lists, and JSON's quotes for every text that is not a plain word. A floor, not a writer to use. */

const PLAIN = /^[a-z][a-z0-9./-]*$/;
const KEY = /^[A-Za-z][A-Za-z0-9./-]*$/;
const WORDS = new Set(['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null']);

export function byHand(value: unknown, indent = ''): string {
  if (Array.isArray(value)) return value.length ? value.map((one) => `\n${indent}-${entry(one, `${indent}  `)}`).join('') : ' []';
  if (value === null || typeof value !== 'object') return ` ${scalar(value)}`;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return entries.length ? entries.map(([key, one]) => `\n${indent}${text(key, KEY)}:${byHand(one, `${indent}  `)}`).join('') : ' {}';
}

function entry(value: unknown, indent: string): string {
  const written = byHand(value, indent);
  return written.startsWith('\n') && !Array.isArray(value) ? ` ${written.slice(1 + indent.length)}` : written;
}

function scalar(value: unknown): string {
  return typeof value === 'string' ? text(value, PLAIN) : JSON.stringify(value);
}

function text(value: string, plain: RegExp): string {
  return plain.test(value) && !WORDS.has(value.toLowerCase()) ? value : JSON.stringify(value);
}
