/*
 * A program as data: written as TypeScript for its reader, and run here for the proof. Both come from the same values, so the proof is about what is
 * written.
 */
import * as cdk8s from 'cdk8s';
import { Construct } from 'constructs';
import { isObject } from '../../core/fields';

/** A value of a program. */
export type Code = unknown;

/** `Class.factory(args)`, or `Enum.MEMBER` without arguments. */
export class Named {
  constructor(public readonly path: string, public readonly args?: readonly Code[]) {}
}

/** The content of a file next to the program, because it holds secrets. */
export class FileContent {
  constructor(public readonly file: string, public readonly text: string) {}
}

/** A secret that the program takes from its environment. */
export class SecretVariable {
  constructor(public readonly variable: string, public readonly value: string) {}
}

/** A variable of the program; or a member of it, and its value for a document, which has no members. */
export class Reference {
  constructor(public readonly name: string, public readonly member?: string, public readonly value?: string) {}
}

/** `const NAME = new TYPE(chart, ID, PROPS)`. */
export interface Statement {
  readonly name?: string;
  readonly type: string;
  readonly id: string;
  readonly props: { readonly [prop: string]: Code };
}

export interface Program {
  /** Name of the chart and of its file. */
  readonly chart: string;
  /** Undefined where each object names its own. */
  readonly namespace?: string;
  readonly statements: readonly Statement[];
  /** Whether more than one class is the default, which has to be allowed. */
  readonly severalDefaultClasses?: boolean;
}

const INDENT = '  ';
const WIDTH = 100;

/** The program as TypeScript. */
export function toTypeScript({ chart, namespace, statements, severalDefaultClasses }: Program): string {
  const isUsed = (name: string) => statements.some(({ props }) => references(props).includes(name));
  const body = statements.map(({ name, type, id, props }) => (
    `${name === undefined || !isUsed(name) ? '' : `const ${name} = `}new ${type}(chart, ${quoted(id)}, ${written(props, '')});`));
  const used = [...new Set(statements.flatMap(({ type, props }) => [type, ...pathsIn(props)]).map((path) => path.split('.')[0]))].sort();
  const own = [...used.filter((name) => !CDK8S.includes(name)), ...severalDefaultClasses ? ['Cluster'] : []].sort();
  return [
    ...body.some((line) => line.includes('readFileSync(')) ? ["import { readFileSync } from 'node:fs';"] : [],
    `import { ${['App', 'Chart', ...used.filter((name) => CDK8S.includes(name))].sort().join(', ')} } from 'cdk8s';`,
    ...own.length ? [`import { ${own.join(', ')} } from 'cdk8s-openstack';`] : [],
    '',
    'const app = new App();',
    `const chart = new Chart(app, ${quoted(chart)}, ${written({ namespace, disableResourceNameHashes: true }, '')});`,
    ...severalDefaultClasses ? ['Cluster.boundary(chart, { severalDefaultClasses: true });'] : [],
    ...body,
    'app.synth();',
    '',
  ].join('\n');
}

function references(value: Code): string[] {
  if (value instanceof Reference) return [value.name];
  return Array.isArray(value) || (isObject(value) && !(value instanceof FileContent)) ? Object.values(value).flatMap(references) : [];
}

/** The names that a value uses, such as "Naming.helmChart". */
function pathsIn(value: Code): string[] {
  if (value instanceof Named) return [value.path, ...(value.args ?? []).flatMap(pathsIn)];
  if (value instanceof SecretVariable) return ['SecretText'];
  if (Array.isArray(value)) return value.flatMap(pathsIn);
  return isObject(value) && !(value instanceof Reference) && !(value instanceof FileContent) ? Object.values(value).flatMap(pathsIn) : [];
}

const CDK8S = ['ApiObject', 'Duration'];

function written(value: Code, indent: string): string {
  if (value instanceof Named) return value.args ? `${value.path}(${value.args.map((arg) => written(arg, indent)).join(', ')})` : value.path;
  if (value instanceof FileContent) return `readFileSync(${quoted(value.file)}, 'utf8')`;
  if (value instanceof SecretVariable) return `SecretText.fromEnv(${quoted(value.variable)})`;
  if (value instanceof Reference) return value.member === undefined ? value.name : `${value.name}.${value.member}`;
  if (typeof value === 'string') return quoted(value);
  if (!Array.isArray(value) && !isObject(value)) return String(value);
  const inner = indent + INDENT;
  const parts = Array.isArray(value) ? value.map((one) => written(one, inner)) : Object.entries(value).filter(([, one]) => one !== undefined)
    .map(([key, one]) => `${/^[A-Za-z_]\w*$/.test(key) ? key : quoted(key)}: ${written(one, inner)}`)
    .map((part) => part.replace(/^(\w+): \1$/, '$1'));
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{ ', ' }'];
  const line = `${open}${parts.join(', ')}${close}`;
  if (!parts.length) return open.trim() + close.trim();
  if (line.length + indent.length < WIDTH && !line.includes('\n')) return line;
  return `${open.trim()}\n${parts.map((part) => `${inner}${part},\n`).join('')}${indent}${close.trim()}`;
}

/** A literal that no text can leave: what is not plain ASCII is escaped. */
function quoted(text: string): string {
  return `'${text.replace(/[\\'\u0000-\u001f\u007f-\uffff]/g, (found) => ({ '\\': '\\\\', "'": "\\'", '\n': '\\n', '\t': '\\t' }[found] // eslint-disable-line no-control-regex
    ?? `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`))}'`;
}

/** Runs the statements of a program below a chart. `library` is where the names of the program are looked up. */
export function runIn(chart: Construct, { statements }: Program, library: { readonly [name: string]: any }): void {
  const variables = new Map<string, any>();
  const found = (path: string) => path.split('.').reduce<any>((of, name) => of?.[name], { ...cdk8s, ...library });
  const valueOf = (value: Code): any => {
    if (value instanceof Named) {
      const owner = found(value.path.slice(0, value.path.lastIndexOf('.')));
      return value.args ? owner[value.path.slice(value.path.lastIndexOf('.') + 1)](...value.args.map(valueOf)) : found(value.path);
    }
    if (value instanceof FileContent) return value.text;
    if (value instanceof SecretVariable) return found('SecretText').unsafe(value.value);
    if (value instanceof Reference) return value.member === undefined ? variables.get(value.name) : variables.get(value.name)[value.member];
    if (Array.isArray(value)) return value.map(valueOf);
    return isObject(value) ? Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined).map(([key, one]) => [key, valueOf(one)]))
      : value;
  };
  for (const { name, type, id, props } of statements) {
    const made = new (found(type))(chart, id, valueOf(props));
    if (name !== undefined) variables.set(name, made);
  }
}
