import { readFileSync, realpathSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { TextDecoder } from 'node:util';
import { refuse } from './errors';

/** The only folder that may be read from; undefined is no limit. */
let limit: string | undefined;

/** Runs `work`, which may read only files below a folder: for input that someone else wrote. */
export async function readingBelow<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const before = limit;
  limit = realpathSync(folder);
  try {
    return await work();
  } finally {
    limit = before;
  }
}

/** Whether a path may be read. What lies elsewhere may not, whether it exists or not; links count by what they lead to. */
export function mayBeRead(path: string): boolean {
  return limit === undefined || isBelow(limit, path);
}

export function isBelow(folder: string, path: string): boolean {
  const away = relative(folder, followed(resolve(path)));
  return away !== '..' && !away.startsWith(`..${sep}`) && !isAbsolute(away);
}

/** A path without links. Of one that does not exist, the part that does. */
function followed(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = resolve(path, '..');
    return parent === path ? path : resolve(followed(parent), relative(parent, path));
  }
}

/**
 * Reads a local text file. A byte order mark is kept.
 *
 * @param purpose What the file provides, for error messages, such as "a secret"
 */
export function readTextFile(path: string, purpose: string): string {
  if (!mayBeRead(path)) refuse(`file ${path}`, `must not be read, as it lies outside of the repository, but ${purpose} is read from it`);
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (e) {
    return refuse(`file ${path}`, `cannot be read (${(e as NodeJS.ErrnoException).code}), but ${purpose} is read from it`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return refuse(`file ${path}`, `is not UTF-8, but ${purpose} is read from it. Save it as UTF-8`);
  }
}
