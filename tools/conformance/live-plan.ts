/*
 * Applies random changes to random states of a real cluster with kubectl, and compares what happens with what `plan --cluster` said before.
 *
 *   npx tsx tools/conformance/live-plan.ts [--pairs N] [--seed S] [--only I,J,…] [--kubernetes MINOR]
 *
 * A state is a set of objects that has come to rest in a control plane without kubelet and provisioner. A change applies some of its objects again, as they
 * are or altered, and others that are new, one after the other. Whether the API server refuses an object is compared too. Pods of Deployments, Jobs and
 * DaemonSets are left out, as their names are made up. Exits 1 when something happened that the plan calls impossible.
 */
import { spawn, spawnSync } from 'child_process';
import { existsSync, mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { delimiter, dirname, join } from 'path';
import { createInterface } from 'readline';
import { parseArgs } from 'util';
import { buildKubernetes, buildProgram, KUBERNETES } from './build';
import { judged } from './judge';
import { alter, Random, scenarios } from './scenarios';
import { StoragePlan } from '../../src';
import { Arrival, StoragePlanOptions } from '../../src/analysis/options';
import { LiveInput, readCluster } from '../../src/cli/cluster';
import { generator } from '../random';

const { values } = parseArgs({ options: { pairs: { type: 'string', default: '20' }, seed: { type: 'string', default: '1' }, only: { type: 'string' } } });

/** Nodes are made ready by hand here, and an apply deletes nothing. */
const UNCHANGED = ['Node', 'Namespace'];

interface Seen {
  readonly claims: { readonly [key: string]: string };
  readonly volumes: { readonly [name: string]: string };
  readonly pods: { readonly [key: string]: string | null };
}

/** What was planned and what happened, in the form of the recorded scenarios, and where the API server took an object otherwise than told. */
interface Outcome {
  readonly id: string;
  readonly plan: unknown;
  readonly observed: unknown;
  readonly refusals: readonly string[];
  readonly changes: readonly unknown[];
}

interface Pair { readonly id: string; readonly state: any[]; readonly changes: any[] }

const keyOf = ({ kind, metadata }: any): string => [kind, metadata.namespace, metadata.name].filter(Boolean).join('/');

/** A state, and what is applied to it: altered and new objects, and a few as they are. */
function pairs(amount: number, seed: number): Pair[] {
  const random = generator(seed + 1000);
  return scenarios(amount, seed, false).map(({ id, manifests }) => {
    const altered = structuredClone(manifests);
    for (let count = Math.floor(random() * 4); count > 0; count--) alter(altered, random);
    const before = new Map(manifests.map((one) => [keyOf(one), JSON.stringify(one)]));
    const changes = altered.filter((one) => before.get(keyOf(one)) !== JSON.stringify(one) || random() < 0.25)
      .filter(({ kind, metadata }) => !UNCHANGED.includes(kind) && !metadata.deletionTimestamp);
    // Claims that are there come first: another change could bind one, and its size could change then.
    const isClaim = (one: any) => one.kind === 'PersistentVolumeClaim' && before.has(keyOf(one));
    return { id, state: manifests, changes: shuffled(changes, random).sort((a, b) => Number(isClaim(b)) - Number(isClaim(a))) };
  });
}

function shuffled<T>(list: readonly T[], random: Random): T[] {
  return list.map((one) => [random(), one] as const).sort(([a], [b]) => a - b).map(([, one]) => one);
}

/** A cluster that plays states, and tells what it holds. */
class Cluster {
  private readonly folder = mkdtempSync(join(tmpdir(), 'live-plan-'));
  private readonly child;
  private readonly lines: AsyncIterator<string>;
  private complaints = '';

  constructor(binary: string) {
    process.env.KUBECONFIG = join(this.folder, 'kubeconfig');
    this.child = spawn(binary, ['bind', process.env.KUBECONFIG], { stdio: ['pipe', 'pipe', 'pipe'] });
    this.child.stderr.on('data', (text) => { this.complaints = `${this.complaints}${text}`.slice(-2000); });
    this.lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }

  /** Creates objects, waits for rest, and tells what there is; then everything goes, unless it is kept. */
  async play(id: string, manifests: readonly any[], keep: boolean): Promise<Seen> {
    this.child.stdin.write(`${JSON.stringify({ id, manifests, keep })}\n`);
    const { value, done } = await this.lines.next();
    if (done) throw new Error(`the cluster ended: ${this.complaints}`);
    return JSON.parse(value);
  }

  async end(): Promise<void> {
    const ended = new Promise((done) => { this.child.on('close', done); });
    this.child.stdin.end();
    await ended;
    if (existsSync(this.folder)) rmSync(this.folder, { recursive: true });
  }
}

/** Why the API server does not take an object, undefined where it does. */
function refusal(object: any): string | undefined {
  const { status, stderr } = spawnSync('kubectl', ['apply', '--filename=-', '--validate=strict'], { input: JSON.stringify(object), encoding: 'utf8' });
  return status === 0 ? undefined : stderr.trim().split('\n').pop();
}

/** Plans a change, and makes it. */
async function play({ id, state, changes }: Pair, cluster: Cluster): Promise<Outcome> {
  await cluster.play(id, state, true);
  const live = new LiveInput([{ file: 'changes.json', text: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: changes }) }], readCluster(undefined));
  const options = { closedWorld: true, arrival: Arrival.ONE_BY_ONE, idleProvisioners: true, kubernetesVersion: KUBERNETES } as StoragePlanOptions;
  const plan = StoragePlan._ofInventory(live.inventory(options));
  const told = [...live.refused.map((line) => line.slice(0, line.indexOf(' '))), ...plan.rejected.map((one) => [one.kind, one.namespace, one.name].filter(Boolean).join('/'))];
  const refusals: string[] = [];
  for (const object of changes) {
    const why = refusal(object);
    const key = keyOf(object);
    if (why === undefined && told.includes(key)) refusals.push(`${key} is accepted, and was told to be refused`);
    if (why !== undefined && !told.includes(key)) refusals.push(`${key} is refused, and was told to be accepted: ${why}`);
    await cluster.play(id, [], true);
  }
  const { claims, volumes, pods } = await cluster.play(id, [], false);
  const named = <T>(all: { readonly [key: string]: T }) => Object.fromEntries(Object.entries(all).filter(([key]) => !key.includes('<')));
  const run = { timing: 'settled', claims: named(claims), volumes, pods: named(pods) };
  return { id, plan: plan.toJson(), observed: { runs: [run], rejected: [] }, refusals, changes };
}

/** Whether a pair is among those that --only names. */
function isAsked({ id }: Pair): boolean {
  return values.only === undefined || values.only.split(',').some((index) => id.startsWith(`${values.seed}-${index} `));
}

async function main(): Promise<number> {
  process.env.PATH = `${dirname(buildProgram('kubectl', 'kubectl'))}${delimiter}${process.env.PATH}`;
  const cluster = new Cluster(buildKubernetes());
  const outcomes: Outcome[] = [];
  try {
    for (const pair of pairs(Number(values.pairs), Number(values.seed))) {
      if (isAsked(pair)) outcomes.push(await play(pair, cluster));
    }
  } finally {
    await cluster.end();
  }
  const wrong = judged(outcomes);
  const failed = outcomes.filter(({ id, refusals }) => wrong.has(id) || refusals.length);
  for (const { id, refusals, changes } of failed) {
    process.stdout.write(`${[id, ...refusals, wrong.get(id) ?? ''].join('\n  ')}\n  changes: ${JSON.stringify(changes)}\n`);
  }
  const applied = outcomes.reduce((sum, { changes }) => sum + changes.length, 0);
  process.stdout.write(`summary: ${outcomes.length - failed.length} of ${outcomes.length} changes of a live cluster as planned, ${applied} objects applied, seed ${values.seed}\n`);
  return failed.length ? 1 : 0;
}

main().then((code) => { process.exitCode = code; }, (error: Error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
