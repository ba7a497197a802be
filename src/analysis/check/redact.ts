import { fields, Fields, strings, text } from '../../core/fields';
import { KEYS } from '../../openstack/cloud-conf/keys';
import { ManifestObject } from '../model/manifest-object';

const SHORTEST = 6;
/** Lines of one value that are read as settings. */
const MOST_LINES = 1000;
/** A value of words alone may be a password, but also part of a name or an ordinary word. */
const WORDS = /^\p{L}+(?:[-_. ]\p{L}+)*$/u;
/** What goes on a word: "cinder" is no part of its own in cinder.csi.openstack.org, and is at the end of a sentence. */
const BEFORE = '(?<![\\p{L}\\p{N}_]|[\\p{L}\\p{N}_][-.])';
const AFTER = '(?![\\p{L}\\p{N}_]|[-.][\\p{L}\\p{N}_])';

const SECRET_KEYS: ReadonlySet<string> = new Set(KEYS.filter(({ secret }) => secret).map(({ key }) => normal(key)));
/**
 * Keys whose values are no credentials: those of cloud.conf that are not secret, their names in clouds.yaml and in the Secrets of CSI drivers, and
 * how other programs call a user, a database and a place.
 */
const OPEN_KEYS: ReadonlySet<string> = new Set([
  ...KEYS.map(({ key }) => normal(key)).filter((key) => !SECRET_KEYS.has(key)),
  ...[
    'user', 'user-name', 'user-id', 'admin-id', 'login', 'project', 'project-id', 'project-name', 'project-domain-id', 'project-domain-name',
    'region-name', 'interface', 'identity-api-version', 'auth-type', 'host', 'hostname', 'server', 'port', 'database', 'db', 'dbname', 'type',
    'driver',
  ].map(normal),
]);

/** Takes secrets out of a text. */
export type Redactor = (text: string) => string;

/**
 * The last guard of secrets: a function that blots out the values of all Secrets of a set, and the values inside of them that look like
 * `key = value`, unless the key says that the value is no secret. Rules name keys, never values; this is for what they quote without knowing.
 *
 * It is for free text. Names, kinds, paths and other fields that identify something are left as they are: reports must agree on them.
 */
export function redactor(items: readonly ManifestObject[]): Redactor {
  const secretObjects = items.filter((e) => e.kind === 'Secret').map(({ object }) => fields(object));
  const open = new Set([...items.flatMap(identity), ...secretObjects.flatMap(keysOf)]);
  const secrets = [...new Set(secretObjects.flatMap(valuesOf))]
    .filter((value) => value.length >= SHORTEST && !open.has(value))
    .sort((a, b) => b.length - a.length)
    .map((secret) => ({ secret, pattern: pattern(secret) }));
  if (!secrets.length) return (free) => free;
  return (free) => secrets.reduce((left, { secret, pattern: found }) => (left.includes(secret) ? left.replace(found, '***') : left), free);
}

/** The same list with its messages redacted. */
export function withMessages<T extends { readonly message?: string | null }>(list: readonly T[], redact: Redactor): T[] {
  return list.map((one) => (one.message ? { ...one, message: redact(one.message) } : one));
}

/** A secret that is not a word is redacted everywhere, also inside longer text. */
function pattern(secret: string): RegExp {
  const literal = secret.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return WORDS.test(secret) ? new RegExp(`${BEFORE}${literal}${AFTER}`, 'gu') : new RegExp(literal, 'gu');
}

function identity({ name, namespace, kind, apiVersion, object }: ManifestObject): string[] {
  return [name, namespace, kind, apiVersion, text(object.provisioner) ?? '', text(fields(fields(object.spec).csi).driver) ?? ''];
}

function valuesOf(secret: Fields): string[] {
  const encoded = Object.entries(strings(secret.data)).filter(([key]) => !isOpen(key)).map(([, value]) => value);
  return [...encoded, ...textsOf(secret).flatMap(([key, value]) => [
    ...secretParts(key, value), ...lines(value).flatMap(([inner, setting]) => secretParts(inner, setting)),
  ])];
}

/** What is secret in the value of a key: all of it, or the password of a URL and what follows the start of a comment. */
function secretParts(key: string, value: string): string[] {
  if (!isOpen(key)) return [value];
  const password = /:\/\/[^\s/:@]*:([^\s/@]+)@/.exec(value)?.[1];
  const cut = /[#;](\S+)$/.exec(value)?.[1];
  return [password, cut].filter((part): part is string => part !== undefined);
}

function isOpen(key: string): boolean {
  const name = normal(key);
  return OPEN_KEYS.has(name) || OPEN_KEYS.has(name.replace(/^os/, ''));
}

/** "auth_url", "os-authURL" and "auth-url" are one key to people. */
function normal(key: string): string {
  return key.toLowerCase().replace(/[-_.\s]/g, '');
}

function keysOf(secret: Fields): string[] {
  const texts = textsOf(secret);
  return [...Object.keys(strings(secret.data)), ...texts.flatMap(([key, value]) => [key, ...lines(value).map(([inner]) => inner)])];
}

/** The values as programs see them, by key. */
function textsOf({ data, stringData }: Fields): Array<[string, string]> {
  return [
    ...Object.entries(strings(stringData)),
    ...Object.entries(strings(data)).map(([key, value]): [string, string] => [key, Buffer.from(value, 'base64').toString()]),
  ];
}

/** What is before and after = or : on the lines of a text, without the marks of YAML around it. */
function lines(content: string): Array<[string, string]> {
  return content.split('\n').slice(0, MOST_LINES).flatMap((line): Array<[string, string]> => {
    const match = /^[\s{,"'-]*([^=:]*?)[\s"']*[=:]\s*["']?(.*?)["'}\],\s]*$/.exec(line);
    return match ? [[match[1], match[2]]] : [];
  });
}
