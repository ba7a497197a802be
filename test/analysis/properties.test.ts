import * as fc from 'fast-check';
import { claim, localVolume, NO_PROVISIONER, node, pod, storageClass, volume, WAIT } from './support/objects';
import { Answers, anyVolume, everyOrder, oneOrder, OracleClaim, OracleVolume } from './support/oracle';
import { Arrival, StoragePlan } from '../../src/analysis';
import { thorough } from '../support/thorough';

const MODES = [['ReadWriteOnce'], ['ReadWriteOnce', 'ReadOnlyMany'], ['ReadOnlyMany'], ['ReadWriteOnce', 'ReadWriteMany']];

/** Volumes and claims of one class; `plain` ones differ in size only, so that they form one line. */
function sets(plain: boolean, most: number): fc.Arbitrary<{ volumes: OracleVolume[]; claims: OracleClaim[] }> {
  const modes = plain ? fc.constant(MODES[0]) : fc.constantFrom(...MODES);
  const tier = plain ? fc.constant({}) : fc.constantFrom({}, { tier: 'gold' });
  const volumes = fc.array(fc.record({ size: fc.integer({ min: 1, max: 5 }), modes, labels: tier }), { minLength: 1, maxLength: most });
  const claims = fc.array(fc.record({ size: fc.integer({ min: 1, max: 5 }), modes, wants: tier }), { minLength: 1, maxLength: most });
  return fc.record({ volumes, claims }).map((set) => ({
    volumes: set.volumes.map((one, i) => ({ ...one, name: `v${i}` })),
    claims: set.claims.map((one, i) => ({ ...one, name: `c${i}` })),
  }));
}

function manifests({ volumes, claims }: { volumes: OracleVolume[]; claims: OracleClaim[] }): any[] {
  return [
    ...volumes.map(({ name, size, modes, labels }) => volume(name, `${size}Gi`, { accessModes: modes }, { labels })),
    ...claims.map(({ name, size, modes, wants }) => claim(name, `${size}Gi`, {
      accessModes: modes, ...Object.keys(wants ?? {}).length ? { selector: { matchLabels: wants } } : {},
    })),
  ];
}

function answers(objects: any[], arrival?: Arrival): Answers {
  const { claims } = StoragePlan.ofManifests(objects, { closedWorld: true, arrival }).toJson();
  return new Map(claims.map((one: any) => [one.name, new Set(one.volumes.length ? one.volumes.map((name: string | null) => name ?? '') : [''])]));
}

describe('agrees with a binder that tries everything', () => {
  test.each([['plain', true], ['mixed', false]])('volumes first, %s claims', (_, plain) => {
    fc.assert(fc.property(sets(plain, 5), (set) => {
      expect(answers(manifests(set))).toEqual(everyOrder(set.volumes, set.claims));
    }), { numRuns: thorough(37, 150), seed: 1 });
  });

  test.each([['plain', true], ['mixed', false]])('document order, %s claims', (_, plain) => {
    fc.assert(fc.property(sets(plain, 7), (set) => {
      expect(answers(manifests(set), Arrival.DOCUMENT_ORDER)).toEqual(oneOrder(set.volumes, set.claims));
    }), { numRuns: thorough(37, 150), seed: 2 });
  });

  test.each([['plain', true], ['mixed', false]])('anything at any time, %s claims', (_, plain) => {
    fc.assert(fc.property(sets(plain, 4), (set) => {
      expect(answers(manifests(set), Arrival.ANY)).toEqual(anyVolume(set.volumes, set.claims));
    }), { numRuns: thorough(25, 100), seed: 3 });
  });
});

/** A cluster with a bit of everything. */
const clusters: fc.Arbitrary<any[]> = fc.record({
  volumes: fc.array(fc.record({ size: fc.integer({ min: 1, max: 4 }), kind: fc.constantFrom('nfs', 'local', 'reserved', 'dynamic') }), { maxLength: 5 }),
  claims: fc.array(fc.record({
    size: fc.integer({ min: 1, max: 4 }), className: fc.constantFrom('', 'local', 'dynamic', 'ghost', undefined), named: fc.boolean(),
  }), { minLength: 1, maxLength: 5 }),
  pods: fc.array(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 2 }), { maxLength: 3 }),
}).map(({ volumes, claims, pods }) => [
  storageClass('local', NO_PROVISIONER, WAIT),
  storageClass('dynamic', 'cinder.csi.openstack.org', WAIT),
  node('n1'), node('n2'),
  ...volumes.map(({ size, kind }, i) => {
    if (kind === 'local') return localVolume(`v${i}`, `${size}Gi`, `n${1 + i % 2}`);
    return volume(`v${i}`, `${size}Gi`, {
      ...kind === 'dynamic' ? { storageClassName: 'dynamic' } : {}, ...kind === 'reserved' ? { claimRef: { namespace: 'default', name: 'c0' } } : {},
    });
  }),
  ...claims.map(({ size, className, named }, i) => claim(`c${i}`, `${size}Gi`, {
    ...className === undefined ? {} : { storageClassName: className }, ...named ? { volumeName: 'v0' } : {},
  })),
  ...pods.map((uses, i) => pod(`p${i}`, [...new Set(uses)].map((use) => `c${use}`))),
]);

const key = (one: any) => `${one.namespace ?? ''}/${one.name}`;
const told = (plan: any) => ({
  claims: plan.claims.map((c: any) => [key(c), c.outcome, c.volumes, c.provisioner, c.nearest?.predicate]).sort(),
  volumes: plan.volumes.map((v: any) => [v.name, [...v.phases].sort(), v.claim]).sort(),
  pods: plan.pods.map((p: any) => [key(p), p.outcome, p.nodes]).sort(),
});

test.each([Arrival.VOLUMES_FIRST, Arrival.ANY])('the order of the documents changes nothing (%s)', (arrival) => {
  fc.assert(fc.property(clusters.chain((objects) => fc.tuple(fc.constant(objects), fc.shuffledSubarray(objects, { minLength: objects.length }))),
    ([objects, shuffled]) => {
      const plan = (some: any[]) => told(StoragePlan.ofManifests(some, { closedWorld: true, arrival }).toJson());
      expect(plan(shuffled)).toEqual(plan(objects));
    }), { numRuns: thorough(25, 100), seed: 4 });
});

test.each([Arrival.VOLUMES_FIRST, Arrival.DOCUMENT_ORDER, Arrival.ANY])('objects that have nothing to do with it change nothing (%s)', (arrival) => {
  const unrelated = [
    volume('other', '9Gi', { storageClassName: 'another' }),
    claim('other', '1Gi', { storageClassName: 'another' }, { namespace: 'elsewhere' }),
    storageClass('third'),
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c0' } },
    { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'v0' } },
  ];
  fc.assert(fc.property(clusters, fc.nat(), (objects, at) => {
    const cut = at % (objects.length + 1);
    const plan = (some: any[]) => told(StoragePlan.ofManifests(some, { closedWorld: true, arrival }).toJson());
    const without = plan(objects);
    const { claims, volumes, pods } = plan([...objects.slice(0, cut), ...unrelated, ...objects.slice(cut)]);
    expect({ claims: claims.filter((c: any) => c[0] !== 'elsewhere/other'), volumes: volumes.filter((v: any) => v[0] !== 'other'), pods }).toEqual(without);
  }), { numRuns: thorough(15, 60), seed: 5 });
});

test.each([Arrival.VOLUMES_FIRST, Arrival.DOCUMENT_ORDER, Arrival.ANY])('no volume is promised twice (%s)', (arrival) => {
  fc.assert(fc.property(clusters, (objects) => {
    const { claims, volumes } = StoragePlan.ofManifests(objects, { closedWorld: true, arrival });
    const promised = claims.filter((one) => one.outcome === 'bound').map((one) => one.volume);
    expect(new Set(promised).size).toBe(promised.length);
    for (const one of claims.filter((c) => c.outcome === 'bound')) {
      expect(volumes.find((v) => v.name === one.volume)).toMatchObject({ phase: 'Bound', claim: key(one) });
      expect(claims.filter((other) => other !== one && other.volumes.includes(one.volume!))).toEqual([]);
    }
  }), { numRuns: thorough(25, 100), seed: 6 });
});

test('what happens in document order can happen in any order, and what happens volumes first can happen at any time', () => {
  fc.assert(fc.property(clusters, (objects) => {
    const of = (arrival: Arrival) => new Map(StoragePlan.ofManifests(objects, { closedWorld: true, arrival }).claims.map((c) => [key(c), c]));
    const [ordered, first, any] = [Arrival.DOCUMENT_ORDER, Arrival.VOLUMES_FIRST, Arrival.ANY].map(of);
    for (const [name, one] of ordered) expect(first.get(name)!.volumes).toEqual(expect.arrayContaining(one.volumes));
    for (const [name, one] of first) expect(any.get(name)!.volumes).toEqual(expect.arrayContaining(one.volumes));
  }), { numRuns: thorough(25, 100), seed: 7 });
});
