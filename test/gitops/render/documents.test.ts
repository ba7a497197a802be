import { readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHART, CLUSTER, rendered, written } from './support';
import { cli } from '../../cli/support';

const BASE = `apiVersion: cdk8s-openstack/v1
kind: ClusterBase
release: 1.36
labels: {team: platform, tier: base}
cloudConfig:
  global:
    authUrl: https://openstack.example.com:5000/v3
    region: RegionOne
    auth: {applicationCredential: {id: one, secret: {fromStore: {store: vault, key: base}}}}
  loadBalancer: {floatingNetworkId: bc8a590a-5d65-4525-98f3-f7ef29c727d5, subnetId: b4a9a292-ea48-4125-9fb2-8be2628cb7a1}
cinder:
  replicas: 2
  storageClasses: {ssd: {volumeType: ssd, isDefault: true}, hdd: {volumeType: hdd}}
cloudControllerManager: {controllers: [route, service], extraArgs: [--v=1]}
`;
const overlay = (text: string) => `apiVersion: cdk8s-openstack/v1\nkind: Cluster\nextends: base.yaml\nclusterName: prod-1\n${text}`;
const prod = (text: string) => {
  const { manifests, faults } = rendered({ 'base.yaml': BASE, 'prod.yaml': overlay(text) });
  expect(faults).toEqual([]);
  expect(Object.keys(manifests)).toEqual(['prod-1']);
  return manifests['prod-1'];
};

describe('an overlay', () => {
  test('merges maps by key', () => {
    const yaml = prod('labels: {tier: prod}\ncinder: {replicas: 3, storageClasses: {ssd: {volumeType: nvme}, archive: {volumeType: cold}}}');
    for (const part of ['team: platform', 'tier: prod', 'replicas: 3', 'type: nvme', 'type: hdd', 'name: archive', 'is-default-class: "true"']) expect(yaml).toContain(part);
    expect(yaml).not.toContain('tier: base');
  });

  test('replaces lists and other values', () => {
    const yaml = prod('cloudControllerManager: {controllers: [service]}');
    expect(yaml).toContain('--controllers=service');
    expect(yaml).toContain('--v=1');
  });

  test('removes what is null', () => {
    const yaml = prod('labels:\ncinder: {storageClasses: {hdd: null}}\ncloudConfig: {loadBalancer: {subnetId: ~}}');
    for (const part of ['team:', 'type: hdd', 'subnet-id']) expect(yaml).not.toContain(part);
    expect(yaml).toContain('type: ssd');
  });

  test('merges the arguments of the same factory, and replaces those of another', () => {
    expect(prod('cloudConfig: {global: {auth: {applicationCredential: {id: two}}}}')).toMatch(/application-credential-id = "two"/);
    expect(prod('cloudConfig: {global: {auth: {password: {userId: u, tenantId: t, password: {fromStore: {store: vault, key: p}}}}}}')).toMatch(/user-id = "u"/);
    expect(prod('cloudConfig: {fromSecretName: mine}')).toContain('secretName: mine');
  });

  test('extends an overlay, or several files, of which the last one wins', () => {
    const middle = overlay('labels: {tier: middle}').replace('kind: Cluster\n', 'kind: ClusterBase\n').replace('clusterName: prod-1\n', '');
    const { manifests, faults } = rendered({ 'base.yaml': BASE, 'middle.yaml': middle, 'sub/prod.yaml': overlay('').replace('base.yaml', '../middle.yaml') });
    expect(faults).toEqual([]);
    expect(manifests['prod-1']).toContain('tier: middle');
    const size = 'apiVersion: cdk8s-openstack/v1\nkind: ClusterBase\ncinder: {replicas: 5}\nlabels: {tier: size}\n';
    const both = rendered({ 'base.yaml': BASE, 'size.yaml': size, 'prod.yaml': overlay('').replace('base.yaml', '[base.yaml, size.yaml]') });
    expect(both.faults).toEqual([]);
    for (const part of ['replicas: 5', 'tier: size', 'team: platform']) expect(both.manifests['prod-1']).toContain(part);
  });

  test('one base serves fifty clusters', () => {
    const files = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`prod-${i}.yaml`, `${CHART}extends: bases/base.yaml\nlabels: {cluster: prod-${i}}\n`]));
    const { manifests, faults } = rendered({ 'bases/base.yaml': `${CHART.replace('Chart', 'ChartBase')}localStorageClasses: {disks: {labels: {tier: base}}}\n`, ...files });
    expect(faults).toEqual([]);
    expect(Object.keys(manifests)).toHaveLength(50);
    for (const [name, yaml] of Object.entries(manifests)) expect(yaml).toMatch(new RegExp(`tier: base\\s+cluster: ${name}\\n|cluster: ${name}\\s+tier: base\\n`));
  });

  test('errors name the file in which the value stands', () => {
    const { faults } = rendered({ 'base.yaml': BASE.replace('replicas: 2', 'replicas: two'), 'prod.yaml': overlay('cinder: {topolgy: true}') });
    expect(faults).toEqual(['base.yaml:12:13: cinder.replicas must be a number, got two', 'prod.yaml:5:10: cinder.topolgy is unknown: did you mean topology?']);
  });

  test('what is missing is missing in the document that is rendered', () => {
    expect(rendered({ 'base.yaml': BASE, 'prod.yaml': overlay('').replace('clusterName: prod-1\n', 'name: prod\n') }).faults)
      .toEqual(['prod.yaml:1:1: clusterName is missing: give a text']);
  });

  test.each([
    ['a circle', { 'base.yaml': BASE.replace('release', 'extends: prod.yaml\nrelease'), 'prod.yaml': overlay('') }, 'base.yaml:3:10: extends goes in a circle: prod.yaml extends base.yaml extends prod.yaml'],
    ['itself', { 'prod.yaml': overlay('').replace('base.yaml', 'prod.yaml') }, 'prod.yaml:3:10: extends goes in a circle: prod.yaml extends prod.yaml'],
    ['a missing file', { 'prod.yaml': overlay('') }, 'prod.yaml:3:10: extends names "base.yaml", which is no file'],
    ['a folder', { 'prod.yaml': overlay('').replace('base.yaml', '..') }, 'prod.yaml:3:10: extends names "..", which is no file'],
    ['another kind', { 'base.yaml': `${CHART.replace('Chart', 'ChartBase')}namespace: a\n`, 'prod.yaml': overlay('') }, 'prod.yaml:3:10: extends names a Chart, but this is a Cluster'],
    ['many documents', { 'base.yaml': `${BASE}---\n${BASE}`, 'prod.yaml': overlay('') }, 'prod.yaml:3:10: extends names base.yaml, which has 2 documents: a base has one'],
    ['a number', { 'prod.yaml': overlay('').replace('base.yaml', '5') }, 'prod.yaml:3:10: extends must be the path of a file'],
  ])('cannot extend %s', (_, files, message) => expect(rendered(files as {}).faults.join('\n')).toContain(message));
});

describe('files', () => {
  const minimal = (name: string) => `${CHART}name: ${name}\nlocalStorageClasses: {a: {}}\n`;

  test('hold one document, several, or a list; a folder is read as a whole', () => {
    const list = '- {apiVersion: cdk8s-openstack/v1, kind: Chart, name: e, localStorageClasses: {a: {}}}\n';
    const { manifests, faults } = rendered({ 'a.yaml': minimal('a'), 'b/c.yml': `---\n${minimal('c')}---\n${minimal('d')}---\n`, 'e.yaml': list, 'f.txt': 'x', '.hidden/x.yaml': '[', 'empty.yaml': '# nothing\n' });
    expect(faults).toEqual([]);
    expect(Object.keys(manifests)).toEqual(['a', 'c', 'd', 'e']);
  });

  test('of others in a folder are skipped with a word, and refused by name', () => {
    const files = { 'a.yaml': minimal('a'), 'kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n' };
    expect(rendered(files)).toMatchObject({ faults: [], skipped: ['kustomization.yaml:1: skipped, its apiVersion is not cdk8s-openstack/v1'] });
    expect(rendered(files, ['kustomization.yaml']).faults).toEqual([expect.stringContaining('kustomization.yaml:1:13: apiVersion must be cdk8s-openstack/v1')]);
  });

  test.each([
    ['a misspelled version', CLUSTER.replace('openstack', 'opnstack'), 'a.yaml:1:13: apiVersion must be cdk8s-openstack/v1, got "cdk8s-opnstack/v1"'],
    ['a newer version', CLUSTER.replace('/v1', '/v2'), 'a.yaml:1:13: apiVersion must be'],
    ['no version', CLUSTER.replace(/apiVersion.*\n/, ''), 'a.yaml:1:1: apiVersion is missing: give cdk8s-openstack/v1'],
    ['a misspelled kind', CLUSTER.replace('kind: Cluster', 'kind: Clusters'), 'a.yaml:2:7: kind "Clusters" is unknown: did you mean Cluster?'],
    ['no kind', CLUSTER.replace('kind: Cluster\n', ''), 'a.yaml:1:1: kind is missing: give Cluster'],
    ['a text', 'hello', 'a.yaml:1:1: must be a map with apiVersion'],
    ['broken YAML', `${CLUSTER}  x: [`, 'a.yaml:5:'],
    ['a tab', `${CLUSTER}cinder:\n\ttopology: true\n`, 'a.yaml:6:'],
    ['a duplicate key', `${CLUSTER}cinder: {}\ncinder: {}\n`, 'a.yaml:6:1: "cinder" occurs twice in this map, first in line 5. Remove one'],
    ['a merge key', `${CLUSTER}cinder: {<<: {}}\n`, 'a.yaml:5:10: "<<" is not supported: use extends'],
    ['a tag', `${CLUSTER}cinder: !custom {}\n`, 'has the tag !custom, which is not supported'],
    ['a key that is no text', `${CLUSTER}cinder: {[a]: b}\n`, 'a.yaml:5:10: a key must be a text'],
    ['an unknown anchor', `${CLUSTER}cinder: *a\n`, 'a.yaml:5:9: '],
    ['an anchor inside itself', `${CLUSTER}cinder: &a {node: *a}\n`, 'a.yaml:5:'],
    ['a control character', `${CLUSTER}labels: {a: "\u0007"}\n`, 'a.yaml:5:14: the file has the character'],
    ['a name for no file', CLUSTER.replace('prod-1', '../../etc/passwd'), 'a.yaml:3:14: name must be lower-case letters'],
    ['__proto__', `${CLUSTER}__proto__: {polluted: true}\n`, 'a.yaml:5:1: __proto__ is unknown'],
    ['deep nesting', `${CLUSTER}cinder: ${'['.repeat(5000)}`, 'nested deeper than'],
    ['a chain of aliases', `${CLUSTER}labels:\n${Array.from({ length: 3000 }, (_, i) => `  a${i}: &a${i} {b: ${i ? `*a${i - 1}` : 'x'}}\n`).join('')}`, 'deeper than 100 levels'],
    ['a bomb of aliases', `${CLUSTER}labels:\n${Array.from({ length: 30 }, (_, i) => `  a${i}: &a${i} [${i ? `*a${i - 1}, *a${i - 1}` : 'x'}]\n`).join('')}`, 'aliases that repeat too much'],
  ])('%s is an error with its place', (_, text, message) => expect(rendered({ 'a.yaml': text }).faults.join('\n')).toContain(message));

  test('that are no UTF-8 are refused', () => expect(rendered({ 'a.yaml': Buffer.from([0x61, 0xff]) }).faults).toEqual(['a.yaml:1:1: the file is not UTF-8 text']));
  test('a name is taken once', () => {
    expect(rendered({ 'a.yaml': minimal('x'), 'b.yaml': minimal('x') }).faults).toEqual([expect.stringMatching(/^b\.yaml:3:7: name "x" is taken by the document in \S*a\.yaml:1\. Give them different names$/)]);
  });
  test('a document of many needs a name of its own', () => {
    expect(rendered({ 'a.yaml': `${CHART}---\n${CHART}` }).faults).toHaveLength(2);
  });
});

describe('the command', () => {
  const good = `${CHART}localStorageClasses: {a: {}}\n`;
  const bad = `${CHART}localStorageClasses: {a: {x: 1}}\n`;

  test('a failed render leaves every old file, and adds none', async () => {
    const root = written({ 'in/a.yaml': good, 'in/b.yaml': bad, 'out/a.k8s.yaml': 'old' });
    const { code, out, err } = await cli(['render', '-f', join(root, 'in'), '-o', join(root, 'out')]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/b\.yaml:3:27: localStorageClasses\.a\.x is unknown: known are /);
    expect(readdirSync(join(root, 'out'))).toEqual(['a.k8s.yaml']);
    expect(readFileSync(join(root, 'out/a.k8s.yaml'), 'utf8')).toBe('old');
  });

  test('leaves a file alone that would not change', async () => {
    const root = written({ 'a.yaml': good });
    const render = async () => expect(await cli(['render', '-f', join(root, 'a.yaml'), '-o', join(root, 'out')])).toMatchObject({ code: 0 });
    await render();
    const before = statSync(join(root, 'out/a.k8s.yaml'), { bigint: true }).mtimeNs;
    await render();
    expect(statSync(join(root, 'out/a.k8s.yaml'), { bigint: true }).mtimeNs).toBe(before);
    writeFileSync(join(root, 'out/a.k8s.yaml'), 'changed by hand');
    await render();
    expect(readFileSync(join(root, 'out/a.k8s.yaml'), 'utf8')).toContain('kind: StorageClass');
  });

  test('writes through no symbolic link', async () => {
    const root = written({ 'a.yaml': good, 'out/x': '', 'target': 'mine' });
    symlinkSync(join(root, 'target'), join(root, 'out/a.k8s.yaml'));
    expect(await cli(['render', '-f', join(root, 'a.yaml'), '-o', join(root, 'out')])).toMatchObject({ code: 2, err: expect.stringContaining('is a symbolic link') });
    expect(readFileSync(join(root, 'target'), 'utf8')).toBe('mine');
  });

  test('prints manifests as they are, and reads standard input', async () => {
    const text = `${CHART}name: a\noutputFiles: {x: {path: a/b.txt, content: hello}}\nlocalStorageClasses: {a: {annotations: {x: "::error::y"}}}\n`;
    const { code, out, err } = await cli(['render', '-f', '-', '--stdout'], text);
    expect(code).toBe(0);
    expect(out).toContain('::error::y');
    expect(err).toContain('1 other files were not written');
  });

  test('writes what is no manifest to a folder of its own', async () => {
    const root = written({ 'a.yaml': `${CHART}outputFiles: {x: {path: a/b.txt, content: hello, confidential: true}}\n` });
    expect(await cli(['render', '-f', join(root, 'a.yaml'), '-o', join(root, 'out'), '--files', join(root, 'files')])).toMatchObject({ code: 0 });
    expect(readFileSync(join(root, 'files/a/b.txt'), 'utf8')).toBe('hello');
    expect(statSync(join(root, 'files/a/b.txt')).mode & 0o777).toBe(0o600); // eslint-disable-line no-bitwise
  });

  test.each([
    [['render'], 'no input given'], [['render', '-f', '/nonexistent.yaml'], 'the file does not exist'], [['render', '-f', 'x', '-o', 'y', '--stdout'], 'exclude each other'],
    [['render', '-x'], 'unknown option -x'], [['render', '-f'], '-f needs a value'],
  ])('%s is refused', async (args, message) => {
    const { code, err } = await cli(args);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  test('a base alone is no cluster', async () => {
    const root = written({ 'base.yaml': BASE });
    expect(await cli(['render', '-f', join(root, 'base.yaml'), '-o', join(root, 'out')])).toMatchObject({ code: 2, err: expect.stringContaining('nothing to render') });
  });

  test('with a state, renders what changed, removes what is gone, and keeps the files of a document with faults', async () => {
    const text = (cluster: string, label: string) => `${CHART}name: ${cluster}\nlocalStorageClasses: {a: {labels: {v: {fromEnv: RENDER_TEST_LABEL}, w: ${label}}}}\n`;
    const root = written({ 'in/a.yaml': text('a', 'x'), 'in/b.yaml': text('b', 'x') });
    const args = ['render', '-f', join(root, 'in'), '-o', join(root, 'out'), '--files', join(root, 'files'), '--state', join(root, 'state')];
    process.env.RENDER_TEST_LABEL = 'one';
    const render = () => cli(args);
    expect(await render()).toMatchObject({ code: 0, err: '2 clusters: 2 rendered, 2 files written, 0 removed\n' });
    expect(await render()).toMatchObject({ code: 0, err: '2 clusters: 0 rendered, 0 files written, 0 removed\n' });
    writeFileSync(join(root, 'in/a.yaml'), text('a', 'y'));
    expect(await render()).toMatchObject({ code: 0, err: '2 clusters: 1 rendered, 1 files written, 0 removed\n' });
    process.env.RENDER_TEST_LABEL = 'two';
    expect(await render()).toMatchObject({ code: 0, err: '2 clusters: 2 rendered, 2 files written, 0 removed\n' });
    const before = readFileSync(join(root, 'out/a.k8s.yaml'), 'utf8');
    expect(before).toContain('v: two');
    writeFileSync(join(root, 'in/a.yaml'), text('a', '[z]'));
    expect(await render()).toMatchObject({ code: 2, err: expect.stringContaining('a.yaml:4:') });
    expect(readFileSync(join(root, 'out/a.k8s.yaml'), 'utf8')).toBe(before);
    writeFileSync(join(root, 'in/a.yaml'), text('c', 'y'));
    expect(await render()).toMatchObject({ code: 0, err: '2 clusters: 1 rendered, 1 files written, 1 removed\n' });
    expect(readdirSync(join(root, 'out')).sort()).toEqual(['b.k8s.yaml', 'c.k8s.yaml']);
    delete process.env.RENDER_TEST_LABEL;
    expect(await cli([...args, '--stdout'].filter((arg) => arg !== '-o' && arg !== join(root, 'out')))).toMatchObject({ code: 2, err: expect.stringContaining('--state is for a folder') });
  });
});
