/*
 * Objects as YAML text, byte for byte as `Yaml.stringify` of cdk8s writes them, in a fraction of its time.
 *
 * Scalars that mean the same in YAML 1.1 and 1.2 with and without quotes are written here; cdk8s itself is asked for all others. Where it writes
 * what the YAML reader of Kubernetes cannot read, or reads as something else, the text is put into quotes with escapes instead.
 */
import { Yaml } from 'cdk8s';
import { refuse } from '../core/errors';
import { printable } from '../core/printable';
import { plainScalar } from '../kubernetes/scalars';

/** Several documents in one text, as `Yaml.stringify(...documents)` has them: an undefined document is an empty line. */
export function yamlText(documents: readonly unknown[]): string {
  return documents.map((one) => (one === undefined ? '\n' : yamlDocument(one))).join('---\n');
}

/** One document. Plain data alone is written here; the rest is left to cdk8s, which refuses most of it. */
export function yamlDocument(document: unknown): string {
  if (typeof document !== 'object' || document === null) return Yaml.stringify(document);
  try {
    return `${isEmpty(document) ? Array.isArray(document) ? '[]' : '{}' : collection(document, '')}\n`;
  } catch (e) {
    if (e !== NO_DATA) throw e;
    return Yaml.stringify(document);
  }
}

const NO_DATA = new Error('no plain data');
const STEP = '  ';
/** A key that is longer is marked by "? ". */
const LONGEST_KEY = 1024;

function collection(value: object, indent: string): string {
  return Array.isArray(value) ? list(value, indent) : map(value as Record<string, unknown>, indent);
}

function list(items: readonly unknown[], indent: string): string {
  const inner = indent + STEP;
  let text = '';
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    text += i === 0 ? '- ' : `\n${indent}- `;
    text += typeof item === 'object' && item !== null ? isEmpty(item) ? empty(item) : collection(item, inner) : scalar(item, inner);
  }
  return text;
}

function map(fields: Record<string, unknown>, indent: string): string {
  if (!isPlainObject(fields)) throw NO_DATA;
  const inner = indent + STEP;
  let text = '';
  for (const name of Object.keys(fields)) {
    const value = fields[name];
    if (text !== '') text += `\n${indent}`;
    const key = keyOf(name, indent !== '' ? 'key' : text === '' ? 'first' : 'root');
    const isMarked = key.length > LONGEST_KEY;
    text += isMarked ? `? ${key}\n${indent}:` : `${key}:`;
    if (typeof value !== 'object' || value === null) text += ` ${scalar(value, inner)}`;
    else if (isEmpty(value)) text += ` ${empty(value)}`;
    else text += (isMarked ? ' ' : `\n${inner}`) + collection(value, inner);
  }
  return text;
}

function isEmpty(value: object): boolean {
  if (Array.isArray(value)) return value.length === 0;
  for (const key in value) if (Object.hasOwn(value, key)) return false;
  if (!isPlainObject(value)) throw NO_DATA;
  return true;
}

/** Whether an object has no class: its prototype is that of object literals, of this or of another realm, or null. */
function isPlainObject(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function empty(value: object): string {
  return Array.isArray(value) ? '[]' : '{}';
}

function scalar(value: unknown, indent: string): string {
  if (typeof value === 'string') return string(value, indent);
  if (typeof value === 'number' && Number.isFinite(value) && !Object.is(value, -0)) return String(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'number') throw NO_DATA;
  if (Number.isFinite(value)) return Yaml.stringify(value).trimEnd();
  return refuse(String(value), 'is no number that JSON and so the Kubernetes API knows: give a finite one');
}

/** Letters first, as in names, paths, flags and sentences: never a number, a date or a word with a meaning of its own, but for RESERVED. */
const PLAIN = /^-{0,2}[A-Za-z_/][ -~]*$/;
const NOT_PLAIN = /: | #|[: ]$/;
const RESERVED = /^(?:-{0,2}e[-+]?\d+|y|n|yes|no|on|off|true|false|null)$/i;
/** Digits first, with a letter that no number and no date has, such as "10Gi"; and UUIDs. */
const PLAIN_DIGITS = /^\d[\w./-]*[g-np-suvwyG-NP-SUVWY/][\w./-]*$|^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Lines of plain characters that neither begin nor end with white space, as configuration files have them. */
const BLOCK = /^[!-~][ -~]*\n[\n -~]*$/;
const BLOCK_END = /[!-~]\n?$/;

function string(text: string, indent: string): string {
  if (PLAIN.test(text)) {
    if (!NOT_PLAIN.test(text) && !RESERVED.test(text)) return text;
  } else if (PLAIN_DIGITS.test(text)) {
    return text;
  } else if (BLOCK.test(text) && BLOCK_END.test(text)) {
    const isEnded = text.endsWith('\n');
    return `|${isEnded ? '' : '-'}\n${indent}${(isEnded ? text.slice(0, -1) : text).replace(/\n+/g, `$&${indent}`)}`;
  }
  return remembered(text, 'value').replace(/\n+ {2}/g, (found) => found.slice(0, -2) + indent);
}

function keyOf(name: string, place: Place): string {
  return PLAIN.test(name) && !NOT_PLAIN.test(name) && !RESERVED.test(name) ? name : remembered(name, place);
}

/** Keys of the document's own map stand at the beginning of a line, and the first of them where a byte order mark would. */
type Place = 'value' | 'key' | 'root' | 'first';

const LONGEST_REMEMBERED = 200;
const MOST_REMEMBERED = 20_000;
/** Texts that are in quotes because Kubernetes could not read what cdk8s writes, and how often one was written. */
const changed = new Set<string>();
let changes = 0;

/** How often a text was written in another way than cdk8s writes it. */
export function requoted(): number {
  return changes;
}

const known = { value: new Map<string, string>(), key: new Map<string, string>(), root: new Map<string, string>(), first: new Map<string, string>() };

function remembered(text: string, place: Place): string {
  const texts = known[place];
  let found = texts.get(text);
  if (found === undefined) {
    found = asked(text, place);
    if (text.length <= LONGEST_REMEMBERED && texts.size < MOST_REMEMBERED) texts.set(text, found);
  }
  if (changed.size && changed.has(text)) changes++;
  return found;
}

/** What cdk8s writes for a text below a key, two spaces further in, or for a key. What Kubernetes would not read as this text is quoted instead. */
function asked(text: string, place: Place): string {
  const half = LONE_SURROGATE.exec(text);
  if (half) {
    refuse(`text ${printable(JSON.stringify(text.slice(0, 80)))}`, 'has half of a pair of surrogates, which no encoding can carry: '
      + 'remove it, or encode the text, such as in base64');
  }
  if (RAW.test(text) || place !== 'value' && text === '<<' || place === 'first' && text.startsWith('\ufeff')) return quoted(text);
  const written = place === 'value' ? Yaml.stringify({ a: text }).slice('a: '.length, -1)
    : place !== 'key' ? keyIn(Yaml.stringify({ [text]: 1 })) : keyIn(Yaml.stringify({ a: { [text]: 1 } }).slice('a:\n  '.length));
  const isBlock = /^[|>][-+]?$/m.test(written.slice(0, written.indexOf('\n'))); // one that states its indentation is read as written
  const isMisread = written === text && typeof plainScalar(text) !== 'string' || text.includes('\n \n') && FOLDED.test(written)
    || isBlock && TAB_BEFORE_BLOCK.test(text);
  return isMisread ? quoted(text) : written;
}

function keyIn(text: string): string {
  return text.startsWith('? ') ? text.slice(2, text.lastIndexOf('\n', text.length - 2)) : text.slice(0, text.lastIndexOf(':'));
}

/** A block of lines whose first white space has a tab, which is taken for its indentation. */
const TAB_BEFORE_BLOCK = /^[ \n]*\t[^]*\n|^[ \n]*\n[ \n]*\t/;
/** Lines between double quotes, where cdk8s puts two backslashes before a space that is a line of its own. */
const FOLDED = /^"[^]*\n/;
/** Characters that cdk8s writes as they are, and that end a line or cannot be read. */
const RAW = /[\u007f-\u009f\u2028\u2029\ufffe\uffff]/;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Double quotes with escapes, which every reader of YAML and JSON takes alike. */
function quoted(text: string): string {
  changed.add(text);
  return JSON.stringify(text).replace(new RegExp(RAW, 'g'), (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
