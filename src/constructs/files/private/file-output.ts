/*
 * How the files of an app are found, checked and written. `OutputFile` enters them here; `OutputFiles` is the public side.
 */
import { lstatSync, mkdirSync, rmSync, writeFileSync } from 'fs';
import { dirname, join, relative, resolve } from 'path';
import { IConstruct } from 'constructs';
import { refuse } from '../../../core/errors';
import { at } from '../../private/at';

const MEMBER = Symbol.for('cdk8s-openstack.OutputFile');
const DIRECTORY = Symbol.for('cdk8s-openstack.OutputFiles.directory');
const HOOKED = Symbol.for('cdk8s-openstack.OutputFiles.hooked');

/** A file to write, as `OutputFile` is one. */
interface WrittenFile extends IConstruct {
  readonly path: string;
  readonly content: string;
  readonly confidential: boolean;
}

/** Has the app write this file, and all others, after its manifests. */
export function writeAtSynth(file: WrittenFile): void {
  Object.defineProperty(file, MEMBER, { value: true });
  const root: any = file.node.root;
  if (root[HOOKED]) return;
  Object.defineProperty(root, HOOKED, { value: true });
  root.node.addValidation({ validate: () => problems(root) });
  if (typeof root.synth !== 'function') return;
  // cdk8s has no hook after synth: the app's own method is extended, which other languages reach as well.
  const synth = root.synth.bind(root);
  root.synth = () => {
    synth();
    writeFiles(root);
  };
}

/** The files at and below `scope`, in tree order. */
export function filesOf<T extends WrittenFile>(scope: IConstruct): T[] {
  return scope.node.findAll().filter((c): c is T => MEMBER in c);
}

/** Sets the folder of an app's files. */
export function setFolder(scope: IConstruct, directory: string): void {
  at(scope, () => {
    if (typeof directory !== 'string' || !directory.trim()) refuse('directory', 'must name a folder such as "dist/files"');
  });
  Object.defineProperty(scope.node.root, DIRECTORY, { value: directory, configurable: true });
}

/** The folder that `app.synth()` writes to, as an absolute path. */
export function folderOf(scope: IConstruct): string {
  return resolve((scope.node.root as any)[DIRECTORY] ?? process.env.CDK8S_OPENSTACK_FILES_DIR ?? 'dist/files');
}

/** Writes the files at and below `scope`, and returns the paths of what was written. */
export function writeFiles(scope: IConstruct, directory?: string): string[] {
  const files = filesOf(scope);
  at(scope, () => {
    const [problem] = clashes(files);
    if (problem) refuse('files', problem);
  });
  const folder = directory === undefined ? folderOf(scope) : resolve(directory);
  return files.map((file) => {
    const path = join(folder, file.path);
    const link = linkIn(folder, file.path);
    if (link) at(file, () => refuse('path', link));
    mkdirSync(dirname(path), { recursive: true });
    // The mode counts for a new file only: one of an earlier run may be readable by all.
    if (file.confidential) rmSync(path, { force: true });
    writeFileSync(path, file.content, { mode: file.confidential ? 0o600 : 0o644 });
    return path;
  });
}

/** Why a path must not be written: a symbolic link in it may lead anywhere. The folder itself may be a link. */
function linkIn(folder: string, path: string): string | undefined {
  const parts = path.split('/');
  const link = parts.map((_, i) => join(folder, ...parts.slice(0, i + 1))).find((one) => lstatSync(one, { throwIfNoEntry: false })?.isSymbolicLink());
  return link && `leads through the symbolic link ${link}, which may point out of the folder of files. Remove the link`;
}

/** What synth refuses. */
function problems(root: IConstruct & { readonly outdir?: string }): string[] {
  const folder = folderOf(root);
  const inside = root.outdir !== undefined && isWithin(resolve(root.outdir), folder);
  return [
    ...clashes(filesOf(root)),
    ...filesOf(root).flatMap((file) => linkIn(folder, file.path)?.replace(/^/, `${file.node.path}: "${file.path}" `) ?? []),
    ...inside ? [`the folder of files ${folder} lies inside that of the manifests (${resolve(root.outdir!)}), which is deleted and applied as a `
      + 'whole. '
      + 'Set "output: dist/k8s" in cdk8s.yaml, or CDK8S_OPENSTACK_FILES_DIR to a folder elsewhere'] : [],
  ];
}

function clashes(files: WrittenFile[]): string[] {
  return files.flatMap((file, i) => files.slice(0, i)
    .filter((other) => other.path === file.path || other.path.startsWith(`${file.path}/`) || file.path.startsWith(`${other.path}/`))
    .map((other) => `${other.node.path} and ${file.node.path} want to write ${other.path === file.path ? `"${file.path}"`
      : `"${other.path}" and "${file.path}", of which one is the folder of the other`}. Give one of them another path`));
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || !(way === '..' || way.startsWith('../') || way.startsWith('..\\') || resolve(way) === way);
}
