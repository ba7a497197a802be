/* A program as a document of `render`: the same objects with the same props, spelled as docs/yaml.md says. */
import { Duration, Yaml } from 'cdk8s';
import { Code, FileContent, Named, Program, Reference, SecretVariable } from './code';
import { isObject } from '../../core/fields';
import { renderDocument } from '../render/document';
import { Documents } from '../render/documents';
import { called } from '../render/library';
import type { Fault } from '../render/source';
import { API_VERSION, CALLS, callParameters, sectionOf, SHAPES, spelled, VALUES } from '../render/types';

const EDITOR = '# yaml-language-server: $schema=node_modules/cdk8s-openstack/schema/cluster.schema.json';

/** The program as YAML. */
export function toYaml({ chart, namespace, statements, severalDefaultClasses }: Program): string {
  const ids = new Map(statements.map(({ name, id }) => [name, id]));
  const spell = spelling((name) => ids.get(name)!);
  const sections: { [section: string]: { [id: string]: unknown } } = {};
  for (const { type, id, props } of statements) (sections[sectionOf(className(type))] ??= {})[id] = spell(props);
  return `${EDITOR}\n${Yaml.stringify({
    apiVersion: API_VERSION,
    kind: 'Chart',
    name: documentName(chart),
    ...namespace ? { namespace } : {},
    ...severalDefaultClasses ? { severalDefaultClasses } : {},
    ...sections,
  })}\n`;
}

/** Names of releases may have dots, and those of files anything. */
export function documentName(chart: string): string {
  return chart.toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, 63).replace(/^-+|-+$/g, '') || 'manifests';
}

/** What a document renders to, as text. Its mistakes are added to `faults`. The files and variables are those of the program. */
export function renderedYaml(text: string, program: Program, faults: Fault[]): string {
  const documents = new Documents(faults);
  documents.addText('-', text);
  const held = program.statements.flatMap(({ props }) => secretsIn(props));
  const read = (path: string) => held.find((one): one is FileContent => one instanceof FileContent && one.file === path)!.text;
  // Secrets read their variables themselves.
  const before = { ...process.env };
  for (const one of held) if (one instanceof SecretVariable) process.env[one.variable] = one.value;
  try {
    return documents.found.map((document) => renderDocument(document, faults, { read, isTrial: true })?.manifests ?? '').join('---\n');
  } finally {
    for (const one of held) if (one instanceof SecretVariable) restore(one.variable, before[one.variable]);
  }
}

function restore(variable: string, value: string | undefined): void {
  if (value === undefined) delete process.env[variable];
  else process.env[variable] = value;
}

function secretsIn(value: Code): Array<FileContent | SecretVariable> {
  if (value instanceof FileContent || value instanceof SecretVariable) return [value];
  const inner = value instanceof Named ? value.args ?? [] : Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  return inner.flatMap(secretsIn);
}

/** "cloudConf.CloudConfigFile" is CloudConfigFile. */
function className(path: string): string {
  return path.replace(/^(?:[a-z]\w*\.)+/, '');
}

function spelling(idOf: (variable: string) => string): (value: Code) => unknown {
  const spell = (value: Code): unknown => {
    if (value instanceof Named) return spelledName(value, spell);
    if (value instanceof FileContent) return { fromFile: value.file };
    if (value instanceof SecretVariable) return { fromEnv: value.variable };
    if (value instanceof Reference) return value.value ?? idOf(value.name);
    if (Array.isArray(value)) return value.map(spell);
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined).map(([key, one]) => [key, spell(one)]));
  };
  return spell;
}

/** A member of an enum as its value, a duration as Kubernetes writes it, a constant by its text, a factory as a map of its name to what it takes. */
function spelledName({ path, args }: Named, spell: (value: Code) => unknown): unknown {
  const [type, member] = className(path).split('.');
  if (type === 'Duration') {
    const duration: Duration = (Duration as any)[member](...args!);
    const seconds = duration.toSeconds({ integral: false });
    return Number.isInteger(seconds) ? seconds % 60 ? `${seconds}s` : `${seconds / 60}m` : `${duration.toMilliseconds()}ms`;
  }
  if (type in SHAPES.enums) return SHAPES.enums[type][member];
  const callable = `${type}.${member}`;
  const factories = VALUES[type] ?? {};
  if (!args) return factories.of && CALLS[callable] === null ? spelled(called(callable, []), factories.of) : member;
  const parameters = callParameters(`!${callable}`);
  const given = args.map(spell);
  if (factories.of === callable && parameters.length === 1 && !Object.hasOwn(factories, String(given[0]))) return given[0];
  if (given.length < 2 && given[0] !== undefined) return { [member]: given[0] };
  return {
    [member]: Object.assign({}, ...given.map((value, i) => (value === undefined ? {} : parameters[i].type in SHAPES.structs ? value
      : { [parameters[i].name]: value }))),
  };
}
