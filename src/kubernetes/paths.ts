/* Paths of files, as Kubernetes compares them. */

/** Whether `path` is `directory` or lies below it. */
export function isInside(path: string, directory: string): boolean {
  const base = tidy(directory);
  const wanted = tidy(path);
  return wanted === base || wanted.startsWith(base === '/' ? '/' : `${base}/`);
}

/** A path without doubled or trailing slashes. */
export function tidy(path: string): string {
  return path.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
}
