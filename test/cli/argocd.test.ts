import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cli, Result } from './support';
import { SecretText } from '../../src';

const CLUSTER = `apiVersion: cdk8s-openstack/v1
kind: Chart
release: 1.36
namespace: apps
persistentVolumeClaims: {data: {size: 1Gi, storageClass: {fromStorageClassName: ssd}}}
`;
const DRIVER = 'apiVersion: cdk8s-openstack/v1\nkind: CloudControllerManagerChart\nrelease: 1.36\nclusterName: prod\ncloudConfig: {fromSecretName: cloud-config}\n';
/** A program that writes what its first lines say, and then a manifest. */
const program = (start: string) => `${start}\nconst fs = require('node:fs');\nfs.mkdirSync(process.env.CDK8S_OUTDIR, { recursive: true });\n`
  + 'fs.writeFileSync(`${process.env.CDK8S_OUTDIR}/a.k8s.yaml`, `kind: ConfigMap\\ndata: ${JSON.stringify(data)}\\n`);\n';
const before = process.cwd();
const environment = { ...process.env };
let root: string;

beforeEach(() => { root = realpathSync(mkdtempSync(join(tmpdir(), 'argocd-'))); });
afterEach(() => {
  process.chdir(before);
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  rmSync(root, { recursive: true });
});

interface Asked {
  readonly files: { readonly [path: string]: string };
  /** The folder of the Application. */
  readonly path?: string;
  readonly env?: { readonly [name: string]: string };
  readonly parameters?: unknown;
}

async function argocd(step: string, { files, path = '.', env = {}, parameters }: Asked): Promise<Result> {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  Object.assign(process.env, { ARGOCD_APP_SOURCE_PATH: path, ...env });
  if (parameters !== undefined) process.env.ARGOCD_APP_PARAMETERS = typeof parameters === 'string' ? parameters : JSON.stringify(parameters);
  process.chdir(join(root, path));
  return cli(['argocd', step]);
}

const text = (name: string, string: string) => ({ name, string });
const list = (name: string, ...array: string[]) => ({ name, array });
const wrong = (problem: string) => ({ code: 2, out: '', err: expect.stringContaining(problem) });

describe('discover', () => {
  test.each<[string, Asked['files'], string]>([
    ['a cluster in YAML', { 'clusters/prod.yaml': CLUSTER }, 'yaml\n'],
    ['a cluster with a misspelled version, which must not go missing', { 'prod.yml': CLUSTER.replace('cdk8s-openstack', 'cdk8s-openstak') }, 'yaml\n'],
    ['a cluster in flow style', { 'a.yaml': '{"apiVersion": "cdk8s-openstack/v1", kind: Chart}' }, 'yaml\n'],
    ['a bundled program', { 'cdk8s.yaml': '', 'dist/app.js': '' }, 'bundled\n'],
    ['a project', { 'cdk8s.yaml': '', 'package.json': '{}' }, 'npm\n'],
    ['another JavaScript project', { 'dist/app.js': '', 'package.json': '{}' }, ''],
    ['manifests', { 'a.yaml': 'apiVersion: v1\nkind: ConfigMap\n' }, ''],
    ['clusters of others', { 'node_modules/x/a.yaml': CLUSTER, '.github/a.yaml': CLUSTER }, ''],
  ])('%s', async (_, files, out) => {
    expect(await argocd('discover', { files })).toEqual({ code: 0, out, err: '' });
  });
});

describe('generate, clusters in YAML', () => {
  test('prints what render prints, of all folders', async () => {
    const { code, out, err } = await argocd('generate', { files: { 'a/one.yaml': CLUSTER, 'b/two.yaml': DRIVER, 'notes.yaml': 'kind: Pod' } });
    expect([code, err]).toEqual([0, '']);
    expect(out).toBe((await cli(['render', '-f', 'a/one.yaml', '-f', 'b/two.yaml', '--stdout'])).out);
    expect(out).toMatch(/kind: PersistentVolumeClaim[^]*kind: DaemonSet/);
    expect(readdirSync(root)).toEqual(['a', 'b', 'notes.yaml']);
  });

  test('parameters choose files and clusters, and set release and Kubernetes version', async () => {
    const files = { 'a.yaml': `name: one\n${CLUSTER}`, 'b.yaml': DRIVER };
    const driver = await argocd('generate', { files, parameters: [list('clusters', 'prod'), text('release', '1.35')] });
    expect(driver.out).toMatch(/openstack-cloud-controller-manager:v1\.35\.\d/);
    expect(driver.out).not.toContain('PersistentVolumeClaim');
    expect((await argocd('generate', { files, parameters: [list('files', 'a.yaml')] })).out).not.toContain('DaemonSet');
    // Without a release, that of the cluster's minor is rendered.
    const unversioned = { 'c.yaml': DRIVER.replace('release: 1.36\n', '').replace('CloudControllerManagerChart', 'Cluster') };
    const parameters = [list('files', 'c.yaml'), text('kubernetesVersion', 'cluster')];
    expect(await argocd('generate', { files: unversioned, parameters })).toEqual(wrong('Argo CD does not tell KUBE_VERSION'));
    const newer = await argocd('generate', { files: unversioned, parameters, env: { KUBE_VERSION: 'v1.34.2+k3s1' } });
    expect(newer.out).toMatch(/openstack-cloud-controller-manager:v1\.34\.\d/);
  });

  test.each<[string, unknown, string]>([
    ['no JSON', '{', 'ARGOCD_APP_PARAMETERS is no JSON'],
    ['no list', {}, 'must be a list of parameters'],
    ['a list of texts', ['release'], 'must be a list of parameters'],
    ['no name', [{ string: 'x' }], 'has a parameter without a name'],
    ['a name with a line break', [text('a\nb', 'x')], 'has a parameter without a name, or whose name is no plain text'],
    ['an unknown name', [text('relase', '1.35')], 'parameter relase is unknown: did you mean release?'],
    ['a name of Object.prototype', [text('__proto__', 'x')], 'parameter __proto__ is unknown (known: source, app, release'],
    ['the same name twice', [text('release', '1.35'), text('release', '1.36')], 'parameter release is given twice'],
    ['a list for a text', [list('release', '1.35')], 'parameter release must have a string'],
    ['a text for a list', [text('files', 'a.yaml')], 'parameter files must have an array of texts'],
    ['numbers in a list', [{ name: 'files', array: [1] }], 'parameter files must have an array of texts'],
    ['an empty list', [{ name: 'files', array: [] }], 'parameter files must have entries'],
    ['a control character', [text('release', '1.35\u001b[2J')], 'parameter release must be a line'],
    ['a long text', [text('release', '1'.repeat(501))], 'parameter release must be a line'],
    ['a long list', Array.from({ length: 201 }, (_, i) => text(`p${i}`, '')), 'has more than 200 parameters'],
    ['an unknown release', [text('release', '9')], 'ARGOCD_APP_PARAMETERS:1:1: release must be one of'],
    ['an unknown cluster', [list('clusters', 'prd')], 'parameter clusters names prd, which no document describes: did you mean prod?'],
    ['an unknown source', [text('source', 'helm')], 'parameter source must be one of yaml, bundled, npm, got "helm"'],
    ['a path outside', [list('files', '../b')], 'parameter files names ../b, which lies outside of the folder of the Application'],
    ['an absolute path', [list('files', '/etc/passwd')], 'parameter files names /etc/passwd, which lies outside'],
    ['a missing file', [list('files', 'x.yaml')], 'parameter files names x.yaml, which does not exist'],
    ['no truth', [text('allowEmpty', 'yes')], 'parameter allowEmpty must be true or false, got "yes"'],
  ])('refuses parameters: %s', async (_, parameters, problem) => {
    expect(await argocd('generate', { files: { 'a.yaml': DRIVER }, parameters })).toEqual(wrong(problem));
  });

  test.each([undefined, '', 'null', '[]'])('takes %p for no parameters', async (parameters) => {
    expect((await argocd('generate', { files: { 'a.yaml': CLUSTER }, parameters })).code).toBe(0);
  });

  test('mistakes are told by file, line and field, and nothing is printed', async () => {
    const result = await argocd('generate', { files: { 'a.yaml': CLUSTER, 'b.yaml': `${DRIVER}namespce: x\n` } });
    expect(result).toEqual(wrong('b.yaml:6:1: namespce is unknown: did you mean namespace?'));
  });

  test('nothing to print is an error unless it is asked for', async () => {
    const files = { 'a.yaml': 'apiVersion: cdk8s-openstack/v1\nkind: Chart\n', 'base.yaml': CLUSTER.replace('Chart', 'ChartBase') };
    expect(await argocd('generate', { files })).toEqual(wrong('there are no manifests'));
    expect(await argocd('generate', { files, parameters: [text('allowEmpty', 'true')] })).toEqual({ code: 0, out: '', err: '' });
    rmSync(join(root, 'a.yaml'));
    expect(await argocd('generate', { files: {}, parameters: [] })).toEqual(wrong('there are no manifests'));
  });

  test('a folder without any of it is an error', async () => {
    expect(await argocd('generate', { files: { 'a.txt': '' } })).toEqual(wrong('the folder has no document of apiVersion cdk8s-openstack/v1'));
  });
});

describe('what a repository may read', () => {
  const secret = (value: string) => `apiVersion: cdk8s-openstack/v1
kind: CloudConfigChart
release: 1.36
global: {authUrl: 'https://keystone.example.com', auth: {password: {username: u, tenantId: t, domainId: d, password: ${value}}}}
`;
  const where = { path: 'clusters/prod' };
  const files = (value: string) => ({ 'base/base.yaml': CLUSTER.replace('Chart', 'ChartBase'), 'base/secret.txt': 'beside', 'clusters/prod/a.yaml': secret(value) });

  test('files of the repository, also outside of the folder of the Application', async () => {
    const { code, out } = await argocd('generate', { ...where, files: files('{fromFile: ../../base/secret.txt}') });
    expect([code, out]).toEqual([0, expect.stringContaining('password = "beside"')]);
    const extended = { ...files('{fromFile: ../../base/secret.txt}'), 'clusters/prod/b.yaml': 'apiVersion: cdk8s-openstack/v1\nkind: Chart\nextends: ../../base/base.yaml\n' };
    expect((await argocd('generate', { ...where, files: extended })).out).toContain('PersistentVolumeClaim');
  });

  test.each(['/proc/self/environ', '../../../outside.txt', '../../../missing.txt', 'link.txt'])('no other file: %s', async (path) => {
    const outside = join(root, '../outside.txt');
    writeFileSync(outside, 'from outside');
    mkdirSync(join(root, 'clusters/prod'), { recursive: true });
    symlinkSync(outside, join(root, 'clusters/prod/link.txt'));
    const result = await argocd('generate', { ...where, files: files(`{fromFile: ${path}}`) });
    rmSync(outside);
    expect(result).toEqual(wrong('must not be read, as it lies outside of the repository'));
  });

  test('no base of elsewhere', async () => {
    const elsewhere = { 'clusters/prod/a.yaml': 'apiVersion: cdk8s-openstack/v1\nkind: Chart\nextends: /etc/hostname\n' };
    expect(await argocd('generate', { ...where, files: elsewhere })).toEqual(wrong('names "/etc/hostname", which lies outside of the repository'));
  });

  test('without a path that is that of the folder, the folder alone', async () => {
    const asked = { files: files('{fromFile: ../../base/secret.txt}'), path: 'clusters/prod', env: { ARGOCD_APP_SOURCE_PATH: '../../../..' } };
    expect(await argocd('generate', asked)).toEqual(wrong('lies outside of the repository'));
  });

  test('variables of the Application, without their prefix', async () => {
    const { out } = await argocd('generate', { ...where, files: files('{fromEnv: OS_PASSWORD}'), env: { ARGOCD_ENV_OS_PASSWORD: 'of-the-app' } });
    expect(out).toContain('password = "of-the-app"');
  });

  test('no variable of the sidecar, unless it says so; and then not that of an Application', async () => {
    const asked = { ...where, files: files('{fromEnv: OS_PASSWORD}'), env: { OS_PASSWORD: 'of-the-sidecar' } };
    expect(await argocd('generate', asked)).toEqual(wrong('environment variable OS_PASSWORD is not set'));
    expect(process.env.OS_PASSWORD).toBe('of-the-sidecar');
    const env = { ...asked.env, CDK8S_OPENSTACK_READABLE_ENV: 'X, OS_PASSWORD', ARGOCD_ENV_OS_PASSWORD: 'of-the-app' };
    expect((await argocd('generate', { ...asked, env })).out).toContain('password = "of-the-sidecar"');
  });

  test('values of the environment that are no secrets', async () => {
    const one = CLUSTER.replace('namespace: apps', 'namespace: {fromEnv: TEAM}');
    expect((await argocd('generate', { files: { 'a.yaml': one }, env: { ARGOCD_ENV_TEAM: 'blue' } })).out).toContain('namespace: blue');
  });

  test('SecretText.fromEnv of a program finds variables of the Application', () => {
    process.env.ARGOCD_ENV_OS_PASSWORD = 'of-the-app';
    expect(String(SecretText.fromEnv('OS_PASSWORD'))).toBe('[secret: environment variable OS_PASSWORD]');
    expect(() => SecretText.fromEnv('OS_TOKEN')).toThrow('environment variable OS_TOKEN is not set');
  });
});

describe('programs', () => {
  const files = (start: string) => ({ 'cdk8s.yaml': 'app: node main.js', 'dist/app.js': program(start), 'package.json': '{}' });
  const bundled = { CDK8S_OPENSTACK_PROGRAMS: 'bundled' };

  test('run only where the sidecar allows it', async () => {
    expect(await argocd('generate', { files: files('') })).toEqual(wrong('Set CDK8S_OPENSTACK_PROGRAMS=bundled on its sidecar'));
    expect(await argocd('generate', { files: files(''), env: { ARGOCD_ENV_CDK8S_OPENSTACK_PROGRAMS: 'bundled' } })).toEqual(wrong('this plugin runs none'));
    const npm = { files: files(''), parameters: [text('source', 'npm')], env: bundled };
    for (const step of ['generate', 'init']) expect(await argocd(step, npm)).toEqual(wrong('runs only those that are bundled. Set CDK8S_OPENSTACK_PROGRAMS=npm'));
    expect(await argocd('generate', { files: {}, env: { CDK8S_OPENSTACK_PROGRAMS: 'all' } })).toEqual(wrong('CDK8S_OPENSTACK_PROGRAMS must be none, bundled or npm'));
  });

  test('write manifests, which alone go to stdout', async () => {
    const start = "console.log('a line'); console.error('another'); const data = { secret: process.env.SECRET, own: process.env.ARGOCD_ENV_OWN, set: process.env.PARAM_SIZE };";
    const asked = { files: files(start), env: { ...bundled, SECRET: 'x', ARGOCD_ENV_OWN: 'y', PARAM_SIZE: '3' }, parameters: [text('size', '3')] };
    const { code, out, err } = await argocd('generate', asked);
    expect({ code, out }).toEqual({ code: 0, out: 'kind: ConfigMap\ndata: {"own":"y","set":"3"}\n' });
    expect(err.trim().split('\n').sort()).toEqual(['a line', 'another']);
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('.cdk8s-openstack-') && existsSync(join(tmpdir(), name, 'k8s')))).toEqual([]);
  });

  test('that fail, write nothing or are missing are errors', async () => {
    const failing = await argocd('generate', { files: files("const data = {}; throw new Error('no such flavor');"), env: bundled });
    expect(failing).toEqual(wrong('Error: no such flavor'));
    expect(failing.err).toContain('cdk8s-openstack: dist/app.js failed with exit code 1');
    expect(await argocd('generate', { files: { 'dist/app.js': '' }, env: bundled })).toEqual(wrong('the program must call app.synth()'));
    expect(await argocd('generate', { files: {}, env: bundled, parameters: [text('app', 'x.js')] })).toEqual(wrong('parameter app names x.js, which does not exist'));
    expect(await argocd('generate', { files: {}, env: bundled, parameters: [text('app', '../x.js')] })).toEqual(wrong('lies outside of the folder'));
  });

  test('of one file read the repository, write their folder, and reach nobody', async () => {
    const start = `const data = {};
const attempt = (name, work) => { try { work(); data[name] = 'allowed'; } catch (e) { data[name] = e.code; } };
attempt('read', () => require('node:fs').readFileSync('/etc/hostname'));
attempt('own', () => require('node:fs').readFileSync('${'cdk8s.yaml'}'));
attempt('write', () => require('node:fs').writeFileSync('x', ''));
attempt('run', () => require('node:child_process').execSync('id'));
attempt('connect', () => require('node:net').connect(1, '127.0.0.1'));
attempt('listen', () => require('node:net').createServer().listen(0));
attempt('ask', () => require('node:dns').lookup('example.com', () => {}));
attempt('send', () => require('node:dgram').createSocket('udp4').send('x', 1, '127.0.0.1'));
`;
    const { code, out } = await argocd('generate', { files: files(start), env: bundled });
    const denied = Object.fromEntries(['read', 'write', 'run', 'connect', 'listen', 'ask', 'send'].map((name) => [name, 'ERR_ACCESS_DENIED']));
    expect([code, JSON.parse(out.split('data: ')[1])]).toEqual([0, { ...denied, own: 'allowed' }]);
    expect(existsSync(join(root, 'x'))).toBe(false);
  });

  test('of a project need its lock file and the CLI of cdk8s', async () => {
    const env = { CDK8S_OPENSTACK_PROGRAMS: 'npm', npm_config_cache: join(root, 'npm') };
    const project = { 'cdk8s.yaml': 'app: node main.js', 'package.json': '{}' };
    expect(await argocd('init', { files: project, env })).toEqual(wrong('package-lock.json is missing'));
    expect(await argocd('generate', { files: project, env })).toEqual(wrong('cdk8s-cli is not installed'));
    const lock = { 'package-lock.json': '{"lockfileVersion": 3, "packages": {"": {}}}' };
    expect((await argocd('init', { files: { ...lock, 'package.json': '{"dependencies": {"a": "1"}}' }, env })).err).toContain('cdk8s-openstack: npm ci failed with exit code 1');
    expect(await argocd('init', { files: { 'node_modules/.package-lock.json': '{}' }, env })).toEqual({ code: 0, out: '', err: '' });
    const synth = "require('node:fs').mkdirSync(process.argv[5]); require('node:fs').writeFileSync(process.argv[5] + '/a.k8s.yaml', 'kind: ConfigMap');";
    expect((await argocd('generate', { files: { 'node_modules/cdk8s-cli/bin/cdk8s': synth }, env })).out).toBe('kind: ConfigMap\n');
  }, 20_000);
});

test('parameters: what an Application can set, with the values of the files', async () => {
  const { out } = await argocd('parameters', { files: { 'a.yaml': `name: one\n${CLUSTER}`, 'b.yaml': DRIVER }, env: { KUBE_VERSION: '1.36.3' } });
  expect(JSON.parse(out)).toEqual([
    expect.objectContaining({ name: 'clusters', collectionType: 'array', array: ['one', 'prod'] }),
    expect.objectContaining({ name: 'release', string: '1.36' }),
    expect.objectContaining({ name: 'kubernetesVersion', string: '', tooltip: expect.stringContaining('now 1.36.3') }),
  ]);
  expect(await argocd('parameters', { files: {}, parameters: [text('source', 'npm')] })).toEqual({ code: 0, out: '[]\n', err: '' });
});

test.each([[[]], [['build']], [['generate', 'x']]])('refuses the steps %p', async (steps) => {
  expect(await cli(['argocd', ...steps])).toEqual(wrong('discover, init, parameters, generate'));
});
