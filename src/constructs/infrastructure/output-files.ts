import { mkdirSync, rmSync, writeFileSync } from 'fs';
import { dirname, join, relative, resolve } from 'path';
import { IConstruct } from 'constructs';
import type { OutputFile } from './output-file';
import { refuse } from '../../core/errors';
import { at } from '../private/at';

const MEMBER = Symbol.for('cdk8s-openstack.OutputFile');
const DIRECTORY = Symbol.for('cdk8s-openstack.OutputFiles.directory');
const HOOKED = Symbol.for('cdk8s-openstack.OutputFiles.hooked');

/**
 * The files of an app that are no Kubernetes objects, and the folder that `app.synth()` writes them to.
 *
 * The folder is, in this order: what `directory()` was given, the environment variable CDK8S_OPENSTACK_FILES_DIR, "dist/files". It must lie
 * outside of the folder of the manifests, which `cdk8s synth` deletes and everything in which `kubectl apply` would take for a manifest.
 * Nothing is written if the app is not valid. Files of an earlier run that no longer exist in the app stay: delete the folder first where
 * that matters.
 */
export class OutputFiles {
  /** The files at and below `scope`. */
  public static of(scope: IConstruct): OutputFiles {
    return new OutputFiles(scope);
  }

  /**
   * Sets the folder of an app's files.
   *
   * @param scope The app, or anything in it
   * @param directory The folder; a relative path starts at the current directory
   */
  public static directory(scope: IConstruct, directory: string): void {
    at(scope, () => {
      if (!directory?.trim()) refuse('directory', 'must name a folder such as "dist/files"');
    });
    Object.defineProperty(scope.node.root, DIRECTORY, { value: directory, configurable: true });
  }

  /**
   * Has the app write this file, and all others, after its manifests.
   *
   * @internal
   */
  public static _writeAtSynth(file: OutputFile): void {
    Object.defineProperty(file, MEMBER, { value: true });
    const root: any = file.node.root;
    if (root[HOOKED]) return;
    Object.defineProperty(root, HOOKED, { value: true });
    const files = new OutputFiles(root);
    root.node.addValidation({ validate: () => files._problems(root.outdir) });
    if (typeof root.synth !== 'function') return;
    // cdk8s has no hook after synth: the app's own method is extended, which other languages reach as well.
    const synth = root.synth.bind(root);
    root.synth = () => {
      synth();
      files.write();
    };
  }

  private constructor(private readonly scope: IConstruct) {}

  /** The files, in tree order. */
  public get files(): OutputFile[] {
    return this.scope.node.findAll().filter((c): c is any => MEMBER in c);
  }

  /** The folder that `app.synth()` writes to, as an absolute path. */
  public get folder(): string {
    return resolve((this.scope.node.root as any)[DIRECTORY] ?? process.env.CDK8S_OPENSTACK_FILES_DIR ?? 'dist/files');
  }

  /**
   * Writes the files now, and returns the paths of what was written. `app.synth()` does this by itself.
   *
   * @param directory Folder to write to. @default - the app's folder of files
   */
  public write(directory?: string): string[] {
    at(this.scope, () => {
      const [problem] = this.clashes();
      if (problem) refuse('files', problem);
    });
    const folder = directory === undefined ? this.folder : resolve(directory);
    return this.files.map((file) => {
      const path = join(folder, file.path);
      mkdirSync(dirname(path), { recursive: true });
      // The mode counts for a new file only: one of an earlier run may be readable by all.
      if (file.confidential) rmSync(path, { force: true });
      writeFileSync(path, file.content, { mode: file.confidential ? 0o600 : 0o644 });
      return path;
    });
  }

  /**
   * What synth refuses.
   *
   * @internal
   */
  public _problems(manifests: string | undefined): string[] {
    const inside = manifests !== undefined && isWithin(resolve(manifests), this.folder);
    return [
      ...this.clashes(),
      ...inside ? [`the folder of files ${this.folder} lies inside that of the manifests (${resolve(manifests!)}), which is deleted and applied as a whole. `
        + 'Set "output: dist/k8s" in cdk8s.yaml, or CDK8S_OPENSTACK_FILES_DIR to a folder elsewhere'] : [],
    ];
  }

  private clashes(): string[] {
    const files = this.files;
    return files.flatMap((file, i) => files.slice(0, i)
      .filter((other) => other.path === file.path || other.path.startsWith(`${file.path}/`) || file.path.startsWith(`${other.path}/`))
      .map((other) => `${other.node.path} and ${file.node.path} want to write ${other.path === file.path ? `"${file.path}"`
        : `"${other.path}" and "${file.path}", of which one is the folder of the other`}. Give one of them another path`));
  }
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || !(way === '..' || way.startsWith('../') || way.startsWith('..\\') || resolve(way) === way);
}
