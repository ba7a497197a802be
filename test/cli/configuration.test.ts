import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cli, Result } from './support';
import { VOLUME_WITH_ERROR } from '../support/analysis';

const CLAIM = 'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data, namespace: shop}\nspec: {storageClassName: fast, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n';
const before = process.cwd();

beforeEach(() => process.chdir(mkdtempSync(join(tmpdir(), 'configuration-'))));
afterEach(() => {
  const folder = process.cwd();
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

const configure = (text: string) => writeFileSync('.cdk8s-openstack.yaml', text);
const check = async (input: string, ...args: string[]): Promise<Result> => cli(['check', '-', ...args], input);
const rules = async (input: string, ...args: string[]): Promise<string[]> => (
  JSON.parse((await check(input, '--format', 'json', ...args)).out).findings.map(({ rule, severity }: any) => `${rule} ${severity}`));

describe('.cdk8s-openstack.yaml', () => {
  test('is read from the current folder, is no manifest, and gives way to the command line', async () => {
    writeFileSync('claim.yaml', CLAIM);
    configure('known: {classes: [fast]}\nclosedWorld: true\nfailOn: warning\n');
    expect(JSON.parse((await cli(['check', '.', '--format', 'json'])).out).findings).toEqual([]);
    configure('failOn: warning\nkubernetes: 1.30\n');
    expect((await check(CLAIM, '--closed-world')).code).toBe(1);
    expect((await check(CLAIM, '--closed-world', '--fail-on', 'none')).code).toBe(0);
    writeFileSync('other.yaml', 'known: {classes: [fast]}\n');
    expect(await rules(CLAIM)).toEqual(['CLS001 info']);
    expect(await rules(CLAIM, '--config', 'other.yaml')).toEqual([]);
  });

  test('names of both are known: those of the file, and those of the command line', async () => {
    configure('known: {classes: [fast]}\n');
    const two = `${CLAIM}---\n${CLAIM.replace('name: data', 'name: logs').replace('fast', 'slow')}`;
    expect(await rules(two)).toEqual(['CLS001 info']);
    expect(await rules(two, '--known-classes', 'slow')).toEqual([]);
    configure('known: {claims: [shop/data], secrets: [shop/key], drivers: [ebs.csi.aws.com]}\n');
    expect((await check(CLAIM)).code).toBe(0);
  });

  test('changes severities, drops rules, and adds rules of the preset strict', async () => {
    configure('rules: {severity: {BND009: info}}\n');
    expect(await rules(VOLUME_WITH_ERROR)).toContain('BND009 info');
    expect((await check(VOLUME_WITH_ERROR)).code).toBe(0);
    configure('rules: {severity: {BND009: off}}\n');
    expect(await rules(VOLUME_WITH_ERROR)).not.toContain('BND009 info');
    configure('rules: {exclude: [BND009]}\n');
    expect((await check(VOLUME_WITH_ERROR, '--fail-on', 'info')).code).toBe(0);
    const set = VOLUME_WITH_ERROR.replace('claimRef: {name: db}', 'claimRef: {name: db, namespace: shop}');
    configure('rules: {include: [GIT007]}\n');
    expect(await rules(set)).toContain('GIT007 info');
    configure('');
    expect(await rules(set)).not.toContain('GIT007 info');
  });

  test('includes and excludes files', async () => {
    mkdirSync('k8s');
    for (const name of ['a', 'b', 'c']) writeFileSync(`k8s/${name}.yaml`, CLAIM.replace('name: data', `name: ${name}`));
    configure('files: {include: ["[ab].yaml"], exclude: [b.yaml]}\n');
    const { out, err } = await cli(['plan', 'k8s', '--format', 'json']);
    expect(JSON.parse(out).claims.map(({ name }: any) => name)).toEqual(['a']);
    expect(err).toBe('left out: 1 path by --exclude, 1 path by --include\n');
  });

  test('names the default class', async () => {
    const claim = CLAIM.replace('storageClassName: fast, ', '');
    const outcome = async (...args: string[]) => JSON.parse((await cli(['plan', '-', '--format', 'json', ...args], claim)).out).claims[0];
    expect(await outcome()).toMatchObject({ storageClass: null, outcome: 'unknown' });
    configure('defaultClass: ssd\n');
    expect(await outcome()).toMatchObject({ storageClass: 'ssd', message: expect.stringContaining('class "ssd", which is in the cluster') });
    expect(await outcome('--default-class', 'other')).toMatchObject({ storageClass: 'other' });
  });

  test.each([
    ['closedworld: true', 'closedworld is not known; did you mean closedWorld? (known: kubernetes,'],
    ['known: {clases: [a]}', 'known.clases is not known; did you mean classes?'],
    ['known: {classes: fast}', 'known.classes must be a list'],
    ['closedWorld: maybe', 'closedWorld must be true or false'],
    ['failOn: fatal', 'failOn must be one of error, warning, info, none, got "fatal"'],
    ['arrival: late', 'arrival must be one of volumesFirst'],
    ['rules: {severity: {BND009: fatal}}', 'rules.severity.BND009 must be one of error, warning, info, off, got "fatal"'],
    ['rules: {exclude: [bind]}', 'rules.exclude must be the id of a rule such as BND001, got "bind"'],
    ['acknowledge: [{rule: BND009}]', 'acknowledge[0].reason is required'],
    ['acknowledge: [{rule: BND009, reason: x, until: y}]', 'acknowledge[0].until is not known'],
    ['acknowledge: [{rule: BND009, reason: x, expires: soon}]', 'acknowledge[0].expires must be a day such as 2027-01-31, got "soon"'],
    ['kubernetes: newest', '--kubernetes must be a version such as 1.37'],
    ['[]', 'the file must be a map'],
    ['a: [', 'is not valid YAML'],
  ])('%s is refused with its path', async (text, message) => {
    configure(text);
    const { code, out, err } = await check(CLAIM);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });

  test('that is named and missing is an error', async () => {
    expect(await check(CLAIM, '--config', 'gone.yaml')).toMatchObject({ code: 2, err: 'cdk8s-openstack: cannot read gone.yaml: no such file or folder\n' });
  });
});

describe('acknowledgements', () => {
  const acknowledge = (more: string) => configure(`acknowledge: [{rule: BND009, reason: It is meant., ${more}}]\n`);

  test.each(['', 'object: PersistentVolume/data', 'object: "PersistentVolume/*"', 'object: "*"', 'expires: 2999-12-31'])('accept the finding: %s', async (more) => {
    acknowledge(more);
    const { code, out } = await check(VOLUME_WITH_ERROR);
    expect(code).toBe(0);
    expect(out).toContain('(and 1 acknowledged)');
    expect(JSON.parse((await check(VOLUME_WITH_ERROR, '--format', 'sarif')).out).runs[0].results[0].suppressions[0].justification).toBe('It is meant.');
  });

  test('that are over accept nothing, and say when they ended', async () => {
    acknowledge('expires: 2020-01-31');
    const { code, out } = await check(VOLUME_WITH_ERROR, '--format', 'json');
    expect(code).toBe(1);
    expect(JSON.parse(out).findings).toMatchObject([
      { rule: 'BND009' }, { rule: 'INP006', file: '.cdk8s-openstack.yaml', message: 'the acknowledgement of BND009 (It is meant.) expired on 2020-01-31.' },
    ]);
  });

  test('of other objects accept nothing, and are reported as unused', async () => {
    acknowledge('object: PersistentVolume/dat');
    expect(await rules(VOLUME_WITH_ERROR)).toEqual(['BND009 error', 'INP006 warning']);
  });
});

describe('a baseline', () => {
  test('accepts what was there, by what and where, and nothing new', async () => {
    writeFileSync('a.yaml', VOLUME_WITH_ERROR);
    expect(await cli(['check', 'a.yaml', '--write-baseline'])).toMatchObject({ code: 0, out: '1 finding written to .cdk8s-openstack-baseline.json\n' });
    expect(JSON.parse(readFileSync('.cdk8s-openstack-baseline.json', 'utf8'))).toEqual({ version: 1, findings: { 'BND009 PersistentVolume/data spec.claimRef': 1 } });
    configure('baseline: .cdk8s-openstack-baseline.json\n');
    expect(await cli(['check', '.'])).toMatchObject({ code: 0, out: 'No findings. (and 1 acknowledged)\n' });
    writeFileSync('b.yaml', VOLUME_WITH_ERROR.replace('name: data', 'name: other'));
    expect((await cli(['check', '.'])).code).toBe(1);
    expect((await cli(['check', '.', '--write-baseline'])).out).toContain('2 findings written');
    expect((await cli(['check', '.'])).code).toBe(0);
  });

  test('that cannot be read or written is an error, and the old one stays', async () => {
    writeFileSync('baseline.json', '{}');
    expect(await check(VOLUME_WITH_ERROR, '--baseline', 'baseline.json')).toMatchObject({ code: 2, err: expect.stringContaining('baseline.json is not a baseline') });
    expect(await check(VOLUME_WITH_ERROR, '--baseline', 'gone.json')).toMatchObject({ code: 2, err: expect.stringContaining('cannot read gone.json') });
    expect(await check(VOLUME_WITH_ERROR, '--baseline', 'no/such/folder.json', '--write-baseline')).toMatchObject({ code: 2, err: expect.stringContaining('cannot write no/such/folder.json') });
  });
});

describe('--output', () => {
  test('writes the result, and leaves stdout empty', async () => {
    const { code, out } = await check(VOLUME_WITH_ERROR, '--format', 'json', '--output', 'result.json');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(JSON.parse(readFileSync('result.json', 'utf8')).summary).toEqual({ error: 1, warning: 0, info: 0 });
    expect(readdirSync('.')).toEqual(['result.json']);
  });

  test.each(['no/such/file', '/dev/full'])('%s is a line and exit code 2', async (path) => {
    expect(await check(VOLUME_WITH_ERROR, '--output', path)).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/^cdk8s-openstack: cannot write .*: (no such file or folder|no space left on device)\n$/) });
    expect(existsSync('/dev/full')).toBe(true);
  });

  test('of a run that fails writes nothing', async () => {
    expect((await cli(['plan', 'gone.yaml', '--output', 'plan.txt'])).code).toBe(2);
    expect(existsSync('plan.txt')).toBe(false);
  });
});

test.each([['info', 1], ['none', 0], ['warning', 0]])('--fail-on %s', async (lowest, code) => {
  expect(await check(CLAIM, '--fail-on', String(lowest))).toMatchObject({ code });
});

test('plan --fail-on pending fails where a claim never binds', async () => {
  const plan = async (...args: string[]) => (await cli(['plan', '-', ...args], CLAIM)).code;
  expect(await plan('--closed-world', '--fail-on', 'pending')).toBe(1);
  expect(await plan('--closed-world')).toBe(0);
  expect(await plan('--fail-on', 'pending')).toBe(0);
});

test('--format junit has a test case for each finding', async () => {
  configure('acknowledge: [{rule: CLS001, reason: "a < b & \\"c\\""}]\n');
  const { out } = await check(`${VOLUME_WITH_ERROR}---\n${CLAIM}`, '--format', 'junit');
  expect(out).toContain('<testsuites tests="2" failures="1" errors="0" skipped="1">');
  expect(out).toMatch(/<testcase classname="BND009" name="BND009 PersistentVolume data spec.claimRef">\n {6}<failure type="error" message="the volume is reserved for claim &quot;db&quot; /);
  expect(out).toContain('<skipped message="a &lt; b &amp; &quot;c&quot;"/>');
  configure('known: {classes: [fast]}\n');
  expect((await check(CLAIM, '--format', 'junit')).out).toContain('<testcase classname="cdk8s-openstack" name="no findings"/>');
});
