import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdk8s';
import { parse, parseAllDocuments } from 'yaml';
import { cli } from './support';

const root = mkdtempSync(join(tmpdir(), 'init-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let count = 0;

async function created(...options: string[]): Promise<string> {
  const folder = join(root, `project-${count++}`);
  expect(await cli(['init', folder, ...options])).toMatchObject({ code: 0, err: '' });
  return folder;
}

function filesIn(folder: string, below = ''): string[] {
  return readdirSync(join(folder, below)).flatMap((name) => {
    const path = below ? `${below}/${name}` : name;
    return statSync(join(folder, path)).isDirectory() ? filesIn(folder, path) : [path];
  });
}

describe.each(['yaml', 'typescript', 'python'])('a project in %s', (kind) => {
  test('has pipelines, GitOps, tests, a baseline, and no placeholder left', async () => {
    const folder = await created(`--${kind}`, '--name', 'prod-7', '--repository', 'https://git.example.com/a/b.git');
    const files = filesIn(folder);
    expect(files).toEqual(expect.arrayContaining([
      '.github/workflows/ci.yaml', '.gitignore', '.gitlab-ci.yml', 'README.md', 'baseline.json', 'gitops/argocd/application.yaml', 'gitops/flux/kustomization.yaml',
    ]));
    expect(files.filter((path) => /test/.test(path)).length).toBeGreaterThan(0);
    for (const path of files) expect(readFileSync(join(folder, path), 'utf8').replace(/__(init|name|main|pycache)__/g, '')).not.toMatch(/__[A-Za-z]/);
    const [application] = parseAllDocuments(readFileSync(join(folder, 'gitops/argocd/application.yaml'), 'utf8'));
    expect((application as any).toJS()).toMatchObject({ metadata: { name: 'prod-7' }, spec: { source: { repoURL: 'https://git.example.com/a/b.git', path: 'dist/k8s' } } });
    expect(parse(readFileSync(join(folder, 'baseline.json'), 'utf8'))).toEqual({ version: 1, findings: {} });
    for (const step of ['check dist/k8s --baseline baseline.json', 'diff ']) {
      for (const pipeline of ['.github/workflows/ci.yaml', '.gitlab-ci.yml']) expect(readFileSync(join(folder, pipeline), 'utf8')).toContain(step);
    }
    for (const pipeline of ['.github/workflows/ci.yaml', '.gitlab-ci.yml']) expect(() => parse(readFileSync(join(folder, pipeline), 'utf8'))).not.toThrow();
  });

  test('is never written over something', async () => {
    const folder = await created(`--${kind}`);
    writeFileSync(join(folder, 'README.md'), 'mine');
    expect(await cli(['init', folder, `--${kind}`])).toMatchObject({ code: 2, out: '', err: expect.stringContaining('README.md') });
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toBe('mine');
  });
});

test('the projects in YAML and in TypeScript render the same manifests, which have no finding', async () => {
  const folder = await created('--yaml', '--name', 'prod-1');
  const silent = jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
  const { code, out } = await cli(['render', '-f', join(folder, 'clusters'), '--stdout']);
  const { addCluster } = require('../../templates/typescript/cluster'); // eslint-disable-line @typescript-eslint/no-require-imports
  const app = new App();
  addCluster(app, 'prod-1');
  expect(out).toBe(app.synthYaml());
  silent.mockRestore();
  expect(code).toBe(0);
  expect(await cli(['check', '-', '--fail-on', 'warning'], out)).toMatchObject({ code: 0 });
});

test('an ApplicationSet applies each cluster of the render to its own', async () => {
  const set = parse(readFileSync(join(await created('--yaml', '--name', 'prod-7'), 'gitops/argocd-fleet/applicationset.yaml'), 'utf8'));
  expect(set).toMatchObject({ kind: 'ApplicationSet', metadata: { name: 'prod-7' }, spec: { generators: [{ git: { files: [{ path: 'dist/k8s/*.k8s.yaml' }] } }] } });
  expect(set.spec.template.spec.source).toMatchObject({ path: 'dist/k8s', directory: { include: '{{ .path.filename }}' } });
});

test('with --plugin Argo CD renders the clusters, in YAML alone', async () => {
  const folder = await created('--yaml', '--plugin', '--name', 'prod-7');
  const { spec: { source } } = parse(readFileSync(join(folder, 'gitops/argocd/application.yaml'), 'utf8'));
  expect(source).toEqual({ repoURL: 'https://git.example.com/team/prod-7.git', targetRevision: 'main', path: 'clusters', plugin: { name: 'cdk8s-openstack' } });
  expect(existsSync(join(folder, source.path))).toBe(true);
  expect(parse(readFileSync(join(__dirname, '../../plugin/plugin.yaml'), 'utf8')).metadata.name).toBe(source.plugin.name);
  expect(await cli(['init', join(root, 'python'), '--python', '--plugin'])).toMatchObject({ code: 2, err: expect.stringContaining('give --yaml with it') });
});

test('editors find the schema by the first line of its files', async () => {
  const folder = await created('--yaml');
  for (const path of filesIn(join(folder, 'clusters'))) {
    const [, target] = /^# yaml-language-server: \$schema=\.\.\/node_modules\/cdk8s-openstack\/(\S+)\n/.exec(readFileSync(join(folder, 'clusters', path), 'utf8'))!;
    expect(existsSync(join(__dirname, '../..', target))).toBe(true);
  }
});

test.each([
  [[], 'name one folder'], [['a', 'b'], 'name one folder'], [['a', '--yaml', '--python'], 'exclude each other'], [['UPPER'], 'the name must be lower-case'],
  [['a', '--name', '../x'], 'the name must be lower-case'], [['a', '--repository', 'x: y'], 'must be the address of a Git repository'], [[__filename, '--name', 'a'], 'is no folder'],
])('init %s is refused, and writes nothing', async (args, message) => {
  expect(await cli(['init', ...args])).toMatchObject({ code: 2, out: '', err: expect.stringContaining(message) });
  expect(existsSync('a')).toBe(false);
});
