import { closeSync, openSync, readdirSync, readSync, realpathSync, statSync } from 'node:fs';
import { join, normalize, resolve, sep } from 'node:path';
import { Parameters } from './parameters';
import { invalid, refuse } from '../../core/errors';
import { isBelow } from '../../core/text-file';

/** Clusters in YAML, a program in one file, and a project that npm installs: what follows trusts the repository more. */
export const SOURCES = ['yaml', 'bundled', 'npm'] as const;
export type SourceKind = (typeof SOURCES)[number];

/** Program of a repository unless a parameter names another. */
export const BUNDLE = 'dist/app.js';
/** Of a file with a misspelled version, too: it must not go missing. */
const DOCUMENT = /\bapiVersion["']?\s*:\s*["']?cdk8s/;
const YAML = /\.ya?ml$/;
const FOREIGN = ['node_modules', 'dist'];
const MOST_ENTRIES = 20_000;
/** Bytes of a file that are searched. */
const HEAD = 1024 * 1024;

/** What the folder of an Application holds; undefined if it is none of ours. Nothing of it is run. */
export function sourceIn(folder: string, { source, files, app }: Parameters): SourceKind | undefined {
  if (source !== undefined && source !== '') {
    return SOURCES.find((one) => one === source) ?? invalid('parameter source', source, `one of ${SOURCES.join(', ')}`);
  }
  if (app !== undefined) return 'bundled';
  if (documentsIn(folder, files).length) return 'yaml';
  if (!isFile(join(folder, 'cdk8s.yaml'))) return undefined;
  if (isFile(join(folder, BUNDLE))) return 'bundled';
  return isFile(join(folder, 'package.json')) ? 'npm' : undefined;
}

/** The path of a parameter, which must lie in the folder of the Application. */
export function inside(folder: string, name: string, path: string): string {
  const found = resolve(folder, path);
  if (!isBelow(realpathSync(folder), found)) refuse(`parameter ${name}`, `names ${path}, which lies outside of the folder of the Application`);
  return normalize(path);
}

/** The repository around the folder of an Application, whose path in it Argo CD tells. */
export function repositoryOf(folder: string, path: string | undefined): string {
  const steps = normalize(path ?? '.').split(sep).filter((step) => step && step !== '.');
  const real = realpathSync(folder).split(sep);
  const isKnown = !steps.includes('..') && steps.length < real.length && steps.every((step, i) => real[real.length - steps.length + i] === step);
  return isKnown ? real.slice(0, real.length - steps.length).join(sep) || sep : real.join(sep);
}

/** The files that describe clusters: those that are named, and those in folders that are named. */
export function documentsIn(folder: string, files: readonly string[]): string[] {
  let left = MOST_ENTRIES;
  const found = new Set<string>();
  const search = (path: string, isNamed: boolean): void => {
    const stat = statSync(resolve(folder, path), { throwIfNoEntry: false });
    if (left-- < 0) refuse('parameter files', `leads to more than ${MOST_ENTRIES} files: name the folder of the clusters`);
    if (!stat) refuse('parameter files', `names ${path}, which does not exist`);
    if (stat.isFile() && (isNamed || DOCUMENT.test(head(resolve(folder, path))))) found.add(path);
    if (!stat.isDirectory()) return;
    for (const entry of readdirSync(resolve(folder, path), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name.startsWith('.') || FOREIGN.includes(entry.name)) continue;
      if (entry.isDirectory() || entry.isFile() && YAML.test(entry.name)) search(join(path, entry.name), false);
    }
  };
  for (const path of files) search(inside(folder, 'files', path), true);
  return [...found];
}

function head(path: string): string {
  const bytes = Buffer.alloc(HEAD);
  const file = openSync(path, 'r');
  try {
    return bytes.toString('utf8', 0, readSync(file, bytes, 0, HEAD, 0));
  } finally {
    closeSync(file);
  }
}

export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
