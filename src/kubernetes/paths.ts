/* Comparison of file paths, as in Kubernetes. */

/** Whether `path` is `directory` or a path below it. */
export function isInside(path: string, directory: string): boolean {
  const base = tidy(directory);
  const wanted = tidy(path);
  return wanted === base || wanted.startsWith(base === '/' ? '/' : `${base}/`);
}

/** A path without duplicate or trailing slashes. */
export function tidy(path: string): string {
  return path.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
}
