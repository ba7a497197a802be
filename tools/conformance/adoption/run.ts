/* Inside of the namespaces that main.ts makes: installs, takes over and upgrades, each server-side and client-side. */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import { chartOf, CHARTS, REFUSED } from './charts';
import { changed, titleOf, undocumented } from './compare';
import { Release } from '../../../src';
import { indented } from '../../../src/analysis/input/loose-indentation';
import { Kubernetes, KubeObject } from '../openstack/kubernetes';
import { RESULT, startNetwork } from '../openstack/namespaces';
import { Processes, until } from '../openstack/runtime';
import { Table } from '../openstack/table';

interface Orders {
  readonly dir: string;
  readonly bin: string;
  readonly charts?: string;
  readonly manifests?: string;
  readonly pages: string;
  /** What the library renders for the value sets of the charts. */
  readonly equivalents: string;
  /** What it renders for each release. */
  readonly releases: string;
}

const orders: Orders = JSON.parse(process.argv[2]);
const PROGRAMS = join(__dirname, '../../../conformance/adoption/bin');
/** The newest releases, each applied over the one before. */
const MINORS = Release.all().slice(-7).map(({ minor }) => minor);
/** Upstream's manifests that users apply: by folder, and what the library renders instead. */
const MANIFESTS = [`cloud-provider-openstack/${MINORS[0]}`, `cloud-provider-openstack/${MINORS[MINORS.length - 1]}`, 'local-path/v0.0.37.yaml'];

const MODES: { readonly [name: string]: readonly string[] } = { 'server-side': ['--server-side', '--force-conflicts'], 'client-side': [] };

/** Kinds of the Prometheus operator, of which charts have objects: any content. */
const CUSTOM_KINDS = ['ServiceMonitor', 'PodMonitor'].map((kind) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `${kind.toLowerCase()}s.monitoring.coreos.com` },
  spec: {
    group: 'monitoring.coreos.com',
    scope: 'Namespaced',
    names: { kind, plural: `${kind.toLowerCase()}s` },
    versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { 'type': 'object', 'x-kubernetes-preserve-unknown-fields': true } } }],
  },
}));

function read(path: string): KubeObject[] {
  const files = statSync(path).isDirectory() ? readdirSync(path).filter((name) => /\.ya?ml$/.test(name)).sort().map((name) => join(path, name)) : [path];
  return files.flatMap((file) => parseAllDocuments(indented(readFileSync(file, 'utf8')), { version: '1.1' }))
    .map((document) => document.toJS()).filter((object) => object?.kind).flatMap((object) => (object.kind === 'List' ? object.items : object));
}

class Adoption {
  private readonly env: NodeJS.ProcessEnv;
  private serial = 0;

  constructor(private readonly kubernetes: Kubernetes, private readonly processes: Processes, private readonly table: Table) {
    const home = join(orders.dir, 'home');
    mkdirSync(home, { recursive: true });
    const ofHelm = { HELM_CACHE_HOME: home, HELM_CONFIG_HOME: home, HELM_DATA_HOME: home };
    this.env = { HOME: home, PATH: process.env.PATH, KUBECONFIG: kubernetes.kubeconfig, ...ofHelm };
  }

  private run(program: string, ...args: string[]): Promise<string> {
    return this.processes.run(join(PROGRAMS, program), args, { env: this.env });
  }

  private runs(program: string, ...args: string[]): Promise<boolean> {
    return this.run(program, ...args).then(() => true);
  }

  /** What the cluster has of the given objects, by title. */
  private async live(objects: readonly KubeObject[], namespace: string): Promise<Map<string, any>> {
    const found = new Map<string, any>();
    for (const object of objects) {
      const there = await this.kubernetes.get(await this.kubernetes.pathOf(object, namespace));
      if (there) found.set(titleOf(object), { ...there, kind: object.kind });
    }
    return found;
  }

  private fileOf(objects: readonly KubeObject[]): string {
    const file = join(orders.dir, `${++this.serial}.yaml`);
    writeFileSync(file, objects.map((object) => stringify(object, { version: '1.1' })).join('---\n'));
    return file;
  }

  private async cleanUp(objects: readonly KubeObject[], namespace: string): Promise<void> {
    const own = [...new Map(objects.filter(({ kind }) => kind !== 'Namespace').map((object) => [titleOf(object), object])).values()];
    await this.run('kubectl', 'delete', '--ignore-not-found', '-f', this.fileOf(own));
    await until('nothing is left', 120, async () => (await this.live(own, namespace)).size === 0);
  }

  private async makeNamespaces(objects: readonly KubeObject[], namespace: string): Promise<void> {
    const names = new Set([namespace, ...objects.map(({ metadata }) => metadata.namespace)].filter(Boolean));
    const spaces = [...names].map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }));
    await this.kubernetes.apply(spaces);
    await this.run('kubectl', 'config', 'set-context', '--current', '--namespace', namespace);
  }

  /** Applies ours over what is installed, and asserts that only what is documented changes. */
  private async takeOver(
    what: string, mode: string, ours: readonly KubeObject[], installed: readonly KubeObject[], namespace: string, from: string,
  ): Promise<void> {
    const { table } = this;
    const all = [...ours, ...installed.filter((one) => !ours.some((other) => titleOf(other) === titleOf(one)))];
    const before = await this.live(all, namespace);
    const apply = ['apply', ...MODES[mode], '-f', this.fileOf(ours)];
    if (!await table.check(`${what}, ${mode}: no conflict, nothing immutable`, () => this.runs('kubectl', ...apply))) return;
    const after = await this.live(all, namespace);
    const changes = changed(before, after);
    const recreated = [...before].filter(([title, { metadata }]) => after.get(title)?.metadata.uid !== metadata.uid).map(([title]) => title);
    table.record(`${what}, ${mode}: nothing is recreated or deleted`, recreated.length ? recreated.join(', ') : undefined);
    const wrong = undocumented(from, changes);
    table.record(`${what}, ${mode}: ${changes.length} fields change, each documented`, wrong.length ? `\n        ${wrong.join('\n        ')}` : undefined);
    await table.check(`${what}, ${mode}: applied again, nothing changes`, async () => {
      await this.run('kubectl', ...apply);
      const again = changed(after, await this.live(all, namespace));
      return again.length ? again.join(', ') : undefined;
    });
  }

  async chart(name: string, set: string, mode: string): Promise<void> {
    const { table } = this;
    const { release, namespace } = CHARTS[name];
    const what = `chart ${name}, ${set}`;
    const installed = read(join(orders.charts!, name, `${set}.yaml`));
    const ours = read(join(orders.equivalents, name, set));
    await this.makeNamespaces([...installed, ...ours], namespace);
    const install = ['install', release, ...chartOf(name, set, orders.charts!, join(orders.dir, mode)), '--namespace', namespace];
    const refused = REFUSED[`${name}/${set}`];
    if (refused) {
      await table.check(`${what}: Helm itself cannot install it (${refused})`, () => this.run('helm', ...install).then(() => false, () => true));
      await this.run('helm', 'uninstall', release, '--namespace', namespace).catch(() => 'there is none');
      return;
    }
    if (!await table.check(`${what}: helm install`, () => this.runs('helm', ...install))) return;
    await this.takeOver(what, mode, ours, installed, namespace, `${name}/${set}`);
    const owner = { 'meta.helm.sh/release-name': release, 'meta.helm.sh/release-namespace': namespace };
    const both = [...await this.live(installed.filter((one) => ours.some((other) => titleOf(other) === titleOf(one))), namespace)];
    table.record(`${what}, ${mode}: ${both.length} objects keep Helm's annotations and label`, both.filter(([, { metadata }]) =>
      Object.entries(owner).some(([key, value]) => metadata.annotations?.[key] !== value) || metadata.labels?.['app.kubernetes.io/managed-by'] !== 'Helm')
      .map(([title]) => title).join(', ') || undefined);
    await table.check(`${what}, ${mode}: the release is removed from Helm, its objects stay`, async () => {
      await this.run('kubectl', '--namespace', namespace, 'delete', 'secret', '-l', `owner=helm,name=${release}`);
      const listed = JSON.parse(await this.run('helm', 'list', '--all', '--all-namespaces', '--output', 'json'));
      const left = await this.live(ours, namespace);
      return listed.length === 0 && left.size === ours.length;
    });
    await this.cleanUp([...ours, ...installed], namespace);
  }

  async manifests(path: string, mode: string): Promise<void> {
    const { table } = this;
    const name = path.replace(/\.yaml$/, '');
    // The static Pod is a variant of the DaemonSet; the Secret holds sample values.
    const installed = read(join(orders.manifests!, path)).filter(({ kind }) => kind !== 'Pod' && kind !== 'Secret');
    const ours = read(join(orders.releases, name.replace('cloud-provider-openstack/', '')));
    await this.makeNamespaces([...installed, ...ours], 'kube-system');
    await table.check(`manifests ${name}: kubectl apply`, () => this.runs('kubectl', 'apply', '-f', this.fileOf(installed)));
    await this.takeOver(`manifests ${name}`, mode, ours, installed, 'kube-system', name);
    await this.cleanUp([...ours, ...installed], 'kube-system');
  }

  /** From release to release, as a user with one file: what changes is what the page of the release lists. */
  async upgrades(mode: string): Promise<void> {
    const { table } = this;
    const everything = MINORS.flatMap((minor) => read(join(orders.releases, minor)));
    let before = new Map<string, any>();
    for (const minor of MINORS) {
      const ours = read(join(orders.releases, minor));
      const apply = ['apply', ...MODES[mode], '-f', this.fileOf(ours)];
      const title = minor === MINORS[0] ? `release ${minor}` : `upgrade to ${minor}`;
      if (!await table.check(`${title}, ${mode}: no conflict, nothing immutable`, () => this.runs('kubectl', ...apply))) return;
      const after = await this.live(everything, 'kube-system');
      if (minor !== MINORS[0]) {
        const changes = changed(before, after);
        const page = readFileSync(join(orders.pages, `${minor}.md`), 'utf8');
        const listed = [...page.matchAll(/^### (\S+) (\S+)$/gm)].map(([, kind, name]) => `${kind} ${name}`);
        const happened = [...new Set(changes.map((line) => line.split(' ').slice(0, 2).join(' ')))];
        const wrong = [...happened.filter((one) => !listed.includes(one)).map((one) => `${one} is not listed`),
          ...listed.filter((one) => !happened.includes(one)).map((one) => `${one} did not change`)];
        table.record(`${title}, ${mode}: the ${happened.length} objects that the page lists change, in place`, wrong.length ? wrong.join('; ') : undefined);
        const recreated = [...before].filter(([one, { metadata }]) => after.get(one)?.metadata.uid !== metadata.uid).map(([one]) => one);
        table.record(`${title}, ${mode}: nothing is recreated or deleted`, recreated.length ? recreated.join(', ') : undefined);
      }
      before = after;
    }
    await table.check(`upgrades, ${mode}: the end is what a new cluster of ${MINORS[MINORS.length - 1]} has`, async () => {
      const last = read(join(orders.releases, MINORS[MINORS.length - 1]));
      await this.cleanUp(everything, 'kube-system');
      await this.run('kubectl', 'apply', ...MODES[mode], '-f', this.fileOf(last));
      const differences = changed(await this.live(last, 'kube-system'), new Map([...before].filter(([title]) => last.some((one) => titleOf(one) === title))));
      return differences.length ? differences.join(', ') : undefined;
    });
    await this.cleanUp(everything, 'kube-system');
  }
}

async function main(): Promise<void> {
  const logs = join(orders.dir, 'logs');
  mkdirSync(logs, { recursive: true });
  const processes = new Processes(logs);
  await startNetwork(processes);
  const table = new Table((line) => { process.stdout.write(`${line}\n`); });
  const kubernetes = new Kubernetes(processes, join(orders.bin, 'kubernetes'), join(orders.dir, 'k'));
  try {
    await kubernetes.start();
    await kubernetes.apply(CUSTOM_KINDS);
    await until('custom kinds are served', 60, async () => (await kubernetes.get('/apis/monitoring.coreos.com/v1'))?.resources?.length);
    const adoption = new Adoption(kubernetes, processes, table);
    for (const mode of Object.keys(MODES)) {
      table.title(`adoption, ${mode}`);
      for (const name of orders.charts ? Object.keys(CHARTS) : []) for (const set of ['default', 'kitchen-sink']) await adoption.chart(name, set, mode);
      for (const path of orders.manifests ? MANIFESTS : []) await adoption.manifests(path, mode);
      await adoption.upgrades(mode);
    }
  } catch (error) {
    table.record('the run goes on to its end', (error as Error).message);
  } finally {
    await kubernetes.stop();
  }
  writeFileSync(join(orders.dir, RESULT), JSON.stringify({ passed: table.passed, failures: table.failures }));
}

main().then(() => process.exit(0), (error: Error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(2);
});
