import { execFileSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

const root = join(__dirname, '..');

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
  const { types } = JSON.parse(readFileSync(join(root, '.jsii'), 'utf8')) as { types: { [fqn: string]: any } };
  const silent = Object.values(types).flatMap(({ fqn, docs, datatype, members = [], properties = [], methods = [] }) => [
    ...docs?.summary ? [] : [fqn],
    ...[...members, ...properties, ...methods].filter((member) => !member.docs?.summary && !member.overrides).map(({ name }) => `${fqn}.${name}`),
    ...properties.filter((property: any) => datatype && property.optional && !property.docs?.default).map(({ name }: any) => `${fqn}.${name}: no @default`),
  ]);
  expect(Object.keys(types).length).toBeGreaterThan(300);
  expect(silent).toEqual([]);
});

/** Lines that only one of the two texts has. */
function differences(have: string, want: string): string[] {
  const [a, b] = [have, want].map((text) => new Set(text.split('\n')));
  return [...[...a].filter((line) => !b.has(line)).map((line) => `- ${line}`), ...[...b].filter((line) => !a.has(line)).map((line) => `+ ${line}`)];
}
