import { posix } from 'path';
import { invalid } from '../../../core/errors';
import { isAbsolutePath } from '../../../kubernetes/names';

/** A directory below "/" in its shortest form, or an error: only then can directories be compared as texts. */
export function requireDirectory(property: string, path: string, example = '/mnt/fast-disks'): string {
  if (!isAbsolutePath(path) || posix.normalize(path) !== path || path.endsWith('/')) {
    invalid(property, path, `a directory below "/", without "..", "//" and trailing "/", such as "${example}"`);
  }
  return path;
}
