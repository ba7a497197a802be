import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { KUBECTL_THAT_HOLDS } from './kubectl';
import { cli } from './support';
import { CHARTS } from '../../src/gitops/migrate/helm';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'migrate-')); });
afterEach(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const CHART = ['--chart', 'local-static-provisioner', '--release', 'lsp'];

test('the program goes to stdout, what has no counterpart and what differs to stderr', async () => {
  const { code, out, err } = await cli(['migrate', '-', ...CHART], 'podLabels: {a: b}\nnope: 1\n');
  expect(code).toBe(1);
  expect(out).toMatch(/^import \{ App, Chart \} from 'cdk8s';\nimport \{ .*LocalVolumeProvisioner.*podLabels: \{ a: 'b' \}/s);
  expect(err).toBe('no counterpart: nope: the chart does not read it\nnot compared: give --against or --cluster\n');
});

test('YAML for render instead of a program, with the same proof', async () => {
  const { code, out, err } = await cli(['migrate', '-', ...CHART, '--to', 'yaml'], 'podLabels: {a: b}\nnope: 1\n');
  expect(code).toBe(1);
  expect(out).toMatch(/^# yaml-language-server: .*\napiVersion: cdk8s-openstack\/v1\nkind: Chart\nname: lsp\n.*\n +podLabels:\n +a: b\n/s);
  expect(err).toBe('no counterpart: nope: the chart does not read it\nnot compared: give --against or --cluster\n');
  const manifests = await cli(['render', '-f', '-', '--stdout'], out);
  const compared = await cli(['migrate', '-', ...CHART, '--to', 'yaml', '--against', file('installed.yaml', manifests.out)], 'podLabels: {a: b}\n');
  expect([compared.code, compared.err]).toEqual([0, 'No differences.\n']);
  const refused = await cli(['migrate', '-', ...CHART, '--to', 'yaml'], 'classes: [{name: a}]\n');
  expect([refused.code, refused.err]).toEqual([1, expect.stringMatching(/^no counterpart: the file is refused: .*classes\[0\]\.hostDir is missing/)]);
});

test('--against is the proof: 0 for equal objects, 1 for others', async () => {
  const { out } = await cli(['migrate', '-', ...CHART, '--format', 'json'], 'podLabels: {a: b}');
  expect(JSON.parse(out)).toEqual({ program: expect.stringContaining('podLabels'), withoutCounterpart: [] });
  const other = file('other.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x, namespace: kube-system}\n');
  const compared = await cli(['migrate', '-', ...CHART, '--against', other, '--format', 'json'], 'null');
  expect(compared.code).toBe(1);
  expect(JSON.parse(compared.out).differences.summary).toMatchObject({ removed: 1 });
});

test('manifests are compared with themselves', async () => {
  const { code, out, err } = await cli(['migrate', 'docs/storage-plan.yaml']);
  expect({ code, err }).toEqual({ code: 0, err: 'No differences.\n' });
  expect(out).toContain("new ApiObject(chart, 'StorageClass-ssd'");
});

test('several files are one migration', async () => {
  const objects = ['a', 'b'].map((name) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: x}\n`);
  const { out } = await cli(['migrate', file('a.yaml', objects[0]), file('b.yaml', `${objects[1]}---\n${objects[0].replace('x}', 'z}')}`), '--to', 'yaml', '--release', 'both']);
  expect(Object.keys(parse(out).apiObjects)).toEqual(['ConfigMap-a', 'ConfigMap-b', 'ConfigMap-a-z']);
});

test('objects of the cluster that a selector finds, and a proof against it', async () => {
  const labels = { 'app.kubernetes.io/instance': 'shop' };
  const live = (kind: string, name: string, more: object = {}, apiVersion = 'v1') => (
    { apiVersion, kind, metadata: { name, namespace: 'x', labels, uid: 'u', resourceVersion: '1', managedFields: [] }, ...more });
  const path = process.env.PATH;
  chmodSync(file('kubectl', KUBECTL_THAT_HOLDS), 0o755);
  file('answer', JSON.stringify([
    live('ConfigMap', 'config', { data: { a: 'yes' } }), live('Secret', 'login', { data: { a: 'Y29ycmVjdC1ob3JzZQ==' } }),
    live('StatefulSet', 'db', {
      spec: {
        serviceName: 'db',
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers: [{ name: 'a', image: 'b:1' }] } },
        volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { resources: { requests: { storage: '1Gi' } } } }],
      },
      status: { replicas: 1 },
    }, 'apps/v1'),
    live('PersistentVolumeClaim', 'data-db-0'), { ...live('ConfigMap', 'other'), metadata: { name: 'other', namespace: 'x' } },
  ]));
  process.env.PATH = `${folder}:${path}`;
  const found = await cli(['migrate', '--cluster', '--selector', 'app.kubernetes.io/instance=shop', '--to', 'yaml', '--release', 'shop']);
  const none = await cli(['migrate', '--cluster', '-l', 'app=none']);
  process.env.PATH = path;
  expect(found.code).toBe(1);
  expect(Object.keys(parse(found.out).apiObjects)).toEqual(['ConfigMap-config', 'StatefulSet-db']);
  expect(parse(found.out).apiObjects['ConfigMap-config']).toEqual({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'config', namespace: 'x', labels }, data: { a: 'yes' } });
  expect(found.err).toBe('no counterpart: Secret x/login: is not written into the program, because its values would be in Git; take them from a store\nNo differences.\n');
  expect(none).toMatchObject({ code: 2, err: expect.stringContaining('the cluster has no objects with the labels app=none') });
});

test('what the library refuses is listed, and the program is printed all the same', async () => {
  const { code, out, err } = await cli(['migrate', '-', ...CHART], 'classes: [{name: a}]\n');
  expect(code).toBe(1);
  expect(out).toContain("name: 'a'");
  expect(err).toMatch(/^no counterpart: the program is refused: .*hostDir/);
});

test('texts that kubectl cannot read are refused by the library', async () => {
  const { code, err } = await cli(['migrate', '-', ...CHART], '{"podAnnotations": {"a": "x\\u2028"}}');
  expect(code).toBe(1);
  expect(err).toMatch(/^no counterpart: the program is refused: .*U\+2028/);
});

test.each<[string[], string, RegExp]>([
  [['-', '--chart', 'x'], '', /unknown chart x.*known: openstack-cloud-controller-manager/],
  [['-', '--chart', 'local-path-provisioner@latest'], '', /needs a version such as 0\.0\.37, got "latest"/],
  [['-', ...CHART], '- a\n', /the values are no map in YAML/],
  [['-', ...CHART], 'a: [\n', /the values are no map in YAML: /],
  [['-', ...CHART], 'a: &a [*a]\n', /the values are no map in YAML/],
  [['-', ...CHART, '--against', 'x', '--cluster'], '', /two answers/],
  [['-', ...CHART, '--context', 'x'], '', /--context is the context of --cluster/],
  [[], '', /no input given/],
  [['x', '--cluster', '--selector', 'a=b'], '', /neither --chart nor INPUT/],
  [['--selector', 'a=b'], '', /give it --cluster/],
])('%j is an error of the user', async (args, input, message) => {
  const { code, out, err } = await cli(['migrate', ...args], input || '{}');
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(message);
});

test('names of the input command neither the terminal nor the CI system', async () => {
  const evil = 'x\\n::error::pwned\\u001b[31m##[error]z\\u202e';
  for (const chart of Object.keys(CHARTS)) {
    const { out, err } = await cli(['migrate', '-', '--chart', chart], `{"podAnnotations": {"${evil}": "${evil}"}, "${evil}": 1}`);
    // eslint-disable-next-line no-control-regex
    expect(out + err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]|^::|##\[/m);
    expect(err).toContain('pwned');
  }
});
