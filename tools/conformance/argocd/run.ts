/* What the parts of the run share. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parseAllDocuments } from 'yaml';
import type { Manifest, PluginServer } from './server';
import type { Table } from '../openstack/table';

/** What every part of the run uses. */
export interface Run {
  readonly table: Table;
  /** The program with Argo CD's code. */
  readonly binary: string;
  /** The plugin, in one file. */
  readonly bundle: string;
  /** A folder that ends with the run. */
  readonly folder: string;
  /** Starts a server; the variables are those of the sidecar. */
  start(name: string, environment: { readonly [name: string]: string }): Promise<PluginServer>;
}

/** Writes a repository, and returns its folder. */
export function repository(folder: string, files: { readonly [path: string]: string }): string {
  const root = mkdtempSync(join(folder, 'repository-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** Runs a program of ours, and returns what it prints. */
export function output(args: readonly string[], cwd: string, env: { readonly [name: string]: string | undefined } = process.env): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, env: { ...env } as NodeJS.ProcessEnv, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(`${args.join(' ')}: ${stderr.slice(-1000)}`);
  return stdout;
}

/** The objects of manifests, as Argo CD reads them. */
export function objectsOf(yaml: string): Manifest[] {
  return parseAllDocuments(yaml).map((document) => document.toJS() as Manifest | null).filter((one) => one !== null);
}

/** What differs, in words; undefined is nothing. */
export function difference(found: readonly Manifest[], expected: readonly Manifest[]): string | undefined {
  if (isDeepStrictEqual(found, expected)) return expected.length ? undefined : 'there is nothing to compare';
  const at = expected.findIndex((one, i) => !isDeepStrictEqual(one, found[i]));
  return `${found.length} manifests for ${expected.length}, and number ${at + 1} is ${JSON.stringify(found[at])?.slice(0, 300)} for ${JSON.stringify(expected[at])?.slice(0, 300)}`;
}

/** Whether a text names all of these. */
export function names(text: string, ...parts: readonly string[]): string | undefined {
  const missing = parts.filter((part) => !text.includes(part));
  return missing.length ? `it lacks ${missing.join(', ')}: ${text.slice(0, 500)}` : undefined;
}
