import { readFileSync } from 'node:fs';
import { TextDecoder } from 'node:util';
import { refuse } from './errors';

/**
 * Reads a local text file. A byte order mark is kept.
 *
 * @param purpose What the file provides, for error messages, such as "a secret"
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
