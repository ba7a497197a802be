import { KEYS } from '../config/keys';
import { fields, Fields, strings } from './inventory/access';
import { Entry } from './inventory/model';

const SHORTEST = 6;
/** Settings of cloud.conf that name a file: whoever shall mount it has to read its path. */
const PATHS: ReadonlySet<string> = new Set(KEYS.filter(({ format, secret }) => format === 'path' && !secret).map(({ key }) => key));

/** Takes secrets out of a text. */
export type Redactor = (text: string) => string;

/**
 * The last guard of secrets: a function that blots out the values of all Secrets of a set, and the values inside of them that look like
 * `key = value`. Rules name keys, never values; this is for what they quote without knowing. What is the name of an object or a key too is no secret.
 */
export function redactor(entries: readonly Entry[]): Redactor {
  const secretObjects = entries.filter((e) => e.kind === 'Secret').map(({ object }) => fields(object));
  const named = entries.flatMap(({ name, namespace, kind, apiVersion }) => [name, namespace, kind, apiVersion]);
  const open = new Set([...named, ...secretObjects.flatMap(keysOf)]);
  const secrets = [...new Set(secretObjects.flatMap(valuesOf))]
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

function valuesOf(secret: Fields): string[] {
  const texts = textsOf(secret);
  const settings = texts.flatMap(lines).filter(([key, value]) => !(PATHS.has(key.toLowerCase()) && value.startsWith('/')));
  return [...Object.values(strings(secret.data)), ...texts, ...settings.map(([, value]) => value)];
}

function keysOf(secret: Fields): string[] {
  return [...Object.keys(strings(secret.data)), ...Object.keys(strings(secret.stringData)), ...textsOf(secret).flatMap(lines).map(([key]) => key)];
}

/** The values as programs see them. */
function textsOf({ data, stringData }: Fields): string[] {
  return [...Object.values(strings(stringData)), ...Object.values(strings(data)).map((value) => Buffer.from(value, 'base64').toString())];
}

/** What stands before and behind = or : on the lines of a text. */
function lines(text: string): Array<[string, string]> {
  return text.split('\n').slice(0, 1000).flatMap((line): Array<[string, string]> => {
    const match = /^([^=:]*)[=:]\s*"?(.*?)"?\s*$/.exec(line);
    return match ? [[match[1].trim(), match[2]]] : [];
  });
}
