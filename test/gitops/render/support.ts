import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { renderDocument } from '../../../src/gitops/render/document';
import { Documents } from '../../../src/gitops/render/documents';
import { Fault } from '../../../src/gitops/render/source';

/** What files render to: the manifests by name, and faults as "file:line:column: path message". */
export interface Outcome { readonly manifests: { readonly [name: string]: string }; readonly faults: string[]; readonly skipped: string[] }

const folder = mkdtempSync(join(tmpdir(), 'render-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let count = 0;

/** Writes files into a folder of their own and returns its path. */
export function written(files: { readonly [path: string]: string | Buffer }): string {
  const root = join(folder, String(count++));
  mkdirSync(root, { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** Renders files: all of them, or those of `inputs`. Advice that synth prints is not shown. */
export function rendered(files: { readonly [path: string]: string | Buffer }, inputs: readonly string[] = ['.'], environment: { readonly [name: string]: string } = {}): Outcome {
  const root = written(files);
  const faults: Fault[] = [];
  const documents = new Documents(faults);
  for (const input of inputs) documents.add(join(root, input));
  const silent = jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
  try {
    const results = documents.found.flatMap((document) => renderDocument(document, faults, { environment }) ?? []);
    const start = `${relative(process.cwd(), root).startsWith('..') ? root : relative(process.cwd(), root)}/`;
    return {
      manifests: Object.fromEntries(results.map(({ name, manifests }) => [name, manifests])),
      faults: faults.map(({ file, line, column, path, message }) => `${file.replace(start, '')}:${line}:${column}: ${[path, message].filter(Boolean).join(' ')}`),
      skipped: documents.skipped.map((line) => line.replace(start, '')),
    };
  } finally {
    silent.mockRestore();
  }
}

export const CLUSTER = `apiVersion: cdk8s-openstack/v1
kind: Cluster
clusterName: prod-1
cloudConfig: {fromSecretName: cloud-config}
`;
export const CHART = `apiVersion: cdk8s-openstack/v1
kind: Chart
`;
