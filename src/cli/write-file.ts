import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { UsageError } from './command';
import { reasonOf } from './files';

/** Writes a file as a whole or not at all: a full disk leaves the old one. Devices and pipes are written to directly. */
export function writeWhole(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    if (statSync(path, { throwIfNoEntry: false })?.isFile() === false) {
      writeFileSync(path, text);
      return;
    }
    writeFileSync(temporary, text, { flag: 'wx' });
    renameSync(temporary, path);
  } catch (e) {
    rmSync(temporary, { force: true });
    throw new UsageError(`cannot write ${path}: ${reasonOf(e)}`);
  }
}
