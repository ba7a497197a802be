import { readFileSync } from 'fs';
import { join } from 'path';
import { Arrival, StoragePlan } from '../../src/analysis';

/*
 * What a live 1.36 control plane (no kubelet, no provisioner) did with random sets of objects. Runs that were given time to settle must be possible in
 * document order, those of a burst when everything may come at once. SCENARIOS names another file of the same form: tools/conformance/binding.ts has
 * the scenarios judged that it just played.
 */
const FILES = process.env.SCENARIOS ? [process.env.SCENARIOS]
  : ['recorded-scenarios.json', 'recorded-scenarios-2.json'].map((name) => join(__dirname, '../evidence/control-plane', name));
const all: any[] = FILES.flatMap((file) => JSON.parse(readFileSync(file, 'utf8')));

/** What was observed in a run. */
interface Observed {
  /** By "namespace/name": "bound(VOLUME)", "provisioning(PROVISIONER)", "waiting", "pending" or "lost". */
  readonly claims: { readonly [key: string]: string };
  /** Phases by name. */
  readonly volumes: { readonly [name: string]: string };
  /** Nodes by "namespace/name"; null for a pod without one. */
  readonly pods: { readonly [key: string]: string | null };
}

/** What was observed although the plan says it is impossible, as sentences. */
function surprises(manifests: any[], { claims, volumes, pods }: Observed, arrival: Arrival): string[] {
  const plan = StoragePlan.ofManifests(manifests, { closedWorld: true, arrival }).toJson();
  return [
    ...Object.entries(claims).filter(([key, seen]) => !isPossible(find(plan.claims, key), seen)),
    ...Object.entries(volumes).filter(([name, phase]) => !phase.startsWith('rejected') && !find(plan.volumes, name)?.phases.includes(phase)),
    ...Object.entries(pods).filter(([key, node]) => !runsThere(find(plan.pods, key), node)),
  ].map(([key, seen]) => `${key} was ${seen}`);
}

const find = (list: any[], key: string) => list.find((one) => [one.namespace, one.name].filter((part) => part !== undefined).join('/') === key);

function isPossible(claim: any, seen: string): boolean {
  const [, word, detail] = /^(\w+)(?:\((.*)\))?$/.exec(seen)!;
  if (!claim) return false;
  if (word === 'bound') return claim.volumes.includes(detail);
  if (claim.outcome === 'oneOf') return claim.volumes.includes(null);
  return claim.outcome === word && (word !== 'provisioning' || claim.provisioner === detail);
}

/** A pod without a node in the recording may not run for certain; one with a node may run there, be it stuck or waiting for a provisioner. */
function runsThere(pod: any, node: string | null): boolean {
  if (!pod) return false;
  if (pod.outcome === 'unknown') return true;
  if (node === null) return pod.outcome !== 'schedulable';
  return pod.outcomes.some((outcome: string) => outcome !== 'unschedulable') && pod.nodes.includes(node);
}

test.each(all.map((one): [string, any] => [one.id, one]))('%s', (_, { manifests, observed }) => {
  for (const run of observed.runs) {
    const arrivals = run.timing === 'settled' ? [Arrival.DOCUMENT_ORDER, Arrival.ANY] : [Arrival.ANY];
    for (const arrival of arrivals) expect(surprises(manifests, run, arrival)).toEqual([]);
  }
  const plan = StoragePlan.ofManifests(manifests, { closedWorld: true });
  const keyOf = ({ kind, namespace, name }: any) => [kind, namespace, name].filter((part) => part).join('/');
  for (const { object, fields } of observed.rejected) {
    const rejected = plan.rejected.filter((one) => keyOf(one) === object).map(({ field }) => field);
    expect([object, rejected]).toEqual([object, fields.length ? expect.arrayContaining(fields) : [expect.any(String), ...rejected.slice(1)]]);
  }
  expect([...new Set(plan.rejected.map(keyOf))].sort()).toEqual(observed.rejected.map(({ object }: any) => object).sort());
});

(process.env.SCENARIOS ? test.skip : test)('answers in document order are sharp: nearly all claims have one', () => {
  const outcomes = all.flatMap(({ manifests }) => StoragePlan.ofManifests(manifests, { closedWorld: true, arrival: Arrival.DOCUMENT_ORDER }).claims);
  const open = outcomes.filter(({ outcome }) => outcome === 'oneOf');
  expect(open.length / outcomes.length).toBeLessThan(0.08);
});
