import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, App, Chart, JsonPatch, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { parseAllDocuments } from 'yaml';
import { OpenStackClusterChart } from '../../src/charts/open-stack-cluster-chart';
import { Cluster } from '../../src/constructs';
import { emit } from '../../src/constructs/private/emit';
import { FleetApp } from '../../src/fleet';
import { Writer } from '../../src/fleet/object-text';
import { Inside, plainJson } from '../../src/fleet/plain-object';
import { yamlDocument } from '../../src/fleet/yaml-text';
import { Auth, SecretText } from '../../src/openstack/cloud-conf';

const out = mkdtempSync(join(tmpdir(), 'fleet-app-'));

afterAll(() => rmSync(out, { recursive: true }));

const configMap = (name: string, data: object = { a: 'b' }) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, labels: { app: 'x' } }, data });

function config(scope: Construct, name: string): ApiObject {
  return new ApiObject(scope, name, configMap(name));
}

/** Groups of objects that depend on one another in a chain. */
function chain(app: App, groups: number, objects: number): App {
  let before: Construct | undefined;
  const chart = new Chart(app, 'chart');
  for (let g = 0; g < groups; g++) {
    const group = new Construct(chart, `g${g}`);
    for (let i = 0; i < objects; i++) config(group, `g${g}-${i}`);
    if (before) before.node.addDependency(group);
    before = group;
  }
  return app;
}

test('validates each construct once', () => {
  let times = 0;
  const app = new FleetApp({ outdir: join(out, 'once') });
  for (const id of ['a', 'b', 'c']) config(new Chart(app, id), id).node.addValidation({ validate: () => { times++; return []; } });
  app.synth();
  expect(times).toBe(3);
});

test('says what is not valid as cdk8s does, and writes nothing', () => {
  const outdir = join(out, 'invalid');
  const app = new FleetApp({ outdir });
  config(new Chart(app, 'a'), 'x').node.addValidation({ validate: () => ['is odd', 'is bad'] });
  const message = 'Validation failed with the following errors:\n  [a/x] is odd\n  [a/x] is bad';
  expect(() => app.synth()).toThrow(message);
  expect(() => app.synthYaml()).toThrow(message);
  expect(readdirSync(outdir)).toEqual([]);
});

test('writes nothing if an object cannot be written, and names it', () => {
  const outdir = join(out, 'half');
  const app = new FleetApp({ outdir });
  config(new Chart(app, 'a'), 'x');
  new ApiObject(new Chart(app, 'b'), 'half', configMap('half', { text: 'x\ud800' }));
  expect(() => app.synth()).toThrow(/^b\/half: text "x\\ud800" has half of a pair of surrogates/);
  expect(readdirSync(outdir)).toEqual([]);
});

test('names each construct on a cycle of dependencies', () => {
  const app = new FleetApp({ outdir: join(out, 'cycle') });
  const chart = new Chart(app, 'a');
  const [x, y, z] = ['x', 'y', 'z'].map((name) => config(chart, name));
  x.addDependency(y);
  y.addDependency(z);
  z.addDependency(x);
  expect(() => app.synth()).toThrow('Dependency cycle detected: a/x => a/y => a/z => a/x');
  expect(() => app.charts).toThrow('Dependency cycle detected');
});

test('names a construct that depends on itself, which cdk8s follows for ever', () => {
  const app = new FleetApp({ outdir: join(out, 'self') });
  const object = config(new Chart(app, 'a'), 'x');
  object.addDependency(object);
  expect(() => app.synth()).toThrow('Dependency cycle detected: a/x => a/x');
});

test('orders long chains, which cdk8s walks along every path', () => {
  const documents = parseAllDocuments(chain(new FleetApp(), 40, 30).synthYaml()).map((one) => one.toJS().metadata.name);
  expect(documents).toHaveLength(1200);
  expect(documents[0]).toBe('g39-0');
  expect(documents.at(-1)).toBe('g0-29');
  const app = new FleetApp();
  const chart = new Chart(app, 'deep');
  const objects = Array.from({ length: 5000 }, (_, i) => config(chart, `o${i}`));
  objects.slice(1).forEach((object, i) => objects[i].addDependency(object));
  expect(app.synthYaml()).toMatch(/^apiVersion: v1\nkind: ConfigMap\nmetadata:\n {2}labels:\n {4}app: x\n {2}name: o4999\n/);
});

test('groups in a chain are written as cdk8s writes them', () => {
  expect(chain(new FleetApp(), 5, 4).synthYaml()).toBe(chain(new App(), 5, 4).synthYaml());
});

test('a chart that makes its own JSON is asked for it', () => {
  class Own extends Chart {
    public override toJson(): any[] {
      return [configMap('own')];
    }
  }
  const app = new FleetApp();
  new Own(app, 'a');
  expect(app.synthYaml()).toContain('name: own');
});

test('says which objects have text in quotes that kubectl could not read from cdk8s', () => {
  const written: string[] = [];
  const spy = jest.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  try {
    const app = new FleetApp({ outdir: join(out, 'quoted') });
    const chart = new Chart(app, 'a');
    new ApiObject(chart, 'odd', configMap('odd', { mode: '0o17', line: 'a\u2028b' }));
    config(chart, 'plain');
    app.synth();
    expect(readFileSync(join(out, 'quoted', 'a.k8s.yaml'), 'utf8')).toContain('line: "a\\u2028b"\n  mode: "0o17"\n');
  } finally {
    spy.mockRestore();
  }
  expect(written.join('')).toMatch(/^info REQUOTED a\/odd: .*\n$/);
});

describe('equal objects', () => {
  const emitted = (app: App, id: string, manifest: any = configMap('shared')) => {
    const chart = new Chart(app, id);
    Cluster.boundary(chart);
    return emit(chart, 'Config', manifest);
  };

  test('are kept once, and written once', () => {
    const app = new FleetApp();
    const [, ...objects] = ['a', 'b', 'c'].map((id) => emitted(app, id)); // what occurs once is not kept
    expect((objects[0] as any).props).toBe((objects[1] as any).props);
    expect(Object.isFrozen((objects[0] as any).props.data)).toBe(true);
    const made = jest.spyOn(ApiObject.prototype, 'toJson');
    const writer = new Writer(false);
    const texts = [...objects, ...objects].map((object) => writer.write(object)).slice(-2);
    // Fails when cdk8s renames the fields that tell whether an object was changed: each is then written by itself, which takes longer.
    expect(texts[0]).toBe(texts[1]);
    expect(made.mock.calls.length).toBeLessThanOrEqual(2);
    made.mockRestore();
  });

  const unchanged = () => undefined;

  test.each<[string, any, (object: ApiObject) => void]>([
    ['plain data', { ...configMap('plain', { b: '2', a: '1', 10: 'x', 9: 'y' }), immutable: true, binaryData: {}, list: [], none: null, gone: undefined }, unchanged],
    ['what is empty in a list', { ...configMap('list'), items: [null, undefined, {}, [], [null], { a: undefined }] }, unchanged],
    ['fields out of order', { data: { a: 'b' }, spec: { z: 1, a: 2n }, metadata: { namespace: 'n', name: 'order' }, kind: 'ConfigMap', apiVersion: 'v1' }, unchanged],
    ['metadata', configMap('meta'), ({ metadata }) => {
      metadata.addLabel('z', 'x');
      metadata.addAnnotation('b', '');
      metadata.addFinalizers('example.com/f');
      metadata.add('deep', { empty: {}, list: [], holes: [[], {}] });
    }],
  ])('are made without cdk8s of %s, as cdk8s makes them', (_, manifest, change) => {
    const object = new ApiObject(new Chart(new FleetApp(), 'a'), 'Object', manifest);
    change(object);
    for (const isSorted of [true, false]) {
      if (!isSorted) process.env.CDK8S_DISABLE_SORT = '1';
      try {
        const wanted = object.toJson();
        // Fails when cdk8s renames the fields that it is made from: cdk8s is then asked each time, which takes longer.
        const made = plainJson(object as unknown as Inside, isSorted);
        expect(made).toStrictEqual(wanted);
        expect(yamlDocument(made)).toBe(yamlDocument(wanted));
      } finally {
        delete process.env.CDK8S_DISABLE_SORT;
      }
    }
  });

  test.each<[string, any, (object: ApiObject) => void]>([
    ['a value that comes later', configMap('later', { a: Lazy.any({ produce: () => 'b' }) }), unchanged],
    ['an instance of a class', configMap('class', { a: new Date(0) }), unchanged],
    ['a value that resolves itself', configMap('resolve', { a: { resolve: () => 'b' } }), unchanged],
    ['no prototype', configMap('bare', { a: Object.create(null) }), unchanged],
    ['a list of a class', configMap('list', { a: new (class extends Array {})() }), unchanged],
    ['a patch', configMap('patched'), (object) => object.addJsonPatch(JsonPatch.add('/data/a', 'b'))],
    ['a label that comes later', configMap('label'), ({ metadata }) => metadata.addLabel('a', Lazy.any({ produce: () => 'b' }) as any)],
  ])('are left to cdk8s where they hold %s', (_, manifest, change) => {
    const object = new ApiObject(new Chart(new FleetApp(), 'a'), 'Object', manifest);
    change(object);
    expect(plainJson(object as unknown as Inside, true)).toBeUndefined();
  });

  test('are apart if one holds a secret or what comes later', () => {
    const app = new FleetApp();
    for (const manifest of [() => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, stringData: { a: 'b' } }), () => configMap('later', { a: Lazy.any({ produce: () => 'b' }) })]) {
      const [, ...objects] = ['a', 'b', 'c'].map((id) => emitted(app, `${id}-${manifest().kind.toLowerCase()}`, manifest()));
      expect((objects[0] as any).props).not.toBe((objects[1] as any).props);
      expect(Object.isFrozen((objects[0] as any).props)).toBe(false);
    }
  });

  test.each<[string, (object: ApiObject) => void, string]>([
    ['a label', (object) => object.metadata.addLabel('more', 'x'), 'more: x'],
    ['a label that comes later', (object) => object.metadata.addLabel('more', Lazy.any({ produce: () => 'late' }) as any), 'more: late'],
    ['an annotation', (object) => object.metadata.addAnnotation('note', 'x'), 'note: x'],
    ['a finalizer', (object) => object.metadata.addFinalizers('example.com/f'), 'example.com/f'],
    ['an owner', (object) => object.metadata.addOwnerReference({ apiVersion: 'v1', kind: 'X', name: 'own', uid: 'u' }), 'name: own'],
    ['other metadata', (object) => object.metadata.add('generateName', 'g-'), 'generateName: g-'],
    ['a patch', (object) => object.addJsonPatch(JsonPatch.add('/data/more', 'x')), 'more: x'],
    ['a patch of a part', (object) => object.addJsonPatch(JsonPatch.replace('/data', { c: 'd' })), 'c: d'],
  ])('keep %s of one to that one', (_, change, text) => {
    const make = (app: App) => {
      const objects = ['a', 'b', 'c'].map((id) => emitted(app, id));
      app.synthYaml();
      app.synthYaml(); // what is remembered from before must not be taken
      change(objects[1]);
      return app.synthYaml();
    };
    const written = make(new FleetApp());
    expect(written).toBe(make(new App()));
    expect(written.split('---\n').map((one) => one.includes(text))).toEqual([false, true, false]);
  });

  test('of typed clusters are shared, and secrets are written whole', () => {
    const make = (app: App) => {
      for (const name of ['a', 'b', 'c']) {
        new OpenStackClusterChart(app, name, {
          clusterName: name,
          cloudConfig: { global: { authUrl: 'https://k.example.com:5000/v3', auth: Auth.applicationCredential({ id: name, secret: SecretText.unsafe(`secret-of-${name}`) }) } },
        });
      }
      return app;
    };
    const spy = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      expect(make(new FleetApp()).synthYaml()).toBe(make(new App()).synthYaml());
    } finally {
      spy.mockRestore();
    }
  });
});

test('the environment names the folder and asks for metadata, as for cdk8s', () => {
  const before = { ...process.env };
  process.env.CDK8S_OUTDIR = join(out, 'env');
  process.env.CDK8S_RECORD_CONSTRUCT_METADATA = 'true';
  try {
    const app = new FleetApp();
    config(new Chart(app, 'a'), 'x');
    app.synth();
  } finally {
    process.env = before;
  }
  expect(existsSync(join(out, 'env', 'a.k8s.yaml'))).toBe(true);
  expect(JSON.parse(readFileSync(join(out, 'env', 'construct-metadata.json'), 'utf8'))).toEqual({ version: '1.0.0', resources: { x: { path: 'a/x' } } });
});
