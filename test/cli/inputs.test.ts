import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cli } from './support';
import { IgnoreList } from '../../src/cli/ignore';
import { VOLUME_WITH_ERROR } from '../support/analysis';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'inputs-')); });
afterEach(() => rmSync(folder, { recursive: true }));

const claim = (name: string) => JSON.stringify({
  apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
});

/** Writes claims, each named as its file; other files with what they hold. */
function write(...paths: string[]): void {
  for (const path of paths) file(path, claim(path.replace(/\.\w+$/, '').replace(/[\W_]+/g, '-')));
}

function file(path: string, text: string | Buffer): string {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
  return join(folder, path);
}

async function claims(...args: string[]): Promise<{ names: string[]; err: string; code: number }> {
  const { code, out, err } = await cli(['plan', '--format', 'json', ...args]);
  return { code, err, names: out ? JSON.parse(out).claims.map(({ name }: any) => name) : [] };
}

describe('what is left out', () => {
  test('node_modules, .git and ignored files, which is said once', async () => {
    write('app/a.yaml', 'app/node_modules/x/package.json', 'app/node_modules/y/b.yaml', 'app/.git/config.json', 'app/sub/node_modules/c.yaml', 'app/cache/d.yaml', 'app/sub/e.tmp.yaml');
    file('app/.gitignore', 'cache/\n*.tmp.yaml\n');
    expect(await claims(join(folder, 'app'))).toEqual({ code: 0, names: ['app-a'], err: 'left out: .git, 2 paths by .gitignore, node_modules\n' });
    const { err } = await cli(['check', join(folder, 'app')]);
    expect(err).toBe('left out: .git, 2 paths by .gitignore, node_modules\n');
    expect((await claims(join(folder, 'app'), '--no-ignore')).names).toHaveLength(7);
  });

  test('nothing of it where it is named', async () => {
    write('app/node_modules/x/a.yaml', 'app/dist/k8s/b.yaml');
    file('app/.gitignore', 'dist/\n');
    mkdirSync(join(folder, 'app/.git'));
    expect((await claims(join(folder, 'app/node_modules'), join(folder, 'app/dist/k8s'))).names).toEqual(['app-node-modules-x-a', 'app-dist-k8s-b']);
    expect(await claims(join(folder, 'app/dist/k8s/b.yaml'))).toMatchObject({ names: ['app-dist-k8s-b'], err: '' });
    expect(await claims(join(folder, 'app'))).toMatchObject({ code: 2, err: expect.stringContaining('(left out: .git, 1 path by .gitignore, node_modules)') });
  });

  test('what a .gitignore of the repository around the input says, and of no folder around the repository', async () => {
    write('out/app/k8s/a.yaml', 'out/app/k8s/b.yaml');
    file('out/.gitignore', 'a.yaml');
    file('out/app/.gitignore', '/k8s/b.yaml');
    mkdirSync(join(folder, 'out/app/.git'));
    expect((await claims(join(folder, 'out/app/k8s'))).names).toEqual(['out-app-k8s-a']);
  });

  test('what --exclude names, relative to the input and to the current folder', async () => {
    write('k8s/a.yaml', 'k8s/b.yaml', 'k8s/crds/c.yaml', 'k8s/deep/crds/d.yaml', 'k8s/deep/e.yaml');
    const root = join(folder, 'k8s');
    expect(await claims(root, '--exclude', 'crds/', '--exclude', 'b.*')).toMatchObject({ names: ['k8s-a', 'k8s-deep-e'], err: 'left out: 3 paths by --exclude\n' });
    expect((await claims(root, '--exclude', '/crds', '--exclude', 'deep/**/*.yaml')).names).toEqual(['k8s-a', 'k8s-b']);
    expect((await claims(root, '--exclude', '*', '--exclude', '!b.yaml')).names).toEqual(['k8s-b']);
    expect((await claims(join(root, 'a.yaml'), join(root, 'b.yaml'), '--exclude', 'b.yaml')).names).toEqual(['k8s-a']);
    expect(await claims(root, '--exclude', '*')).toMatchObject({ code: 2, err: expect.stringContaining('no *.yaml, *.yml or *.json files in') });
    const before = process.cwd();
    try {
      process.chdir(folder);
      expect((await claims('k8s', '--exclude', 'k8s/deep')).names).toEqual(['k8s-a', 'k8s-b', 'k8s-crds-c']);
    } finally {
      process.chdir(before);
    }
  });

  test('the same files of the previous render', async () => {
    const storageClass = (type: string) => `{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: cinder.csi.openstack.org, parameters: {type: ${type}}}`;
    file('new/a.yaml', storageClass('nvme'));
    file('old/a.yaml', storageClass('ssd'));
    const rules = async (...args: string[]) => JSON.parse((await cli(['check', join(folder, 'new'), '--previous', join(folder, 'old'), '--format', 'json', ...args])).out).findings;
    expect((await rules()).map(({ rule }: any) => rule)).toContain('CLS006');
    write('old/b.yaml', 'new/b.yaml');
    expect((await rules('--exclude', 'a.yaml')).map(({ rule }: any) => rule)).not.toContain('CLS006');
  });
});

test('patterns mean what they mean to git', () => {
  const PATTERNS = [
    'a.yaml', '*.yaml', '/a.yaml', 'sub/', '/sub', 'sub/a.yaml', 'sub/*', '**/deep', 'sub/**', 'sub/**/a.yaml', 'a?.yaml', '[ab].yaml', '[!a].yaml', '[a-c]*.yaml', '\\#x.yaml', '# a.yaml',
    '*.y*l', 'deep/a.yaml', '**/deep/a.yaml', 'a.yaml ', 'a\\ .yaml', '*', '**', '/*', '[]a].yaml', 'a**l', 'x[', '\\!n.yaml', '*\n!a.yaml', 'sub/*\n!sub/a.yaml', '', '/',
  ];
  const PATHS = ['a.yaml', 'b.yaml', 'ab.yaml', '].yaml', '#x.yaml', '!n.yaml', 'a .yaml', 'x[', 'sub/a.yaml', 'sub/b.yaml', 'sub/deep/a.yaml', 'deep/a.yaml', 'subs/a.yaml'];
  spawnSync('git', ['init', '-q', folder]);
  for (const path of PATHS) file(path, '');
  for (const pattern of PATTERNS) {
    file('.gitignore', pattern);
    const args = ['-C', folder, 'check-ignore', '--no-index', '--stdin', '-z'];
    const { stdout } = spawnSync('git', args, { input: PATHS.join('\0'), encoding: 'utf8' });
    const list = new IgnoreList(folder, pattern);
    const folders = (path: string) => path.split('/').slice(0, -1).map((_, i, all) => all.slice(0, i + 1).join('/'));
    const isOut = (path: string, isFolder: boolean) => list.verdict(join(folder, path), isFolder) === true;
    const left = PATHS.filter((path) => isOut(path, false) || folders(path).some((inner) => isOut(inner, true)));
    expect([pattern, left]).toEqual([pattern, stdout.split('\0').filter(Boolean)]);
  }
});

describe.each(['check', 'plan'])('%s of input that is unreadable in part', (command) => {
  const run = async (...args: string[]) => cli([command, '--format', 'json', ...args]);

  test('reads the rest, says each file that it could not read, and exits with 2', async () => {
    write('k8s/a.yaml');
    symlinkSync('loop.yaml', join(folder, 'k8s/loop.yaml'));
    const large = file('k8s/large.yaml', '');
    truncateSync(large, 64 * 1024 * 1024 + 1);
    const { code, out, err } = await run(join(folder, 'k8s'), join(folder, 'gone.yaml'));
    expect(code).toBe(2);
    expect(JSON.parse(out)).toHaveProperty(command === 'check' ? 'findings' : 'claims');
    expect(err.split('\n').sort()).toEqual([
      '', `cdk8s-openstack: ${large} is larger than 64 MiB`,
      `cdk8s-openstack: cannot read ${join(folder, 'gone.yaml')}: no such file or folder`,
      `cdk8s-openstack: cannot read ${join(folder, 'k8s/loop.yaml')}: too many levels of symbolic links`,
    ]);
  });

  test('exits with 2 where a document cannot be parsed, whatever else there is', async () => {
    file('k8s/a.yaml', `${VOLUME_WITH_ERROR}---\na: {b`);
    expect((await run(join(folder, 'k8s'))).code).toBe(2);
    file('k8s/a.yaml', Buffer.from([0xff, 0xfe, 0]));
    expect((await run(join(folder, 'k8s'))).code).toBe(2);
  });

  test('says which files it skips', async () => {
    write('k8s/a.yaml');
    symlinkSync(join(folder, 'nowhere'), join(folder, 'k8s/dangling.yaml'));
    symlinkSync(join(folder, 'nowhere'), join(folder, 'k8s/dangling.txt'));
    writeFileSync(Buffer.concat([Buffer.from(join(folder, 'k8s/')), Buffer.from([0x6c, 0xe9]), Buffer.from('.yaml')]), claim('latin'));
    mkdirSync(join(folder, 'k8s/folder.yaml'));
    const { code, err } = await run(join(folder, 'k8s'));
    expect(code).toBe(0);
    expect(err.split('\n').sort()).toEqual([
      '', `skipped ${join(folder, 'k8s/dangling.yaml')}: the link leads nowhere`, `skipped ${join(folder, 'k8s/l\ufffd.yaml')}: its name is not UTF-8`,
    ]);
  });

  test.each(['a\nb.yaml', '--help.yaml', '\u001b[31m.yaml', 'ü\u202e.yaml', '*.yaml', "quote'\".yaml", ' .yaml', '::error::x.yaml'])('reads a file that is called %j', async (name) => {
    file(`k8s/${name}`, VOLUME_WITH_ERROR);
    const { code, out, err } = await run(join(folder, 'k8s'));
    expect({ code, err }).toEqual({ code: command === 'check' ? 1 : 0, err: '' });
    if (command === 'check') expect(JSON.parse(out).findings[0].rule).toBe('BND009');
  });

  test('says in a line that a folder is closed, and reads the others', () => {
    write('k8s/open/a.yaml', 'k8s/closed/b.yaml', 'k8s/unreadable.yaml');
    chmodSync(join(folder, 'k8s/closed'), 0);
    chmodSync(join(folder, 'k8s/unreadable.yaml'), 0);
    chmodSync(folder, 0o755);
    const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    const { status, stdout, stderr } = spawnSync(process.execPath, [
      '--import', require.resolve('tsx'), join(__dirname, '../../src/cli/main.ts'), command, join(folder, 'k8s'), '--format', 'json',
    ], { encoding: 'utf8', ...user, env: { ...process.env, TSX_DISABLE_CACHE: '1', HOME: folder } });
    chmodSync(join(folder, 'k8s/closed'), 0o700);
    expect(stderr).toBe(['k8s/closed', 'k8s/unreadable.yaml'].map((path) => `cdk8s-openstack: cannot read ${join(folder, path)}: permission denied\n`).join(''));
    expect(status).toBe(2);
    expect(stdout).toContain(command === 'check' ? '"summary"' : '"k8s-open-a"');
  });
});
