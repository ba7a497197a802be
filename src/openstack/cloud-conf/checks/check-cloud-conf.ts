import { violations } from '.';
import { nearest } from '../../../core/nearest';
import { isAtLeast, Minor, NEWEST_RELEASE } from '../../../kubernetes/minor';
import { ConfSection, Severity } from '../conf';
import { confOf, decode, Decoded, Dropped } from '../decode';
import { encodedAgain, otherFormat } from '../format';
import { GcfgDocument, readGcfg } from '../gcfg-reader';
import { EXPECTED } from '../gcfg-values';
import { CONSUMER_NAMES, Consumer, KeyRow, KEYS, SECTIONS, keyNamed, sectionNamed, whyNotRead } from '../keys';

/** A fault, or likely fault, in a line of a cloud.conf. */
export interface CloudConfFinding {
  /** Lower case with hyphens. */
  readonly id: string;
  readonly severity: Severity;
  /** Starts at 1. */
  readonly line: number;
  readonly message: string;
  readonly fix: string;
}

/** Names of keys by section, for suggestions. */
const NAMES: { readonly [section: string]: readonly string[] } = Object.fromEntries(SECTIONS.map((section) =>
  [section, KEYS.filter((row) => row.section === section && row.property).map((row) => row.key)]));

/** Finds the name that a misspelled one stands for. */
type Suggest = (name: string, candidates: readonly string[]) => string | undefined;

/** Most names of a file for which the nearest one is looked up: a file with more is no cloud.conf with typing errors. */
const MOST_SUGGESTIONS = 100;

/** First minor in which the node service of Cinder CSI needs no credentials, so its file may omit [Global]. */
export const NODES_WITHOUT_CREDENTIALS: Minor = '1.32';

/**
 * Checks a file as one of its consumers reads it, in the order of its lines.
 *
 * A finding never contains a value, nor the name of an unknown key after a secret: if a line was broken, that may be a part of
 * the secret.
 */
export function checkCloudConf(
  text: string | Uint8Array, minor: Minor, consumer: Consumer, document: GcfgDocument = readGcfg(text),
): CloudConfFinding[] {
  const plain = typeof text === 'string' ? text : Buffer.from(text).toString();
  const again = encodedAgain(plain);
  if (again !== undefined) {
    return [finding('encoded-again', 'error', 1, 'the file is base64 once more than it should be, so the component finds '
    + 'no section', 'Encode it once')];
  }
  const format = otherFormat(plain, document);
  if (format) {
    return [finding('format', 'error', 1, `the file is ${format.name} instead of sections with key = value: no component starts `
    + 'with it', format.fix)];
  }
  const decoded = decode(document, minor, consumer);
  const findings = [
    ...failures(decoded, consumer),
    ...cutValues(document),
    ...singleQuotes(document),
    ...document.error ? [syntaxError(document.error, plain)] : checkContent(document, decoded, minor, consumer),
  ];
  return findings.sort((a, b) => a.line - b.line);
}

/** The keys of a file whose value is a secret and is not empty, as `[section] key`, each once. */
export function secretsIn(text: string): string[] {
  const found = readGcfg(text).items.flatMap((item) => {
    const section = item.kind === 'variable' && item.value ? sectionNamed(item.section) : undefined;
    const row = section && item.kind === 'variable' ? keyNamed(section, item.key) : undefined;
    return row?.secret ? [`[${section}] ${row.key}`] : [];
  });
  return [...new Set(found)];
}

function checkContent(document: GcfgDocument, decoded: Decoded, minor: Minor, consumer: Consumer): CloudConfFinding[] {
  const conf = confOf(decoded, minor, consumer);
  const named = conf.all('Global').length > 0 || decoded.dropped.some((d) => d.section === 'Global');
  if (!named && !(consumer === 'cinder-csi' && isAtLeast(minor, NODES_WITHOUT_CREDENTIALS))) conf.add(new ConfSection('Global', '', undefined, 1));
  return [
    ...repeated(decoded),
    ...unread(document, decoded, minor, consumer),
    ...violations(conf).map(({ rule, section, key, problem, fix, severity = rule.severity }) => finding(rule.id, severity,
      section.settings.get(key)?.line ?? section.line ?? 1, `${section.header} ${key} ${problem}`, fix)),
  ];
}

function failures(decoded: Decoded, consumer: Consumer): CloudConfFinding[] {
  return decoded.failures.map(({ variable, row }) => finding('value-type', 'error', variable.line,
    `[${row.section}] ${row.key} must be ${EXPECTED[row.type]}: ${CONSUMER_NAMES[consumer]} does not start`,
    row.type === 'unsettable' ? 'Remove the line' : 'Correct the value'));
}

function syntaxError({ message, line, column }: NonNullable<GcfgDocument['error']>, text: string): CloudConfFinding {
  if (message.includes('U+FEFF')) {
    return finding('syntax', 'error', line, 'cannot be parsed: it contains a byte order mark, and no component starts with it',
      'Save it as UTF-8 without byte order mark');
  }
  const what = message.replace(/ U\+[0-9A-F]+( '.*')?$/su, '');
  return finding('syntax', 'error', line, `cannot be parsed: ${what} (column ${column}), and no component starts with it`,
    fixOf(message, lineAt(text, line)));
}

/** The fix of a syntax error, by its message and the start of its line. Names only keys that exist: an unknown one may be part of a secret. */
function fixOf(message: string, line: string): string {
  const [, word = '', sign = ''] = /^\s*([\w.-]*)\s*(\S?)/.exec(line) ?? [];
  const key = KEYS.find((row) => row.key === word.toLowerCase().replace(/[_.]/g, '-'))?.key;
  if (/^\s*\[/.test(line)) return 'Write the section in brackets on a line of its own, such as [Global] or [LoadBalancerClass "name"]';
  if (message === 'expected section header') return 'Begin the file with a section such as [Global]';
  if (sign === ':') return `Write ${key ?? 'key'} = value, with = instead of :`;
  if (key && key !== word.toLowerCase()) return `Write ${key}: names of keys have hyphens`;
  if (message === "expected '='") return `Write ${key ?? 'key'} = value, and begin comments with # or ;`;
  if (/^expected section header or variable/.test(message) || (word === '' && /^illegal character/.test(message))) {
    return 'Write a section or '
    + 'key = value on each line, and begin comments with # or ;';
  }
  return 'Quote values that contain ", \\, ; or #, and escape " and \\ with \\';
}

function lineAt(text: string, line: number): string {
  let start = 0;
  for (let i = 1; i < line; i++) start = text.indexOf('\n', start) + 1;
  const end = text.indexOf('\n', start);
  return text.slice(start, end < 0 ? undefined : end);
}

function singleQuotes(document: GcfgDocument): CloudConfFinding[] {
  return document.items.flatMap((item) => (item.kind === 'variable' && /^'.*'$/s.test(item.value ?? '')
    ? [finding('single-quotes', 'error', item.line,
      'the value is enclosed in single quotes, which become part of it', 'Use double quotes, or none')] : []));
}

function cutValues(document: GcfgDocument): CloudConfFinding[] {
  return document.items.flatMap((item) => (item.kind === 'variable' && item.cut ? [finding('comment-cuts-value', 'warning', item.line,
    'the value is cut off at a ; or #, which starts a comment', 'Quote the value, or put a blank before the comment')] : []));
}

function repeated(decoded: Decoded): CloudConfFinding[] {
  const last = new Map<KeyRow, Set<string>>();
  const found: CloudConfFinding[] = [];
  for (let i = decoded.settings.length - 1; i >= 0; i--) {
    const { section, row, variable: { line, subsection }, value } = decoded.settings[i];
    const seen = last.get(row) ?? new Set();
    if (seen.has(subsection) && !Array.isArray(value)) {
      found.push(finding('repeated-key', 'warning', line, `[${section}] ${row.key} is set again below, and the last one wins`, 'Keep one of them'));
    }
    last.set(row, seen.add(subsection));
  }
  return found;
}

/** What the component silently ignores, except for keys of another component. */
function unread(document: GcfgDocument, decoded: Decoded, minor: Minor, consumer: Consumer): CloudConfFinding[] {
  const dropped = new Map(decoded.dropped.map((d) => [d.item, d]));
  const findings: CloudConfFinding[] = [];
  const newer = minor !== NEWEST_RELEASE && isAtLeast(minor, NEWEST_RELEASE);
  const alone = !decoded.headers.some((h) => h.section === 'Global');
  let searches = 0;
  const suggest: Suggest = (name, candidates) => (searches++ < MOST_SUGGESTIONS ? nearest(name, candidates) : undefined);
  let afterSecret = false;
  for (const item of document.items) {
    const drop = dropped.get(item);
    if (item.kind === 'header') {
      const found = drop ? droppedSection(drop, { alone, consumer, hide: afterSecret, suggest }) : [];
      findings.push(...newer ? found.map((one) => ofNewer(one, minor)) : found);
      if (drop?.reason !== 'unknown-section') afterSecret = false;
    } else {
      const row = drop?.section ? keyNamed(drop.section, item.key) ?? drop.row : undefined;
      if (drop?.reason === 'unknown-key') {
        const found = unknownKey(drop, afterSecret, suggest);
        findings.push(newer ? ofNewer(found, minor) : found);
      }
      if (drop?.reason === 'other-release') {
        findings.push(finding('key-not-in-release', 'warning', item.line,
          `[${drop.section}] ${drop.row!.key} is not read by release ${minor}: it ${whyNotRead([drop.row!], minor)}`, 'Remove it'));
      }
      if (!drop || row) afterSecret = !!(row ?? keyNamed(sectionNamed(item.section)!, item.key))?.secret;
    }
  }
  return findings;
}

/** A release that is newer than known may read names that no known release reads. */
function ofNewer(found: CloudConfFinding, minor: Minor): CloudConfFinding {
  return found.id !== 'unknown-keys' ? found
    : {
      ...found,
      severity: 'info',
      message: `${found.message.slice(0, -1)} up to release ${NEWEST_RELEASE}; ${minor} is newer than what is `
      + 'known here.',
    };
}

interface Place {
  /** No [Global] without name exists. */
  readonly alone: boolean;
  readonly consumer: Consumer;
  /** A secret comes before it, so its name may be a part of the secret. */
  readonly hide: boolean;
  readonly suggest: Suggest;
}

function droppedSection({ item, reason, section }: Dropped, { alone, consumer, hide, suggest }: Place): CloudConfFinding[] {
  if (reason === 'other-component') return [];
  if (reason === 'subsection' && section === 'Global') {
    return [finding('multi-cloud-global', alone || consumer === 'cinder-csi' ? 'error' : 'info', item.line,
      `a [Global] with a name is ignored by ${CONSUMER_NAMES[consumer]}`, alone ? 'Add a [Global] without name' : 'Cinder CSI reads it since 1.31')];
  }
  if (reason === 'subsection') {
    return [finding('unknown-keys', 'error', item.line, `[${section}] has no subsections, so everything below it is `
    + 'ignored', 'Remove the name')];
  }
  const near = suggest(item.section, SECTIONS);
  const name = hide ? 'this section' : `the section ${JSON.stringify(item.section)}`;
  return [finding('unknown-keys', 'error', item.line, `${name} is read by no component, so everything below it is `
    + 'ignored', near ? `Write [${near}]` : `Sections are ${SECTIONS.join(', ')}`)];
}

function unknownKey({ item, section }: Dropped, hide: boolean, suggest: Suggest): CloudConfFinding {
  const key = (item as { key: string }).key;
  const near = suggest(key, NAMES[section!]);
  const name = hide && !near ? 'this key' : `the key ${JSON.stringify(key)}`;
  return finding('unknown-keys', 'error', item.line, `[${section}] ${name} is read by no component`, near ? `Write ${near}`
    : 'Remove it, or correct its name');
}

function finding(id: string, severity: Severity, line: number, message: string, fix: string): CloudConfFinding {
  return { id, severity, line, message: `${message}.`, fix: `${fix}.` };
}
