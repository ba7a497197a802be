import { execFileSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

const root = join(__dirname, '..');

/** A flat namespace is no help to a reader: most types belong into submodules, and some need not be public. */
const ROOT_TYPES = 201;
const ALL_TYPES = 362;

interface Assembly { readonly name: string; readonly types: { readonly [fqn: string]: any }; readonly submodules: { readonly [fqn: string]: any } }

const assembly = (): Assembly => JSON.parse(readFileSync(join(root, '.jsii'), 'utf8'));

test('API.md describes the public types of the jsii assembly', () => {
  const folder = mkdtempSync(join(tmpdir(), 'api-'));
  const generated = join(folder, 'API.md');
  try {
    execFileSync(join(root, 'node_modules/.bin/jsii-docgen'), ['-o', generated], { cwd: root, stdio: 'pipe' });
    const [want, have] = [generated, join(root, 'API.md')].map((file) => readFileSync(file, 'utf8'));
    const changed = differences(have, want);
    if (changed.length) throw new Error(`API.md is out of date (npx projen docgen writes it):\n${changed.slice(0, 20).join('\n')}`);
    expect(want).toContain('### OpenStackClusterChart <a name="OpenStackClusterChart"');
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 120_000);

test('everything public is described, and what may be left out says what happens then', () => {
  const { types } = assembly();
  const silent = Object.values(types).flatMap(({ fqn, docs, datatype, members = [], properties = [], methods = [] }) => [
    ...docs?.summary ? [] : [fqn],
    ...[...members, ...properties, ...methods].filter((member) => !member.docs?.summary && !member.overrides).map(({ name }) => `${fqn}.${name}`),
    ...properties.filter((property: any) => datatype && property.optional && !property.docs?.default).map(({ name }: any) => `${fqn}.${name}: no @default`),
  ]);
  expect(Object.keys(types).length).toBeGreaterThan(300);
  expect(silent).toEqual([]);
});

describe('submodules', () => {
  const { name: library, types, submodules } = assembly();
  /** The namespace of a type; the root has the empty name. */
  const namespaceOf = (fqn: string) => fqn.split('.').slice(1, -1).join('.');

  test('use the root and themselves only, and the root uses none of them', () => {
    const uses = Object.values(types).flatMap((type) => referencesOf(type).filter((fqn) => fqn.startsWith(`${library}.`)).map((fqn) => [type.fqn, fqn]));
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

/** Lines that only one of the two texts has. */
function differences(have: string, want: string): string[] {
  const [a, b] = [have, want].map((text) => new Set(text.split('\n')));
  return [...[...a].filter((line) => !b.has(line)).map((line) => `- ${line}`), ...[...b].filter((line) => !a.has(line)).map((line) => `+ ${line}`)];
}
