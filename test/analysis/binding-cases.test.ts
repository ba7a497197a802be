import { StoragePlan, StoragePlanOptions } from '../../src/analysis';
import { Inventory } from '../../src/analysis/model/inventory';
import { cases } from '../evidence/control-plane/binding-cases.json';

/*
 * Cases that were checked against the real controller, the real validation code and a live control plane. Closed world; "Bound" is bound, "ambiguous" is
 * oneOf, "Pending" is any outcome without a volume whose event is its reason.
 */
const POD_OUTCOMES: { [state: string]: string } = {
  Scheduled: 'schedulable', WaitingForProvision: 'waiting', Unschedulable: 'unschedulable', StuckOnKubelet: 'stuck',
};

/** What hints of the cases (`x-…`) say of the state, as objects of a dump say it, and which claims admission gave no default class. */
function withState(manifests: any[], options: StoragePlanOptions): StoragePlan {
  const undefaultedClaims: string[] = [];
  const objects = manifests.map(({ 'x-deleting': deleting, 'x-initialPhase': phase, 'x-noAdmissionDefault': undefaulted, ...object }) => {
    const { metadata, status } = object;
    if (undefaulted) undefaultedClaims.push(`${metadata.namespace}/${metadata.name}`);
    return {
      ...object,
      metadata: { ...metadata, ...deleting ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {} },
      ...phase ? { status: { ...status, phase } } : {},
    };
  });
  return StoragePlan._ofInventory(Inventory.ofManifests(objects, { ...options, undefaultedClaims }));
}

const named = (list: any[], key: string) => list.find((one) => [one.namespace, one.name].filter((part) => part !== undefined).join('/') === key);

test.each((cases as any[]).map((one): [string, any] => [`${one.id} ${one.title}`, one]))('%s', (_, { manifests, expect: expected, k8s }) => {
  const plan = withState(manifests, { closedWorld: true, kubernetesVersion: k8s?.min }).toJson();
  for (const [key, { state, pv, reason, message }] of Object.entries<any>(expected.claims ?? {})) {
    const claim = named(plan.claims, key);
    if (state === 'Bound') expect(claim).toMatchObject({ outcome: 'bound', volume: pv, volumes: [pv] });
    else expect(claim).toMatchObject({ volumes: [], event: reason === 'VolumeNotFound' ? null : reason, message: expect.stringContaining(message ?? '') });
  }
  for (const [key, volumes] of Object.entries<any>(expected.ambiguous ?? {})) {
    const claim = named(plan.claims, key);
    expect(claim.outcome).toBe(volumes.length > 1 ? 'oneOf' : 'bound');
    expect(new Set(claim.volumes)).toEqual(new Set(volumes));
  }
  for (const [name, phase] of Object.entries<any>(expected.pvs ?? {})) expect(named(plan.volumes, name)).toMatchObject({ phase });
  for (const [key, { state, nodes, reason }] of Object.entries<any>(expected.pods ?? {})) {
    const pod = named(plan.pods, key);
    expect(pod.outcome).toBe(POD_OUTCOMES[state]);
    if (nodes) expect(pod.nodes).toEqual(nodes);
    if (reason) expect(pod.message).toContain(reason);
  }
  const refused = plan.rejected.map(({ kind, name, field }: any) => ({ object: `${kind}/${name}`, field }));
  if (expected.rejected) expect(refused).toEqual(expect.arrayContaining(expected.rejected));
  else expect(refused).toEqual([]);
});
