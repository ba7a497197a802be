/*
 * What is written must be what is read: by kubectl from the YAML of cdk8s. Checked when the tree is validated, which is before the first file is
 * written.
 */
import { ApiObject, Yaml } from 'cdk8s';
import { IConstruct } from 'constructs';
import { isObject } from '../../core/fields';
import { printable } from '../../core/printable';
import { OWN_WRITER } from '../../core/shared';
import { characterName, plainScalar, UNREADABLE } from '../../kubernetes/scalars';

const CHECKED = Symbol.for('cdk8s-openstack.readableText');
const MOST_TOLD = 10;
const LONGEST_NUMBER = 100;

/** Has the app refuse objects that cannot be written, and text that kubectl would read as something else. */
export function refuseUnreadable(root: IConstruct): void {
  if (CHECKED in root || OWN_WRITER in root) return;
  Object.defineProperty(root, CHECKED, { value: true });
  let checked = -1;
  root.node.addValidation({
    validate: () => {
      const all = root.node.findAll();
      if (checked === all.length) return []; // cdk8s validates once for each chart
      checked = all.length;
      queueMicrotask(() => { checked = -1; });
      const found = all.filter((construct) => ApiObject.isApiObject(construct)).flatMap(problemsOf);
      if (found.length) checked = -1;
      return found.length > MOST_TOLD ? [...found.slice(0, MOST_TOLD), `${found.length - MOST_TOLD} more texts cannot be written`] : found;
    },
  });
}

function problemsOf(object: ApiObject): string[] {
  let value: unknown;
  try {
    value = object.toJson();
  } catch (e) {
    return [`${object.node.path}: ${culprit((object as any).props, '') ?? (e as Error).message}`];
  }
  const found: string[] = [];
  const tell = (path: string, problem: string) => found.push(`${object.node.path}: ${printable(path)} ${problem}`);
  visit(value, '', tell);
  return found;
}

function visit(value: unknown, path: string, tell: (path: string, problem: string) => void): void {
  if (typeof value === 'string') {
    const problem = unreadable(value);
    if (problem) tell(path, problem);
  } else if (Array.isArray(value)) {
    value.forEach((item, i) => visit(item, `${path}[${i}]`, tell));
  } else if (isObject(value)) {
    for (const key of Object.keys(value)) {
      const at = /^[\w-]+$/.test(key) ? `${path}${path && '.'}${key}` : `${path}[${key}]`;
      const problem = unreadable(key);
      if (problem) tell(at, `has a key that ${problem}`);
      visit(value[key], at, tell);
    }
  }
}

/** Why kubectl does not read a text from the YAML of cdk8s as it is. */
function unreadable(text: string): string | undefined {
  const found = text.includes('\r') ? '\r' : UNREADABLE.exec(text)?.[0];
  if (found === '\r') return 'contains a carriage return (U+000D), which kubectl reads as the end of a line. Use line feeds alone';
  if (found) {
    return `contains the character ${characterName(found)}, which kubectl cannot read from YAML. Remove it, or encode the text, such as `
    + 'in base64';
  }
  if (/^[ \n]*\t/.test(text) && text.includes('\n')) {
    return 'has several lines and begins with a tab, which kubectl cannot read from the block that cdk8s writes. Begin it with another character';
  }
  if (text.length < LONGEST_NUMBER && typeof plainScalar(text) !== 'string' && isWrittenPlain(text)) {
    return `is the text "${text}", which cdk8s writes without quotes and kubectl reads as ${String(plainScalar(text))}. Write it in another way`;
  }
  return undefined;
}

const plain = new Map<string, boolean>();

function isWrittenPlain(text: string): boolean {
  let answer = plain.get(text);
  if (answer === undefined) {
    answer = Yaml.stringify(text).trim() === text;
    if (plain.size < 10_000) plain.set(text, answer);
  }
  return answer;
}

/** The first value in what an object was made from that is no plain data. */
function culprit(value: unknown, path: string): string | undefined {
  if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint') return sentence(path, typeof value);
  if (typeof value !== 'object' || value === null) return undefined;
  const prototype = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && prototype !== null && prototype !== Object.prototype) {
    return 'resolve' in value || 'produce' in value || 'toJSON' in prototype && !(value instanceof Date) ? undefined
      : sentence(path, prototype.constructor?.name ?? 'object');
  }
  for (const [key, item] of Object.entries(value)) {
    const found = culprit(item, Array.isArray(value) ? `${path}[${key}]` : `${path}${path && '.'}${key}`);
    if (found) return found;
  }
  return undefined;
}

function sentence(path: string, type: string): string {
  const fix = type === 'Date' ? 'Give its text: toISOString()' : 'Give text, a number, true or false, a list or a map';
  return `${printable(path) || 'the object'} is a ${type}, which cannot be written as YAML. ${fix}`;
}
