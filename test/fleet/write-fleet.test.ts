import { appendFileSync, chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { FleetFile } from '../../src/fleet/writer/folders';
import { FleetCluster, FleetSummary, FleetWriterOptions, writeFleet } from '../../src/fleet/writer/write-fleet';

let root: string;
let outdir: string;
let stateDir: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fleet-'));
  outdir = join(root, 'out');
  stateDir = join(root, 'state');
});
afterEach(() => rmSync(root, { recursive: true }));

/** Clusters by name; the text of a cluster is its input too. */
type Fleet = { readonly [name: string]: string };

function clusters(fleet: Fleet, rendered: string[] = [], more: (name: string) => FleetFile[] = () => []): FleetCluster[] {
  return Object.entries(fleet).map(([name, content]) => ({
    name,
    input: () => content,
    render: () => {
      rendered.push(name);
      return [{ path: `${name}/app.k8s.yaml`, content }, ...more(name)];
    },
  }));
}

function write(fleet: Fleet, options: Partial<FleetWriterOptions> = {}): FleetSummary & { readonly names: string[] } {
  const names: string[] = [];
  return { ...writeFleet(clusters(fleet, names), { outdir, stateDir, version: '1', ...options }), names };
}

function files(folder = outdir): Fleet {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(found.map((entry) => join(entry.parentPath, entry.name)).sort().map((path) => [relative(folder, path), readFileSync(path, 'utf8')]));
}

const times = () => Object.fromEntries(Object.keys(files()).map((path) => [path, statSync(join(outdir, path), { bigint: true }).mtimeNs]));

test('writes each cluster before it renders the next', () => {
  const seen: string[][] = [];
  function* fleet(): Iterable<FleetCluster> {
    for (const name of ['a', 'b', 'c']) {
      yield {
        name,
        render: () => {
          seen.push(existsSync(outdir) ? Object.keys(files()) : []);
          return [{ path: `${name}.yaml`, content: name }];
        },
      };
    }
  }
  expect(writeFleet(fleet(), { outdir, stateDir, version: '1' })).toEqual({ clusters: 3, rendered: 3, written: 3, removed: 0, left: [] });
  expect(seen).toEqual([[], ['a.yaml'], ['a.yaml', 'b.yaml']]);
  expect(files()).toEqual({ 'a.yaml': 'a', 'b.yaml': 'b', 'c.yaml': 'c' });
});

describe('a second run', () => {
  beforeEach(() => write({ a: '1', b: '2', c: '3' }));

  test('renders nothing and touches nothing where nothing changed', () => {
    const [before, state] = [times(), files(stateDir)];
    expect(write({ a: '1', b: '2', c: '3' })).toMatchObject({ clusters: 3, rendered: 0, written: 0, removed: 0 });
    expect(times()).toEqual(before);
    expect(files(stateDir)).toEqual(state);
  });

  test('renders what changed alone', () => {
    const before = times();
    expect(write({ a: '1', b: 'x', c: '3' })).toMatchObject({ names: ['b'], written: 1 });
    expect(files()).toEqual({ 'a/app.k8s.yaml': '1', 'b/app.k8s.yaml': 'x', 'c/app.k8s.yaml': '3' });
    expect({ ...times(), 'b/app.k8s.yaml': 0 }).toEqual({ ...before, 'b/app.k8s.yaml': 0 });
  });

  test('renders all with another version, and leaves equal bytes alone', () => {
    const before = times();
    expect(write({ a: '1', b: '2', c: '3' }, { version: '2' })).toMatchObject({ rendered: 3, written: 0 });
    expect(times()).toEqual(before);
    expect(write({ a: '1', b: '2', c: '3' }, { version: '2' })).toMatchObject({ rendered: 0 });
  });

  test('renders what says nothing of its input, and leaves equal bytes alone', () => {
    const before = times();
    const unknown = clusters({ a: '1', b: '2', c: '3' }).map(({ name, render }) => ({ name, render }));
    expect(writeFleet(unknown, { outdir, stateDir, version: '1' })).toMatchObject({ rendered: 3, written: 0 });
    expect(times()).toEqual(before);
  });

  test('restores files that were changed or deleted', () => {
    writeFileSync(join(outdir, 'a/app.k8s.yaml'), 'x'); // as long as before
    rmSync(join(outdir, 'b'), { recursive: true });
    expect(write({ a: '1', b: '2', c: '3' })).toMatchObject({ names: ['a', 'b'], written: 2 });
    expect(files()).toEqual({ 'a/app.k8s.yaml': '1', 'b/app.k8s.yaml': '2', 'c/app.k8s.yaml': '3' });
  });

  test('recognises files that only have other times, as after a checkout, and remembers the times', () => {
    for (const name of 'abc') utimesSync(join(outdir, name, 'app.k8s.yaml'), 1, 1);
    expect(write({ a: '1', b: '2', c: '3' })).toMatchObject({ rendered: 0 });
    const state = files(stateDir);
    expect(write({ a: '1', b: '2', c: '3' })).toMatchObject({ rendered: 0 });
    expect(files(stateDir)).toEqual(state);
  });

  test('removes what is gone with its folder, and nothing of others', () => {
    writeFileSync(join(outdir, 'c/notes.txt'), 'mine');
    writeFileSync(join(outdir, 'other.yaml'), 'mine');
    expect(write({ a: '1' })).toMatchObject({ removed: 2, left: [] });
    expect(files()).toEqual({ 'a/app.k8s.yaml': '1', 'c/notes.txt': 'mine', 'other.yaml': 'mine' });
    expect(existsSync(join(outdir, 'b'))).toBe(false);
    expect(write({ a: '1' })).toMatchObject({ removed: 0 });
  });

  test('leaves a file of a cluster that is gone if somebody changed it', () => {
    writeFileSync(join(outdir, 'b/app.k8s.yaml'), 'mine now');
    expect(write({ a: '1', c: '3' })).toMatchObject({ removed: 0, left: ['b/app.k8s.yaml'] });
    expect(files()).toHaveProperty(['b/app.k8s.yaml'], 'mine now');
  });

  test('removes files that a cluster no longer has', () => {
    const two = clusters({ a: '1x' }, [], () => [{ path: 'a/extra.yaml', content: 'e' }]);
    expect(writeFleet([...two, ...clusters({ b: '2', c: '3' })], { outdir, stateDir, version: '1' })).toMatchObject({ written: 2 });
    expect(write({ a: '1', b: '2', c: '3' })).toMatchObject({ written: 1, removed: 1 });
    expect(files()).not.toHaveProperty(['a/extra.yaml']);
  });

  test('does not remove a file that another cluster took over', () => {
    const moved = [{ name: 'd', render: () => [{ path: 'b/app.k8s.yaml', content: '2' }] }];
    const before = times();
    expect(writeFleet([...moved, ...clusters({ a: '1', c: '3' })], { outdir, stateDir, version: '1' })).toMatchObject({ written: 0, removed: 0 });
    expect(times()).toEqual(before);
  });

  test('removes nothing if a cluster fails, and names the cluster', () => {
    const bad = { name: 'bad', render: () => { throw new Error('no such image'); } };
    const run = () => writeFleet([bad, ...clusters({ a: 'new' })], { outdir, stateDir, version: '1' });
    expect(run).toThrow('1 of 2 clusters could not be rendered:\nbad: no such image');
    expect(files()).toEqual({ 'a/app.k8s.yaml': 'new', 'b/app.k8s.yaml': '2', 'c/app.k8s.yaml': '3' });
  });
});

describe('the state', () => {
  const secret = 'correct horse battery staple';

  test('has a key of its own that only its owner reads, and no input', () => {
    write({ a: secret });
    expect(statSync(join(stateDir, 'key')).mode % 0o1000).toBe(0o600);
    expect(JSON.stringify(files(stateDir))).not.toContain('horse');
    expect(readdirSync(outdir)).toEqual(['a']);
  });

  test('says the same of equal clusters in no two folders', () => {
    const lines = ['s1', 's2'].map((name) => {
      write({ a: secret }, { stateDir: join(root, name), outdir: join(root, `${name}-out`) });
      return Object.entries(files(join(root, name))).find(([path]) => path.endsWith('.jsonl'))![1];
    });
    const [[, input, [[, hash]]], [, other, [[, otherHash]]]] = lines.map((line) => JSON.parse(line));
    expect(input).not.toBe(other);
    expect(hash).not.toBe(otherHash);
  });

  test.each<[string, (key: string) => void]>([
    ['is gone', (key) => rmSync(key)],
    ['can be read by others', (key) => chmodSync(key, 0o644)],
    ['is cut off', (key) => writeFileSync(key, 'short')],
  ])('renders all if the key %s, and still knows its files', (_, spoil) => {
    write({ a: '1', b: '2' });
    const key = readFileSync(join(stateDir, 'key'));
    spoil(join(stateDir, 'key'));
    expect(write({ a: '1' })).toMatchObject({ rendered: 1, written: 0, removed: 1 });
    expect(readFileSync(join(stateDir, 'key'))).not.toEqual(key);
    expect(statSync(join(stateDir, 'key')).mode % 0o1000).toBe(0o600);
  });

  test('survives lines that were cut off', () => {
    write({ a: '1', b: '2' });
    const line = JSON.stringify(['a', null, [['a/app.k8s.yaml', 'x'], ['a/new.yaml', 'y']]]);
    for (const part of readdirSync(stateDir).filter((name) => name.endsWith('.jsonl'))) appendFileSync(join(stateDir, part), line.slice(0, -9));
    expect(write({ a: '1', b: '3' })).toMatchObject({ names: ['b'] });
    expect(write({ a: '1', b: '3' })).toMatchObject({ rendered: 0 });
  });

  test('grows with the clusters, not with the runs', () => {
    const sizes = Array.from({ length: 8 }, (_, i) => {
      write({ a: `${i}`, b: `${i}` });
      return Object.values(files(stateDir)).join('').split('\n').length;
    });
    expect(Math.max(...sizes.slice(1))).toBeLessThanOrEqual(sizes[0] + 4);
  });

  test('must not lie with the output', () => {
    expect(() => write({ a: '1' }, { stateDir: join(outdir, 'state') })).toThrow(/must lie apart/);
    expect(() => write({ a: '1' }, { stateDir: root })).toThrow(/must lie apart/);
    expect(() => write({ a: '1' }, { folders: { files: join(stateDir, 'files') } })).toThrow(/must lie apart/);
  });
});

describe('after a run that was killed', () => {
  /** What a run leaves that is killed in the middle: its lock, a temporary file, and a line about files that are not written. */
  function killed(cluster: string, place: string, content: string): void {
    const held: string[] = [];
    const kept = join(root, 'kept');
    const stopping = { name: cluster, render: () => [{ path: place, content }] };
    writeFleet([stopping], { outdir, stateDir, version: '1', progress: () => { held.push(readFileSync(join(stateDir, 'lock-1-of-1'), 'utf8')); } });
    renameSync(join(outdir, place), kept);
    const [owner] = held.map((text) => JSON.parse(text));
    writeFileSync(join(stateDir, 'lock-1-of-1'), JSON.stringify({ ...owner, pid: 1, start: 'before' }));
    writeFileSync(join(outdir, place.replace(/[^/]+$/, (name) => `.${name}.cdk8s-openstack.tmp`)), 'hal');
  }

  test('cleans up and finishes', () => {
    killed('a', 'a/app.k8s.yaml', '1');
    expect(write({ a: '1', b: '2' })).toMatchObject({ rendered: 2, written: 2 });
    expect(files()).toEqual({ 'a/app.k8s.yaml': '1', 'b/app.k8s.yaml': '2' });
    expect(readdirSync(stateDir).filter((name) => name.startsWith('lock'))).toEqual([]);
  });

  test('cleans up after clusters that are gone', () => {
    killed('a', 'a/app.k8s.yaml', '1');
    expect(write({})).toMatchObject({ removed: 0 });
    expect(readdirSync(outdir)).toEqual([]);
  });

  test('knows what a cluster wrote before it failed', () => {
    const half = { name: 'a', render: () => [{ path: 'a/app.k8s.yaml', content: '1' }, { path: 'a/app.k8s.yaml/x', content: '2' }] };
    expect(() => writeFleet([half], { outdir, stateDir, version: '1' })).toThrow(/1 of 1 clusters/);
    expect(files()).toEqual({ 'a/app.k8s.yaml': '1' });
    expect(write({})).toMatchObject({ removed: 1, left: [] });
  });

  test.each([['of before', '1'], ['of after', '2']])('removes a file with the bytes %s', (_, content) => {
    write({ a: '1' });
    const [line] = Object.values(files(stateDir)).filter((text) => text.startsWith('["a"'));
    const [part] = readdirSync(stateDir).filter((name) => name.endsWith('.jsonl'));
    write({ a: '2' });
    const next = readFileSync(join(stateDir, part), 'utf8').trim().split('\n').at(-1)!;
    const [before, after] = [line, next].map((text) => JSON.parse(text)[2][0][1]);
    writeFileSync(join(stateDir, part), `${JSON.stringify(['a', null, [['a/app.k8s.yaml', `${after}|${before}`]]])}\n`);
    writeFileSync(join(outdir, 'a/app.k8s.yaml'), content);
    expect(write({})).toMatchObject({ removed: 1, left: [] });
  });
});

test('two runs of one folder do not mix', () => {
  const nested = { name: 'a', render: () => { write({ b: '1' }); return []; } };
  expect(() => writeFleet([nested], { outdir, stateDir, version: '1' })).toThrow(/is in use by process/);
});

describe('shards', () => {
  const fleet = Object.fromEntries(Array.from({ length: 16 }, (_, i) => [`c${i}`, `${i}`]));
  const shards = (count: number) => Array.from({ length: count }, (_, i) => ({ index: i + 1, count }));

  test('write each cluster once', () => {
    const runs = shards(3).map((shard) => write(fleet, { shard }));
    expect(runs.flatMap(({ names }) => names).sort()).toEqual(Object.keys(fleet).sort());
    expect(runs.every(({ clusters: some }) => some > 0 && some < 16)).toBe(true);
    expect(Object.keys(files())).toHaveLength(16);
  });

  test('of another number know what was written', () => {
    for (const shard of shards(3)) write(fleet, { shard });
    expect(shards(2).map((shard) => write(fleet, { shard }).rendered)).toEqual([0, 0]);
    expect(write(fleet).rendered).toBe(0);
  });

  test('remove their own clusters only', () => {
    for (const shard of shards(2)) write(fleet, { shard });
    const { removed } = write({}, { shard: { index: 1, count: 2 } });
    expect(Object.keys(files())).toHaveLength(16 - removed);
    expect(removed).toBeGreaterThan(0);
    expect(write({}, { shard: { index: 2, count: 2 } }).removed).toBe(16 - removed);
  });
});

describe('refuses', () => {
  test.each(['../out.yaml', '/etc/passwd', 'a/../../b', 'a//b', '', 'a b', 'a:b', 'a\\b'])('the path %j', (path) => {
    expect(() => writeFleet([{ name: 'a', render: () => [{ path, content: '' }] }], { outdir, stateDir, version: '1' })).toThrow(/relative path/);
  });

  test('two clusters of one name', () => {
    const [one] = clusters({ a: '1' });
    expect(() => writeFleet([one, one], { outdir, stateDir, version: '1' })).toThrow(/two clusters "a"/);
  });

  test('files that two clusters write, in upper or lower case', () => {
    const at = (name: string, path: string) => ({ name, render: () => [{ path, content: name }] });
    expect(() => writeFleet([at('a', 'x.yaml'), at('b', 'X.yaml')], { outdir, stateDir, version: '1' })).toThrow(/for the clusters "a" and "b"/);
  });

  test('links that lead out of the folder', () => {
    mkdirSync(outdir);
    mkdirSync(join(root, 'elsewhere'));
    symlinkSync(join(root, 'elsewhere'), join(outdir, 'a'));
    expect(() => write({ a: '1' })).toThrow(/symbolic link at a/);
    expect(readdirSync(join(root, 'elsewhere'))).toEqual([]);
  });
});

test('confidential files are for their owner, in a folder of their own', () => {
  const folders = { files: join(root, 'files') };
  const fleet = (confidential: boolean) => clusters({ a: `${confidential}` }, [], () => [{ folder: 'files', path: 'a/init.yaml', content: 'token', confidential }]);
  writeFleet(fleet(false), { outdir, stateDir, version: '1', folders });
  writeFleet(fleet(true), { outdir, stateDir, version: '1', folders });
  expect(statSync(join(root, 'files/a/init.yaml')).mode % 0o1000).toBe(0o600);
  expect(files()).toEqual({ 'a/app.k8s.yaml': 'true' });
  writeFleet([], { outdir, stateDir, version: '1', folders });
  expect(readdirSync(join(root, 'files'))).toEqual([]);
});

test('replaces a link at a file, and not what it leads to', () => {
  mkdirSync(join(outdir, 'a'), { recursive: true });
  writeFileSync(join(root, 'precious'), 'x');
  symlinkSync(join(root, 'precious'), join(outdir, 'a/app.k8s.yaml'));
  write({ a: '1' });
  expect(readFileSync(join(root, 'precious'), 'utf8')).toBe('x');
  expect(files()).toEqual({ 'a/app.k8s.yaml': '1' });
});
