/*
 * Tries what README.md and docs/*.md tell their readers: `npm run check:docs`. Programs compile, commands and their options exist, what is shown as
 * output is the output, diagrams can be drawn, and links lead somewhere.
 */
import { spawnSync } from 'child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join, resolve } from 'path';
import { Readable } from 'stream';
import * as cdk8s from 'cdk8s';
import * as ts from 'typescript';
import { parseAllDocuments } from 'yaml';
import * as library from '../../src';
import { run } from '../../src/cli/run';

const ROOT = resolve(__dirname, '../..');
const SAMPLE = 'docs/storage-plan.yaml';
const PAGES = [
  'README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'RELEASE.md', 'SECURITY.md', 'CODE_OF_CONDUCT.md', 'docs/releases/README.md', 'docs/rules/README.md', 'examples/README.md',
  ...['docs', 'docs/api'].flatMap((folder) => readdirSync(join(ROOT, folder)).filter((name) => name.endsWith('.md')).map((name) => `${folder}/${name}`)),
  ...readdirSync(join(ROOT, 'examples')).map((name) => `examples/${name}/README.md`).filter((path) => existsSync(join(ROOT, path))),
];

/** What the programs of the pages take as given, by the words of the pages. */
const GIVEN = `
declare const app: App; declare const chart: Chart; declare const cluster: OpenStackClusterChart;
declare const cloudConfig: ICloudConfig; declare const ssd: IStorageClass; declare const local: IStorageClass;
declare const auth: Auth; declare const authUrl: string;
`;

interface Block { readonly language: string; readonly text: string; readonly line: number }

const problems: string[] = [];

function blocksOf(page: string): Block[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  return [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(({ 1: language, 2: body, index }) => (
    { language, text: body, line: text.slice(0, index).split('\n').length + 1 }));
}

/** The programs of a page as a module: each block may use the names of the blocks before it. */
function moduleOf(blocks: Block[]): string {
  const body = blocks.map(({ text }) => text).join('\n');
  const imported = new Set([...body.matchAll(/import \{([^}]*)\}/g)].flatMap(([, names]) => names.split(',').map((name) => name.trim())));
  const named = (names: string[]) => names.filter((name) => new RegExp(`\\b${name}\\b`).test(body + GIVEN) && !imported.has(name));
  const given = GIVEN.split(';').filter((line) => !new RegExp(`const ${/const (\w+)/.exec(line)?.[1]}\\b`).test(body)).join(';');
  return [
    `import { ${named(EXPORTS.filter((name) => !CDK8S.includes(name))).join(', ')} } from 'cdk8s-openstack';`,
    `import { ${named(CDK8S).join(', ')} } from 'cdk8s';`,
    given,
    body,
  ].join('\n');
}

const CDK8S = ['App', 'Chart', 'ApiObject', 'Size', 'Duration'];
const EXPORTS = exportsOf();

/** Names of the library, interfaces too. */
function exportsOf(): string[] {
  const program = ts.createProgram([join(ROOT, 'src/index.ts')], { skipLibCheck: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16 });
  const checker = program.getTypeChecker();
  const names = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(join(ROOT, 'src/index.ts'))!)!).map(({ name }) => name);
  if (names.length < Object.keys(library).length) throw new Error('the names of the library could not be read');
  return names;
}

function checkPrograms(): void {
  const modules = new Map(PAGES.flatMap((page): Array<[string, string]> => {
    const blocks = blocksOf(page).filter(({ language }) => language === 'ts');
    return blocks.length ? [[join(ROOT, 'examples', `${page.replace(/\W/g, '-')}.ts`), moduleOf(blocks)]] : [];
  }));
  const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(join(ROOT, 'examples/tsconfig.json'), (path) => ts.sys.readFile(path)).config, ts.sys, join(ROOT, 'examples'));
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists } = host;
  host.readFile = (path) => modules.get(path) ?? readFile(path);
  host.fileExists = (path) => modules.has(path) || fileExists(path);
  host.getSourceFile = (path, target) => {
    const text = host.readFile(path);
    return text === undefined ? undefined : ts.createSourceFile(path, text, target);
  };
  const program = ts.createProgram([...modules.keys()], { ...options, noUnusedLocals: false }, host);
  for (const path of modules.keys()) {
    for (const { messageText, start = 0 } of ts.getPreEmitDiagnostics(program, program.getSourceFile(path))) {
      const line = modules.get(path)!.slice(0, start).split('\n').length;
      problems.push(`${path.split('/').pop()}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}: ${modules.get(path)!.split('\n')[line - 1]}`);
    }
  }
}

/** The quickstart tells which secret store must exist: the one that the first program of the README refers to. */
function checkSecretStore(): void {
  const page = 'docs/quickstart.md';
  const program = blocksOf('README.md').find(({ language }) => language === 'ts')!.text.replace('app.synth();', 'return app.synthYaml();');
  const wrapped = `function main() {\n${program.replace(/^import .*$/gm, '')}}`;
  const { outputText } = ts.transpileModule(wrapped, { compilerOptions: { target: ts.ScriptTarget.ES2022 } });
  const given = { App: cdk8s.App, ...library };
  const text: string = new Function(...Object.keys(given), `${outputText}\nreturn main();`)(...Object.values(given));
  const secrets = parseAllDocuments(text).map((document) => document.toJS()).filter(({ kind }) => kind === 'ExternalSecret');
  if (!secrets.length) problems.push('README.md: the first program emits no ExternalSecret');
  for (const { metadata, spec } of secrets) {
    const { kind, name } = spec.secretStoreRef;
    const place = kind === 'SecretStore' ? ` in the namespace \`${metadata.namespace}\`` : '';
    const sentence = `a ${kind} named \`${name}\`${place}.`;
    if (!readFileSync(join(ROOT, page), 'utf8').replace(/\s+/g, ' ').includes(sentence)) problems.push(`${page}: the program needs "${sentence}"`);
  }
}

/** What a command of the program prints for a sample. */
async function output(args: string[]): Promise<{ code: number; text: string }> {
  let text = '';
  const tell = (part: string) => { text += part; };
  const stdin = Readable.from([readFileSync(join(ROOT, SAMPLE))]);
  return { code: await run(args, { stdin, colour: false, width: 100, out: tell, err: tell }), text };
}

/** Programs of the shell: blocks, and commands inside a sentence. */
function shellOf(page: string): Array<{ text: string; line: number }> {
  const text = readFileSync(join(ROOT, page), 'utf8');
  const prose = text.replace(/^```.*?^```$/gms, (block) => block.replace(/[^\n]/g, ''));
  const inProse = [...prose.matchAll(/`((?:npx|npm run) [^`]*)`/g)];
  return [
    ...blocksOf(page).filter(({ language }) => language === 'sh'),
    ...inProse.map(({ 1: command, index }) => ({ text: command, line: prose.slice(0, index).split('\n').length })),
  ];
}

/** The clusters that the pages describe in YAML, by the page: a block is the file that its first line names, else cluster.yaml. */
function writeClusters(page: string): number {
  const blocks = blocksOf(page).filter(({ language, text }) => language === 'yaml' && text.includes('apiVersion: cdk8s-openstack/v1'));
  if (blocks.length) mkdirSync(clustersOf(page), { recursive: true });
  for (const { text } of blocks) writeFileSync(join(clustersOf(page), /^# (\S+\.yaml)$/m.exec(text)?.[1] ?? 'cluster.yaml'), text);
  return blocks.length;
}

const written = mkdtempSync(join(tmpdir(), 'pages-'));
const clustersOf = (page: string) => join(written, page.replace(/\W/g, '-'));

async function checkClusters(page: string): Promise<void> {
  if (!writeClusters(page)) return;
  const { code, text } = await output(['render', '-f', clustersOf(page), '--stdout']);
  if (code !== 0) problems.push(`${page}: its clusters do not render: ${text}`);
}

/** What `render` reads is a cluster of the page, or of the page about such files; it writes nothing here. */
function renderArgs(page: string, args: string[]): string[] {
  const folder = existsSync(clustersOf(page)) ? clustersOf(page) : clustersOf('docs/yaml.md');
  const files = args.map((arg) => (arg === 'cluster.yaml' ? join(folder, arg) : arg === 'clusters/' ? folder : arg));
  const kept = files.filter((_, i) => ![files[i], files[i - 1]].some((arg) => ['-o', '--output', '--state'].includes(arg)));
  return [...kept, ...kept.includes('--stdout') ? [] : ['--stdout']];
}

/** What `diff` compares and `migrate` reads is the sample, and values of a chart; no cluster is asked here. */
function fileArgs(args: string[]): string[] {
  const values = join(written, 'values.yaml');
  writeFileSync(values, 'cluster: {name: prod-1}\n');
  const named = ['--context', '--application', '--prune-selector'];
  const kept = args.filter((arg, i) => !['--each', '--cluster', ...named].includes(arg) && !named.includes(args[i - 1]));
  const told = kept.map((arg) => (arg === 'values.yaml' ? values : /\.yaml$|^(\w+:)?dist\b/.test(arg) ? SAMPLE : arg));
  return told[0] === 'diff' && told.length === 2 ? [...told, SAMPLE] : told;
}

/** A project is created in a folder of its own. */
function initArgs([command, folder, ...options]: string[]): string[] {
  return [command, join(mkdtempSync(join(written, 'init-')), folder), ...options];
}

/** The arguments of a command; a folder that a synth or the reader would have written is replaced by the sample. */
function argsOf(command: string): string[] {
  const offline = command.replace(/ --resolve \S+/, ''); // nobody asks a registry here
  const args = offline.trim().split(/\s+/).flatMap((arg) => (arg === '--each' ? ['--each', 'docs/..'] : [arg]));
  return args.map((arg, i) => (args[i - 1] === '--output' ? join(written, arg) : /^(?:dist\b|manifests\/$)/.test(arg) ? SAMPLE : arg));
}

/** Whether an argument is a file of this repository, or what its examples render: users of the package have neither. */
function isInClone(arg: string): boolean {
  const [, example] = /^dist\/k8s\/([\w.-]+)/.exec(arg) ?? [];
  return /^(docs|examples)\//.test(arg) || example !== undefined && existsSync(join(ROOT, 'examples', example));
}

async function checkCommands(page: string): Promise<void> {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  for (const { text, line } of shellOf(page)) {
    for (const [, name] of text.matchAll(/npm run (?:--silent )?([\w:-]+)/g)) {
      if (!scripts[name]) problems.push(`${page}:${line}: there is no npm run ${name}`);
    }
    for (const [, command] of text.matchAll(/npx cdk8s-openstack ([^#>\n]*)/g)) {
      const args = command.trim().split(/\s+/);
      const { code, text: told } = await output(args[0] === 'render' ? renderArgs(page, args) : args[0] === 'init' ? initArgs(args)
        : ['diff', 'migrate'].includes(args[0]) ? fileArgs(args) : argsOf(command));
      if (code === 2) problems.push(`${page}:${line}: ${command.trim()}: ${told}`);
      const ours = command.split(/\s+/).find(isInClone);
      if (ours) problems.push(`${page}:${line}: only a clone has ${ours}, and npx finds no cdk8s-openstack there; use: ${IN_CLONE} ${command.trim()}`);
    }
    for (const [, command] of text.matchAll(new RegExp(`${IN_CLONE} ([^#>\\n]*)`, 'g'))) {
      const { code, out, err } = inClone(command);
      if (code !== 0 && !(code === 1 && command.startsWith('check'))) problems.push(`${page}:${line}: ${command.trim()} ends with ${code}: ${err}`);
      if (page === 'README.md' && command.includes('--format svg')) pictures.push(out);
    }
  }
}

const IN_CLONE = 'npm run --silent cdk8s-openstack --';
/** What the commands of the README draw. */
const pictures: string[] = [];

function inClone(command: string): { code: number | null; out: string; err: string } {
  const [npm, ...words] = IN_CLONE.split(' ');
  const { status, stdout, stderr } = spawnSync(npm, [...words, ...argsOf(command)], { cwd: ROOT, encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr };
}

/** The command under the picture of the README draws that picture. */
function checkPicture(): void {
  const picture = readFileSync(join(ROOT, 'docs/storage-plan.svg'), 'utf8');
  if (!pictures.includes(picture)) problems.push('README.md: no command of a clone prints docs/storage-plan.svg');
}

/** Blocks of output in the README are the start of a command's output, or a part between empty lines. */
async function checkOutput(): Promise<void> {
  const told = await Promise.all(['plan', 'check'].map((command) => output([command, SAMPLE, '--closed-world'])));
  for (const { text, line } of blocksOf('README.md').filter(({ language }) => language === '')) {
    if (!told.some(({ text: whole }) => whole.split('\n\n').includes(text.trimEnd()))) problems.push(`README.md:${line}: neither plan nor check of ${SAMPLE} prints this`);
  }
}

/** Words that Mermaid does not take as the name of a node. */
const RESERVED = /(?:^|-->|---|&)\s*(class|classDef|click|direction|end|graph|href|linkStyle|style|subgraph)\s*(?:[[({]|-->|---|$)/m;

function checkDiagrams(page: string): void {
  for (const { text, line } of blocksOf(page).filter(({ language }) => language === 'mermaid')) {
    const [, word] = RESERVED.exec(text.replace(/^\s*(subgraph .*|end)$/gm, '')) ?? [];
    if (word) problems.push(`${page}:${line}: Mermaid takes no node called "${word}"`);
  }
}

/** The name that GitHub gives to the anchor of a heading. */
function anchor(heading: string): string {
  return heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').trim().replace(/\s/g, '-');
}

function checkLinks(page: string): void {
  const text = readFileSync(join(ROOT, page), 'utf8').replace(/^```.*?^```$/gms, '').replace(/`[^`\n]*`/g, '');
  for (const [, target] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^[a-z]+:/.test(target)) continue;
    const [path, hash] = target.split('#');
    const file = path === '' ? page : join(dirname(page), decodeURIComponent(path));
    if (!existsSync(join(ROOT, file))) {
      problems.push(`${page}: ${target} leads nowhere`);
    } else if (hash && file.endsWith('.md')) {
      const headings = [...readFileSync(join(ROOT, file), 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchor(heading));
      if (!headings.includes(hash)) problems.push(`${page}: ${file} has no heading #${hash}`);
    }
  }
}

async function main(): Promise<void> {
  process.chdir(ROOT);
  checkPrograms();
  checkSecretStore();
  await checkOutput();
  for (const page of PAGES) await checkClusters(page);
  for (const page of PAGES) {
    await checkCommands(page);
    checkLinks(page);
    checkDiagrams(page);
  }
  checkPicture();
  for (const problem of problems) process.stdout.write(`${problem.trimEnd()}\n`);
  process.stdout.write(problems.length ? `${problems.length} things do not hold\n` : `${PAGES.length} pages hold what they say\n`);
  process.exitCode = problems.length ? 1 : 0;
}

void main();
