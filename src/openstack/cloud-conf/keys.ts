import rows from './data/cloud-conf-keys.json';
import { isAtLeast, Minor } from '../../kubernetes/minor';

/** A program that reads cloud.conf. */
export type Consumer = 'ccm' | 'cinder-csi';

/** Everything known about one key of cloud.conf except its purpose, which the docstring of its property describes. */
export interface KeyRow {
  readonly section: string;
  /** As written in the file. gcfg ignores case. */
  readonly key: string;
  /** The property of the section's struct. Two rows with the same property are spellings of different releases. Undefined: not offered to users. */
  readonly property?: string;
  /** Go type of the field: `word` is a named string type, scanned up to the first blank; `unsettable` fails on any value. */
  readonly type: 'string' | 'word' | 'bool' | 'int' | 'uint' | 'duration' | 'list' | 'unsettable';
  /** First minor in which a `list` is one; it was a string before. */
  readonly listSince?: Minor;
  /** Accepted values. */
  readonly values?: string[];
  /** Values not in `values` are accepted with a warning. */
  readonly open?: boolean;
  /** Format of a string, or of the items that are joined to one. */
  readonly format?: 'url' | 'path' | 'uuid' | 'word' | 'pem' | 'cidrs' | 'labels' | 'comma';
  readonly minimum?: number;
  readonly maximum?: number;
  /** Comes from `Auth`, not from a property of the section. */
  readonly auth?: boolean;
  readonly secret?: boolean;
  /** First minor whose consumer reads the key; 1.13 means 1.13 or before. */
  readonly since: { readonly [consumer in Consumer]?: Minor };
  /** First minor whose consumer does not read it any more. */
  readonly removed?: { readonly [consumer in Consumer]?: Minor };
  readonly default?: string;
}

export const KEYS = rows as KeyRow[];
export const CONSUMERS: readonly Consumer[] = ['ccm', 'cinder-csi'];

/** Sections in the order in which they are written. */
export const SECTIONS: readonly string[] = [...new Set(KEYS.map((row) => row.section))];

/** Sections of cloud.conf for other programs. */
export const FOREIGN_SECTIONS: readonly string[] = ['KeyManager'];

/** The only section with named subsections for every consumer. */
export const CLASS_SECTION = 'LoadBalancerClass';

/** First minor in which Cinder CSI reads `[Global "name"]` as an additional cloud. Other components ignore such sections. */
export const CLOUDS_SINCE: Minor = '1.31';

const SPELLINGS = new Map(KEYS.map((row) => [row, row.property === undefined ? row.key
  : KEYS.find(({ section, property }) => section === row.section && property === row.property)!.key]));

/** Name of a key in rules: its newest spelling. */
export function nameOf(row: KeyRow): string {
  return SPELLINGS.get(row)!;
}

/** Whether `consumer` of release `minor` reads the key. */
export function reads(row: KeyRow, consumer: Consumer, minor: Minor): boolean {
  const since = row.since[consumer];
  const removed = row.removed?.[consumer];
  return since !== undefined && isAtLeast(minor, since) && (removed === undefined || !isAtLeast(minor, removed));
}

/** Whether anything of release `minor` reads the key. */
export function isRead(row: KeyRow, minor: Minor): boolean {
  return CONSUMERS.some((consumer) => reads(row, consumer, minor));
}

/** Whether `consumer` takes a `[section "name"]` as its own. */
export function takesSubsections(section: string, consumer: Consumer, minor: Minor): boolean {
  return section === CLASS_SECTION ? consumer === 'ccm' : section === 'Global' && consumer === 'cinder-csi' && isAtLeast(minor, CLOUDS_SINCE);
}

const SECTION_NAMES = new Map([...SECTIONS, ...FOREIGN_SECTIONS].flatMap((section) => [[section, section], [fold(section), section]]));

/** The section of that name, ignoring case as gcfg does. */
export function sectionNamed(name: string): string | undefined {
  return SECTION_NAMES.get(name) ?? SECTION_NAMES.get(fold(name));
}

const ROWS = new Map(SECTIONS.map((section) => [section, new Map(KEYS.filter((row) => row.section === section).map((row) => [fold(row.key), row]))]));

/** The key of that name, ignoring case as gcfg does. */
export function keyNamed(section: string, name: string): KeyRow | undefined {
  const own = ROWS.get(section);
  return own?.get(name) ?? own?.get(fold(name));
}

/** Says when the key was added or removed, for a release that does not read it. */
export function whyNotRead(candidates: KeyRow[], minor: Minor): string {
  const added = candidates.flatMap((row) => Object.values(row.since)).filter((since) => !isAtLeast(minor, since));
  if (added.length > 0) return `was added in ${added.sort(byMinor)[0]}`;
  const dropped = candidates.flatMap((row) => Object.values(row.removed ?? {}));
  return `was removed in ${dropped.sort(byMinor)[dropped.length - 1]}`;
}

export const CONSUMER_NAMES: { readonly [consumer in Consumer]: string } = { 'ccm': 'the cloud controller manager', 'cinder-csi': 'Cinder CSI' };

function byMinor(a: Minor, b: Minor): number {
  return isAtLeast(a, b) ? 1 : -1;
}

/** Unicode simple case folding for ASCII names: Go's EqualFold treats ſ as s and the Kelvin sign as k. */
function fold(name: string): string {
  return name.replace(/\u017f/g, 's').replace(/\u212a/g, 'k').toLowerCase();
}
