import { Entry } from './inventory/model';
import { fields, strings } from './inventory/access';

const SHORTEST = 6;

/**
 * The last guard of secrets: a function that blots out the values of all Secrets of a set, and the values inside of them that look like
 * `key = value`. Rules name keys, never values; this is for what they quote without knowing.
 */
export function redactor(entries: readonly Entry[]): (text: string) => string {
  const secrets = [...new Set(entries.filter((e) => e.kind === 'Secret').flatMap(({ object }) => valuesOf(object)))]
    .filter((value) => value.length >= SHORTEST)
    .sort((a, b) => b.length - a.length);
  if (!secrets.length) return (text) => text;
  return (text) => secrets.reduce((left, secret) => (left.includes(secret) ? left.split(secret).join('***') : left), text);
}

function valuesOf(secret: unknown): string[] {
  const { data, stringData } = fields(secret);
  const encoded = Object.values(strings(data));
  const texts = [...Object.values(strings(stringData)), ...encoded.map((value) => Buffer.from(value, 'base64').toString())];
  return [...encoded, ...texts, ...texts.flatMap(inner)];
}

/** What stands behind = or : on the lines of a text. */
function inner(text: string): string[] {
  return text.split('\n').slice(0, 1000).flatMap((line) => /^[^=:]*[=:]\s*"?(.*?)"?\s*$/.exec(line)?.[1] ?? []);
}
