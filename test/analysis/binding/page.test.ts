import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { CHECK_VOLUME_SATISFY_CLAIM, FIND_MATCHING_VOLUME } from '../../../src/analysis/binding/predicates';

/*
 * docs/how-binding-works.md maps modules to functions of Kubernetes. It must name what there is, and all of it.
 */
const FOLDER = join(__dirname, '../../../src/analysis/binding');
const page = readFileSync(join(__dirname, '../../../docs/how-binding-works.md'), 'utf8');
const rows = page.split('\n').filter((line) => line.startsWith('| `')).map((line) => line.split(' | '));

/** What the first column of the table names: "`file.ts`: `one`, `another`; `other.ts`: …". */
const named = rows.filter(([here]) => here.includes('.ts`')).flatMap(([here]) => here.replace(/^\| /, '').split('; ').flatMap((part) => {
  const [file, ...names] = [...part.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
  return names.map((name): [string, string] => [file, name]);
}));

test.each(named)('%s has %s', (file, name) => {
  expect(existsSync(join(FOLDER, file))).toBe(true);
  const text = readFileSync(join(FOLDER, file), 'utf8');
  const declared = new RegExp(`^(?:export )?(?:function|class|interface|const|type) ${name}\\b|^  (?:(?:public|private|readonly) )+${name}\\b`, 'm');
  expect(text).toMatch(declared);
});

test('every module of binding is in the table', () => {
  const modules = readdirSync(FOLDER).filter((name) => name.endsWith('.ts')).sort();
  expect(modules.length).toBeGreaterThan(15);
  expect([...new Set(named.map(([file]) => file))].filter((file) => !file.startsWith('../')).sort()).toEqual(modules);
});

test('every function that a predicate mirrors is in the table', () => {
  const sources = [...FIND_MATCHING_VOLUME, ...CHECK_VOLUME_SATISFY_CLAIM].flatMap(({ source }) => source.split(', '));
  const kubernetes = rows.map(([, functions = '']) => functions).join('\n');
  for (const source of sources) expect(kubernetes).toContain(`\`${source}\``);
});
