import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'fs';
import { tmpdir } from 'os';
import { join, relative } from 'path';
import { ApiObject, App, AppProps, Chart, Duration, IResolver, JsonPatch, Lazy, ResolutionContext, Size, YamlOutputType } from 'cdk8s';
import { Construct } from 'constructs';
import { Cluster } from '../../src/constructs';
import { emit } from '../../src/constructs/private/emit';
import { OWN_WRITER } from '../../src/core/shared';
import { FleetApp } from '../../src/fleet';

/** How many trees are compared: TREES=5000 npx jest test/fleet/random-trees.test.ts */
const TREES = Number(process.env.TREES ?? 200);
const SEED = Number(process.env.SEED ?? 1);

type Random = () => number;

/** Numbers between 0 and 1 that a seed determines. */
function generator(seed: number): Random {
  let state = seed * 2654435761 + 1;
  return () => {
    state = (state + 0x6d2b79f5) | 0; // eslint-disable-line no-bitwise
    let t = Math.imul(state ^ (state >>> 15), 1 | state); // eslint-disable-line no-bitwise
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t; // eslint-disable-line no-bitwise
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296; // eslint-disable-line no-bitwise
  };
}

const TEXTS = ['', 'y', 'NO', 'null', '~', 'e5', '0755', '1e3', '1:30', '2001-01-01', '2001-12-14t21:59:43.10-05:00', '10Gi', '1.36', 'a: b', 'a #b',
  ' a ', '- a', '---', '%a', '"', '\'', '{}', '*a', 'é🚀', '日本語', 'a\u00a0b', 'x\u0000y', 'a\r\nb', 'a\nb\n', '\n', ' \na',
  'a\n\n\n', '#!/bin/sh\nset -e\n', 'word '.repeat(40), 'line\n'.repeat(20), '--v=5', 'https://x:1/y?z=%20',
  '-----BEGIN X-----\nq\n-----END X-----\n', 'tab\there', 'x'.repeat(300)];
const WORDS = ['a', 'b', 'name', 'on', '1', '0x1', 'a b', 'a.b/c', 'é', '?', '=', 'k'.repeat(1100)];
const IDS = ['a', 'b', 'c', '7', '03', '12', 'web', 'Data', 'x y', 'ü', '__proto'];

/** Objects that are emitted in several charts, and so shared. */
const POOL = [
  () => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'shared', namespace: 'default' },
    data: { 'a.conf': '[x]\ny = 1\n', 'n': '0755' },
  }),
  () => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'account', labels: { app: 'x' }, annotations: { note: 'yes' } } }),
  () => ({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'ssd' },
    provisioner: 'cinder.csi.openstack.org',
    parameters: { type: 'ssd' },
  }),
  () => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', finalizers: ['a.example.com/b'] },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'c:1', args: ['--v=5', '- x'] }] } },
    },
  }),
];

class Upper implements IResolver {
  public resolve(context: ResolutionContext): void {
    if (context.value === 'upper') context.replaceValue('UPPER');
  }
}

/** One way of an app: the same seed gives the same tree in each app. */
class Tree {
  private readonly random: Random;
  private readonly objects: ApiObject[] = [];
  private readonly constructs: Construct[] = [];
  private names = 0;

  constructor(seed: number) {
    this.random = generator(seed);
  }

  public props(outdir: string): AppProps {
    return {
      outdir,
      yamlOutputType: this.pick([YamlOutputType.FILE_PER_APP, YamlOutputType.FILE_PER_CHART, YamlOutputType.FILE_PER_RESOURCE,
        YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE]),
      outputFileExtension: this.pick([undefined, '.yaml', '.yml']),
      recordConstructMetadata: this.pick([undefined, true, false]),
      resolvers: this.pick([undefined, [], [new Upper()]]),
    };
  }

  public fill(app: App): void {
    for (let i = this.below(4); i >= 0; i--) this.chart(app, 0);
    for (let i = this.below(4) - 1; i > 0; i--) {
      const [source, target] = [this.pick(this.constructs), this.pick(this.constructs)];
      if (source !== target) source.node.addDependency(target);
    }
  }

  private chart(scope: Construct, depth: number): void {
    const props = {
      namespace: this.pick([undefined, undefined, 'team']),
      labels: this.pick([undefined, { team: 'x', n: '1' }]),
      disableResourceNameHashes: this.random() < 0.3,
    };
    const chart = new Chart(scope, this.id(scope), props);
    this.constructs.push(chart);
    if (depth === 0) Cluster.boundary(chart);
    const pool = [...POOL];
    for (let i = this.below(6); i > 0; i--) this.child(chart, depth, depth === 0 ? pool : []);
  }

  private child(scope: Construct, depth: number, pool: Array<() => any>): void {
    const way = this.random();
    if (way < 0.1 && depth < 2) return this.chart(scope, depth + 1);
    if (way < 0.25 && depth < 3) {
      const group = new Construct(scope, this.id(scope));
      this.constructs.push(group);
      for (let i = this.below(3); i > 0; i--) this.child(group, depth + 1, pool);
      return;
    }
    const shared = way < 0.6 ? pool.pop() : undefined;
    const object = shared ? emit(scope, this.id(scope), shared()) : new ApiObject(scope, this.id(scope), this.manifest());
    this.constructs.push(object);
    this.objects.push(object);
    this.change(object);
    if (this.random() < 0.05) new ApiObject(object, this.id(object), this.manifest());
  }

  private manifest(): any {
    const kind = this.pick(['ConfigMap', 'Thing', 'CronJob']);
    const metadata = this.pick([undefined, { name: `n-${this.names++}` },
      { name: `m-${this.names++}`, namespace: 'x', labels: { a: 'upper' }, extra: { deep: [this.text()] } }]);
    return {
      apiVersion: this.pick(['v1', 'example.com/v1']),
      kind,
      metadata,
      spec: this.value(0),
      data: { [this.pick(WORDS)]: this.text() },
      later: this.later(),
    };
  }

  private later(): unknown {
    const text = this.text();
    return this.pick<() => unknown>([() => undefined, () => Lazy.any({ produce: () => ({ text, list: [text, undefined] }) }),
      () => ({ resolve: () => text }), () => 'upper', () => Size.gibibytes(1).toKibibytes(),
      () => Duration.hours(2).toIsoString(), () => ({ value: 5 })])();
  }

  /** Any of the ways in which users change an object after it was made. */
  private change(object: ApiObject): void {
    const text = this.text();
    const ways: Array<() => void> = [() => undefined, () => undefined, () => object.metadata.addLabel('added', 'x'),
      () => object.metadata.addAnnotation('note', text), () => object.metadata.add('generateName', 'g-'),
      () => object.metadata.addFinalizers('example.com/f'), () => object.addJsonPatch(JsonPatch.add('/patched', { text })),
      () => object.addJsonPatch(JsonPatch.replace('/apiVersion', 'example.com/v2')),
      () => object.metadata.addLabel('lazy', Lazy.any({ produce: () => text }) as any),
      () => object.metadata.addOwnerReference({ apiVersion: 'v1', kind: 'X', name: 'o', uid: 'u' })];
    this.pick(ways)();
  }

  private value(depth: number): unknown {
    const way = this.random();
    if (depth > 3 || way < 0.5) {
      return this.random() < 0.7 ? this.text()
        : this.pick<unknown>([true, false, null, undefined, 0, -1, 1.5, 1e21, [], {}]);
    }
    if (way < 0.7) return Array.from({ length: this.below(4) }, () => this.value(depth + 1));
    return Object.fromEntries(Array.from({ length: this.below(4) }, () => [this.pick(WORDS), this.value(depth + 1)]));
  }

  private id(scope: Construct): string {
    const id = this.pick(IDS);
    return scope.node.tryFindChild(id) ? `${id}-${this.names++}` : id;
  }

  private text(): string {
    return this.pick(TEXTS);
  }

  private below(most: number): number {
    return Math.floor(this.random() * most);
  }

  private pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)];
  }
}

function files(folder: string): { [path: string]: string } {
  const all = (at: string): string[] => readdirSync(at).sort()
    .flatMap((name) => (statSync(join(at, name)).isDirectory() ? [`${join(at, name)}/`, ...all(join(at, name))] : [join(at, name)]));
  return Object.fromEntries(all(folder).map((path) => [relative(folder, path), path.endsWith('/') ? '' : readFileSync(path, 'utf8')]));
}

/** An app whose text is not checked for what kubectl reads: this is about what cdk8s writes. */
function unchecked(app: App): App {
  return Object.defineProperty(app, OWN_WRITER, { value: true });
}

const out = mkdtempSync(join(tmpdir(), 'trees-'));

afterAll(() => rmSync(out, { recursive: true }));

function render(seed: number, make: (props: AppProps) => App): { files?: { [path: string]: string }; text?: string; error?: string } {
  const folder = join(out, 'app');
  rmSync(folder, { recursive: true, force: true });
  const tree = new Tree(seed);
  const app = make(tree.props(folder));
  tree.fill(app);
  try {
    app.synth();
    return { files: files(folder), text: app.synthYaml() };
  } catch (e) {
    return { error: (e as Error).message.replace(/^(Dependency cycle).*/s, '$1') };
  }
}

test(`${TREES} random apps are written as cdk8s writes them`, () => {
  const counts = { written: 0, cycles: 0, dependent: 0, others: 0 };
  for (let seed = SEED; seed < SEED + TREES; seed++) {
    const stock = render(seed, (props) => unchecked(new App(props)));
    const fleet = render(seed, (props) => new FleetApp(props));
    try {
      expect(fleet.error).toBe(stock.error);
      expect(Object.keys(fleet.files ?? {})).toEqual(Object.keys(stock.files ?? {}));
      for (const [path, text] of Object.entries(stock.files ?? {})) expect(fleet.files![path]).toBe(text);
      expect(fleet.text).toBe(stock.text);
    } catch (e) {
      throw new Error(`seed ${seed}: ${(e as Error).message}`);
    }
    counts.written += stock.files ? 1 : 0;
    counts.cycles += stock.error?.startsWith('Dependency') ? 1 : 0;
    counts.others += stock.error && !stock.error.startsWith('Dependency') ? 1 : 0;
    counts.dependent += Object.keys(stock.files ?? {}).some((path) => path.startsWith('0001-')) ? 1 : 0;
  }
  expect(counts.written).toBeGreaterThan(TREES / 2);
  expect(counts.dependent).toBeGreaterThan(TREES / 20);
  expect(counts.cycles).toBeGreaterThan(0);
  process.stdout.write(`summary: ${TREES} apps, ${counts.written} written, ${counts.dependent} with charts that depend on others, `
    + `${counts.cycles} with cycles\n`);
  if (counts.others) process.stdout.write(`${counts.others} refused\n`);
});
