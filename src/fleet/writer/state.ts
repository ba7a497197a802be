/*
 * What earlier runs wrote, in a folder beside the output. An entry is a line of JSON, appended before and after the files of a cluster are written:
 * a run that is killed leaves at most one line that is cut off, and no file that the next run does not know.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { appendFileSync, linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { holds, PARTS, partOf, Shard } from './shard';
import { addTo } from '../../core/multimap';

/** A file as it was written. */
export interface WrittenFile {
  /** Keyed hash of its bytes; hashes joined by `OR` while it is being written. */
  readonly hash: string;
  /** Undefined until it is known to be written. */
  readonly size?: number;
  readonly time?: number;
}

/** Between the hashes of what a file may hold. */
export const OR = '|';

/** What is known of a cluster. */
export interface Entry {
  /** Keyed hash of what its files follow from; undefined unless all of them are written. */
  readonly input?: string;
  /** The files by their place. */
  readonly files: ReadonlyMap<string, WrittenFile>;
}

type Line = [name: string, input: string | null, files: Array<[place: string, hash: string, size?: number, time?: number]>];

const KEY = 'key';
const KEY_BYTES = 32;
/** More lines than this for each entry are rewritten. */
const MOST_LINES = 1.5;

/** The state of the clusters of one shard. */
export class State {
  private readonly key: Buffer;
  private readonly entries = new Map<string, Entry>();
  private readonly lines = new Map<number, number>();
  private readonly changed = new Set<number>();

  constructor(private readonly folder: string, shard: Shard) {
    mkdirSync(folder, { recursive: true });
    this.key = keyIn(folder);
    for (const file of readdirSync(folder)) {
      const part = /^[0-9a-f]{2}\.jsonl$/.test(file) ? parseInt(file, 16) : PARTS;
      if (part < PARTS && holds(shard, part)) this.read(part);
    }
  }

  /** A hash that nobody without the key can compute, and so nobody can guess a secret with. */
  public hash(...parts: ReadonlyArray<string | Uint8Array>): string {
    const hmac = createHmac('sha256', this.key);
    for (const part of parts) hmac.update(part).update('\0');
    return hmac.digest('base64url').slice(0, 24);
  }

  public get(name: string): Entry | undefined {
    return this.entries.get(name);
  }

  public get names(): string[] {
    return [...this.entries.keys()];
  }

  /** Remembers a cluster; undefined, or one without files, is forgotten. */
  public set(name: string, entry?: Entry): void {
    const part = partOf(name);
    if (entry?.files.size) this.entries.set(name, entry);
    else this.entries.delete(name);
    appendFileSync(this.path(part), `${lineOf(name, entry)}\n`, { mode: 0o600 });
    this.lines.set(part, (this.lines.get(part) ?? 0) + 1);
    this.changed.add(part);
  }

  /** Rewrites what has grown: most lines of a first run are those of files about to be written. */
  public compact(): void {
    const live = new Map<number, string[]>();
    for (const name of this.entries.keys()) {
      const part = partOf(name);
      if (this.changed.has(part)) addTo(live, part, name);
    }
    for (const part of this.changed) {
      const names = live.get(part) ?? [];
      if (this.lines.get(part)! <= names.length * MOST_LINES) continue;
      const temporary = `${this.path(part)}.tmp`;
      writeFileSync(temporary, names.map((name) => `${lineOf(name, this.entries.get(name))}\n`).join(''), { mode: 0o600 });
      if (names.length) renameSync(temporary, this.path(part));
      else for (const path of [temporary, this.path(part)]) rmSync(path, { force: true });
    }
    this.changed.clear();
  }

  private path(part: number): string {
    return join(this.folder, `${part.toString(16).padStart(2, '0')}.jsonl`);
  }

  private read(part: number): void {
    const text = readFileSync(this.path(part), 'utf8');
    const lines = text.split('\n').filter(Boolean);
    for (const line of lines) this.take(line);
    this.lines.set(part, lines.length);
    // Whatever is appended next must not continue a line that was cut off.
    if (text !== '' && !text.endsWith('\n')) appendFileSync(this.path(part), '\n');
  }

  private take(line: string): void {
    try {
      const [name, input, files] = JSON.parse(line) as Line;
      if (!files.length) {
        this.entries.delete(name);
      } else {
        this.entries.set(name, {
          input: input ?? undefined,
          files: new Map(files.map(([place, hash, size, time]) => [place, { hash, size, time }])),
        });
      }
    } catch {
      // Cut off, or of another version of this library: those clusters are rendered.
    }
  }
}

function lineOf(name: string, entry: Entry | undefined): string {
  const files = [...entry?.files ?? []].map(([place, { hash, size, time }]): Line[2][0] => (size === undefined ? [place, hash]
    : [place, hash, size, time]));
  return JSON.stringify([name, entry?.input ?? null, files] satisfies Line);
}

/** The key of the folder. One that others may have read is replaced: then no hash is known any more, and all is rendered. */
function keyIn(folder: string): Buffer {
  const path = join(folder, KEY);
  const stat = statSync(path, { throwIfNoEntry: false });
  const isPrivate = process.platform === 'win32' || (stat && stat.mode % 0o100 === 0);
  const known = stat?.isFile() && isPrivate ? readFileSync(path) : undefined;
  if (known?.length === KEY_BYTES) return known;
  const temporary = `${path}.${randomBytes(8).toString('hex')}.tmp`;
  writeFileSync(temporary, randomBytes(KEY_BYTES), { mode: 0o600, flag: 'wx' });
  try {
    if (stat) rmSync(path, { recursive: true });
    linkSync(temporary, path);
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code !== 'EEXIST') throw e; // another shard was first
  } finally {
    rmSync(temporary);
  }
  return readFileSync(path);
}
