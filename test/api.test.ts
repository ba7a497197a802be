import { spawnSync } from 'child_process';
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';

const root = join(__dirname, '..');

/** A flat namespace is no help to a reader: most types belong into submodules, and some need not be public. */
const ROOT_TYPES = 160;
const ALL_TYPES = 340;

const LONGEST_PAGE = 300_000;

interface Assembly { readonly name: string; readonly types: { readonly [fqn: string]: any }; readonly submodules: { readonly [fqn: string]: any } }

const assembly = (): Assembly => JSON.parse(readFileSync(join(root, '.jsii'), 'utf8'));

describe('docs/api', () => {
  const pages = Object.fromEntries(readdirSync(join(root, 'docs/api')).map((name) => [name, readFileSync(join(root, 'docs/api', name), 'utf8')]));
  const tablesOf = (page: string) => page.split('\n\n').filter((block) => block.startsWith('| ')).map((block) => block.split('\n').slice(2));
  const isEnum = (rows: string[]) => rows.every((row) => /^\| `[A-Z0-9_]+` \| [^|]*\|$/.test(row));

  test('is what the jsii assembly says: npm run docs writes it', () => {
    const { stdout, stderr, status } = spawnSync(join(root, 'node_modules/.bin/tsx'), ['tools/docs/write-api.ts', '--check'], { cwd: root, encoding: 'utf8' });
    expect({ stdout, stderr, status }).toEqual({ stdout: '', stderr: '', status: 0 });
  }, 120_000);

  test('has each public type once, in the table of contents of a page that is not too long for a browser', () => {
    const { types } = assembly();
    const headings = Object.values(pages).flatMap((page) => [...page.matchAll(/^## (.*)$/gm)].map(([, name]) => name));
    expect(headings.sort()).toEqual(Object.values(types).map(({ name }) => name).sort());
    for (const [name, page] of Object.entries(pages).filter(([path]) => path !== 'README.md')) {
      const [contents] = tablesOf(page);
      expect(contents.map((row) => /^\| \[`(\w+)`\]/.exec(row)?.[1])).toEqual([...page.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading));
      expect([name, page.length < LONGEST_PAGE]).toEqual([name, true]);
    }
  });

  test('prints no table twice, and no member that a base class of another library has', () => {
    const tables = Object.values(pages).flatMap(tablesOf).filter((rows) => rows.length > 1 && !isEnum(rows)).map((rows) => rows.join('\n'));
    expect(tables.length).toBeGreaterThan(150);
    expect(tables.filter((rows, i) => tables.indexOf(rows) !== i)).toEqual([]);
    // jsii-docgen lists `with` of newer constructs, which the oldest supported release does not have.
    expect(tables.filter((rows) => /^\| `(with|isConstruct)`/m.test(rows))).toEqual([]);
  });
});

test('everything public is described, and what may be left out says what happens then', () => {
  const { types } = assembly();
  const silent = Object.values(types).flatMap(({ fqn, docs, datatype, members = [], properties = [], methods = [] }) => [
    ...docs?.summary ? [] : [fqn],
    ...[...members, ...properties, ...methods].filter((member) => !member.docs?.summary && !member.overrides).map(({ name }) => `${fqn}.${name}`),
    ...properties.filter((property: any) => datatype && property.optional && !property.docs?.default).map(({ name }: any) => `${fqn}.${name}: no @default`),
  ]);
  expect(Object.keys(types).length).toBeGreaterThan(250);
  expect(silent).toEqual([]);
});

describe('submodules', () => {
  const { name: library, types, submodules } = assembly();
  /** The namespace of a type; the root has the empty name. */
  const namespaceOf = (fqn: string) => fqn.split('.').slice(1, -1).join('.');

  test('use the root and themselves only, and the root uses none of them', () => {
    const ours = (fqn: string) => fqn.startsWith(`${library}.`);
    const uses = Object.values(types).flatMap((type) => referencesOf(type).filter(ours).map((fqn) => [type.fqn, fqn]));
    const between = uses.map((pair) => pair.map(namespaceOf));
    expect(uses.filter((_, i) => ![between[i][0], ''].includes(between[i][1]))).toEqual([]);
    // Both kinds of use that are fine do occur, so an empty list above says something.
    expect(between.some(([from, to]) => from !== '' && to === '')).toBe(true);
    expect(between.some(([from, to]) => from !== '' && to === from)).toBe(true);
  });

  test('hold the types that a first program does not need', () => {
    const inRoot = Object.keys(types).filter((fqn) => namespaceOf(fqn) === '');
    expect(Object.keys(submodules).map((fqn) => fqn.replace(`${library}.`, '')).sort()).toEqual(
      [...new Set(Object.keys(types).map(namespaceOf))].filter((name) => name !== '').sort());
    expect(inRoot.length).toBeLessThanOrEqual(ROOT_TYPES);
    expect(Object.keys(types).length).toBeLessThanOrEqual(ALL_TYPES);
  });

  test('share no name with one another or the root: code in a flat language finds one type by it', () => {
    const names = Object.keys(types).map((fqn) => fqn.split('.').pop()!);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });
});

test('types that a type uses are found in bases, interfaces, properties, parameters and results', () => {
  const collection = { collection: { kind: 'array', elementtype: { fqn: 'l.Item' } } };
  expect(referencesOf({
    fqn: 'l.T',
    kind: 'class',
    base: 'l.Base',
    interfaces: ['l.IOne'],
    docs: { see: 'l.Doc' },
    properties: [{ type: collection }, { type: { union: { types: [{ fqn: 'l.Left' }, { primitive: 'string' }] } } }, { type: { fqn: 'l.T' } }],
    methods: [{ parameters: [{ type: { fqn: 'l.Parameter' } }], returns: { type: { fqn: 'l.Result' } } }],
    initializer: { parameters: [{ type: { fqn: 'l.Props' } }] },
  })).toEqual(['l.Base', 'l.IOne', 'l.Item', 'l.Left', 'l.Parameter', 'l.Result', 'l.Props']);
});

/** Every type that a type of an assembly refers to. */
function referencesOf({ fqn: self, base, interfaces = [], properties, methods, initializer }: any): string[] {
  const found = new Set<string>(base ? [base, ...interfaces] : interfaces);
  const visit = (value: any): void => {
    if (typeof value !== 'object' || value === null) return;
    if (typeof value.fqn === 'string') found.add(value.fqn);
    Object.values(value).forEach(visit);
  };
  visit([properties, methods, initializer]);
  found.delete(self);
  return [...found];
}
