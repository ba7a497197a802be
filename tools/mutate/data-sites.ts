import { readdirSync } from 'fs';
import { createRequire } from 'module';
import { join, relative } from 'path';

const read = createRequire(__filename);

/** A place in the release data that can be flipped. */
export interface DataSite {
  /** Path of the JSON file, below the folder of the data, without its ending: "1.36". */
  readonly release: string;
  /** What it is: an image, a verb, … */
  readonly kind: string;
  /** Where it is, for the report. */
  readonly where: string;
  readonly from: unknown;
  readonly to: unknown;
  /** Puts a value in its place, in the object that the code and the tests share. */
  readonly set: (value: unknown) => void;
}

/** Every image, verb, resource, flag, mount and selector of the release data below `folder`. */
export function dataSites(folder: string): DataSite[] {
  return jsonFiles(folder).flatMap((file) => {
    const release = relative(folder, file).replace(/\.json$/, '');
    const found: DataSite[] = [];
    const add = (kind: string, path: string, parent: any, key: string | number, to: unknown) => found.push({
      release, kind, where: path, from: parent[key], to, set: (value) => { parent[key] = value; },
    });
    visit(read(file), '', add);
    return found;
  });
}

type Add = (kind: string, path: string, parent: any, key: string | number, to: unknown) => void;

function visit(value: any, path: string, add: Add): void {
  if (value === null || typeof value !== 'object') return;
  for (const [key, child] of Object.entries<any>(value)) {
    const here = Array.isArray(value) ? `${path}[${child?.name ?? key}]` : path ? `${path}.${key}` : key;
    if (key === 'image' && typeof child === 'string') add('image', here, value, key, `${child}-mutant`);
    if (key === 'images') strings(child, (k, v) => add('image', `${here}.${k}`, child, k, `${v}-mutant`));
    if (key === 'verbs') strings(child, (k, v) => add('verb', `${here}[${v}]`, child, k, 'mutate'));
    if (key === 'resources') strings(child, (k, v) => add('resource', `${here}[${v}]`, child, k, `${v}-mutant`));
    if (key === 'args') strings(child, (k, v) => { if (v.startsWith('-')) add('flag', `${here}[${v}]`, child, k, otherFlag(v)); });
    if (key === 'mountPath' || (key === 'path' && path.endsWith('hostPath'))) add('mount', here, value, key, `${child}-mutant`);
    if (key === 'readOnly') add('mount', here, value, key, !child);
    if (key === 'selector' || key === 'matchLabels') strings(child, (k, v) => add('selector', `${here}.${k}`, child, k, `${v}-mutant`));
    visit(child, here, add);
  }
}

function strings(container: any, each: (key: any, value: string) => void): void {
  if (container === null || typeof container !== 'object') return;
  for (const [key, value] of Object.entries(container)) if (typeof value === 'string') each(key, value);
}

function otherFlag(flag: string): string {
  if (flag.endsWith('=true')) return flag.replace(/true$/, 'false');
  if (flag.endsWith('=false')) return flag.replace(/false$/, 'true');
  return flag.includes('=') ? `${flag}-mutant` : flag.replace(/^(-+)/, '$1mutant-');
}

function jsonFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? jsonFiles(path) : entry.name.endsWith('.json') ? [path] : [];
  });
}
