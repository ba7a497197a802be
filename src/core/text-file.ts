import { readFileSync } from 'node:fs';
import { TextDecoder } from 'node:util';
import { refuse } from './errors';

/**
 * The text of a file of this machine. A byte order mark stays.
 *
 * @param purpose What is read from it, for errors, such as "a secret"
 */
export function readTextFile(path: string, purpose: string): string {
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
