import { Arrival, StoragePlan } from '../../src/analysis';
import scenarios from '../fixtures/recorded-scenarios.json';

/*
 * What a live 1.36 control plane (no kubelet, no provisioner) did with random sets of objects. Runs that were given time to settle must be possible in
 * document order, those of a burst when everything may come at once.
 */
const all = scenarios as any[];

function check(manifests: any[], run: any, arrival: Arrival): string[] {
  const plan = StoragePlan.ofManifests(manifests, { closedWorld: true, arrival }).toJson();
  return [
    ...Object.entries<string>(run.claims).filter(([key, seen]) => !isPossible(find(plan.claims, key), seen)),
    ...Object.entries<string>(run.volumes).filter(([name, phase]) => !phase.startsWith('rejected') && !find(plan.volumes, name)?.phases.includes(phase)),
    ...Object.entries<string | null>(run.pods).filter(([key, node]) => !runsThere(find(plan.pods, key), node)),
  ].map(([key, seen]) => `${key} was ${seen}`);
}

const find = (list: any[], key: string) => list.find((one) => [one.namespace, one.name].filter((part) => part !== undefined).join('/') === key);

function isPossible(claim: any, seen: string): boolean {
  const [, word, detail] = /^(\w+)(?:\((.*)\))?$/.exec(seen)!;
  if (word === 'bound') return claim.volumes.includes(detail);
  if (claim.outcome === 'oneOf') return claim.volumes.includes(null);
  return claim.outcome === word && (word !== 'provisioning' || claim.provisioner === detail);
}

/** A pod without a node in the recording may not run for certain; one with a node may run there, be it stuck or waiting for a provisioner. */
function runsThere(pod: any, node: string | null): boolean {
  if (node === null) return pod.outcome !== 'schedulable' || pod.message !== null;
  return pod.outcome !== 'unschedulable' && pod.nodes.includes(node);
}

test.each(all.map((one): [string, any] => [one.id, one]))('%s', (_, { manifests, observed }) => {
  for (const run of observed.runs) {
    const arrivals = run.timing === 'settled' ? [Arrival.DOCUMENT_ORDER, Arrival.ANY] : [Arrival.ANY];
    for (const arrival of arrivals) expect(check(manifests, run, arrival)).toEqual([]);
  }
  const plan = StoragePlan.ofManifests(manifests, { closedWorld: true });
  for (const { object, fields } of observed.rejected) {
    const refused = plan.rejected.filter(({ kind, namespace, name }) => [kind, namespace, name].filter((part) => part).join('/') === object);
    expect(refused.map(({ field }) => field)).toEqual(fields.length ? expect.arrayContaining(fields) : [expect.any(String)]);
  }
  expect(new Set(plan.rejected.map(({ kind, name }) => `${kind}/${name}`)).size).toBe(observed.rejected.length);
});

test('answers in document order are sharp: nearly all claims have one', () => {
  const outcomes = all.flatMap(({ manifests }) => StoragePlan.ofManifests(manifests, { closedWorld: true, arrival: Arrival.DOCUMENT_ORDER }).claims);
  const open = outcomes.filter(({ outcome }) => outcome === 'oneOf');
  expect(open.length / outcomes.length).toBeLessThan(0.08);
});
