/*
 * What npm packs for the users of the library.
 */
import { execFileSync } from 'child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

const ROOT = join(__dirname, '..');
/** A project with the package.json of this one, for tests that write files. */
let project: string;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'package-'));
  copyFileSync(join(ROOT, 'package.json'), join(project, 'package.json'));
});
afterEach(() => rmSync(project, { recursive: true }));

interface Packed { readonly path: string; readonly mode: number }

function pack(cwd: string, ...options: string[]): Packed[] {
  const told = execFileSync('npm', ['pack', '--dry-run', '--json', ...options], { cwd, stdio: 'pipe', maxBuffer: 16 * 1024 * 1024 });
  return JSON.parse(String(told))[0].files;
}

function write(path: string): void {
  mkdirSync(join(project, path, '..'), { recursive: true });
  writeFileSync(join(project, path), '');
}

test('the package holds every compiled module, the data and the assembly, and its command is executable', () => {
  const packed = pack(ROOT, '--ignore-scripts');
  const paths = packed.map(({ path }) => path);
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' });
  // The command is one file.
  const modules = sources.filter((path) => path.endsWith('.ts') && !path.startsWith('cli/')).map((path) => `lib/${path.slice(0, -3)}`);
  const data = sources.filter((path) => path.endsWith('.json')).map((path) => `lib/${path}`);
  expect(data.length).toBeGreaterThan(22);
  expect(paths).toEqual(expect.arrayContaining([
    ...modules.map((path) => `${path}.js`), ...modules.map((path) => `${path}.d.ts`), ...data,
    ...readdirSync(join(ROOT, 'docs/rules')).map((page) => `docs/rules/${page}`),
    'schema/cluster.schema.json', 'plugin/bin/cdk8s-openstack.js', 'plugin/bin/LICENSES.txt', 'plugin/plugin.yaml', 'plugin/Dockerfile', 'templates/kinds.json', 'templates/common/dot-gitignore', 'templates/yaml/package.json.tpl', 'templates/python/main.py',
    '.jsii', 'CHANGELOG.md', 'LICENSE', 'README.md', 'package.json', 'node_modules/yaml/package.json',
  ]));
  expect(paths.filter((path) => path.startsWith('lib/cli/')).sort()).toEqual(['lib/cli/main.js', 'lib/cli/program.js']);
  expect(packed.find(({ path }) => path === 'lib/cli/main.js')!.mode.toString(8)).toBe('755');
}, 60_000);

test('files and folders that nobody listed stay out of the package', () => {
  const wanted = ['.jsii', 'CHANGELOG.md', 'LICENSE', 'README.md', 'docs/rules/A.md', 'lib/a.js', 'lib/a.d.ts', 'lib/data/1.36.json'];
  for (const path of [...wanted, '.env', 'notes/prod.kubeconfig', 'dist/js/old.tgz', 'lib/a.ts', 'lib/tsconfig.tsbuildinfo', 'src/a.ts', 'docs/b.md', 'docs/rules/c.txt']) write(path);
  expect(pack(project, '--ignore-scripts').map(({ path }) => path).sort()).toEqual([...wanted, 'package.json'].sort());
}, 60_000);

test('npm pack of a checkout that cannot be compiled fails', () => {
  expect(() => pack(project)).toThrow(/projen/);
}, 60_000);
