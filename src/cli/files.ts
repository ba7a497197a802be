import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UsageError } from './command';
import { IgnoreList, isIgnored } from './ignore';

/** Names of files with manifests. */
export const MANIFEST = /\.(ya?ml|json)$/i;
/** Folders that hold no manifests of the project. */
const FOREIGN = new Set(['.git', 'node_modules']);
export const CONFIGURATION = '.cdk8s-openstack.yaml';
export const BASELINE = '.cdk8s-openstack-baseline.json';


/** What a search for files leaves out. */
export interface Selection {
  /** Patterns as in a .gitignore, relative to each folder of the input and to the current folder. */
  readonly exclude: readonly string[];
  /** Patterns of which one must match a file in a folder; all are read if there are none. */
  readonly include: readonly string[];
  /** Files and folders that are left out without a word. */
  readonly own: readonly string[];
  /** Whether .gitignore, node_modules and .git are read like everything else. */
  readonly all: boolean;
}

/** What a search left out or could not read, in the words of the diagnostics. */
export class Notes {
  /** One line each. */
  public readonly unreadable: string[] = [];
  /** One line each. */
  public readonly skipped: string[] = [];
  private readonly counts = new Map<string, number>();

  public leftOut(by: string): void {
    this.counts.set(by, (this.counts.get(by) ?? 0) + 1);
  }

  /** What was left out by rule, in a line; undefined if nothing was. */
  public get summary(): string | undefined {
    const parts = [...this.counts].sort().map(([by, count]) => (FOREIGN.has(by) ? by : `${count} ${count === 1 ? 'path' : 'paths'} by ${by}`));
    return parts.length ? `left out: ${parts.join(', ')}` : undefined;
  }
}

/** The files of an input: itself, or the manifests in a folder and all below, in the order of their names. */
export function filesOf(input: string, selection: Selection, notes: Notes): string[] {
  return new Search(input, selection, notes).files();
}

class Search {
  private readonly excluded: IgnoreList[];
  private readonly included: IgnoreList[];

  constructor(private readonly input: string, private readonly selection: Selection, private readonly notes: Notes) {
    const bases = tried('.', () => [process.cwd(), resolve(input), dirname(resolve(input))]);
    const lists = (patterns: readonly string[]) => [...new Set(bases)].map((base) => new IgnoreList(base, patterns.join('\n')));
    [this.excluded, this.included] = [lists(selection.exclude), lists(selection.include)];
  }

  public files(): string[] {
    if (tried(this.input, () => statSync(this.input)).isDirectory()) return this.below(this.input, new Set(), this.around());
    if (!isIgnored(this.excluded, resolve(this.input), false)) return [this.input];
    this.notes.leftOut('--exclude');
    return [];
  }

  /**
   * The .gitignore files of the folders around the input, up to its repository; none where they leave out the input itself, which was asked for by
   * name.
   */
  private around(): IgnoreList[] {
    if (this.selection.all) return [];
    const folders: string[] = [];
    let folder = resolve(this.input);
    while (!existsSync(join(folder, '.git'))) {
      if (dirname(folder) === folder) return [];
      folder = dirname(folder);
      folders.unshift(folder);
    }
    const lists: IgnoreList[] = [];
    for (const [i, outer] of folders.entries()) {
      lists.push(...ignoreFile(outer));
      if (isIgnored(lists, folders[i + 1] ?? resolve(this.input), true)) return [];
    }
    return lists;
  }

  private below(folder: string, seen: ReadonlySet<string>, around: readonly IgnoreList[]): string[] {
    const real = tried(folder, () => realpathSync(folder)); // fails if the current folder was deleted
    if (seen.has(real)) return []; // a symbolic link to a parent folder
    const inside = new Set([...seen, real]);
    const lists = this.selection.all ? [] : [...around, ...ignoreFile(folder)];
    return tried(folder, () => readdirSync(folder)).sort().flatMap((name) => {
      const path = join(folder, name);
      const isFolder = this.kindOf(path);
      if (isFolder === undefined || this.isLeftOut(path, isFolder, lists)) return [];
      if (!isFolder) return [path];
      try {
        return this.below(path, inside, lists);
      } catch (e) {
        if (!(e instanceof UsageError)) throw e;
        this.notes.unreadable.push(e.message);
        return [];
      }
    });
  }

  /** Whether a path is a folder; undefined if it is neither a folder nor a manifest, which is said where it looks like one. */
  private kindOf(path: string): boolean | undefined {
    const looksLikeOne = MANIFEST.test(path);
    try {
      const stat = statSync(path, { throwIfNoEntry: false });
      if (stat?.isDirectory()) return true;
      if (stat?.isFile() && looksLikeOne) return false;
      if (!stat && path.includes('\ufffd') && !lstatSync(path, { throwIfNoEntry: false })) {
        this.notes.skipped.push(`skipped ${path}: its name is `
        + 'not UTF-8');
      } else if (looksLikeOne) {
        this.notes.skipped.push(`skipped ${path}: ${stat ? 'it is not a regular file' : 'the link leads nowhere'}`);
      }
    } catch (e) {
      if (looksLikeOne) this.notes.unreadable.push(unreadable(path, e));
    }
    return undefined;
  }

  private isLeftOut(path: string, isFolder: boolean, lists: readonly IgnoreList[]): boolean {
    const absolute = resolve(path);
    if ([CONFIGURATION, BASELINE].includes(basename(path)) || this.selection.own.includes(absolute)) return true;
    const isChosen = isFolder || !this.selection.include.length || isIgnored(this.included, absolute, false);
    const by = isIgnored(this.excluded, absolute, isFolder) ? '--exclude' : !isChosen ? '--include'
      : this.selection.all ? undefined
        : isFolder && FOREIGN.has(basename(path)) ? basename(path)
          : isIgnored(lists, absolute, isFolder) ? '.gitignore' : undefined;
    if (by) this.notes.leftOut(by);
    return by !== undefined;
  }
}

function ignoreFile(folder: string): IgnoreList[] {
  try {
    return [new IgnoreList(resolve(folder), readFileSync(join(folder, '.gitignore'), 'utf8'))];
  } catch {
    return [];
  }
}

const REASONS: { readonly [code: string]: string } = {
  ENOENT: 'no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'too many levels of symbolic links',
  ENAMETOOLONG: 'the name is too long',
  ENOTDIR: 'a part of the path is not a folder',
  EISDIR: 'it is a folder',
  EIO: 'input/output error',
  ENOSPC: 'no space left on device',
  EDQUOT: 'disk quota exceeded',
  EFBIG: 'file too large',
  EROFS: 'the file system is read-only',
};

/** What the system says about a failed access to a file. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return REASONS[code ?? ''] ?? code ?? message;
}

export function unreadable(path: string, error: unknown): string {
  return `cannot read ${path || '""'}: ${reasonOf(error)}`;
}

/** Runs an access to a path; failures become errors of the user. */
export function tried<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (e) {
    throw e instanceof UsageError ? e : new UsageError(unreadable(path, e));
  }
}
