/*
 * Lets the real controller manager and scheduler bind random sets of claims, volumes and pods, and compares with the storage plan.
 *
 *   npx tsx tools/conformance/binding.ts [--scenarios N] [--seed S] [--jobs J] [--recorded] [--kubernetes MINOR]
 *
 * A scenario is one of test/evidence/control-plane/recorded-scenarios.json with a few changes at random: other sizes, modes, classes, orders, reservations,
 * selectors, nodes. Two of three are applied step by step and must fit the plan in document order, the third at once. With --recorded the first N are
 * taken as they are. Builds conformance/kubernetes with Go (minutes the first time); each of the J clusters takes about 600 MiB and 15 seconds for a
 * scenario. Exits 1 when something happened that the plan calls impossible, or when only one of the two rejects an object.
 */
import { spawn } from 'child_process';
import { writeFileSync } from 'fs';
import { createInterface } from 'readline';
import { parseArgs } from 'util';
import { buildKubernetes } from './build';
import { judged } from './judge';
import { Scenario, scenarios } from './scenarios';

/** What a cluster did with a scenario; why it rejected objects, by "Kind/namespace/name". */
interface Seen {
  readonly id: string;
  readonly claims: { readonly [key: string]: string };
  readonly volumes: { readonly [name: string]: string };
  readonly pods: { readonly [key: string]: string | null };
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

/** What the test of the recorded scenarios says about those just played: why it fails, by id. */
function differences(list: Scenario[], seen: Seen[]): Map<string, string> {
  const byId = new Map(seen.map((one) => [one.id, one]));
  return judged(list.map(({ id, burst, manifests }) => ({ id, manifests, observed: observationOf(burst, byId.get(id)!) })));
}

/** In the form of the recorded scenarios. */
function observationOf(burst: boolean, { rejected, ...run }: Seen): object {
  return { runs: [{ timing: burst ? 'burst' : 'settled', ...run }], rejected: Object.keys(rejected).map((object) => ({ object, fields: [] })) };
}

/** What differs, by id, in several clusters. It is played again with more patience before it counts: it may not have come to rest. */
async function compare(binary: string, list: Scenario[], jobs: number): Promise<{ seen: Seen[]; wrong: Map<string, string> }> {
  const shares = Array.from({ length: Math.min(jobs, list.length) }, (_, i) => list.filter((_one, at) => at % jobs === i));
  const seen = (await Promise.all(shares.map((share) => play(binary, share)))).flat();
  const wrong = differences(list, seen);
  const again = list.filter(({ id }) => wrong.has(id)).map((scenario) => ({ ...scenario, patience: 4 }));
  if (again.length && !list[0].patience) return { seen, wrong: (await compare(binary, again, jobs)).wrong };
  return { seen, wrong };
}

async function main(): Promise<number> {
  const list = scenarios(Number(values.scenarios), Number(values.seed), values.recorded);
  const { seen, wrong } = await compare(buildKubernetes(), list, Number(values.jobs));
  const runs = list.map((scenario) => ({ ...scenario, seen: seen.find(({ id }) => id === scenario.id) }));
  if (values.save) writeFileSync(values.save, JSON.stringify(runs));
  for (const [id, text] of wrong) process.stdout.write(`${id}: ${text}\n`);
  const claims = seen.reduce((sum, one) => sum + Object.keys(one.claims).length, 0);
  process.stdout.write(`summary: ${list.length - wrong.size} of ${list.length} scenarios as planned, ${claims} claims\n`);
  return wrong.size ? 1 : 0;
}

main().then((code) => { process.exitCode = code; }, (error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
