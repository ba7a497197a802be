/* The cloud.conf files of the input: their objects, the components that read them, and the findings of src/openstack/cloud-conf. */
import { Reader, readersOf } from './openstack';
import { fields, strings } from '../../../core/fields';
import { addTo } from '../../../core/multimap';
import { oncePer } from '../../../core/once';
import { Minor } from '../../../kubernetes/minor';
import { AUTHENTICATION } from '../../../openstack/cloud-conf/checks/authentication';
import { CloudConfFinding, checkCloudConf } from '../../../openstack/cloud-conf/checks/check-cloud-conf';
import { decode, DecodedSetting } from '../../../openstack/cloud-conf/decode';
import { encodedAgain, otherFormat } from '../../../openstack/cloud-conf/format';
import { GcfgVariable, readGcfg } from '../../../openstack/cloud-conf/gcfg-reader';
import { Consumer, CONSUMERS } from '../../../openstack/cloud-conf/keys';
import { ROUTER, whyNoRoutes } from '../../../openstack/cloud-conf/routes';
import { NOT_IN_RELEASE, OF_CLIENT } from '../../../openstack/judgements/cloud-conf';
import type { ManifestObject } from '../../model/manifest-object';
import type { View } from '../../model/view';

/** A cloud.conf in the input. */
export interface ConfFile {
  readonly item: ManifestObject;
  /** Path of its text in the object, such as "stringData[cloud.conf]". */
  readonly path: string;
  readonly key: string;
  /** Decoded, as the component reads it. Undefined if it is unknown, as for a template that branches. */
  readonly text?: string;
  /** The components of the input that read it. */
  readonly readers: readonly Reader[];
}

/** A finding of the checker in a file. */
export interface ConfFinding extends CloudConfFinding {
  readonly file: ConfFile;
}

/** Placeholder for a value that an operator sets in the cluster. */
export const FILLED_IN = '(from-the-store)';

const NAME = 'cloud.conf';
const FOREIGN = /^[ \t]*\[(VirtualCenter|Workspace|Disk|CloudStack)\b|^[ \t]*api-url[ \t]*=/im;

/** Findings that hold for one reader and not for another. */
const DISPUTED = new Set([...AUTHENTICATION.map(({ id }) => id), 'multi-cloud-global']);
/** Names of components in messages. */
const COMPONENT = /the cloud controller manager|Cinder CSI/g;

/** Every cloud.conf, in the order of the objects. */
export const confFiles: (view: View) => readonly ConfFile[] = oncePer(search);

/** A file as gcfg reads it. */
const documentOf = oncePer((file: ConfFile) => readGcfg(file.text ?? ''));

/** All findings of the checker, except in files without settings: see `isEmpty`. */
export const confFindings = oncePer((view: View): readonly ConfFinding[] => (
  confFiles(view).flatMap((file) => (isEmpty(file) ? [] : judged(file, `1.${view.release}`)))));

/** Whether a file has no setting at all, and is no file of another format. */
export function isEmpty(file: ConfFile): boolean {
  const { items, error } = documentOf(file);
  return file.text !== undefined && !error && items.every(({ kind }) => kind === 'header') && !otherFormat(file.text, documentOf(file))
    && encodedAgain(file.text) === undefined;
}

const globals = new WeakMap<ConfFile, readonly DecodedSetting[]>();

/** The settings of [Global] as a consumer reads them. */
export function globalOf(file: ConfFile, view: View): readonly DecodedSetting[] {
  const known = globals.get(file) ?? decodeGlobal(file, view);
  globals.set(file, known);
  return known;
}

function decodeGlobal(file: ConfFile, view: View): readonly DecodedSetting[] {
  const reader = file.readers.find(({ consumer }) => consumer === 'ccm') ?? file.readers[0];
  const { settings } = decode(documentOf(file), reader?.release ?? `1.${view.release}`, reader?.consumer ?? 'ccm');
  return settings.filter(({ section }) => section === 'Global');
}

/** Every variable of a file, for any reader. */
export function variablesOf(file: ConfFile): GcfgVariable[] {
  return documentOf(file).items.filter((item) => item.kind === 'variable');
}

function search(view: View): ConfFile[] {
  const readers = readersOf(view);
  return view.items.flatMap((item) => textsOf(item).flatMap(({ key, path, text, name }) => {
    const kind = item.kind === 'ConfigMap' ? 'ConfigMap' : 'Secret';
    const own = readers.filter((r) => r.kind === kind && r.name === name && r.key === key && r.pod.namespace === item.namespace);
    return (own.length || key === NAME) && !FOREIGN.test(text ?? '') ? [{ item, key, path, text, readers: own }] : [];
  }));
}

interface Text {
  readonly key: string;
  readonly path: string;
  readonly text?: string;
  /** Name of the Secret or ConfigMap that holds it in the cluster. */
  readonly name: string;
}

function textsOf(item: ManifestObject): Text[] {
  const { object, name } = item;
  if (item.group === '' && item.kind === 'Secret') {
    const plain = strings(object.stringData);
    const encoded = strings(object.data);
    return [
      ...Object.keys(encoded).filter((key) => plain[key] === undefined)
        .map((key) => ({ key, name, path: `data[${key}]`, text: decoded(encoded[key]) })),
      ...Object.keys(plain).map((key) => ({ key, name, path: `stringData[${key}]`, text: plain[key] })),
    ];
  }
  if (item.group === '' && item.kind === 'ConfigMap') {
    const data = strings(object.data);
    return Object.keys(data).map((key) => ({ key, name, path: `data[${key}]`, text: data[key] }));
  }
  if (item.kind === 'ExternalSecret') {
    const target = fields(item.spec.target);
    const data = strings(fields(target.template).data);
    const made = typeof target.name === 'string' ? target.name : name;
    return Object.keys(data).map((key) => ({ key, name: made, path: `spec.target.template.data[${key}]`, text: filledIn(data[key]) }));
  }
  return [];
}

function decoded(base64: string): string | undefined {
  return isBase64(base64) ? Buffer.from(base64, 'base64').toString() : undefined;
}

/** Whether a text is base64 that Kubernetes accepts. */
export function isBase64(text: string): boolean {
  const packed = text.replace(/[\r\n]/g, '');
  return packed.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(packed);
}

/** A template with a placeholder for each value that the operator sets, without definitions; undefined if it branches. */
function filledIn(template: string): string | undefined {
  let depth = 0;
  let text = '';
  for (const part of template.split(/(\{\{[\s\S]*?\}\})/)) {
    const word = /^\{\{-?\s*([\w$/]+)/.exec(part)?.[1];
    const opens = ['if', 'range', 'with', 'block', 'define'].includes(word ?? '');
    if (depth > 0 || word === 'define') depth += opens ? 1 : word === 'end' ? -1 : 0;
    else if (opens) return undefined;
    else text += word === undefined ? part : /^[$/]/.test(word) ? '' : FILLED_IN;
  }
  return text;
}

/** A reader as far as findings depend on it. */
interface Asked {
  readonly consumer: Consumer;
  readonly release: Minor;
  readonly needless: boolean;
}

/**
 * The findings for the known readers of a file, each of the release of its image. If none is known, the findings for any component; those about
 * credentials only if they apply to all components, because some need no credentials or read them from named sections.
 */
function judged(file: ConfFile, minor: Minor): ConfFinding[] {
  const { text } = file;
  if (text === undefined) return [];
  const document = documentOf(file);
  const known = new Map(file.readers.map((reader) => [`${reader.consumer} ${reader.release} ${reader.needless}`, reader]));
  const asked: readonly Asked[] = known.size ? [...known.values()] : CONSUMERS.map((consumer) => ({ consumer, release: minor, needless: false }));
  const answers = asked.map(({ consumer, release, needless }) => checkCloudConf(text, release, consumer, document)
    .filter(({ id }) => !(needless && OF_CLIENT.has(id))));
  const ids = answers.map((answer) => new Set(answer.map(({ id }) => id)));
  const linesOf = ({ consumer, release }: Asked) => new Set(decode(document, release, consumer).settings.map(({ variable }) => variable.line));
  let read: Array<Set<number>> | undefined;
  const counts = ({ id, line }: CloudConfFinding) => {
    if (id === NOT_IN_RELEASE) return !(read ??= asked.map(linesOf)).some((lines) => lines.has(line));
    if (id === ROUTER && file.readers.some(({ consumer, container }) => consumer === 'ccm' && !whyNoRoutes(container.args))) return false;
    return known.size > 0 || !DISPUTED.has(id) || ids.every((all) => all.has(id));
  };
  return withoutRepetitions(answers.map((answer) => answer.filter(counts))).map((f) => ({ ...f, file }));
}

/** The findings of several readers in the order of their lines; those that differ in the name of the reader alone, once. */
function withoutRepetitions([first = [], ...others]: CloudConfFinding[][]): CloudConfFinding[] {
  if (!others.some(({ length }) => length)) return first;
  const byLine = new Map<number, CloudConfFinding[]>();
  const plain = ({ message }: CloudConfFinding) => message.replace(COMPONENT, '');
  for (const f of [first, ...others].flat()) {
    const known = byLine.get(f.line);
    if (!known?.some((other) => other.message === f.message || plain(other) === plain(f))) addTo(byLine, f.line, f);
  }
  return [...byLine.values()].flat().sort((a, b) => a.line - b.line);
}
