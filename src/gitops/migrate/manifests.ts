/* From manifests to a program: every object as it is, without what the cluster wrote. */
import { Program, Statement } from './code';
import type { Migration } from './helm';
import { Inventory } from '../../analysis/model/inventory';
import type { ManifestObject } from '../../analysis/model/manifest-object';
import { fields } from '../../core/fields';
import { WRITTEN_BY_CONTROLLERS } from '../../kubernetes/annotations';

const METADATA = ['name', 'generateName', 'namespace', 'labels', 'annotations'];

/** The program for manifests. Secrets are not written into it. */
export function migrateManifests(chart: string, { objects: { items } }: Inventory): Migration {
  const secrets = items.filter(({ kind }) => kind === 'Secret');
  const taken = new Set<string>();
  const statements = items.filter((item) => !secrets.includes(item)).map((item): Statement => {
    const id = freeId(item, taken);
    taken.add(id);
    return { type: 'ApiObject', id, props: plain(item) };
  });
  const program: Program = { chart, statements };
  return {
    program,
    problems: secrets.map(({ namespace: of, name }) => `Secret ${of}/${name}: is not written into the program, because its `
    + 'values would be in Git; take them from a store'),
  };
}

/** An id that no object has yet. */
function freeId({ kind, namespace, name }: ManifestObject, taken: ReadonlySet<string>): string {
  const base = `${kind}-${name}`;
  let id = base;
  for (let count = 1; taken.has(id); count++) id = `${base}-${namespace}${count === 1 ? '' : `-${count}`}`;
  return id;
}

function plain({ object, metadata, annotations }: ManifestObject): { [prop: string]: unknown } {
  const { status: _, ...rest } = object;
  const kept = Object.fromEntries(Object.entries(annotations).filter(([key]) => !WRITTEN_BY_CONTROLLERS.includes(key)));
  const meta = Object.fromEntries(METADATA.filter((key) => metadata[key] !== undefined)
    .map((key) => [key, key === 'annotations' ? kept : metadata[key]]));
  const { annotations: all } = fields(meta);
  return { ...rest, metadata: all && !Object.keys(all).length ? { ...meta, annotations: undefined } : meta };
}
