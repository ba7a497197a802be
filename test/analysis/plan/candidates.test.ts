import { Arrival, StoragePlan } from '../../../src/analysis';
import { CandidateLists } from '../../../src/analysis/plan/candidates';
import { candidatesText } from '../../../src/analysis/report/candidates-text';
import { thorough } from '../../support/thorough';
import { claim, localVolume, NO_PROVISIONER, node, pod, storageClass, volume, WAIT } from '../support/objects';
import { FILES, recordings } from '../support/recordings';

const closed = (objects: any[]) => StoragePlan.ofManifests(objects, { closedWorld: true });
const listOf = (objects: any[], name = 'c') => {
  const plan = closed(objects);
  return new CandidateLists(plan).of(plan.claims.find((one) => one.name === name)!);
};
const told = (objects: any[]) => listOf(objects).candidates.map(({ volume: one, failed }) => [one, failed && failed.condition]);

test.each(Object.values(Arrival))('recorded scenarios, %s: the first candidate of a bound claim is its volume, and no other fits', (arrival) => {
  const wrong: unknown[] = [];
  let bound = 0;
  for (const { id, manifests } of FILES.flatMap(recordings).filter((_, i) => i % thorough(3, 1) === 0)) {
    const plan = StoragePlan.ofManifests(manifests, { closedWorld: true, arrival });
    const lists = new CandidateLists(plan);
    for (const one of plan.claims) {
      const fitting = lists.of(one).candidates.filter(({ failed }) => !failed).map(({ volume: name }) => name);
      if (one.volume) bound++;
      const isFirst = !one.volume || fitting[0] === one.volume;
      if (!isFirst || String(fitting.sort()) !== String([...one.volumes].sort())) wrong.push([id, one.name, one.volumes, fitting]);
    }
  }
  expect(bound).toBeGreaterThan(thorough(30, 100));
  expect(wrong).toEqual([]);
});

test('a claim that failed has the first condition that each volume fails, in the order of the controller', () => {
  const objects = [
    volume('wide', '9Gi', { accessModes: ['ReadWriteOnce', 'ReadWriteMany'] }), volume('big', '9Gi'), volume('small', '1Gi'), volume('other', '3Gi', { storageClassName: 'x' }),
    volume('shared', '9Gi', { accessModes: ['ReadOnlyMany'] }), claim('c', '2Gi'),
  ];
  expect(told(objects)).toEqual([['big', null], ['small', 'capacity'], ['other', 'storageClass'], ['wide', 'turn'], ['shared', 'accessModes']]);
});

test('a volume that another claim has is not available, and one that is reserved comes first of its access modes', () => {
  const reserved = volume('kept', '9Gi', { claimRef: { namespace: 'default', name: 'c' }, storageClassName: 'any' });
  const objects = [volume('a', '2Gi'), reserved, claim('d', '1Gi', { volumeName: 'a' }), claim('c', '2Gi')];
  expect(listOf(objects).candidates).toEqual([
    { volume: 'kept', accessModes: ['ReadWriteOnce'], failed: null, passed: ['accessModes', 'claimRef', 'capacity', 'volumeMode', 'volumeAttributesClass', 'deletion', 'available'] },
    {
      volume: 'a',
      accessModes: ['ReadWriteOnce'],
      passed: ['accessModes', 'claimRef', 'capacity', 'volumeMode', 'volumeAttributesClass', 'deletion'],
      failed: { condition: 'available', field: null, wanted: 'bound to no other claim', found: 'bound to default/d' },
    },
  ]);
  expect(told(objects.map((one) => (one.metadata.name === 'd' ? claim('d', '3Gi', { volumeName: 'a' }) : one))))
    .toEqual([['kept', null], ['a', 'turn']]);
});

test('the scheduler asks for the class first, and which nodes a pod may have', () => {
  const objects = [
    storageClass('local', NO_PROVISIONER, WAIT), node('n1'), node('n2'), localVolume('far', '1Gi', 'n2'), localVolume('near', '5Gi', 'n1'), volume('nfs', '1Gi'),
    claim('c', '1Gi', { storageClassName: 'local' }), pod('p', ['c'], { nodeSelector: { 'kubernetes.io/hostname': 'n1' } }),
  ];
  const { order, candidates } = listOf(objects);
  expect(order).toContain('scheduler');
  expect(candidates.map(({ volume: one, failed }) => [one, failed?.condition, failed?.wanted])).toEqual([
    ['near', undefined, undefined], ['far', 'nodeAffinity', 'reachable from a node that its pods may have: n1'], ['nfs', 'storageClass', '"local"'],
  ]);
});

test('as text: the outcome, the order, and what each volume fails', () => {
  const plan = closed([volume('v', '1Gi'), claim('c', '2Gi')]);
  expect(candidatesText(plan.claims[0], new CandidateLists(plan).of(plan.claims[0]))).toBe(`default/c: pending
  no persistent volumes available for this claim and no storage class is set

The controller looks at volumes by their access modes, the fewest first, and takes one that is
reserved for the claim, else the smallest.
  1. v  ReadWriteOnce
     fails capacity: wanted at least 2Gi; found 1Gi
     passes accessModes, claimRef
`);
});
