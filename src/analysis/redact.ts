import { fields, strings } from './inventory/access';
import { Entry } from './inventory/model';

const SHORTEST = 6;

/** Takes secrets out of a text. */
export type Redactor = (text: string) => string;

/**
 * The last guard of secrets: a function that blots out the values of all Secrets of a set, and the values inside of them that look like
 * `key = value`. Rules name keys, never values; this is for what they quote without knowing. What is the name of an object too is no secret.
 */
export function redactor(entries: readonly Entry[]): Redactor {
  const open = new Set(entries.flatMap(({ name, namespace, kind, apiVersion }) => [name, namespace, kind, apiVersion]));
  const secrets = [...new Set(entries.filter((e) => e.kind === 'Secret').flatMap(({ object }) => valuesOf(object)))]
    .filter((value) => value.length >= SHORTEST && !open.has(value))
    .sort((a, b) => b.length - a.length);
  if (!secrets.length) return (text) => text;
  return (text) => secrets.reduce((left, secret) => (left.includes(secret) ? left.split(secret).join('***') : left), text);
}

/** The same data with all its texts redacted; keys stay. */
export function redacted<T>(value: T, redact: Redactor): T {
  if (typeof value === 'string') return redact(value) as T;
  if (Array.isArray(value)) return value.map((item) => redacted(item, redact)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, below]) => [key, redacted(below, redact)])) as T;
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
