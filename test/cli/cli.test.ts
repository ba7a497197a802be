import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../src/cli/run';
import { NEWEST_KNOWN_MINOR, NEWEST_RELEASE } from '../../src/kubernetes/minor';
import { VOLUME_WITH_ERROR } from '../support/analysis';

const WITH_INFO = VOLUME_WITH_ERROR.replace('name: db', 'name: db, namespace: shop');
const CLAIM = `apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec: {storageClassName: fast, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
`;

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'cli-')); });
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string | Buffer): string {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

async function cli(args: string[], input = ''): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const stdin = (async function* () { yield Buffer.from(input); })();
  const code = await run(args, { stdin, out: (text) => { out += text; }, err: (text) => { err += text; }, colour: false, width: 100 });
  return { code, out, err };
}

describe('usage', () => {
  test('without a command shows the commands, as an error', async () => {
    expect(await cli([])).toMatchObject({ code: 2, out: '', err: expect.stringContaining('check') });
    expect(await cli(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('plan') });
  });

  test('prints its version', async () => {
    expect(await cli(['--version'])).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });

  test.each(['check', 'plan', 'diff', 'migrate', 'explain', 'images', 'completion'])('%s --help shows options and an example', async (command) => {
    for (const args of [[command, '--help'], [command, '-', '-h'], ['help', command]]) {
      const { code, out, err } = await cli(args);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toContain(`Examples:\n  cdk8s-openstack ${command}`);
    }
  });

  test('what stands after -- is input, also where it looks like an option', async () => {
    expect(await cli(['check', '--', '--help'])).toMatchObject({ code: 2, err: expect.stringContaining('cannot read --help') });
  });

  test('the last of two values counts, and an empty list names nothing', async () => {
    expect(await cli(['plan', '-', '--format', 'xml', '--format=json', '--known-classes', ''], CLAIM)).toMatchObject({ code: 0, out: expect.stringContaining('"claims"') });
  });

  test.each([
    [['chek'], 'unknown command "chek"; did you mean check?'],
    [['plna'], 'unknown command "plna"; did you mean plan?'],
    [['constructor'], 'unknown command "constructor"'],
    [['check'], 'no input given: pass files, folders, or - for stdin (see --help)'],
    [['check', '--nope'], 'unknown option --nope (known: --arrival, --baseline, --closed-world'],
    [['check', '-', '-f', 'json'], 'unknown option -f'],
    [['check', '-', '--constructor'], 'unknown option --constructor'],
    [['plan', '-', '--fail-on', 'error'], '--fail-on must be one of none, pending, got "error"'],
    [['check', '-', '--format'], '--format needs a value'],
    [['check', '-', '--previous', '--closed-world'], '--previous needs a value'],
    [['check', '-', '--closed-world=yes'], '--closed-world takes no value, got "yes"'],
    [['check', ''], 'cannot read "": no such file or folder'],
    [['help', 'x'], 'unknown command "x" (known: argocd, check, completion, diff, explain, images, init, migrate, plan'],
    [['check', '-', '--fail-no', 'error'], 'unknown option --fail-no; did you mean --fail-on? (known: '],
    [['check', '-', '--kubernetes-version', '1.36'], 'unknown option --kubernetes-version; did you mean --kubernetes?'],
    [['check', '-', '--known', 'a'], 'unknown option --known; did you mean --known-claims?'],
    [['check', '-', '--knownclasses', 'a'], 'unknown option --knownclasses; did you mean --known-classes?'],
    [['check', '-', '--format', 'xml'], '--format must be one of text, json, sarif, github, junit, got "xml"'],
    [['plan', '-', '--format', 'sarif'], '--format must be one of'],
    [['check', '-', '--fail-on', 'fatal'], '--fail-on must be one of error, warning, info, none, got "fatal"'],
    [['check', '-', '--kubernetes', 'new'], `--kubernetes must be a version such as ${NEWEST_KNOWN_MINOR}, got "new"`],
    [['check', '-', '--release', '2'], `--release must be a version such as ${NEWEST_RELEASE}, got "2"`],
    [['check', '-', '--kubernetes', '1.999'], `--kubernetes must be a version such as ${NEWEST_KNOWN_MINOR}, got "1.999"`],
    [['check', '-', '--release', '1.1'], `--release must be a version such as ${NEWEST_RELEASE}, got "1.1"`],
    [['check', '-', '--arrival', 'late'], '--arrival must be one of volumesFirst, documentOrder, oneByOne, any, got "late"'],
    [['plan', '-', '--why', 'default/dta'], 'unknown claim default/dta; did you mean default/data?'],
    [['plan', '-', '--delete', 'PersistentVolume/v'], 'PersistentVolume/v is not in the input'],
    [['plan', '-', '--delete', 'PersistentVolumeClaim/data', '--format', 'html'], 'print text or json, not html'],
    [['plan', '-', '--why', 'data', '--format', 'svg'], '--why prints text or json, not svg'],
    [['check', '-', '--preset', 'all'], '--preset must be one of recommended, strict'],
    [['check', '-', '--previous', '-'], '--previous needs a folder or file, not standard input'],
    [['check', 'a', '--each', 'b'], '--each cannot be combined with other inputs'],
    [['check', '/nonexistent/a.yaml'], 'cannot read /nonexistent/a.yaml: no such file or folder'],
    [['check', '--each', '/nonexistent/clusters'], 'cannot read /nonexistent/clusters: no such file or folder'],
  ])('%j exits with 2 and says why, without a stack', async (args, message) => {
    const { code, out, err } = await cli(args, CLAIM);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
    expect(err.trim().split('\n').length).toBeLessThan(4);
  });
});

test('plan --why lists the volumes that a claim looks at, as text and as JSON', async () => {
  const volume = '---\napiVersion: v1\nkind: PersistentVolume\nmetadata: {name: small}\nspec: {storageClassName: fast, capacity: {storage: 1Mi}, accessModes: [ReadWriteOnce], nfs: {server: s, path: /}}\n';
  const { code, out } = await cli(['plan', '-', '--why', 'data', '--closed-world'], CLAIM + volume);
  expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('1. small  ReadWriteOnce\n     fails capacity: wanted at least 1Gi; found 1Mi') });
  const told = JSON.parse((await cli(['plan', '-', '--why', 'default/data', '--format', 'json', '--closed-world'], CLAIM + volume)).out);
  expect(told).toMatchObject({ claim: { outcome: 'pending' }, more: 0, candidates: [{ volume: 'small', failed: { condition: 'capacity', field: 'spec.resources.requests.storage' } }] });
});

test('plan --delete tells what changes', async () => {
  const volume = '---\napiVersion: v1\nkind: PersistentVolume\nmetadata: {name: v}\nspec: {storageClassName: fast, capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], nfs: {server: s, path: /}}\n';
  const args = ['plan', '-', '--closed-world', '--delete', 'PersistentVolumeClaim/data'];
  expect(await cli(args, CLAIM + volume)).toMatchObject({ code: 0, out: 'PersistentVolumeClaim/default/data: bound to v -> gone\nPersistentVolume/v: Bound -> Released\n' });
  expect(JSON.parse((await cli([...args, '--format', 'json'], CLAIM + volume)).out).changes[1]).toEqual(
    { kind: 'PersistentVolume', namespace: null, name: 'v', before: 'Bound', after: 'Released', message: null });
});

describe('inputs', () => {
  test('folders are read with all below, other files are not', async () => {
    write('k8s/a/b/volume.yaml', VOLUME_WITH_ERROR);
    write('k8s/claim.yml', CLAIM);
    write('k8s/object.json', JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }));
    write('k8s/notes.txt', 'no: {yaml');
    const { out } = await cli(['check', join(folder, 'k8s'), '--format', 'json']);
    expect(JSON.parse(out).findings.map((f: any) => f.file)).toEqual([join(folder, 'k8s/a/b/volume.yaml'), join(folder, 'k8s/claim.yml')]);
  });

  test('a file is read whatever it is called, and - is standard input', async () => {
    expect(await cli(['check', write('manifests', VOLUME_WITH_ERROR)])).toMatchObject({ code: 1 });
    const { out } = await cli(['check', '-', '--format', 'json'], VOLUME_WITH_ERROR);
    expect(JSON.parse(out).findings).toMatchObject([{ file: '-', line: 8 }]);
  });

  test('a link back to a folder around it is not followed for ever', async () => {
    write('k8s/claim.yaml', CLAIM);
    symlinkSync(join(folder, 'k8s'), join(folder, 'k8s/loop'));
    symlinkSync(join(folder, 'gone'), join(folder, 'k8s/dangling.yaml'));
    expect(await cli(['plan', join(folder, 'k8s'), '--format', 'json'])).toMatchObject({ code: 0 });
  });

  test.each([['an empty folder', undefined], ['an empty file', ''], ['a blank file', ' \n\n']])('%s is an error', async (_, text) => {
    if (text === undefined) mkdirSync(join(folder, 'k8s'));
    else write('k8s/a.yaml', text);
    expect(await cli(['check', join(folder, 'k8s')])).toMatchObject({ code: 2, err: expect.stringMatching(/the input is empty|no \*\.yaml/) });
  });

  test('--each takes every folder as a cluster of its own', async () => {
    write('k8s/one/volume.yaml', VOLUME_WITH_ERROR);
    write('k8s/two/volume.yaml', VOLUME_WITH_ERROR);
    write('k8s/README.md', 'no folder');
    const { code, out } = await cli(['check', '--each', join(folder, 'k8s'), '--format', 'json']);
    expect(code).toBe(1);
    expect(JSON.parse(out).findings.map((f: any) => f.rule)).toEqual(['BND009', 'BND009']);
    const together = await cli(['check', join(folder, 'k8s'), '--format', 'json']);
    expect(JSON.parse(together.out).findings.map((f: any) => f.rule)).toEqual(['INP002', 'BND009']);
    const plan = await cli(['plan', '--each', join(folder, 'k8s'), '--format', 'json']);
    expect(JSON.parse(plan.out).clusters).toMatchObject([{ name: 'one', volumes: [{ name: 'data' }] }, { name: 'two' }]);
    expect((await cli(['plan', '--each', join(folder, 'k8s')])).out).toContain('# two\n');
    expect(await cli(['check', '--each', join(folder, 'k8s/one')])).toMatchObject({ code: 2 });
  });
});

describe('check', () => {
  test.each([
    ['an error', VOLUME_WITH_ERROR, [], 1],
    ['an info', WITH_INFO, [], 0],
    ['an info of a closed world, a warning', WITH_INFO, ['--closed-world'], 0],
    ['a warning that fails', WITH_INFO, ['--closed-world', '--fail-on', 'warning'], 1],
    ['an info where warnings fail', WITH_INFO, ['--fail-on', 'warning'], 0],
    ['an acknowledged error', VOLUME_WITH_ERROR.replace('metadata:', 'metadata:\n  annotations: {cdk8s-openstack/acknowledge: BND009=meant}'), [], 0],
  ])('exit code for %s', async (_, text, args, code) => {
    expect(await cli(['check', '-', ...args], text)).toMatchObject({ code });
  });

  test.each([
    ['text', 'BND009'], ['json', '"rule": "BND009"'], ['sarif', '"ruleId": "BND009"'], ['github', 'title=BND009'],
  ])('format %s on stdout, and nothing on stderr', async (format, expected) => {
    const { out, err } = await cli(['check', '-', '--format', format], VOLUME_WITH_ERROR);
    expect(out).toContain(expected);
    expect(err).toBe('');
  });

  test('names objects that exist in the cluster but not in the input', async () => {
    const findings = async (...args: string[]) => JSON.parse((await cli(['check', '-', '--format', 'json', ...args], CLAIM)).out).findings.map((f: any) => f.rule);
    expect(await findings()).toEqual(['CLS001']);
    expect(await findings('--known-classes', 'slow, fast')).toEqual([]);
    expect(await findings('--known-classes', 'slow', '--known-classes', 'fast')).toEqual([]);
  });

  test('takes versions with patch level', async () => {
    const text = CLAIM.replace('storageClassName', 'volumeAttributesClassName: gold, storageClassName');
    const rules = async (version: string) => JSON.parse((await cli(['check', '-', '--format', 'json', '--kubernetes', version], text)).out).findings.map((f: any) => f.rule);
    expect(await rules('v1.33.5')).toContain('CLS017');
    expect(await rules('1.36')).not.toContain('CLS017');
  });

  test('compares with the last render, also cluster by cluster', async () => {
    const storageClass = (type: string) => `{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: cinder.csi.openstack.org, parameters: {type: ${type}}}`;
    write('new/one/a.yaml', storageClass('nvme'));
    write('new/two/a.yaml', storageClass('nvme'));
    write('old/one/a.yaml', storageClass('ssd'));
    const changed = async (...args: string[]) => JSON.parse((await cli(['check', '--format', 'json', ...args])).out).findings
      .filter((f: any) => f.rule === 'CLS006').map((f: any) => f.file);
    expect(await changed(join(folder, 'new/one'), '--previous', join(folder, 'old/one'))).toEqual([join(folder, 'new/one/a.yaml')]);
    expect(await changed('--each', join(folder, 'new'), '--previous', join(folder, 'old'))).toEqual([join(folder, 'new/one/a.yaml')]);
  });
});

describe('pictures', () => {
  test.each([['mermaid', 'flowchart'], ['svg', '<svg '], ['html', '<!doctype html>']])('--format %s', async (format, start) => {
    const { code, out } = await cli(['plan', '-', '--format', format], CLAIM);
    expect(code).toBe(0);
    expect(out.toLowerCase()).toContain(start);
    expect(out).toContain('data');
  });
  test('the page holds the findings of check', async () => {
    const { out } = await cli(['plan', '-', '--format', 'html'], VOLUME_WITH_ERROR);
    expect(out).toContain('"rule":"BND009"');
  });
  test('are of one cluster', async () => {
    expect(await cli(['plan', '--each', folder, '--format', 'svg'])).toMatchObject({ code: 2, err: expect.stringContaining('draws a single cluster and cannot be combined with --each') });
  });
});

describe('plan', () => {
  test('prints what StoragePlan says', async () => {
    const { code, out } = await cli(['plan', '-', '--format', 'json', '--closed-world'], CLAIM);
    expect(code).toBe(0);
    expect(JSON.parse(out).claims).toMatchObject([{ name: 'data', outcome: 'pending', event: 'ProvisioningFailed' }]);
    expect((await cli(['plan', '-'], CLAIM)).out).toContain('default/data');
  });

  test('exits with 2 when something could not be read, and says so on stderr', async () => {
    const { code, out, err } = await cli(['plan', '-', '--format', 'json'], `${CLAIM}---\na: {b`);
    expect(code).toBe(2);
    expect(JSON.parse(out).claims).toHaveLength(1);
    expect(err).toMatch(/^-:6: .*\n$/);
  });
});

test('a plan complains about a few problems, whole documents first', async () => {
  const { code, err } = await cli(['plan', '-', '--format', 'json'], `${CLAIM}---\n`.repeat(40) + 'a: {b');
  expect(code).toBe(2);
  const lines = err.trimEnd().split('\n');
  expect(lines).toHaveLength(21);
  expect(lines[0]).toContain('is not valid YAML');
  expect(lines[20]).toBe('20 more not shown; run cdk8s-openstack check to list them');
});

describe('bounds', () => {
  const MEBIBYTE = 1024 * 1024;
  test.each([[64 * MEBIBYTE, /.*/, 0], [64 * MEBIBYTE + 1, /standard input is larger than 64 MiB/, 2]])('standard input of %i bytes', async (bytes, expected, code) => {
    const manifest = VOLUME_WITH_ERROR.replace('claimRef: {name: db}', 'claimRef: {name: db, namespace: shop}');
    const result = await cli(['check', '-'], `${manifest}${' '.repeat(bytes - Buffer.byteLength(manifest))}`);
    expect(result.err).toMatch(expected);
    expect(result.code).toBe(code);
  });
});

test('rules of taste run in the preset "strict" only', async () => {
  const pod = `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  securityContext: {runAsUser: 1001}
  containers: [{name: web, image: nginx, volumeMounts: [{name: data, mountPath: /data}]}]
  volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
---
${CLAIM.replace('{name: data}', '{name: data, namespace: shop}').replace('fast', 'cinder')}---
{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: cinder}, provisioner: cinder.csi.openstack.org}
`;
  const rules = async (...args: string[]) => JSON.parse((await cli(['check', '-', '--format', 'json', ...args], pod)).out).findings.map(({ rule }: any) => rule);
  expect(await rules('--preset', 'strict')).toContain('GIT007');
  expect(await rules('--preset', 'recommended')).not.toContain('GIT007');
  expect(await rules()).not.toContain('GIT007');
});

test.each(['check', 'plan'])('%s of a current folder that was deleted says so', async (command) => {
  const before = process.cwd();
  const gone = mkdtempSync(join(tmpdir(), 'gone-'));
  process.chdir(gone);
  rmSync(gone, { recursive: true });
  try {
    const failed = { code: 2, out: '', err: 'cdk8s-openstack: cannot read .: no such file or folder\n' };
    expect(await cli([command, '.'])).toEqual(failed);
    expect(await cli([command, '--each', '.'])).toMatchObject({ code: 2, out: '', err: expect.not.stringContaining('unexpectedly') });
  } finally {
    process.chdir(before);
  }
});
