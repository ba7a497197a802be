import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { LiveInput, readCluster } from './cluster';
import { Options, Terminal, UNUSABLE, UsageError, Values } from './command';
import { filesOf, Notes, Selection, tried } from './files';
import { IgnoreList, isIgnored } from './ignore';
import { isRevision, readRevision } from './revisions';
import { Problem, ProblemCode } from '../analysis/input/source';
import { NamedText } from '../analysis/model/inventory';

const LARGEST = 64 * 1024 * 1024;
const MOST_LINES = 20;
const UNREADABLE = [ProblemCode.BINARY, ProblemCode.UNPARSABLE, ProblemCode.TOO_LARGE];

export const INPUT_HELP = `  INPUT                  files, folders (all *.yaml, *.yml and *.json in them), or - for stdin;
                         all inputs together describe one cluster
`;

/** Options of the commands that read manifests. */
export const INPUT_OPTIONS: Options = {
  'each': { value: 'DIR', help: 'read each subfolder of DIR as one cluster; replaces INPUT' },
  'exclude': { value: 'GLOB', multiple: true, help: 'leave out files and folders, as a line of .gitignore does' },
  'include': { value: 'GLOB', multiple: true, help: 'in folders, read only files that match' },
  'no-ignore': { help: 'also read node_modules, .git and what .gitignore leaves out' },
};

/** The manifests of one cluster. */
export interface ClusterInput {
  /** Name of its folder, with --each. */
  readonly name?: string;
  readonly texts: NamedText[];
  /** The cluster that the manifests are merged over, with --cluster. */
  readonly live?: LiveInput;
}

/** The inputs of a command. */
export class Inputs {
  /** Reads the inputs of a command: one cluster, or each subfolder of --each as one. */
  public static async of(values: Values, paths: readonly string[], terminal: Terminal): Promise<Inputs> {
    const isLive = values.cluster === true;
    if (!isLive && values.context !== undefined) throw new UsageError('--context is the context of --cluster, which is missing');
    if (values.each !== undefined && isLive) throw new UsageError('--cluster is one cluster and cannot be combined with --each');
    if (values.each !== undefined && paths.length) throw new UsageError('--each cannot be combined with other inputs');
    if (values.each === undefined && !paths.length && !isLive) {
      throw new UsageError('no input given: pass files, folders, or - for stdin (see '
      + '--help)');
    }
    const [exclude, include] = [values.exclude ?? [], values.include ?? []] as string[][];
    const own = values.baseline === undefined ? [] : [resolve(String(values.baseline))];
    const inputs = new Inputs({ exclude, include, own, all: values['no-ignore'] === true }, terminal);
    const read = values.each !== undefined ? inputs.readEach(String(values.each)) : [paths.length ? await inputs.read(paths) : { texts: [] }];
    const live = isLive ? readCluster(values.context as string | undefined) : undefined;
    inputs.clusters.push(...live ? read.map(({ texts }) => ({ texts, live: new LiveInput(texts, live) })) : read);
    return inputs;
  }

  /** Reads each path as a side of a comparison: one cluster, or one for each subfolder. */
  public static async sides(
    values: Values, paths: readonly string[], each: boolean, terminal: Terminal,
  ): Promise<{ readonly given: Inputs; readonly sides: readonly ClusterInput[][] }> {
    const [exclude, include] = [values.exclude ?? [], values.include ?? []] as string[][];
    const given = new Inputs({ exclude, include, own: [], all: values['no-ignore'] === true }, terminal);
    if (paths.filter((path) => path === '-').length > 1) throw new UsageError('only one side can be standard input');
    const sides: ClusterInput[][] = [];
    for (const path of paths) {
      sides.push(isRevision(path) ? revision(path, each, given.selection) : each ? given.readEach(path)
        : [await given.read([path])]);
    }
    return { given, sides };
  }

  public readonly clusters: ClusterInput[] = [];
  private readonly notes = new Notes();

  private constructor(private readonly selection: Selection, private readonly terminal: Terminal) {}

  /** The previous render of each cluster: with --each the folder of the same name, or nothing if there was none. */
  public async previous(path: string): Promise<ClusterInput[]> {
    if (path === '-') throw new UsageError('--previous needs a folder or file, not standard input');
    const before = new Inputs(this.selection, this.terminal);
    const isOne = this.clusters.length === 1 && this.clusters[0].name === undefined;
    const read = isOne ? [await before.read([path])] : before.readEach(path);
    this.notes.unreadable.push(...before.notes.unreadable);
    return isOne ? read : this.clusters.map(({ name }) => read.find((one) => one.name === name) ?? { name, texts: [] });
  }

  /** Says what could not be read and what was left out, and returns the exit code: `code`, unless a part of the input is unreadable. */
  public closed(code: number, problems: readonly Problem[]): number {
    const { unreadable, skipped, summary } = this.notes;
    const refused = this.clusters.flatMap(({ live }) => live?.refused ?? []);
    const lines = [...[...unreadable, ...refused].map((line) => `cdk8s-openstack: ${line}`), ...skipped];
    for (const line of lines.slice(0, MOST_LINES)) this.terminal.err(`${line}\n`);
    if (lines.length > MOST_LINES) this.terminal.err(`${lines.length - MOST_LINES} more not shown\n`);
    if (summary) this.terminal.err(`${summary}\n`);
    return unreadable.length || problems.some(isUnreadable) ? UNUSABLE : code;
  }

  /** Files, folders (recursively) and standard input ("-") as the manifests of one cluster. */
  private async read(paths: readonly string[]): Promise<ClusterInput> {
    const texts: NamedText[] = [];
    for (const path of paths) {
      if (path === '-') texts.push({ file: '-', text: await readStream(this.terminal.stdin) });
      else texts.push(...this.textsOf(path));
    }
    const { unreadable, summary } = this.notes;
    if (!texts.length) {
      throw new UsageError(unreadable[0] ?? ('no *.yaml, *.yml or *.json files in '
      + `${paths.join(', ')}${summary ? ` (${summary})` : ''}`));
    }
    if (texts.every(({ text }) => !text.trim())) throw new UsageError(unreadable[0] ?? `the input is empty: ${paths.join(', ')}`);
    return { texts };
  }

  /** Each subfolder as one cluster. */
  private readEach(folder: string): ClusterInput[] {
    const entries = tried(folder, () => readdirSync(folder));
    const folders = entries.map((name) => join(folder, name)).filter((path) => statSync(path, { throwIfNoEntry: false })?.isDirectory()).sort();
    if (!folders.length) throw new UsageError(`${folder} has no subfolders; --each reads each subfolder as one cluster`);
    return folders.map((path) => ({ name: basename(path), texts: this.textsOf(path) }));
  }

  private textsOf(path: string): NamedText[] {
    return (this.attempt(() => filesOf(path, this.selection, this.notes)) ?? [])
      .flatMap((file) => this.attempt(() => [{ file, text: readFile(file) }]) ?? []);
  }

  /** What cannot be read is noted; the rest of the input still counts. */
  private attempt<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (e) {
      if (!(e instanceof UsageError)) throw e;
      this.notes.unreadable.push(e.message);
      return undefined;
    }
  }
}

/** The manifests of a revision, of all its folders or of each. */
function revision(path: string, each: boolean, selection: Selection): ClusterInput[] {
  const texts = readRevision(path).filter(({ file }) => isChosen(file.slice(path.length).replace(/^\//, ''), selection));
  if (!each) return [{ texts }];
  const clusterOf = ({ file }: NamedText) => file.slice(path.replace(/\/?$/, '/').length).split('/')[0];
  return [...new Set(texts.map(clusterOf))].map((name) => ({ name, texts: texts.filter((one) => clusterOf(one) === name) }));
}

/** Whether --exclude and --include let a file of a revision pass, as they would in a folder. */
function isChosen(name: string, { exclude, include }: Selection): boolean {
  const matches = (patterns: readonly string[], path: string, isFolder: boolean) =>
    isIgnored([new IgnoreList(process.cwd(), patterns.join('\n'))], resolve(path), isFolder);
  const folders = name.split('/').slice(0, -1).map((_, i, all) => all.slice(0, i + 1).join('/'));
  const isOut = matches(exclude, name, false) || folders.some((folder) => matches(exclude, folder, true));
  return name === '' || (!isOut && (!include.length || matches(include, name, false)));
}

/** Prints problems of the input, unreadable documents first. */
export function complain(problems: readonly Problem[], terminal: Terminal): void {
  const all = [...problems.filter(isUnreadable), ...problems.filter((problem) => !isUnreadable(problem))];
  for (const { message, origin, line } of all.slice(0, MOST_LINES)) {
    terminal.err(`${[origin.file, line].filter((part) => part !== undefined).join(':')}: ${message}\n`);
  }
  if (all.length > MOST_LINES) terminal.err(`${all.length - MOST_LINES} more not shown; run cdk8s-openstack check to list them\n`);
}

/** Whether a document could not be read, as opposed to one that holds an object with a problem. */
function isUnreadable({ code, object }: Problem): boolean {
  return UNREADABLE.includes(code) && object === undefined;
}

/** Reads a file, a pipe or a device, up to the size limit. */
function readFile(path: string): string {
  return tried(path, () => {
    const descriptor = openSync(path, 'r');
    try {
      const chunks: Buffer[] = [];
      let size = 0;
      for (;;) {
        const chunk = Buffer.allocUnsafe(1024 * 1024);
        const read = readSync(descriptor, chunk, 0, chunk.length, null);
        if (read === 0) return Buffer.concat(chunks).toString('utf8');
        chunks.push(chunk.subarray(0, read));
        size = within(size + read, path);
      }
    } finally {
      closeSync(descriptor);
    }
  });
}

export async function readStream(stream: AsyncIterable<unknown>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk as string);
    chunks.push(bytes);
    size = within(size + bytes.length, 'standard input');
  }
  return Buffer.concat(chunks).toString('utf8');
}

function within(size: number, name: string): number {
  if (size > LARGEST) throw new UsageError(`${name} is larger than ${LARGEST / 1024 / 1024} MiB`);
  return size;
}
