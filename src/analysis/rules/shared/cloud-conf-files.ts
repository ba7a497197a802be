/* The cloud.conf files of the input: where they stand, who reads them, and what the checker of src/openstack/cloud-conf finds in them. */
import { Reader, readersOf } from './openstack';
import { fields, strings } from '../../../core/fields';
import { AUTHENTICATION } from '../../../openstack/cloud-conf/checks/authentication';
import { CloudConfFinding, checkCloudConf } from '../../../openstack/cloud-conf/checks/check-cloud-conf';
import { decode, DecodedSetting } from '../../../openstack/cloud-conf/decode';
import { GcfgVariable, readGcfg } from '../../../openstack/cloud-conf/gcfg-reader';
import { Consumer, CONSUMERS } from '../../../openstack/cloud-conf/keys';
import type { ManifestObject } from '../../model/manifest-object';
import type { View } from '../../model/view';

/** A cloud.conf in the input. */
export interface ConfFile {
  readonly item: ManifestObject;
  /** Path of its text in the object, such as "stringData[cloud.conf]". */
  readonly path: string;
  readonly key: string;
  /** As the component reads it: decoded. Undefined where it cannot be known, as for a template that branches. */
  readonly text?: string;
  /** What of the input reads it. */
  readonly readers: readonly Reader[];
}

/** What is wrong in a file, for whoever reads it. */
export interface ConfFinding extends CloudConfFinding {
  readonly file: ConfFile;
}

/** What stands for a value that an operator fills in. */
export const FILLED_IN = '(from-the-store)';

const NAME = 'cloud.conf';
const FOREIGN = /^\s*\[(VirtualCenter|Workspace|Disk|CloudStack)\b|^\s*api-url\s*=/im;
/** A file with no more than headers, as a chart renders it that got no values. */
const SETTING = /^\s*[A-Za-z][\w-]*\s*=/m;

/** Findings that hold for one reader and not for another. */
const DISPUTED = new Set([...AUTHENTICATION.map(({ id }) => id), 'multi-cloud-global']);
/** Names of components in messages. */
const COMPONENT = /the cloud controller manager|Cinder CSI/g;

const found = new WeakMap<View, readonly ConfFile[]>();
const checked = new WeakMap<View, readonly ConfFinding[]>();

/** Every cloud.conf, in the order of the objects. */
export function confFiles(view: View): readonly ConfFile[] {
  const known = found.get(view) ?? search(view);
  found.set(view, known);
  return known;
}

/** Everything that the checker finds in the files; nothing in what is only headers: see `isEmpty`. */
export function confFindings(view: View): readonly ConfFinding[] {
  const known = checked.get(view) ?? confFiles(view).flatMap((file) => (isEmpty(file) ? [] : judged(file, `1.${view.release}`)));
  checked.set(view, known);
  return known;
}

/** Whether a file has no setting at all. */
export function isEmpty({ text }: ConfFile): boolean {
  return text !== undefined && !SETTING.test(text);
}

/** The settings of [Global] as a consumer takes them. */
export function globalOf(file: ConfFile, view: View): readonly DecodedSetting[] {
  const consumers = new Set(file.readers.map(({ consumer }) => consumer));
  const consumer = consumers.has('ccm') || !consumers.size ? 'ccm' : 'cinder-csi';
  return decode(readGcfg(file.text ?? ''), `1.${view.release}`, consumer).settings.filter(({ section }) => section === 'Global');
}

/** Every variable of a file, whoever reads it. */
export function variablesOf({ text }: ConfFile): GcfgVariable[] {
  return readGcfg(text ?? '').items.filter((item) => item.kind === 'variable');
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

/** Whether a text is base64 as Kubernetes takes it. */
export function isBase64(text: string): boolean {
  const packed = text.replace(/[\r\n]/g, '');
  return packed.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(packed);
}

/** A template with a word in place of each value that the operator fills in, without its definitions; undefined if it branches. */
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

/**
 * What the checker says for the readers that are known. For unknown ones, everything that it says for any; but of the credentials only what all
 * agree on: the file may be meant for a reader that needs none, or that takes them from named sections.
 */
function judged(file: ConfFile, minor: string): ConfFinding[] {
  const { text } = file;
  if (text === undefined) return [];
  const consumers = [...new Set(file.readers.filter((r) => !r.needless).map((r) => r.consumer))];
  if (file.readers.length && !consumers.length) return [];
  const asked: readonly Consumer[] = consumers.length ? consumers : CONSUMERS;
  const answers = asked.map((consumer) => checkCloudConf(text, minor, consumer));
  const agreed = (f: CloudConfFinding) => answers.every((answer) => answer.some(({ id }) => id === f.id));
  const counts = (f: CloudConfFinding) => consumers.length > 0 || !DISPUTED.has(f.id) || agreed(f);
  const once = new Map(answers.flat().filter(counts).map((f) => [`${f.id} ${f.line} ${f.message.replace(COMPONENT, '')}`, f]));
  return [...once.values()].sort((a, b) => a.line - b.line).map((f) => ({ ...f, file }));
}
