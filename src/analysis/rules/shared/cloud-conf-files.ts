/* The cloud.conf files of the input: their objects, the components that read them, and the findings of src/openstack/cloud-conf. */
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
const FOREIGN = /^\s*\[(VirtualCenter|Workspace|Disk|CloudStack)\b|^\s*api-url\s*=/im;
/** Matches a setting; a chart without values renders section headers only. */
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

/** All findings of the checker, except in files without settings: see `isEmpty`. */
export function confFindings(view: View): readonly ConfFinding[] {
  const known = checked.get(view) ?? confFiles(view).flatMap((file) => (isEmpty(file) ? [] : judged(file, `1.${view.release}`)));
  checked.set(view, known);
  return known;
}

/** Whether a file has no setting at all. */
export function isEmpty({ text }: ConfFile): boolean {
  return text !== undefined && !SETTING.test(text);
}

/** The settings of [Global] as a consumer reads them. */
export function globalOf(file: ConfFile, view: View): readonly DecodedSetting[] {
  const consumers = new Set(file.readers.map(({ consumer }) => consumer));
  const consumer = consumers.has('ccm') || !consumers.size ? 'ccm' : 'cinder-csi';
  return decode(readGcfg(file.text ?? ''), `1.${view.release}`, consumer).settings.filter(({ section }) => section === 'Global');
}

/** Every variable of a file, for any reader. */
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

/**
 * The findings for the known readers of a file. If none is known, the findings for any component; those about credentials only if they apply to
 * all components, because some need no credentials or read them from named sections.
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
