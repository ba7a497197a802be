import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KUBECTL_THAT_HOLDS } from './kubectl';
import { cli } from './support';
import { storageClass, volume } from '../analysis/support/objects';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'diff-')); });
afterEach(() => rmSync(folder, { recursive: true }));

/** Writes manifests, and returns the path of the file. */
function file(name: string, ...objects: any[]): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, objects.map((object) => (typeof object === 'string' ? object : JSON.stringify(object))).join('\n---\n'));
  return path;
}

const V1 = volume('a', '1Gi');
const V2 = volume('a', '2Gi');

describe('exit codes and formats', () => {
  test('0 for equal renders, 1 for different ones', async () => {
    expect(await cli(['diff', file('a.yaml', V1), file('b.yaml', { ...V1, spec: { ...V1.spec, capacity: { storage: '1024Mi' } } })])).toMatchObject({ code: 0, out: 'No differences.\n', err: '' });
    expect(await cli(['diff', file('a.yaml', V1), file('b.yaml', V2)])).toMatchObject({ code: 1, out: expect.stringContaining('+ spec.capacity[storage]: 2Gi') });
  });

  test.each([['json', '"spec.capacity[storage]"'], ['markdown', '### Changes of the manifests']])('%s', async (format, expected) => {
    const { code, out } = await cli(['diff', file('a.yaml', V1), '-', '--format', format], JSON.stringify(V2));
    expect(code).toBe(1);
    expect(out).toContain(expected);
  });

  test.each<[string, string[], RegExp]>([
    ['one side', ['a.yaml'], /diff compares two renders, got 1/],
    ['two inputs with a cluster', ['a.yaml', 'b.yaml', '--cluster'], /diff compares one render with the cluster, got 2/],
    ['a context without a cluster', ['a.yaml', 'b.yaml', '--context', 'x'], /--context is the context of --cluster/],
    ['a selector without a cluster', ['a.yaml', 'b.yaml', '--prune-selector', 'a=b'], /--prune-selector is about the cluster of --cluster/],
    ['two owners', ['a.yaml', '--cluster', '--application', 'x', '--prune-selector', 'a=b'], /exclude each other/],
    ['each and a cluster', ['a', '--each', '--cluster'], /--cluster is one cluster/],
    ['a file that is missing', ['a.yaml', '/nowhere.yaml'], /cannot read/],
    ['standard input twice', ['-', '-'], /only one side can be standard input/],
  ])('2 for %s', async (_, args, message) => {
    const paths = args.map((arg) => (arg === 'a.yaml' || arg === 'b.yaml' ? file(arg, V1) : arg));
    const { code, out, err } = await cli(['diff', ...paths]);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(message);
  });

  test('2 for a side that cannot be read in part; the rest is compared', async () => {
    const { code, out, err } = await cli(['diff', file('a.yaml', V1), file('b.yaml', V2, 'a: [')]);
    expect(code).toBe(2);
    expect(out).toContain('spec.capacity[storage]');
    expect(err).toMatch(/b\.yaml/);
  });
});

test('--each compares clusters by the name of their folder, those that came and went too', async () => {
  file('old/one/a.yaml', V1);
  file('old/two/a.yaml', V1);
  file('new/two/a.yaml', V2);
  file('new/three/a.yaml', V1);
  const { code, out } = await cli(['diff', '--each', join(folder, 'old'), join(folder, 'new'), '--format', 'json']);
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    clusters: [{ name: 'one', summary: { removed: 1 } }, { name: 'three', summary: { added: 1 } }, { name: 'two', summary: { changed: 1 } }], summary: { added: 1, removed: 1, changed: 1 },
  });
});

describe('revisions of Git', () => {
  const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false', ...args], { cwd: folder, stdio: 'pipe' });
  const here = process.cwd();
  beforeEach(() => {
    git('init', '-q', '-b', 'main');
    file('dist/one/a.yaml', V1, storageClass('s'));
    file('dist/two/ä b.json', V1);
    file('dist/one/notes.txt', 'no manifest');
    symlinkSync('/etc/hostname', join(folder, 'dist/one/link.yaml'));
    git('add', '.');
    git('commit', '-q', '-m', 'first');
    rmSync(join(folder, 'dist/one/link.yaml'));
    process.chdir(folder);
  });
  afterEach(() => process.chdir(here));

  test('a folder of a revision is compared with the work tree', async () => {
    expect(await cli(['diff', 'main:dist/one', 'dist/one'])).toMatchObject({ code: 0, err: '' });
    file('dist/one/a.yaml', V2, storageClass('s'));
    expect((await cli(['diff', 'main:dist/one', 'dist/one'])).code).toBe(1);
    expect((await cli(['diff', 'HEAD:dist/one/a.yaml', 'main:dist/one/'])).code).toBe(0);
    expect((await cli(['diff', '--each', 'main:dist', 'dist', '--format', 'json'])).out).toMatch(/"name": "one"[^]*"name": "two"/);
  });

  test('--exclude and --include choose files of a revision as they do in a folder', async () => {
    expect((await cli(['diff', 'main:dist', 'dist/one', '--exclude', 'two/'])).code).toBe(0);
    expect((await cli(['diff', 'main:dist', 'dist/one', '--include', '*.yaml'])).code).toBe(0);
    expect((await cli(['diff', 'main:dist', 'dist/two', '--include', '*.json'])).code).toBe(0);
  });

  test('names of other letters, and files that were removed, are read from the revision', async () => {
    rmSync(join(folder, 'dist/two'), { recursive: true });
    expect((await cli(['diff', 'main:dist/two', 'main:dist/two/ä b.json'])).code).toBe(0);
  });

  test('a path that the revision lacks is an empty side, so that the first change can be shown', async () => {
    const { code, out } = await cli(['diff', 'main:other', 'dist/two']);
    expect(code).toBe(1);
    expect(out).toContain('1 added');
  });

  test.each(['nowhere:dist', 'main~9:dist', '--upload-pack=touch x:dist', 'main;touch x:dist'])('a revision that Git does not know is an error: %s', async (revision) => {
    const { code, out, err } = await cli(['diff', '--', revision, 'dist/two']);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(/Git knows no revision|cannot read/);
  });
});

describe('--cluster', () => {
  /** A kubectl that records what it is told, and answers from a file. */
  const KUBECTL = `#!/usr/bin/env node
const { readFileSync, writeFileSync } = require('fs');
writeFileSync(__dirname + '/told', JSON.stringify({ args: process.argv.slice(2), input: readFileSync(0, 'utf8') }));
process.stdout.write(readFileSync(__dirname + '/answer', 'utf8'));
`;
  const path = process.env.PATH;
  beforeEach(() => {
    writeFileSync(join(folder, 'kubectl'), KUBECTL);
    chmodSync(join(folder, 'kubectl'), 0o755);
    process.env.PATH = `${folder}:${path}`;
  });
  afterEach(() => { process.env.PATH = path; });
  const holds = (answer: any) => writeFileSync(join(folder, 'answer'), answer === undefined ? '' : JSON.stringify(answer));
  const told = () => JSON.parse(readFileSync(join(folder, 'told'), 'utf8'));
  const secret = (password: string) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 's', namespace: 'x' }, stringData: { password } });

  test('compares with the objects of these names; kubectl is told names only', async () => {
    holds({ kind: 'List', items: [{ ...V1, metadata: { name: 'a', uid: 'u' }, status: { phase: 'Bound' } }] });
    const { code, out } = await cli(['diff', file('n.yaml', V2, secret('correct-horse')), '--cluster', '--context', 'prod']);
    expect(code).toBe(1);
    expect(out).toMatch(/~ PersistentVolume a[^]*\+ Secret x\/s[^]*1 changed, 1 added/);
    expect(told().args).toEqual(['get', '--filename=-', '--ignore-not-found', '--output=json', '--context=prod']);
    expect(told().input).not.toMatch(/correct-horse|stringData|capacity/);
  });

  test('one object is no list, and none is no output', async () => {
    holds(V1);
    expect((await cli(['diff', file('n.yaml', V1), '--cluster'])).code).toBe(0);
    holds(undefined);
    expect((await cli(['diff', file('n.yaml', V1), '--cluster'])).out).toContain('1 added');
  });

  describe('what the render no longer has', () => {
    const APP = 'app.kubernetes.io/instance';
    const applied = { 'kubectl.kubernetes.io/last-applied-configuration': '{}' };
    const object = (kind: string, name: string, metadata: object = {}, apiVersion = 'v1') => ({ apiVersion, kind, metadata: { name, namespace: 'x', ...metadata } });
    const tracked = (kind: string, id: string, metadata: object = {}) => object(kind, 'a', { annotations: { 'argocd.argoproj.io/tracking-id': id }, ...metadata });
    beforeEach(() => writeFileSync(join(folder, 'kubectl'), KUBECTL_THAT_HOLDS));
    const removed = async (objects: any[], ...args: string[]) => {
      holds(objects);
      const { out } = await cli(['diff', file('n.yaml', object('ConfigMap', 'kept')), '--cluster', '--format', 'json', ...args]);
      return JSON.parse(out).objects.filter(({ change }: any) => change === 'removed').map(({ object: { kind, name }, notes }: any) => (
        [`${kind} ${name}`, ...notes.map(({ effect, message }: any) => `${effect}: ${message}`)]));
    };

    test('by labels: what kubectl apply --prune deletes, and what it leaves', async () => {
      const labels = { app: 'shop' };
      expect(await removed([
        object('ConfigMap', 'kept', { labels }), object('ConfigMap', 'gone', { labels, annotations: applied }), object('ConfigMap', 'foreign', { labels }),
        object('ConfigMap', 'other', { labels: { app: 'b' }, annotations: applied }), object('ConfigMap', 'child', { labels, ownerReferences: [{ kind: 'A', name: 'b' }] }),
        object('ServiceAccount', 'account', { labels, annotations: applied }),
      ], '--prune-selector', 'app=shop', '--context', 'prod')).toEqual([
        ['ServiceAccount account', 'rights: the ServiceAccount is gone', 'prune: kubectl apply --prune leaves it, unless --prune-allowlist names the kind ServiceAccount; delete it by hand'],
        ['ConfigMap foreign', 'prune: kubectl apply --prune leaves it, as it was not created with kubectl apply; delete it by hand'],
        ['ConfigMap gone', 'prune: kubectl apply --prune deletes it'],
      ]);
      const calls = readFileSync(join(folder, 'calls'), 'utf8');
      expect(calls).toContain('get configmaps,statefulsets.apps --all-namespaces --selector=app=shop --ignore-not-found --output=jsonpath=');
      expect(calls.trim().split('\n').every((call) => call.endsWith('--context=prod'))).toBe(true);
    });

    test.each<[string, any, boolean]>([
      ['the annotation', tracked('ConfigMap', 'shop:/ConfigMap:x/a'), true],
      ['an application in another namespace', tracked('ConfigMap', 'team_shop:/ConfigMap:x/a'), true],
      ['another application', tracked('ConfigMap', 'other:/ConfigMap:x/a'), false],
      ['the annotation of another object, which was copied', tracked('ConfigMap', 'shop:/ConfigMap:x/b'), false],
      ['an object that others own', tracked('ConfigMap', 'shop:/ConfigMap:x/a', { ownerReferences: [{ kind: 'A', name: 'b' }] }), false],
      ['the label', object('ConfigMap', 'a', { labels: { [APP]: 'shop' } }), true],
      ['the label beside an annotation of another', tracked('ConfigMap', 'other:/ConfigMap:x/a', { labels: { [APP]: 'shop' } }), false],
      ['no mark', object('ConfigMap', 'a'), false],
    ])('by application: %s', async (_, one, isPruned) => {
      expect(await removed([one], '--application', 'shop')).toEqual(isPruned ? [['ConfigMap a', 'prune: Argo CD prunes it where pruning is on']] : []);
    });

    test('claims of StatefulSets have their labels and stay; sync options keep objects; data and cluster-scoped objects are told', async () => {
      const labels = { [APP]: 'shop' };
      const set = { ...object('StatefulSet', 'db', { labels }, 'apps/v1'), spec: { volumeClaimTemplates: [{ metadata: { name: 'data' } }], serviceName: 'db', template: { spec: { containers: [] } } } };
      const claim = (name: string) => ({ ...object('PersistentVolumeClaim', name, { labels }), spec: { resources: { requests: { storage: '1Gi' } } } });
      const result = await removed([
        set, claim('data-db-0'), claim('data-db-x'), object('ConfigMap', 'a', { labels, annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false' } }),
        { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'ssd', annotations: { 'argocd.argoproj.io/tracking-id': 'shop:storage.k8s.io/StorageClass:x/ssd' } }, provisioner: 'a.example.com' },
      ], '--application', 'shop');
      expect(result.map(([name]: string[]) => name)).toEqual(['PersistentVolumeClaim data-db-x', 'StatefulSet db', 'StorageClass ssd', 'ConfigMap a']);
      expect(result[0]).toContainEqual(expect.stringMatching(/^data: /));
      expect(result[3]).toEqual(['ConfigMap a', 'prune: Argo CD keeps it (Prune=false); delete it by hand if it is no longer needed']);
    });
  });

  test('values of Secrets stay hidden', async () => {
    holds({ ...secret(''), stringData: undefined, data: { password: Buffer.from('battery-staple').toString('base64') } });
    const { out } = await cli(['diff', file('n.yaml', secret('correct-horse')), '--cluster', '--format', 'json']);
    expect(out).toContain('data[password]');
    expect(out).not.toMatch(/correct-horse|battery-staple|YmF0dGVyeS1zdGFwbGU/);
  });
});
