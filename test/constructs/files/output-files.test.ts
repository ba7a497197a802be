import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, App, Chart } from 'cdk8s';
import { OutputFile, OutputFiles } from '../../../src';
import { scope } from '../../support/synth';

let folder: string;
const environment = { ...process.env };

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'files-')); });
afterEach(() => {
  rmSync(folder, { recursive: true });
  process.env = { ...environment };
});

function appWith(files: { [path: string]: string }, manifests = join(folder, 'k8s')): App {
  const app = new App({ outdir: manifests });
  const chart = new Chart(app, 'chart');
  new ApiObject(chart, 'Object', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } });
  Object.entries(files).forEach(([path, content], i) => new OutputFile(chart, `file-${i}`, { path, content }));
  return app;
}

describe('synth', () => {
  test('writes files to the folder of the environment, and none among the manifests', () => {
    process.env.CDK8S_OPENSTACK_FILES_DIR = join(folder, 'files');
    appWith({ 'kubeadm/init.yaml': 'a: 1\n', 'heat.yaml': 'b: 2\n' }).synth();
    expect(readFileSync(join(folder, 'files/kubeadm/init.yaml'), 'utf8')).toBe('a: 1\n');
    expect(readFileSync(join(folder, 'files/heat.yaml'), 'utf8')).toBe('b: 2\n');
    expect(readdirSync(join(folder, 'k8s'))).toEqual(['chart.k8s.yaml']);
    expect(readFileSync(join(folder, 'k8s/chart.k8s.yaml'), 'utf8')).not.toContain('a: 1');
  });

  test('does not follow links out of the folder, and refuses them before the first manifest', () => {
    process.env.CDK8S_OPENSTACK_FILES_DIR = join(folder, 'files');
    mkdirSync(join(folder, 'files'));
    mkdirSync(join(folder, 'elsewhere'));
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'files/kubeadm'));
    writeFileSync(join(folder, 'elsewhere/other'), 'before');
    symlinkSync(join(folder, 'elsewhere/other'), join(folder, 'files/heat.yaml'));
    const app = appWith({ 'kubeadm/init.yaml': 'a', 'heat.yaml': 'b' });
    expect(() => app.synth()).toThrow(/chart\/file-0: "kubeadm\/init.yaml" leads through the symbolic link .*files\/kubeadm, which[^]*chart\/file-1: "heat.yaml" leads/);
    expect(existsSync(join(folder, 'k8s/chart.k8s.yaml'))).toBe(false);
    expect(() => OutputFiles.of(app).write(join(folder, 'files'))).toThrow('leads through the symbolic link');
    expect(readFileSync(join(folder, 'elsewhere/other'), 'utf8')).toBe('before');
    expect(readdirSync(join(folder, 'elsewhere'))).toEqual(['other']);
  });

  test('takes the folder that the program sets before that of the environment', () => {
    process.env.CDK8S_OPENSTACK_FILES_DIR = join(folder, 'environment');
    const app = appWith({ 'a.txt': 'a' });
    OutputFiles.directory(app.charts[0], join(folder, 'program'));
    app.synth();
    expect(readdirSync(folder).sort()).toEqual(['k8s', 'program']);
  });

  test('writes to dist/files unless told otherwise', () => {
    delete process.env.CDK8S_OPENSTACK_FILES_DIR;
    expect(OutputFiles.of(scope()).folder).toBe(join(process.cwd(), 'dist/files'));
  });

  test.each(['', 'below'])('refuses a folder inside that of the manifests (%p), before anything is written', (below) => {
    process.env.CDK8S_OPENSTACK_FILES_DIR = join(folder, 'k8s', below);
    expect(() => appWith({ 'a.txt': 'a' }).synth()).toThrow(/lies inside that of the manifests .*Set "output: dist\/k8s" in cdk8s.yaml/);
    expect(readdirSync(join(folder, 'k8s'))).toEqual([]);
  });

  test('a folder whose name starts like that of the manifests is another one', () => {
    process.env.CDK8S_OPENSTACK_FILES_DIR = join(folder, 'k8s-files');
    appWith({ 'a.txt': 'a' }).synth();
    expect(readdirSync(join(folder, 'k8s-files'))).toEqual(['a.txt']);
  });

  test('an app that is not valid writes no file', () => {
    process.env.CDK8S_OPENSTACK_FILES_DIR = join(folder, 'files');
    const app = appWith({ 'a.txt': 'a' });
    app.node.addValidation({ validate: () => ['broken'] });
    expect(() => app.synth()).toThrow('broken');
    expect(existsSync(join(folder, 'files'))).toBe(false);
  });

  test('rendering to text writes no file', () => {
    process.env.CDK8S_OPENSTACK_FILES_DIR = join(folder, 'files');
    appWith({ 'a.txt': 'a' }).synthYaml();
    expect(existsSync(join(folder, 'files'))).toBe(false);
  });
});

describe('paths', () => {
  test.each(['/etc/passwd', '../a', 'a/../b', 'a//b', '', '.', 'a/.', 'a\\b', 'C:/a', 'a\0b', 'a b'])('refuses %j', (path) => {
    expect(() => new OutputFile(scope(), 'f', { path, content: '' })).toThrow(/^test\/f: path must be a relative path .*such as "kubeadm\/init.yaml"/);
  });

  test('refuses a path of more than 1024 characters', () => {
    expect(() => new OutputFile(scope(), 'f', { path: 'x/'.repeat(600) + 'x', content: '' })).toThrow('path must be a relative path');
  });

  test('two files of one path are an error that names both', () => {
    expect(() => twice('a.txt', 'a.txt').synthYaml()).toThrow('chart/one and chart/two want to write "a.txt". Give one of them another path');
  });

  test.each([['a', 'a/b'], ['a/b', 'a']])('a file and a folder of one path are an error: %p and %p', (one, two) => {
    expect(() => twice(one, two).synthYaml()).toThrow('of which one is the folder of the other');
    expect(() => OutputFiles.of(twice(one, two)).write(folder)).toThrow('of which one is the folder of the other');
    expect(readdirSync(folder)).toEqual([]);
  });

  function twice(one: string, two: string): App {
    const app = new App({ outdir: join(folder, 'k8s') });
    const chart = new Chart(app, 'chart');
    new OutputFile(chart, 'one', { path: one, content: '' });
    new OutputFile(chart, 'two', { path: two, content: '' });
    return app;
  }
});

test('content must be text', () => {
  expect(() => new OutputFile(scope(), 'f', { path: 'a', content: { a: 1 } as any })).toThrow('content must be a string, got { a }');
});

test('a confidential file is readable by its owner only, also where it existed before', () => {
  const chart = scope();
  new OutputFile(chart, 'open', { path: 'open', content: 'a' });
  OutputFiles.of(chart).write(folder);
  const secret = new Chart(new App({ outdir: '/nonexistent' }), 'other');
  new OutputFile(secret, 'file', { path: 'open', content: 'b', confidential: true });
  expect(OutputFiles.of(secret).write(folder)).toEqual([join(folder, 'open')]);
  expect((statSync(join(folder, 'open')).mode % 0o1000).toString(8)).toBe('600');
});

test('lists the files at and below a construct, also where the root is no app', () => {
  const chart = new Chart(undefined as any, 'root');
  const file = new OutputFile(chart, 'a', { path: 'a', content: 'x' });
  expect(OutputFiles.of(chart).files).toEqual([file]);
  expect(OutputFiles.of(file).write(folder)).toHaveLength(1);
});

test('the folder must have a name', () => {
  expect(() => OutputFiles.directory(scope(), ' ')).toThrow('directory must name a folder such as "dist/files"');
});
