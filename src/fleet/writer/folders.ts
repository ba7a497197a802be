import { lstatSync, mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, Stats, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { OR, State, WrittenFile } from './state';
import { invalid, refuse } from '../../core/errors';

/** A file of a cluster. */
export interface FleetFile {
  /** Path below the folder, with "/" between its parts. */
  readonly path: string;
  readonly content: string | Uint8Array;
  /** Name of the folder. @default - the folder of the manifests */
  readonly folder?: string;
  /** Readable by its owner only. */
  readonly confidential?: boolean;
}

/** One part of a path: no separator, no "..", nothing that a shell, Windows or a URL reads otherwise. */
const PART = /^(?!\.{1,2}$)[A-Za-z0-9._-]+$/;

/** Reads, writes and removes files at places: "path", or "folder:path". */
export class Folders {
  private readonly roots: ReadonlyMap<string, string>;
  private readonly safe = new Set<string>();

  /** @param roots The folders by name; that of the manifests has the name "". */
  constructor(roots: { readonly [name: string]: string }, private readonly state: State) {
    this.roots = new Map(Object.entries(roots).map(([name, path]) => [name, resolve(path)]));
  }

  /** Where a file belongs, which identifies it in the state. */
  public placeOf({ path, folder = '' }: FleetFile): string {
    if (!path.split('/').every((part) => PART.test(part))) {
      invalid('path', path, 'a relative path of letters, digits, ".", "_" and "-" without "..", such as "prod-1/app.k8s.yaml"');
    }
    if (!this.roots.has(folder)) invalid('folder', folder, `one of ${[...this.roots.keys()].join(', ')}`);
    return folder ? `${folder}:${path}` : path;
  }

  public hashOf({ content, confidential }: FleetFile): string {
    return this.state.hash(content, confidential ? 'confidential' : '');
  }

  /** Whether a file is as it was written, and when it was changed last. Its bytes are read only if its times do not tell. */
  public check(place: string, { hash, size, time }: WrittenFile): WrittenFile | undefined {
    const path = this.pathOf(place);
    const stat = statOf(path);
    if (!stat?.isFile()) return undefined;
    if (stat.size === size && stat.mtimeMs === time) return { hash, size, time };
    if (size !== undefined && stat.size !== size) return undefined;
    const content = readFileSync(path);
    return [false, true].some((confidential) => hash.split(OR).includes(this.hashOf({ path: place, content, confidential })))
      ? { hash, size: stat.size, time: stat.mtimeMs } : undefined;
  }

  /** Writes a file if it has other bytes: as a whole or not at all. */
  public write(place: string, file: FleetFile & { readonly hash: string }): WrittenFile & { readonly isNew: boolean } {
    const path = this.pathOf(place);
    const bytes = typeof file.content === 'string' ? Buffer.from(file.content) : file.content;
    const mode = file.confidential ? 0o600 : 0o666;
    const { hash } = file;
    const old = statOf(path);
    const isPrivate = !file.confidential || process.platform === 'win32' || (old && old.mode % 0o100 === 0);
    if (old?.isFile() && isPrivate && old.size === bytes.length && readFileSync(path).equals(bytes)) {
      return {
        hash,
        size: old.size,
        time: old.mtimeMs,
        isNew: false,
      };
    }
    this.requireSafe(dirname(path), place);
    const temporary = temporaryOf(path);
    try {
      if (statOf(temporary)) rmSync(temporary);
      writeFileSync(temporary, bytes, { flag: 'wx', mode });
      renameSync(temporary, path);
    } catch (e) {
      rmSync(temporary, { force: true });
      throw e;
    }
    const { size, mtimeMs } = lstatSync(path);
    return { hash, size, time: mtimeMs, isNew: true };
  }

  /** Removes a file that was written by this tool, and the folders that it leaves empty; leaves one that somebody changed since. */
  public remove(place: string, written: WrittenFile): 'absent' | 'left' | 'removed' {
    const path = this.pathOf(place);
    if (!statOf(path)) return 'absent';
    if (!this.check(place, written)) return 'left';
    rmSync(path);
    this.removeEmpty(dirname(path), this.rootOf(place));
    return 'removed';
  }

  /** Removes what a killed run left of a file that it was about to write. */
  public clean(place: string): void {
    const path = this.pathOf(place);
    rmSync(temporaryOf(path), { force: true });
    this.removeEmpty(dirname(path), this.rootOf(place));
  }

  private removeEmpty(folder: string, root: string): void {
    for (let at = folder; at !== root && at.startsWith(root + sep); at = dirname(at)) {
      try {
        rmdirSync(at);
        this.safe.delete(at);
      } catch {
        return; // not empty, or not there
      }
    }
  }

  private rootOf(place: string): string {
    return this.roots.get(place.includes(':') ? place.slice(0, place.indexOf(':')) : '')
      ?? refuse('state folder', `names a folder that is not configured: ${place}`);
  }

  private pathOf(place: string): string {
    return join(this.rootOf(place), place.slice(place.indexOf(':') + 1));
  }

  /** Creates a folder. A symbolic link below the root may lead anywhere. */
  private requireSafe(folder: string, place: string): void {
    if (this.safe.has(folder)) return;
    const root = this.rootOf(place);
    if (folder !== root) {
      this.requireSafe(dirname(folder), place);
      if (statOf(folder)?.isSymbolicLink()) {
        refuse('outdir', `has a symbolic link at ${relative(root, folder)}, which may lead out of it. Remove `
        + 'the link');
      }
    }
    mkdirSync(folder, { recursive: true });
    this.safe.add(folder);
  }
}

function statOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}

function temporaryOf(path: string): string {
  return join(dirname(path), `.${path.slice(dirname(path).length + 1)}.cdk8s-openstack.tmp`);
}
