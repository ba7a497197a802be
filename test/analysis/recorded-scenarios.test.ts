import { Arrival, StoragePlan } from '../../src/analysis';
import scenarios from '../evidence/control-plane/recorded-scenarios.json';
import { surprises } from '../support/observed';

/*
 * What a live 1.36 control plane (no kubelet, no provisioner) did with random sets of objects. Runs that were given time to settle must be possible in
 * document order, those of a burst when everything may come at once.
 */
const all = scenarios as any[];

test.each(all.map((one): [string, any] => [one.id, one]))('%s', (_, { manifests, observed }) => {
  for (const run of observed.runs) {
    const arrivals = run.timing === 'settled' ? [Arrival.DOCUMENT_ORDER, Arrival.ANY] : [Arrival.ANY];
    for (const arrival of arrivals) expect(surprises(manifests, run, arrival)).toEqual([]);
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
