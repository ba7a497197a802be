/*
 * Lets the real controller manager and scheduler bind random sets of claims, volumes and pods, and compares with the storage plan.
 *
 *   npx tsx --tsconfig tools/tsconfig.json tools/conformance/binding.ts [--scenarios N] [--seed S] [--jobs J] [--recorded]
 *
 * A scenario is one of test/evidence/control-plane/recorded-scenarios.json with a few changes at random: other sizes, modes, classes, orders, reservations,
 * selectors, nodes. Two of three are applied step by step and must fit the plan in document order, the third at once. With --recorded the first N are
 * taken as they are. Builds conformance/kubernetes with Go (minutes the first time); each of the J clusters takes about 600 MiB and 15 seconds for a
 * scenario. Exits 1 when something happened that the plan calls impossible, or when a refused object was not refused alike.
 */
import { spawn } from 'child_process';
import { writeFileSync } from 'fs';
import { createInterface } from 'readline';
import { parseArgs } from 'util';
import { buildKubernetes } from './build';
import { Scenario, scenarios } from './scenarios';
import { Arrival, StoragePlan } from '../../src/analysis';
import { Observed, surprises } from '../../test/support/observed';

interface Seen extends Observed {
  readonly id: string;
  readonly rejected: { readonly [key: string]: string };
}

const { values } = parseArgs({
  options: {
    scenarios: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '4' },
    recorded: { type: 'boolean', default: false },
    save: { type: 'string' }, // a file for what was applied and seen
  },
});

/** Plays scenarios in a cluster of its own. */
async function play(binary: string, own: Scenario[]): Promise<Seen[]> {
  const cluster = spawn(binary, ['bind'], { stdio: ['pipe', 'pipe', 'pipe'] });
  let complaints = '';
  cluster.stderr.on('data', (text) => { complaints = `${complaints}${text}`.slice(-2000); });
  cluster.stdin.end(own.map((scenario) => JSON.stringify(scenario)).join('\n'));
  const seen: Seen[] = [];
  const ended = new Promise<number | null>((done) => { cluster.on('close', done); });
  for await (const line of createInterface({ input: cluster.stdout })) seen.push(JSON.parse(line));
  const code = await ended;
  if (code !== 0 || seen.length !== own.length) throw new Error(`the cluster ended with ${code} after ${seen.length} of ${own.length} scenarios: ${complaints}`);
  return seen;
}

/** What differs between a run and the plan. */
function differences({ manifests, burst }: Scenario, seen: Seen): string[] {
  const refused = new Set(StoragePlan.ofManifests(manifests, { closedWorld: true }).rejected.map(({ kind, namespace, name }) => [kind, namespace, name].filter((part) => part).join('/')));
  const real = Object.keys(seen.rejected);
  return [
    ...(burst ? [Arrival.ANY] : [Arrival.DOCUMENT_ORDER, Arrival.ANY]).flatMap((arrival) => surprises(manifests, seen, arrival).map((text) => `${text} (${arrival})`)),
    ...real.filter((key) => !refused.has(key)).map((key) => `${key} was refused: ${seen.rejected[key]}`),
    ...[...refused].filter((key) => !real.includes(key)).map((key) => `${key} was not refused`),
  ];
}

/** What differs, by id, in several clusters. It is played again with more patience before it counts: it may not have come to rest. */
async function compare(binary: string, list: Scenario[], jobs: number): Promise<{ seen: Seen[]; wrong: Map<string, string[]> }> {
  const shares = Array.from({ length: Math.min(jobs, list.length) }, (_, i) => list.filter((_one, at) => at % jobs === i));
  const seen = (await Promise.all(shares.map((share) => play(binary, share)))).flat();
  const byId = new Map(seen.map((one) => [one.id, one]));
  const found = list.map((scenario) => [scenario, differences(scenario, byId.get(scenario.id)!)] as const).filter(([, texts]) => texts.length);
  const again = found.map(([scenario]) => ({ ...scenario, patience: 4 }));
  if (again.length && !list[0].patience) return { seen, wrong: (await compare(binary, again, jobs)).wrong };
  return { seen, wrong: new Map(found.map(([{ id }, texts]) => [id, texts])) };
}

async function main(): Promise<number> {
  const list = scenarios(Number(values.scenarios), Number(values.seed), values.recorded);
  const { seen, wrong } = await compare(buildKubernetes(), list, Number(values.jobs));
  const runs = list.map((scenario) => ({ ...scenario, seen: seen.find(({ id }) => id === scenario.id) }));
  if (values.save) writeFileSync(values.save, JSON.stringify(runs));
  for (const [id, texts] of wrong) for (const text of texts) process.stdout.write(`${id}: ${text}\n`);
  const claims = seen.reduce((sum, one) => sum + Object.keys(one.claims).length, 0);
  process.stdout.write(`summary: ${list.length - wrong.size} of ${list.length} scenarios as planned, ${claims} claims\n`);
  return wrong.size ? 1 : 0;
}

main().then((code) => { process.exitCode = code; }, (error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
