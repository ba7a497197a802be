/*
 * Writes docs/api/: what every public type offers, from the assembly of the jsii compiler. A submodule has a page, the root has one a subject. Each type has
 * one table of its own members; what it inherits stands where it is declared, behind a link.
 */
import { Docs, Method, Parameter, Property, publicTypes, Type, TypeReference } from './api-assembly';
import { bySubject } from './api-subjects';
import { page } from './pages';

const FOLDER = 'docs/api';
const LIBRARY = 'cdk8s-openstack';

/** The page of each public type. */
type Pages = ReadonlyMap<string, string>;

/** The pages, by path. */
export function apiPages(types: Type[] = publicTypes()): { [path: string]: string } {
  const subjects = bySubject(types);
  const pages: Pages = new Map(subjects.flatMap((subject) => subject.types.map(({ fqn }): [string, string] => [fqn, `${subject.page}.md`])));
  const written = subjects.map((subject): [string, string] => {
    const sorted = inReadingOrder(subject.types);
    const contents = sorted.map((type) => [`[\`${type.name}\`](#${anchorOf(type.name)})`, kindOf(type, types), opening(type.docs)]);
    return [`${FOLDER}/${subject.page}.md`, page([
      `# ${subject.title}`,
      `${subject.about}. ${importOf(subject.namespace)} [All pages](README.md)`,
      table(['type', 'is a', 'about'], contents),
      ...sorted.flatMap((type) => typeBlocks(withoutPromises(type, types), (reference) => linked(reference, pages, `${subject.page}.md`))),
    ])];
  });
  return { [`${FOLDER}/README.md`]: indexPage(subjects), ...Object.fromEntries(written) };
}

function indexPage(subjects: ReturnType<typeof bySubject>): string {
  const rows = (inRoot: boolean) => subjects.filter(({ namespace }) => (namespace === undefined) === inRoot)
    .map((subject) => [`[${subject.namespace ? `\`${subject.namespace}\`` : subject.title}](${subject.page}.md)`, subject.about, `${subject.types.length}`]);
  return page([
    '# Public types',
    'What every public type offers, with units and defaults. Your editor shows the same texts.',
    'A program needs few of them to start with: these are exported by the library itself.',
    table(['page', 'about', 'types'], rows(true)),
    'The others are in submodules.',
    table(['submodule', 'about', 'types'], rows(false)),
    table(['language', 'a type of the library', 'a type of a submodule'], [
      ['TypeScript', '`import { CloudConfig } from \'cdk8s-openstack\'`', '`import { kubeadm } from \'cdk8s-openstack\'`, then `kubeadm.KubeadmConfig`'],
      ['Python', '`from cdk8s_openstack import CloudConfig`', '`from cdk8s_openstack import kubeadm`; `in_tree` for `inTree`'],
      ['Java', '`io.github.cdk8sopenstack.CloudConfig`', '`io.github.cdk8sopenstack.kubeadm.KubeadmConfig`; `in_tree` for `inTree`'],
      ['Go', '`cdk8sopenstack.NewCloudConfig`', '`kubeadm.NewKubeadmConfig` of the package `cdk8sopenstack/kubeadm`; `intree` for `inTree`'],
    ]),
  ]);
}

function importOf(namespace?: string): string {
  return namespace ? `\`import { ${namespace} } from '${LIBRARY}'\`.` : `\`import { … } from '${LIBRARY}'\`.`;
}

/** The files with a class first, each class with its props behind it. */
function inReadingOrder(types: Type[]): Type[] {
  const file = ({ locationInModule }: Type) => locationInModule.filename.replace(/(-props|-options)?\.ts$/, '');
  const withClass = new Set(types.filter(({ kind }) => kind === 'class').map(file));
  const fileRank = (type: Type) => (withClass.has(file(type)) ? 0 : 1);
  const rank = (type: Type) => (type.kind === 'class' ? 0 : type.datatype ? 2 : type.kind === 'interface' ? 1 : 3);
  return [...types].sort((a, b) => fileRank(a) - fileRank(b) || compare(file(a), file(b)) || rank(a) - rank(b)
    || compare(a.locationInModule.filename, b.locationInModule.filename) || a.locationInModule.line - b.locationInModule.line);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A class without the members that do what an interface of it says, in the same words: they stand there. */
function withoutPromises(type: Type, types: Type[]): Type {
  if (type.kind !== 'class') return type;
  const interfaces = types.filter(({ fqn }) => type.interfaces?.includes(fqn));
  const promised = interfaces.flatMap(({ properties = [], methods = [] }) => [...properties, ...methods]);
  const keeps = ({ name, docs }: Property | Method) => promised.some((other) => other.name === name && other.docs?.summary === docs?.summary);
  const own = <M extends Property | Method>(members?: M[]) => members?.filter((member) => !keeps(member));
  return { ...type, properties: own(type.properties), methods: own(type.methods) };
}

type Link = (reference: TypeReference) => string;

function typeBlocks(type: Type, link: Link): string[] {
  const parents = [...type.base ? [type.base] : [], ...type.interfaces ?? []];
  const extending = parents.map((fqn) => link({ fqn })).join(', ');
  return [
    `## ${type.name}`,
    ...prose(type.docs),
    ...extending ? [type.kind === 'class' ? `Is a ${extending}.` : `Extends ${extending}.`] : [],
    ...type.kind === 'class' ? classBlocks(type, link) : [],
    ...type.kind === 'interface' ? propertyTable(type.properties ?? [], link, !type.datatype) : [],
    ...type.kind === 'interface' ? methodTable('method', type.methods ?? [], link) : [],
    ...type.members?.length ? [table(['member', 'means'], type.members.map(({ name, docs }) => [`\`${name}\``, described(docs)]))] : [],
  ];
}

function classBlocks({ name, initializer, abstract, properties = [], methods = [] }: Type, link: Link): string[] {
  const [constants, own] = [properties.filter((property) => property.static), properties.filter((property) => !property.static)];
  return [
    ...initializer && !abstract ? [`\`\`\`typescript\nnew ${name}(${(initializer.parameters ?? []).map(parameterText).join(', ')})\n\`\`\``] : [],
    ...initializer && !abstract ? parameterLinks(initializer.parameters ?? [], link) : [],
    ...constants.length ? [table(['constant', 'type', 'is'], constants.map((constant) => [`\`${constant.name}\``, link(constant.type), described(constant.docs)]))] : [],
    ...methodTable('factory', methods.filter((method) => method.static), link),
    ...propertyTable(own, link, true),
    ...methodTable('method', methods.filter((method) => !method.static), link),
  ];
}

/** Where the structs of a constructor are described. */
function parameterLinks(parameters: Parameter[], link: Link): string[] {
  const links = parameters.map(({ name, type }) => [name, link(type)]).filter(([, text]) => text.includes('](')).map(([name, text]) => `\`${name}\`: ${text}`);
  return links.length ? [`${links.join(', ')}.`] : [];
}

function parameterText({ name, optional, variadic, type }: Parameter): string {
  return `${variadic ? '...' : ''}${name}${optional ? '?' : ''}: ${plain(type)}${variadic ? '[]' : ''}`;
}

function propertyTable(properties: Property[], link: Link, always: boolean): string[] {
  const own = properties.filter(({ overrides }) => !overrides || always);
  if (own.length === 0) return [];
  const row = ({ name, optional, type, docs }: Property) => [`\`${name}${optional ? '?' : ''}\``, link(type), described(docs)];
  return [table(['property', 'type', 'is'], own.map(row))];
}

function methodTable(title: string, methods: Method[], link: Link): string[] {
  if (methods.length === 0) return [];
  return [table([title, 'gives', 'does'], methods.map(({ name, parameters = [], returns, docs }) => {
    const explained = parameters.filter((parameter) => parameter.docs?.summary)
      .map((parameter) => `\`${parameter.name}\`: ${inCell(parameter.docs!.summary!).replace(/\.$/, '')}.`);
    const linkable = parameters.map((parameter) => `${parameter.name}${parameter.optional ? '?' : ''}: ${link(parameter.type)}`).join(', ');
    const result = returns ? `${link(returns.type)}${returns.optional ? ' or nothing' : ''}` : '';
    return [`\`${name}\`(${linkable})`, result, [described(docs), ...explained].join(' ')];
  }))];
}

/** A description outside of tables, where code and paragraphs may stand. */
function prose(docs: Docs = {}): string[] {
  return [
    ...docs.summary ? [endsOpen(docs.summary) ? `${docs.summary} ${docs.remarks?.trim() ?? ''}` : docs.summary] : [],
    ...docs.remarks && !endsOpen(docs.summary) ? [docs.remarks.trim()] : [],
    ...docs.example ? [`\`\`\`ts\n${docs.example.trim()}\n\`\`\``] : [],
    ...docs.see ? [`See <${docs.see}>.`] : [],
  ];
}

function described({ summary = '', remarks, default: fallback, see }: Docs = {}): string {
  return [
    inCell(summary),
    ...remarks ? [inCell(remarks)] : [],
    ...fallback ? [`Default: ${inCell(fallback.replace(/^- /, ''))}.`] : [],
    ...see ? [`[See](${see.replace(/\|/g, '%7C')}).`] : [],
  ].join(' ');
}

/** The summary, as far as it can stand alone. */
function opening({ summary = '' }: Docs = {}): string {
  return inCell(summary).replace(/[;,:]$/, '.');
}

/** The compiler ends a summary at the end of a line, in the middle of a sentence or not. */
function endsOpen(summary = ''): boolean {
  return /[;,:]$/.test(summary);
}

/** A text in one line; what stands between backticks is literal in Markdown, other angle brackets are HTML. */
function inCell(text: string): string {
  const line = text.trim().replace(/\s*\n\s*/g, ' ').replace(/\|/g, '\\|');
  return line.split(/(`[^`]*`)/).map((part) => (part.startsWith('`') ? part : part.replace(/<(?=\w)/g, '&lt;'))).join('');
}

function kindOf(type: Type, types: Type[]): string {
  if (type.kind === 'enum') return 'enum';
  if (type.kind === 'interface') return type.datatype ? 'struct' : 'interface';
  return isConstruct(type, types) ? 'construct' : 'class';
}

function isConstruct({ base }: Type, types: Type[]): boolean {
  const own = types.find(({ fqn }) => fqn === base);
  return own ? isConstruct(own, types) : base === 'constructs.Construct' || base === 'cdk8s.Chart';
}

const PRIMITIVES: { readonly [name: string]: string } = { date: 'Date', json: 'object' };

/** A type as TypeScript writes it. */
function plain(reference: TypeReference): string {
  return typeText(reference, (fqn) => fqn.split('.').pop()!);
}

function linked(reference: TypeReference, pages: Pages, here: string): string {
  const named = (fqn: string) => {
    const name = fqn.split('.').pop()!;
    const at = pages.get(fqn);
    return at === undefined ? `\`${name}\`` : `[\`${name}\`](${at === here ? '' : at}#${anchorOf(name)})`;
  };
  return typeText(reference, named, (primitive) => `\`${primitive}\``).replace(/ \| /g, ' or ');
}

function typeText(reference: TypeReference, named: (fqn: string) => string, primitive: (name: string) => string = (name) => name): string {
  const text = (part: TypeReference) => typeText(part, named, primitive);
  if (reference.fqn) return named(reference.fqn);
  if (reference.collection) {
    const element = text(reference.collection.elementtype);
    return reference.collection.kind === 'array' ? `${element}[]` : `{ [key]: ${element} }`;
  }
  if (reference.union) return reference.union.types.map(text).join(' | ');
  return primitive(PRIMITIVES[reference.primitive!] ?? reference.primitive!);
}

function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function anchorOf(heading: string): string {
  return heading.toLowerCase();
}
