import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Shard } from './shard';
import { refuse } from '../../core/errors';

/** A run on another machine says so often that it is alive. */
const BEAT = 5_000;
const SILENT = 60_000;

const held = new Set<string>();

/** Keeps a second run of the same shard out of a state folder, and knows whether the last one ended. */
export class Lock {
  /** Whether the run before this one was killed. */
  public readonly afterCrash: boolean;
  private readonly path: string;
  private beaten = Date.now();

  constructor(folder: string, { index, count }: Shard) {
    mkdirSync(folder, { recursive: true });
    this.path = join(folder, `lock-${index}-of-${count}`);
    const owner = ownerOf(this.path);
    if (owner && isRunning(this.path, owner)) {
      refuse('state folder', `${folder} is in use by process ${owner.pid} on ${owner.host}. Wait for it, or delete ${this.path} if it is gone`);
    }
    this.afterCrash = owner !== undefined;
    rmSync(this.path, { force: true });
    writeFileSync(this.path, JSON.stringify({ pid: process.pid, host: hostname(), start: startOf(process.pid) } satisfies Owner), { flag: 'wx' });
    held.add(this.path);
  }

  /** To be called now and then while the run lasts. */
  public beat(): void {
    const now = Date.now();
    if (now - this.beaten < BEAT) return;
    this.beaten = now;
    utimesSync(this.path, new Date(now), new Date(now));
  }

  public release(): void {
    held.delete(this.path);
    rmSync(this.path, { force: true });
  }
}

interface Owner {
  readonly pid: number;
  readonly host: string;
  /** When the process started, where the system says so: numbers of processes are used again. */
  readonly start?: string;
}

function ownerOf(path: string): Partial<Owner> | undefined {
  if (!statSync(path, { throwIfNoEntry: false })) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return {};
  }
}

function isRunning(path: string, { pid, host, start }: Partial<Owner>): boolean {
  if (host !== hostname()) return Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) < SILENT;
  if (pid === undefined) return false;
  if (pid === process.pid) return held.has(path);
  try {
    process.kill(pid, 0);
  } catch (e) {
    return (e as NodeJS.ErrnoException).code === 'EPERM';
  }
  return start === startOf(pid);
}

function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
