import { violations } from '.';
import { nearest } from '../../../core/nearest';
import { isAtLeast, Minor } from '../../../kubernetes/minor';
import { ConfSection, Severity } from '../conf';
import { confOf, decode, Decoded, Dropped } from '../decode';
import { GcfgDocument, readGcfg } from '../gcfg-reader';
import { EXPECTED } from '../gcfg-values';
import { CONSUMER_NAMES, Consumer, KEYS, SECTIONS, keyNamed, sectionNamed, whyNotRead } from '../keys';

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

/** First minor in which the node service of Cinder CSI needs no credentials, so its file may omit [Global]. */
const NODES_WITHOUT_CREDENTIALS: Minor = '1.32';

/**
 * Checks a file as one of its consumers reads it, in the order of its lines.
 *
 * A finding never contains a value, nor the name of an unknown key after a secret: if a line was broken, that may be a part of
 * the secret.
 */
export function checkCloudConf(text: string | Uint8Array, minor: Minor, consumer: Consumer): CloudConfFinding[] {
  const document = readGcfg(text);
  const decoded = decode(document, minor, consumer);
  const findings = [
    ...failures(decoded, consumer),
    ...cutValues(document),
    ...document.error ? [syntaxError(document.error)] : checkContent(document, decoded, minor, consumer),
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

function syntaxError(error: NonNullable<GcfgDocument['error']>): CloudConfFinding {
  if (error.message.includes('U+FEFF')) {
    return finding('syntax', 'error', error.line, 'cannot be parsed: it contains a byte order mark, and no component starts with it', 'Save it as UTF-8 without byte order mark');
  }
  const what = error.message.replace(/ U\+[0-9A-F]+( '.*')?$/su, '');
  return finding('syntax', 'error', error.line, `cannot be parsed: ${what} (column ${error.column}), and no component starts with it`,
    'Quote values that contain ", \\, ; or #, and escape " and \\ with \\');
}

function cutValues(document: GcfgDocument): CloudConfFinding[] {
  return document.items.flatMap((item) => (item.kind === 'variable' && item.cut ? [finding('comment-cuts-value', 'warning', item.line,
    'the value is cut off at a ; or #, which starts a comment', 'Quote the value, or put a blank before the comment')] : []));
}

function repeated(decoded: Decoded): CloudConfFinding[] {
  const seen = new Set<string>();
  return [...decoded.settings].reverse().flatMap(({ section, row, variable, value }) => {
    const name = `${section} ${row.key} ${variable.subsection}`;
    const again = seen.has(name) && !Array.isArray(value);
    seen.add(name);
    return again ? [finding('repeated-key', 'warning', variable.line, `[${section}] ${row.key} is set again below, and the last one wins`, 'Keep one of them')] : [];
  });
}

/** What the component silently ignores, except for keys of another component. */
function unread(document: GcfgDocument, decoded: Decoded, minor: Minor, consumer: Consumer): CloudConfFinding[] {
  const dropped = new Map(decoded.dropped.map((d) => [d.item, d]));
  const findings: CloudConfFinding[] = [];
  let afterSecret = false;
  for (const item of document.items) {
    const drop = dropped.get(item);
    if (item.kind === 'header') {
      if (drop) findings.push(...droppedSection(drop, decoded, consumer, afterSecret));
      if (drop?.reason !== 'unknown-section') afterSecret = false;
    } else {
      const row = drop?.section ? keyNamed(drop.section, item.key) ?? drop.row : undefined;
      if (drop?.reason === 'unknown-key') findings.push(unknownKey(drop, afterSecret));
      if (drop?.reason === 'other-release') {
        findings.push(finding('key-not-in-release', 'warning', item.line,
          `[${drop.section}] ${drop.row!.key} is not read by release ${minor}: it ${whyNotRead([drop.row!], minor)}`, 'Remove it'));
      }
      if (!drop || row) afterSecret = !!(row ?? keyNamed(sectionNamed(item.section)!, item.key))?.secret;
    }
  }
  return findings;
}

function droppedSection({ item, reason, section }: Dropped, decoded: Decoded, consumer: Consumer, hide: boolean): CloudConfFinding[] {
  if (reason === 'other-component') return [];
  if (reason === 'subsection' && section === 'Global') {
    const alone = !decoded.headers.some((h) => h.section === 'Global');
    return [finding('multi-cloud-global', alone || consumer === 'cinder-csi' ? 'error' : 'info', item.line,
      `a [Global] with a name is ignored by ${CONSUMER_NAMES[consumer]}`, alone ? 'Add a [Global] without name' : 'Cinder CSI reads it since 1.31')];
  }
  if (reason === 'subsection') return [finding('unknown-keys', 'error', item.line, `[${section}] has no subsections, so everything below it is ignored`, 'Remove the name')];
  const near = nearest(item.section, SECTIONS);
  const name = hide ? 'this section' : `the section ${JSON.stringify(item.section)}`;
  return [finding('unknown-keys', 'error', item.line, `${name} is read by no component, so everything below it is ignored`, near ? `Write [${near}]` : `Sections are ${SECTIONS.join(', ')}`)];
}

function unknownKey({ item, section }: Dropped, hide: boolean): CloudConfFinding {
  const key = (item as { key: string }).key;
  const near = nearest(key, KEYS.filter((row) => row.section === section && row.property).map((row) => row.key));
  const name = hide && !near ? 'this key' : `the key ${JSON.stringify(key)}`;
  return finding('unknown-keys', 'error', item.line, `[${section}] ${name} is read by no component`, near ? `Write ${near}` : 'Remove it, or correct its name');
}

function finding(id: string, severity: Severity, line: number, message: string, fix: string): CloudConfFinding {
  return { id, severity, line, message: `${message}.`, fix: `${fix}.` };
}
