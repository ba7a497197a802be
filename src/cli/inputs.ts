import { closeSync, openSync, readdirSync, readSync, realpathSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Terminal, UsageError, Values } from './command';
import { NamedText } from '../analysis/model/inventory';

const LARGEST = 64 * 1024 * 1024;
const MANIFEST = /\.(ya?ml|json)$/i;

/** The manifests of one cluster. */
export interface ClusterInput {
  /** Name of its folder, with --each. */
  readonly name?: string;
  readonly texts: NamedText[];
}

/** Reads the inputs of a command: one cluster, or each subfolder of --each as one. */
export async function readClusters(values: Values, inputs: readonly string[], terminal: Terminal): Promise<ClusterInput[]> {
  if (values.each !== undefined && inputs.length) throw new UsageError('--each cannot be combined with other inputs');
  if (values.each === undefined && !inputs.length) throw new UsageError('no input given: pass files, folders, or - for stdin (see --help)');
  return values.each === undefined ? [await readInputs(inputs, terminal)] : readEach(String(values.each));
}

/** Reads files, folders (recursively) and standard input ("-") as the manifests of one cluster. */
export async function readInputs(paths: readonly string[], terminal: Terminal): Promise<ClusterInput> {
  const texts: NamedText[] = [];
  for (const path of paths) {
    if (path === '-') texts.push({ file: '-', text: await readStream(terminal.stdin) });
    else texts.push(...files(path, new Set()).map((file) => ({ file, text: readFile(file) })));
  }
  if (!texts.length) throw new UsageError(`no *.yaml, *.yml or *.json files in ${paths.join(', ')}`);
  if (texts.every(({ text }) => !text.trim())) throw new UsageError(`the input is empty: ${paths.join(', ')}`);
  return { texts };
}

/** Reads each subfolder as one cluster. */
export function readEach(folder: string): ClusterInput[] {
  const entries = tried(folder, () => readdirSync(folder, { withFileTypes: true }));
  const folders = entries.filter((e) => tried(folder, () => statSync(join(folder, e.name)).isDirectory())).map((e) => join(folder, e.name)).sort();
  if (!folders.length) throw new UsageError(`${folder} has no subfolders; --each reads each subfolder as one cluster`);
  return folders.map((path) => ({ name: basename(path), texts: files(path, new Set()).map((file) => ({ file, text: readFile(file) })) }));
}

function files(path: string, seen: Set<string>): string[] {
  const stat = tried(path, () => statSync(path));
  if (!stat.isDirectory()) return [path];
  const real = tried(path, () => realpathSync(path)); // fails if the current folder was deleted
  if (seen.has(real)) return []; // a symbolic link to a parent folder
  const below = new Set([...seen, real]);
  return tried(path, () => readdirSync(path)).sort().flatMap((name) => {
    const inner = join(path, name);
    const kind = tried(inner, () => statSync(inner, { throwIfNoEntry: false }));
    if (kind?.isDirectory()) return files(inner, below);
    return kind?.isFile() && MANIFEST.test(name) ? [inner] : [];
  });
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

async function readStream(stream: AsyncIterable<unknown>): Promise<string> {
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

const REASONS: { readonly [code: string]: string } = {
  ENOENT: 'no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'too many levels of symbolic links',
  ENAMETOOLONG: 'the name is too long',
  ENOTDIR: 'a part of the path is not a folder',
};

function tried<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (e) {
    if (e instanceof UsageError) throw e;
    const { code, message } = e as NodeJS.ErrnoException;
    throw new UsageError(`cannot read ${path || '""'}: ${REASONS[code ?? ''] ?? message}`);
  }
}
