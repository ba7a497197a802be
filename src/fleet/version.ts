import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { refuse } from '../core/errors';

/** What is in `sources` besides: packages are named by the lock file. */
const LEFT_OUT = new Set(['node_modules', '.git']);
const UNRELEASED = '0.0.0';

/** What renders: versions of this library and of cdk8s, or the files of a library that has no version. */
export function rendererVersion(): string {
  const own = packageAt(join(__dirname, '../..'));
  if (own?.name !== 'cdk8s-openstack') return stamp(__filename); // bundled into a program
  const library = own.version === UNRELEASED ? readdirSync(join(__dirname, '..'), { recursive: true, encoding: 'utf8' })
    .map((path) => stamp(join(__dirname, '..', path))).join() : own.version;
  return `${library} ${cdk8sVersion()}`;
}

/** All files at and below some paths with their bytes, as a text to hash. */
export function contentOf(sources: readonly string[]): string {
  return sources.flatMap(filesAt).map((path) => `${path}\0${readFileSync(path, 'latin1')}`).join('\0');
}

function filesAt(path: string): string[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) refuse('sources', `names ${path}, which does not exist`);
  if (!stat.isDirectory()) return [path];
  return readdirSync(path).filter((name) => !LEFT_OUT.has(name)).sort().flatMap((name) => filesAt(join(path, name)));
}

function cdk8sVersion(): string | undefined {
  for (let folder = dirname(require.resolve('cdk8s')); folder !== dirname(folder); folder = dirname(folder)) {
    const found = packageAt(folder);
    if (found?.name === 'cdk8s') return found.version;
  }
  return undefined;
}

function packageAt(folder: string): { readonly name?: string; readonly version?: string } | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  } catch {
    return undefined;
  }
}

function stamp(path: string): string {
  const { size, mtimeMs } = statSync(path);
  return `${relative(__dirname, path)} ${size} ${mtimeMs}`;
}
