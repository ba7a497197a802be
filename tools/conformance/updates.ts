/*
 * Asks a real API server which updates it refuses, and compares with what `diff` calls refused:
 *
 *   - the renders of each two neighbouring releases, with the names of the manifests and of the charts, and with both kinds of the Cinder CSI controller;
 *   - objects with most of what their kinds may have, each with one change (singles.ts);
 *   - objects with random changes, which the server takes by themselves.
 *
 * Each object that the server stores must be no difference to the manifest that it comes from.
 *
 *   npx tsx --tsconfig tools/tsconfig.json tools/conformance/updates.ts [--objects N] [--seed S] [--kinds A,B] [--kubernetes MINOR]
 *
 * Builds conformance/kubernetes with Go (minutes the first time). Prints each way in which the two differ with its count and an example; exits 1 if there is one.
 */
import { spawn } from 'child_process';
import { createInterface } from 'readline';
import { parseArgs } from 'util';
import { App } from 'cdk8s';
import { buildKubernetes, KUBERNETES } from './build';
import { Mutant, mutants } from './mutations';
import { singles } from './singles';
import { Advice, CloudConfig, ControllerKind, Naming, OpenStackClusterChart, Release } from '../../src';
import { Inventory } from '../../src/analysis/model/inventory';
import { compare } from '../../src/gitops/diff/compare';
import { newestVersion } from '../../src/kubernetes/api-versions';
import { isAtLeast } from '../../src/kubernetes/minor';

interface Update { readonly id: string; readonly before: any; readonly after: any }
interface Answer { readonly id: string; readonly code: number; readonly message: string; readonly skipped: string; readonly live: any }

const { values } = parseArgs({
  options: { objects: { type: 'string', default: '2000' }, seed: { type: 'string', default: '1' }, kinds: { type: 'string', default: '' } },
});

const NAMINGS = {
  manifests: { naming: Naming.manifests(), controllerKind: ControllerKind.UPSTREAM },
  StatefulSet: { naming: Naming.manifests(), controllerKind: ControllerKind.STATEFUL_SET },
  chart: { naming: Naming.helmChart({ release: 'openstack' }), controllerKind: ControllerKind.UPSTREAM },
};

/** Both charts exist since this release. */
const FIRST_CHART = '1.21';

function render(release: Release, { naming, controllerKind }: typeof NAMINGS['chart']): any[] {
  const app = new App();
  const chart = new OpenStackClusterChart(app, 'openstack', {
    release, naming, clusterName: 'conformance', cloudConfig: CloudConfig.fromSecretName('cloud-config'), cinder: { controllerKind },
  });
  chart.cinder.addStorageClass('ssd', { volumeType: 'ssd' });
  for (const id of new Set(Advice.of(app).open.map((note) => note.id))) Advice.of(app).acknowledge(id, 'Compared with the next release.');
  return chart.toJson().map(served);
}

/** The object in the version that this server has: the fields of those that were removed are the same. */
function served(object: any): any {
  const isKnown = ['DaemonSet', 'StatefulSet', 'Deployment', 'CSIDriver', 'StorageClass', 'PodDisruptionBudget'].includes(object.kind);
  return /beta/.test(object.apiVersion) && isKnown ? { ...object, apiVersion: newestVersion(object.kind, KUBERNETES) } : object;
}

/** The objects that two neighbouring releases have in common. */
function* releaseUpdates(): Iterable<Update> {
  for (const [name, naming] of Object.entries(NAMINGS)) {
    const releases = Release.all().filter(({ minor }) => name !== 'chart' || isAtLeast(minor, FIRST_CHART));
    const renders = releases.map((release) => render(release, naming));
    for (let i = 1; i < releases.length; i++) {
      for (const after of renders[i]) {
        const before = renders[i - 1].find(({ kind, metadata }) => kind === after.kind && metadata.name === after.metadata.name);
        if (before) yield { id: `${releases[i - 1].minor} to ${releases[i].minor}, ${name}: ${after.kind} ${after.metadata.name}`, before, after };
      }
    }
  }
}

/** Changed objects; the size and the attributes class of claims are left out, which the server lets bound claims alone change. */
function* updatesOf(objects: readonly Mutant[]): Iterable<Update> {
  for (const { id, before, object } of objects) {
    const { metadata = {}, ...after } = object;
    if (object.kind !== before.kind || typeof metadata !== 'object' || ['Node', 'CSINode'].includes(object.kind)) continue;
    if (object.kind === 'PersistentVolumeClaim' && object.spec?.resources) {
      after.spec = { ...object.spec, resources: before.spec.resources, volumeAttributesClassName: before.spec.volumeAttributesClassName };
    }
    yield { id, before, after: { ...after, metadata: { ...metadata, name: before.metadata.name, namespace: before.metadata.namespace } } };
  }
}

async function ask(binary: string, list: readonly Update[]): Promise<Map<string, Answer>> {
  const server = spawn(binary, ['update'], { stdio: ['pipe', 'pipe', 'pipe'] });
  let complaints = '';
  server.stderr.on('data', (text) => { complaints = `${complaints}${text}`.slice(-2000); });
  server.stdin.on('error', () => {}); // the server says why it ended
  server.stdin.end(list.map((one) => JSON.stringify(one)).join('\n'));
  const answers = new Map<string, Answer>();
  const ended = new Promise<number | null>((done) => { server.on('close', done); });
  for await (const line of createInterface({ input: server.stdout })) answers.set(JSON.parse(line).id, JSON.parse(line));
  const code = await ended;
  if (code !== 0) throw new Error(`the server ended with ${code}: ${complaints}`);
  return answers;
}

const inventoryOf = (object: any) => Inventory.ofManifests([object], { kubernetesVersion: KUBERNETES });
const changesOf = (before: any, after: any, live = false) => compare(inventoryOf(before), inventoryOf(after), { live });

/** Ways in which diff and the server differ about one update. */
function differences({ before, after }: Update, { code, message, live }: Answer): string[] {
  const refused = changesOf(before, after).flatMap(({ notes }) => notes.filter(({ effect }) => effect === 'refused').map(({ path }) => path ?? ''));
  const said = message.replace(/^.*?(is invalid|is forbidden): /, '').split(/[:,\n]/)[0];
  const stored = changesOf(live, before, true).flatMap(({ fields }) => fields.map(({ path }) => path.replace(/\[[^\]]*\]/g, '[]')));
  return [
    ...code && !refused.length ? [`1 only the server refuses ${after.kind} ${said}`] : [],
    ...!code && refused.length ? [`2 only diff refuses ${after.kind} ${refused[0].replace(/\[[^\]]*\]/g, '[]')}`] : [],
    ...stored.map((path) => `3 stored otherwise: ${before.kind} ${path}`),
  ];
}

async function main(): Promise<number> {
  const releases = [...releaseUpdates()];
  const kinds = values.kinds.split(',').filter(Boolean);
  const single = [...updatesOf(singles())].filter(({ before }) => !kinds.length || kinds.includes(before.kind));
  const list = [...releases, ...single, ...updatesOf(mutants(Number(values.objects), Number(values.seed), kinds))];
  const answers = await ask(buildKubernetes(), list);
  const ways = new Map<string, { count: number; example: string }>();
  const asked = list.filter(({ id }) => !answers.get(id)!.skipped);
  for (const one of asked) {
    const answer = answers.get(one.id)!;
    for (const way of differences(one, answer)) {
      const known = ways.get(way);
      const changed = changesOf(one.before, one.after).flatMap(({ fields }) => fields.map(({ path, before, after }) => `${path}: ${JSON.stringify(before)} -> ${JSON.stringify(after)}`));
      const example = () => `${one.id}: ${answer.message.split('\n')[0].slice(0, 300)}\n      ${changed.join('; ').slice(0, 900)}\n      ${JSON.stringify(one.after).slice(0, 900)}`;
      ways.set(way, { count: (known?.count ?? 0) + 1, example: known?.example ?? example() });
    }
  }
  for (const [way, { count, example }] of [...ways].sort()) process.stdout.write(`${way} (${count})\n      ${example}\n`);
  const reasons = list.map(({ id }) => answers.get(id)!.skipped).filter((reason) => reason.endsWith('is not served'));
  for (const reason of [...new Set(reasons)]) process.stdout.write(`skipped: ${reason}\n`);
  const isRelease = new Set(releases.map(({ id }) => id));
  const of = (wanted: boolean) => asked.filter(({ id }) => isRelease.has(id) === wanted);
  const refusedOf = (updates: readonly Update[]) => updates.filter(({ id }) => answers.get(id)!.code).length;
  process.stdout.write(`summary: ${of(true).length} objects of ${new Set(releases.map(({ id }) => id.split(':')[0])).size} upgrades (${refusedOf(of(true))} refused), `
    + `${of(false).length} random updates (${refusedOf(of(false))} refused), ${ways.size} differences\n`);
  return ways.size || of(true).length < 500 ? 1 : 0;
}

main().then((code) => { process.exitCode = code; }, (error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
