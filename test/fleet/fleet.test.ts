import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Lazy, Size } from 'cdk8s';
import {
  Auth, CloudConfig, fleet, kubeadm, Naming, OpenStackClusterChart, OpenStackClusterChartProps, OutputFile, Release,
  SecretText,
} from '../../src';
import { structureOf } from '../../src/fleet/structure';

// The compiler marks exported classes; tests run the sources.
for (const [name, type] of Object.entries({ Auth, Naming })) {
  Object.defineProperty(type, Symbol.for('jsii.rtti'),
    { value: { fqn: `cdk8s-openstack.${name}` } });
}

let root: string;
let outdir: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fleet-'));
  outdir = join(root, 'out');
});
afterEach(() => rmSync(root, { recursive: true }));

const PLAIN = { clusterName: 'x', cloudConfig: CloudConfig.fromSecretName('cloud-config'), createCinder: false };

function withPassword(password: string): OpenStackClusterChartProps {
  const auth = Auth.applicationCredential({ id: '21dced0f', secret: SecretText.unsafe(password) });
  return { ...PLAIN, cloudConfig: { global: { authUrl: 'https://openstack.example.com:5000/v3', auth } } };
}

function render(clusters: { [name: string]: OpenStackClusterChartProps }, props: Partial<fleet.FleetProps> = {},
  customizer?: fleet.IClusterCustomizer): fleet.FleetResult {
  const made = new fleet.Fleet({ outdir, ...props });
  for (const [name, of] of Object.entries(clusters)) made.add(name, of, customizer);
  return made.render();
}

const time = (name: string) => statSync(join(outdir, name, `${name}.k8s.yaml`), { bigint: true }).mtimeNs;

test('each cluster has the file that an app writes for its chart', () => {
  const app = new App({ outdir: join(root, 'app') });
  new OpenStackClusterChart(app, 'prod-1', { ...withPassword('s3cr3t-s3cr3t'), clusterName: 'prod-1' });
  app.synth();
  expect(render({ 'prod-1': { ...withPassword('s3cr3t-s3cr3t'), clusterName: 'prod-1' }, 'prod-2': PLAIN }))
    .toEqual({ clusters: 2, rendered: 2, written: 2, removed: 0, left: [] });
  expect(readdirSync(outdir)).toEqual(['prod-1', 'prod-2']);
  expect(readFileSync(join(outdir, 'prod-1/prod-1.k8s.yaml'), 'utf8')).toBe(readFileSync(join(root, 'app/prod-1.k8s.yaml'), 'utf8'));
});

test('renders what changed, secrets included, and keeps no secret', () => {
  const clusters = { a: withPassword('s3cr3t-s3cr3t'), b: PLAIN };
  render(clusters);
  const before = [time('a'), time('b')];
  expect(render(clusters)).toMatchObject({ rendered: 0, written: 0 });
  expect(render({ ...clusters, a: withPassword('other-s3cr3t') })).toMatchObject({ rendered: 1, written: 1 });
  expect(time('a')).not.toBe(before[0]);
  expect(time('b')).toBe(before[1]);
  const state = readdirSync(`${outdir}.state`).map((file) => readFileSync(join(`${outdir}.state`, file), 'latin1')).join();
  expect(state).not.toContain('s3cr3t');
});

test('removes clusters that are gone', () => {
  render({ a: PLAIN, b: PLAIN });
  expect(render({ b: PLAIN })).toMatchObject({ removed: 1, rendered: 0 });
  expect(readdirSync(outdir)).toEqual(['b']);
});

describe('with a customizer', () => {
  const seen: string[] = [];
  const customizer = {
    customize: (cluster: OpenStackClusterChart) => {
      seen.push(cluster.node.id);
      cluster.cinder.addStorageClass('ssd', { volumeType: 'ssd' });
      new OutputFile(cluster, 'Token', { path: 'token.txt', content: 'x', confidential: true });
    },
  };
  beforeEach(() => { seen.length = 0; });

  test('a cluster has what it adds, files too', () => {
    expect(render({ a: PLAIN }, {}, customizer)).toMatchObject({ written: 2 });
    expect(readFileSync(join(outdir, 'a/a.k8s.yaml'), 'utf8')).toContain('kind: StorageClass');
    expect(statSync(join(`${outdir}.files`, 'a/token.txt')).mode % 0o1000).toBe(0o600);
    expect(existsSync('dist/files/token.txt')).toBe(false);
  });

  test('a cluster is rendered in every run, and equal bytes stay', () => {
    render({ a: PLAIN }, {}, customizer);
    const before = time('a');
    expect(render({ a: PLAIN }, {}, customizer)).toMatchObject({ rendered: 1, written: 0 });
    expect(time('a')).toBe(before);
    expect(seen).toEqual(['a', 'a']);
  });

  test('a cluster is skipped as long as the sources are the same', () => {
    const program = join(root, 'program.js');
    writeFileSync(program, '1');
    render({ a: PLAIN }, { sources: [program] }, customizer);
    expect(render({ a: PLAIN }, { sources: [program] }, customizer)).toMatchObject({ rendered: 0 });
    writeFileSync(program, '2');
    expect(render({ a: PLAIN }, { sources: [program] }, customizer)).toMatchObject({ rendered: 1, written: 0 });
    expect(seen).toEqual(['a', 'a']);
    expect(() => render({ a: PLAIN }, { sources: [join(root, 'none')] }, customizer)).toThrow(/names .*none, which does not exist/);
  });

  test('an error names the cluster, and the others are written', () => {
    const bad = { customize: ({ node }: OpenStackClusterChart) => { if (node.id === 'a') throw new Error('no such volume type'); } };
    expect(() => render({ a: PLAIN, b: PLAIN }, {}, bad)).toThrow('1 of 2 clusters could not be rendered:\na: no such volume type');
    expect(readdirSync(outdir)).toEqual(['b']);
  });
});

test('shards share a fleet', () => {
  const clusters = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`c${i}`, PLAIN]));
  const counts = ['1/2', '2/2'].map((shard) => render(clusters, { shard }).clusters);
  expect(counts[0] + counts[1]).toBe(8);
  expect(readdirSync(outdir)).toHaveLength(8);
  process.env.CDK8S_OPENSTACK_SHARD = '1/2';
  try {
    expect(render(clusters)).toMatchObject({ clusters: counts[0], rendered: 0 });
  } finally {
    delete process.env.CDK8S_OPENSTACK_SHARD;
  }
});

test.each<[string, () => void, RegExp]>([
  ['a name that is no label', () => new fleet.Fleet({ outdir: 'x' }).add('Prod_1', PLAIN), /name must be/],
  ['two clusters of a name', () => { const two = new fleet.Fleet({ outdir: 'x' }); two.add('a', PLAIN); two.add('a', PLAIN); },
    /"a" is that of another cluster/],
  ['a shard that is none', () => new fleet.Fleet({ outdir: 'x', shard: '3/2' }), /shard must be "I\/N"/],
  ['no folder', () => new fleet.Fleet({ outdir: ' ' }), /outdir must be a folder/],
  ['unknown props of a cluster', () => new fleet.Fleet({ outdir: 'x' }).add('a', { ...PLAIN, clustername: 'x' } as any), /a: clustername is unknown/],
])('refuses %s', (_, make, error) => {
  expect(make).toThrow(error);
});

describe('the structure of props', () => {
  const token = (text: string) => SecretText.unsafe(text);
  test.each<[string, unknown, unknown]>([
    ['texts and numbers', { a: '1' }, { a: 1 }],
    ['zeros', 0, -0],
    ['nothing and null', [undefined], [null]],
    ['lists and maps', [], {}],
    ['where texts end', ['a', 'bc'], ['ab', 'c']],
    ['sizes', Size.gibibytes(1), Size.gibibytes(2)],
    ['secrets', token('one'), token('two')],
    ['stores', SecretText.fromStore({ store: 'a', key: 'x' }), SecretText.fromStore({ store: 'a', key: 'y' })],
    ['ways to name', Naming.manifests(), Naming.helmChart({ release: 'x' })],
    ['releases', Release.V1_35, Release.V1_36],
    ['custom releases', Release.V1_36, Release.V1_36.extend({ version: 'v1.36.9' })],
  ])('tells %s apart', (_, one, other) => {
    expect(structureOf(one)).toBeDefined();
    expect(structureOf(one)).toBe(structureOf(one));
    expect(structureOf(one)).not.toBe(structureOf(other));
  });

  test('does not depend on the order of members, nor on undefined ones', () => {
    expect(structureOf({ a: 1, b: { c: 2 } })).toBe(structureOf({ b: { c: 2, d: undefined }, a: 1 }));
  });

  const circle: any = {};
  circle.self = [circle];
  test.each<[string, unknown]>([
    ['functions', { a: () => 1 }],
    ['values that come later', Lazy.any({ produce: () => 1 })],
    ['constructs', new App()],
    ['values of other classes', new (class Own { public readonly a = 1; })()],
    ['dates', new Date(0)],
    ['maps', new Map([['a', 1]])],
    ['circles', circle],
    ['a nested one of them', [{ a: { b: [new Date(0)] } }]],
  ])('is unknown of %s', (_, value) => {
    expect(structureOf(value)).toBeUndefined();
  });

  test('a value that occurs twice is no circle', () => {
    const shared = { a: 1 };
    expect(structureOf([shared, shared])).toBe(structureOf([{ a: 1 }, { a: 1 }]));
  });
});

test('kubeadm files of a cluster are written beside the manifests', () => {
  const customizer = {
    customize: (cluster: OpenStackClusterChart) => {
      new kubeadm.KubeadmConfig(cluster, 'Kubeadm',
        { controlPlaneEndpoint: 'api.example.com:6443' });
    },
  };
  render({ a: PLAIN }, {}, customizer);
  expect(readdirSync(join(`${outdir}.files`, 'a'), { recursive: true }).length).toBeGreaterThan(0);
});
