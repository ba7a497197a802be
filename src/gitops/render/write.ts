import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { InvalidPropertyError } from '../../core/errors';

/** A file to write, below a folder. */
export interface WrittenFile { readonly path: string; readonly content: string; readonly confidential?: boolean }

/**
 * Writes files into a folder: each is staged beside its place first, and only when all are, they replace what was there. Where something fails
 * before, such as on a full disk, the folder is as it was. A file that would not change is left alone, with its time.
 */
export function writeAll(folder: string, files: readonly WrittenFile[]): void {
  const staged: Array<readonly [temporary: string, path: string]> = [];
  try {
    for (const { path, content, confidential } of files) {
      const target = join(folder, path);
      refuseLinks(folder, path);
      if (isSame(target, content) && !confidential) continue;
      mkdirSync(dirname(target), { recursive: true });
      const temporary = `${target}.${process.pid}.tmp`;
      staged.push([temporary, target]);
      writeFileSync(temporary, content, { flag: 'wx', mode: confidential ? 0o600 : 0o644 });
    }
    for (const [temporary, target] of staged) renameSync(temporary, target);
  } catch (e) {
    for (const [temporary] of staged) rmSync(temporary, { force: true });
    if (e instanceof InvalidPropertyError) throw e;
    throw new InvalidPropertyError(folder, `cannot be written: ${(e as NodeJS.ErrnoException).code ?? (e as Error).message}`);
  }
}

function isSame(path: string, content: string): boolean {
  try {
    return readFileSync(path, 'utf8') === content;
  } catch {
    return false;
  }
}

/** A symbolic link inside the folder may lead anywhere. The folder itself may be one. */
function refuseLinks(folder: string, path: string): void {
  const parts = path.split('/');
  const link = parts.map((_, i) => join(folder, ...parts.slice(0, i + 1))).find((one) => lstatSync(one, { throwIfNoEntry: false })?.isSymbolicLink());
  if (link) throw new InvalidPropertyError(link, 'is a symbolic link, which may lead out of the folder. Remove it');
}
