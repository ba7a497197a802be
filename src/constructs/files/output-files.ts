import { IConstruct } from 'constructs';
import { OutputFile } from './output-file';
import { filesOf, folderOf, setFolder, writeFiles } from './private/file-output';
import { requireConstruct } from '../../core/props';

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
    requireConstruct('OutputFiles.directory', scope);
    setFolder(scope, directory);
  }

  private constructor(private readonly scope: IConstruct) {}

  /** The files, in tree order. */
  public get files(): OutputFile[] {
    return filesOf(this.scope);
  }

  /** The folder that `app.synth()` writes to, as an absolute path. */
  public get folder(): string {
    return folderOf(this.scope);
  }

  /**
   * Writes the files now, and returns the paths of what was written. `app.synth()` does this by itself.
   *
   * @param directory Folder to write to. @default - the app's folder of files
   */
  public write(directory?: string): string[] {
    return writeFiles(this.scope, directory);
  }
}
