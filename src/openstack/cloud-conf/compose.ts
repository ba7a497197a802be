/* Composes the text from the typed sections: converts every value by its row of the key table, then applies the rules. */
import { Auth } from './auth';
import { violations } from './checks';
import { CloudConfigSections } from './cloud-config-sections';
import { Conf, ConfSection, SECRET } from './conf';
import { ConfValue, decodeValue, EXPECTED } from './gcfg-values';
import { Line, Piece, WritableSection, writeGcfg } from './gcfg-writer';
import { CLASS_SECTION, CLOUDS_SINCE, CONSUMERS, CONSUMER_NAMES, isRead, KEYS, KeyRow, keyNamed, nameOf, whyNotRead } from './keys';
import { toText } from './typed-values';
import { refuse } from '../../core/errors';
import { isAtLeast, Minor } from '../../kubernetes/minor';
import { SecretText } from '../secrets/secret-text';
import { reveal } from '../secrets/secret-values';

/** Something valid but likely wrong. */
export interface Note {
  readonly id: string;
  readonly message: string;
  readonly fix: string;
}

/** A secret that is filled in later, and its placeholder: letters and digits only, unique in the file. */
export interface Later {
  readonly secret: SecretText;
  readonly name: string;
}

/** A complete cloud.conf. */
export interface ComposedConf {
  /** The file in pieces, with placeholders for values that are in a store. */
  readonly pieces: Piece<Later>[];
  /** Secrets whose values are in the pieces. */
  readonly credentials: Array<{ readonly property: string; readonly source: string }>;
  readonly notes: Note[];
}

/** Settings from outside the sections. */
interface ComposeOptions {
  readonly minor: Minor;
  /** Default of `ca-file`. */
  readonly caFile?: string;
}

const SECTION_PROPERTIES = ['global', 'extraClouds', 'loadBalancer', 'loadBalancerClasses', 'networking', 'metadata', 'route', 'blockStorage'];

/** Composes the file. Throws if it cannot work. */
export function composeCloudConf(sections: CloudConfigSections, options: ComposeOptions): ComposedConf {
  requireObject('the cloud config', sections, 'the sections of a cloud.conf, such as { global: … }');
  const unknown = Object.keys(sections).find((name) => !SECTION_PROPERTIES.includes(name));
  if (unknown !== undefined) refuse(unknown, `is not a section (known: ${SECTION_PROPERTIES.join(', ')})`);
  const composer = new Composer(options);
  composer.global('global', '', sections.global);
  for (const [name, cloud] of named('extraClouds', sections.extraClouds)) composer.global(`extraClouds[${JSON.stringify(name)}]`, name, cloud);
  composer.section('loadBalancer', 'LoadBalancer', '', sections.loadBalancer);
  for (const [name, lbClass] of named('loadBalancerClasses', sections.loadBalancerClasses)) {
    composer.section(`loadBalancerClasses[${JSON.stringify(name)}]`, CLASS_SECTION, name, lbClass);
  }
  composer.section('networking', 'Networking', '', sections.networking);
  composer.section('metadata', 'Metadata', '', sections.metadata);
  composer.section('route', 'Route', '', sections.route);
  composer.section('blockStorage', 'BlockStorage', '', sections.blockStorage);
  return composer.finish();
}

type Props = { readonly [property: string]: any };

class Composer {
  private readonly conf: Conf;
  private readonly written: WritableSection<Later>[] = [];
  private readonly credentials: ComposedConf['credentials'] = [];
  private readonly notes: Note[] = [];
  private readonly names: string[] = [];

  constructor(private readonly options: ComposeOptions) {
    this.conf = new Conf(options.minor, CONSUMERS);
  }

  global(property: string, name: string, props?: Props): void {
    if (!(props?.auth instanceof Auth)) {
      refuse(`${property}.auth`, `${props?.auth === undefined ? 'is missing' : 'is not an Auth'}. Use a factory of Auth, such as `
        + 'Auth.applicationCredential({ id, secret })');
    }
    if (name && !isAtLeast(this.options.minor, CLOUDS_SINCE)) {
      refuse(property, `needs release ${CLOUDS_SINCE}, the first in which Cinder CSI supports several clouds; the release is ${this.options.minor}`);
    }
    const { auth, ...rest } = props;
    const caFile = rest.caFileContents === undefined ? this.options.caFile : undefined;
    this.section(property, 'Global', name, { ...(caFile && { caFile }), ...defined(rest) }, auth._settings);
  }

  section(property: string, name: string, subsection: string, props?: Props, auth: Props = {}): void {
    if (props === undefined) return;
    requireObject(property, props, 'the settings of a section, by name');
    if (property.endsWith('[""]')) refuse(property, 'has an empty name, which cloud.conf does not allow');
    const { extraKeys, ...known } = props;
    const section = new ConfSection(name, subsection, property);
    const lines: Line<Later>[] = [];
    requireKnown(property, name, known, false);
    requireKnown(`${property}.auth`, name, auth, true);
    const properties = new Set(KEYS.filter((row) => row.section === name && row.property).map((row) => row.property!));
    for (const prop of properties) {
      const from = auth[prop] !== undefined ? `${property}.auth.${prop}` : `${property}.${prop}`;
      const value = auth[prop] ?? known[prop];
      if (value !== undefined) this.set(section, lines, from, this.rowFor(from, name, prop), value);
    }
    if (extraKeys !== undefined) requireObject(`${property}.extraKeys`, extraKeys, 'strings by key, such as { "new-key": "value" }');
    for (const [key, value] of sorted<string>(extraKeys)) this.extra(section, lines, `${property}.extraKeys[${JSON.stringify(key)}]`, key, value);
    if (lines.length === 0 && !subsection) return;
    this.conf.add(section);
    this.written.push({ name, subsection: subsection || undefined, property, lines });
  }

  finish(): ComposedConf {
    const pieces = writeGcfg(this.written);
    for (const { rule, section, key, problem, fix, severity = rule.severity } of violations(this.conf)) {
      const property = section.settings.get(key)?.property ?? `${section.property}.${pathOf(section.name, key)}`;
      if (severity === 'error') refuse(property, asProperties(section.name, `${problem}. ${fix}`));
      // Whether the CCM has --cluster-cidr is not known here; its construct checks it.
      if (severity === 'warning' && rule.id !== 'router-id-needs-cluster-cidr') {
        this.note(rule.id, `${property} ${asProperties(section.name, problem)}.`, `${asProperties(section.name, fix)}.`);
      }
    }
    return { pieces, credentials: this.credentials, notes: this.notes };
  }

  private set(section: ConfSection, lines: Line<Later>[], property: string, row: KeyRow, value: unknown): void {
    this.noteWhoMisses(property, row);
    if (row.secret) {
      if (!(value instanceof SecretText)) {
        refuse(property, 'must be a SecretText, such as SecretText.fromEnv("OS_PASSWORD"). Plain strings are not accepted as secrets');
      }
      const known = reveal(value);
      if (known !== undefined) this.credentials.push({ property, source: value.source });
      lines.push({ key: row.key, property, value: known ?? { later: { secret: value, name: this.nameFor(row) } } });
      section.settings.set(nameOf(row), { row, value: SECRET, property });
      return;
    }
    const typed = toText(property, row, value, this.options.minor);
    for (const text of typed.texts) lines.push({ key: row.key, property, value: text, bare: typed.bare });
    if (typed.texts.length > 0) section.settings.set(nameOf(row), { row, value: typed.value, property });
  }

  private extra(section: ConfSection, lines: Line<Later>[], property: string, key: string, value: unknown): void {
    const row = keyNamed(section.name, key);
    if (typeof value !== 'string') refuse(property, 'must be a string, exactly as in the file');
    if (row?.secret) refuse(property, 'is a secret. Pass it to Auth as a SecretText');
    if (row?.auth) {
      refuse(property, 'is an authentication option, and the client silently picks one of several methods. Use a factory of Auth, or '
        + 'CloudConfigFile');
    }
    if (row && section.settings.has(nameOf(row))) refuse(property, `is set already, by ${section.settings.get(nameOf(row))!.property}`);
    const same = lines.find((line) => line.key.toLowerCase() === key.toLowerCase());
    if (same) refuse(property, `is set already, by ${same.property}: keys are case-insensitive`);
    lines.push({ key, property, value });
    if (!row) return;
    const decoded: ConfValue | undefined = row.type === 'list' ? [value] : decodeValue(row.type, value);
    if (decoded === undefined) refuse(property, `must be ${EXPECTED[row.type]}; otherwise the component does not start`);
    section.settings.set(nameOf(row), { row, value: decoded, property });
  }

  private nameFor(row: KeyRow): string {
    const nth = this.names.filter((name) => name.startsWith(row.property!)).length + 1;
    const name = nth === 1 ? row.property! : `${row.property}${nth}`;
    this.names.push(name);
    return name;
  }

  /** The spelling that the release reads. */
  private rowFor(from: string, section: string, property: string): KeyRow {
    const rows = KEYS.filter((row) => row.section === section && row.property === property);
    const row = rows.find((candidate) => isRead(candidate, this.options.minor));
    return row ?? refuse(from, `(${rows[0].key}) ${whyNotRead(rows, this.options.minor)}; the release is ${this.options.minor}. Omit it or `
      + 'choose another release');
  }

  private noteWhoMisses(property: string, row: KeyRow): void {
    for (const consumer of CONSUMERS) {
      const since = row.since[consumer];
      if (since === undefined || isAtLeast(this.options.minor, since)) continue;
      this.note('key-not-read-yet', `${property}: ${CONSUMER_NAMES[consumer]} reads ${row.key} since ${since} only.`, 'Check that it does without.');
    }
  }

  private note(id: string, message: string, fix: string): void {
    this.notes.push({ id, message, fix });
  }
}

/** The value is never shown: it may contain a secret that belongs into `Auth`. */
function requireObject(property: string, value: unknown, expected: string): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(property, `must be ${expected}`);
}

function requireKnown(property: string, section: string, props: Props, auth: boolean): void {
  const known = KEYS.filter((row) => row.section === section && row.property && !!row.auth === auth).map((row) => row.property!);
  for (const name of Object.keys(props)) {
    if (!known.includes(name)) {
      refuse(`${property}.${name}`, `is unknown (known: ${[...new Set(known)].sort().join(', ')}). Write other keys as `
      + 'extraKeys');
    }
  }
}

/** Sections by name. */
function named<T>(property: string, map: { readonly [name: string]: T } = {}): Array<[string, T]> {
  requireObject(property, map, 'settings by name');
  return sorted(map);
}

function defined(props: Props): Props {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined));
}

/** Sorted by name, because maps have no order in some languages. */
function sorted<T>(map: { readonly [name: string]: T } = {}): Array<[string, T]> {
  return Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Path of a key's property in the props of its section. */
function pathOf(section: string, key: string): string {
  const row = keyNamed(section, key)!;
  return row.auth ? `auth.${row.property}` : row.property!;
}

/** Replaces the file's keys in messages of rules by the properties of the props. */
function asProperties(section: string, text: string): string {
  return text.replace(/(?<![-\w])[a-z]+(-[a-z]+)+(?![-\w])/g, (word) => keyNamed(section, word)?.property ?? word);
}
