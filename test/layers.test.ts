import { readdirSync, readFileSync, statSync } from 'fs';
import { dirname, join, relative, resolve } from 'path';

const SRC = join(__dirname, '../src');

function files(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : path.endsWith('.ts') ? [path] : [];
  });
}

/** What a file imports of ours, types included: what needs to know of each other belongs into one file, or is layered. */
function imports(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/^(?:import|export) [^;]*? from '(\.[^']*)';/gms)].flatMap(([, path]) => {
    const target = resolve(dirname(file), path);
    return [`${target}.ts`, join(target, 'index.ts')].filter((candidate) => known.has(candidate));
  });
}

const known = new Set(files(SRC));
const graph = new Map([...known].map((file) => [file, imports(file)]));

test('no file imports itself, over however many others', () => {
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, path: string[]) => {
    const at = path.indexOf(file);
    if (at >= 0) cycles.push([...path.slice(at), file].map((f) => relative(SRC, f)).join(' -> '));
    if (at >= 0 || done.has(file)) return;
    for (const next of graph.get(file)!) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of known) visit(file, []);
  expect(graph.size).toBeGreaterThan(100);
  expect([...graph.values()].flat().length).toBeGreaterThan(graph.size);
  expect(cycles).toEqual([]);
});
