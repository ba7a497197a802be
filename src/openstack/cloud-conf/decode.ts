/* How a component interprets a parsed text: which keys it uses with which values, which it ignores, and which prevent its start. */
import { Conf, ConfSection, SECRET } from './conf';
import { GcfgDocument, GcfgHeader, GcfgVariable } from './gcfg-reader';
import { ConfValue, decodeValue } from './gcfg-values';
import { Consumer, FOREIGN_SECTIONS, isRead, KEYS, KeyRow, keyNamed, nameOf, reads, sectionNamed, takesSubsections } from './keys';
import { isAtLeast, Minor } from '../../kubernetes/minor';

/** A key that the component uses. The value of a secret is the secret itself: see `confOf`. */
export interface DecodedSetting {
  readonly variable: GcfgVariable;
  readonly section: string;
  readonly row: KeyRow;
  readonly value: ConfValue;
}

/**
 * Why something is silently ignored: no such section or key exists, the section has no subsections, or only another component
 * or another release reads it.
 */
type DropReason = 'unknown-section' | 'subsection' | 'unknown-key' | 'other-component' | 'other-release';

export interface Dropped {
  readonly item: GcfgHeader | GcfgVariable;
  readonly reason: DropReason;
  readonly section?: string;
  readonly row?: KeyRow;
}

export interface Decoded {
  readonly headers: Array<{ readonly header: GcfgHeader; readonly section: string }>;
  /** In file order. The last value of a key is used; lists collect all. */
  readonly settings: DecodedSetting[];
  readonly dropped: Dropped[];
  /** Values that do not fit the type of their field: the component does not start. */
  readonly failures: Array<{ readonly variable: GcfgVariable; readonly row: KeyRow }>;
}

/** Decodes for one consumer of one release. */
export function decode(document: GcfgDocument, minor: Minor, consumer: Consumer): Decoded {
  const result: Decoded = { headers: [], settings: [], dropped: [], failures: [] };
  const own = new Set(KEYS.filter((row) => !FOREIGN_SECTIONS.includes(row.section) && reads(row, consumer, minor)).map(({ section }) => section));
  for (const item of document.items) {
    const section = sectionNamed(item.section);
    const reason = section === undefined ? 'unknown-section' : !own.has(section) ? 'other-component'
      : item.subsection && !takesSubsections(section, consumer, minor) ? 'subsection' : undefined;
    if (reason) {
      result.dropped.push({ item, reason, section });
    } else if (item.kind === 'header') {
      result.headers.push({ header: item, section: section! });
    } else {
      decodeVariable(result, section!, item, minor, consumer);
    }
  }
  return result;
}

/** The input of the rules: the last value of each key, complete lists, masked secrets. */
export function confOf(decoded: Decoded, minor: Minor, consumer: Consumer): Conf {
  const conf = new Conf(minor, [consumer]);
  for (const { header, section } of decoded.headers) {
    if (!conf.section(section, header.subsection)) conf.add(new ConfSection(section, header.subsection, undefined, header.line));
  }
  for (const { variable, section, row, value } of decoded.settings) {
    const { settings } = conf.section(section, variable.subsection)!;
    const name = nameOf(row);
    const before = settings.get(name)?.value;
    const merges = Array.isArray(value) && value.length > 0 && Array.isArray(before);
    if (merges) before.push(...value);
    settings.set(name, {
      row,
      value: merges ? before : row.secret && value !== '' ? SECRET : Array.isArray(value) ? [...value] : value,
      line: variable.line,
    });
  }
  return conf;
}

function decodeVariable(result: Decoded, section: string, variable: GcfgVariable, minor: Minor, consumer: Consumer): void {
  const row = keyNamed(section, variable.key);
  if (!row) {
    result.dropped.push({ item: variable, reason: 'unknown-key', section });
    return;
  }
  if (!reads(row, consumer, minor)) {
    result.dropped.push({ item: variable, reason: isRead(row, minor) ? 'other-component' : 'other-release', section, row });
    return;
  }
  const value = valueOf(row, variable, minor);
  if (value === undefined) result.failures.push({ variable, row });
  else result.settings.push({ variable, section, row, value });
}

/** A list has one value per line; a line without "=" empties it. */
function valueOf(row: KeyRow, variable: GcfgVariable, minor: Minor): ConfValue | undefined {
  if (row.type !== 'list') return decodeValue(row.type, variable.value);
  if (row.listSince && !isAtLeast(minor, row.listSince)) return decodeValue('string', variable.value);
  return variable.value === undefined ? [] : [variable.value];
}
