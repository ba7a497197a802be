import { CHECK_VOLUME_SATISFY_CLAIM, checkVolumeSatisfyClaim, failed, FIND_MATCHING_VOLUME, PRE_BOUND_VOLUME, satisfies } from '../../../src/analysis/binding/predicates';
import { Claim, Node, Volume } from '../../../src/analysis/model/admitted';
import { Inventory } from '../../../src/analysis/model/inventory';

const ON_NODE_1 = { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'zone', operator: 'In', values: ['az1', 'az2'] }] }] } };

function pair(claimSpec: object, volumeSpec: object, metadata: object = {}): { claim: Claim; volume: Volume } {
  const inventory = Inventory.ofManifests([
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data', namespace: 'shop', uid: 'u1' },
      spec: { storageClassName: 'manual', accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '5Gi' } }, ...claimSpec },
    },
    {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: 'disk', labels: { tier: 'fast' }, ...metadata },
      spec: {
        storageClassName: 'manual',
        accessModes: ['ReadWriteOnce', 'ReadWriteMany'],
        capacity: { storage: '5Gi' },
        csi: { driver: 'nfs.csi.k8s.io', volumeHandle: 'a' },
        ...volumeSpec,
      },
    },
  ], { closedWorld: true });
  return { claim: [...inventory.claims.values()][0], volume: inventory.volumes[0] };
}

const node = (zone: string): Node => ({ name: `in-${zone}`, labels: { zone }, taints: [], unschedulable: false, assumed: false });

/** The predicates in the order of FindMatchingVolume; each case fails the one alone. */
const CASES: Array<[name: string, claim: object, volume: object, metadata: object, wanted: string, found: string]> = [
  ['claimRef', {}, { claimRef: { namespace: 'shop', name: 'other' } }, {}, 'no claimRef, or one for shop/data', 'claimRef shop/other'],
  ['claimRef', {}, { claimRef: { namespace: 'shop', name: 'data', uid: 'u2' } }, {}, 'no claimRef, or one for shop/data', 'claimRef shop/data (uid u2)'],
  ['capacity', { resources: { requests: { storage: '5120Mi' } } }, { capacity: { storage: '4G' } }, {}, 'at least 5Gi', '4G'],
  ['volumeMode', { volumeMode: 'Block' }, {}, {}, 'Block', 'Filesystem'],
  ['volumeAttributesClass', { volumeAttributesClassName: 'gold' }, {}, {}, '"gold"', '""'],
  ['deletion', {}, {}, { deletionTimestamp: '2024-01-01T00:00:00Z', finalizers: ['a/b'] }, 'no deletionTimestamp', 'deletionTimestamp'],
  ['selector', { selector: { matchLabels: { tier: 'slow' }, matchExpressions: [{ key: 'a', operator: 'Exists' }, { key: 'tier', operator: 'NotIn', values: ['x', 'y'] }] } },
    {}, {}, 'tier=slow, a Exists, tier NotIn (x, y)', 'tier=fast'],
  ['storageClass', { storageClassName: '' }, {}, {}, '""', '"manual"'],
  ['nodeAffinity', {}, { nodeAffinity: ON_NODE_1 }, {}, 'reachable from node in-az3', 'zone In (az1, az2)'],
  ['accessModes', { accessModes: ['ReadWriteOnce', 'ReadOnlyMany'] }, {}, {}, 'ReadWriteOnce, ReadOnlyMany', 'ReadWriteOnce, ReadWriteMany'],
];

test('a volume that fits passes every predicate', () => {
  const { claim, volume } = pair({ selector: { matchLabels: { tier: 'fast' } } }, { nodeAffinity: ON_NODE_1 });
  expect(failed([...FIND_MATCHING_VOLUME, ...CHECK_VOLUME_SATISFY_CLAIM], claim, volume, node('az1'))).toEqual([]);
});

test('the predicates come in the order of FindMatchingVolume', () => {
  expect(FIND_MATCHING_VOLUME.map(({ name }) => name)).toEqual([...new Set(CASES.map(([name]) => name))]);
});

test.each(CASES)('%s of %j with %j %j', (name, claimSpec, volumeSpec, metadata, wanted, found) => {
  const { claim, volume } = pair(claimSpec, volumeSpec, metadata);
  const failures = failed(FIND_MATCHING_VOLUME, claim, volume, node('az3'));
  expect(failures.map((predicate) => predicate.name)).toEqual([name]);
  expect({ wanted: failures[0].wanted(claim, node('az3')), found: failures[0].found(volume) }).toEqual({ wanted, found });
});

test('a pre-bound volume needs neither the class nor the selector of its claim', () => {
  const { claim, volume } = pair({ storageClassName: 'other', selector: { matchLabels: { tier: 'slow' } } }, { claimRef: { namespace: 'shop', name: 'data' } });
  expect(satisfies(PRE_BOUND_VOLUME, claim, volume)).toBe(true);
  expect(satisfies(FIND_MATCHING_VOLUME, claim, volume)).toBe(false);
});

test.each([
  [{ resources: { requests: { storage: '6Gi' } }, storageClassName: 'x' }, {}, 'requested PV is too small'],
  [{ storageClassName: 'x', volumeAttributesClassName: 'gold' }, {}, 'storageClassName does not match'],
  [{ volumeAttributesClassName: 'gold', volumeMode: 'Block' }, {}, 'volumeAttributesClassName does not match'],
  [{ volumeMode: 'Block', accessModes: ['ReadOnlyMany'] }, {}, 'incompatible volumeMode'],
  [{ accessModes: ['ReadOnlyMany'], selector: { matchLabels: { tier: 'slow' } } }, {}, 'incompatible accessMode'],
  [{ selector: { matchLabels: { tier: 'slow' } } }, {}, undefined],
  [{ resources: { requests: { storage: '6Gi' } } }, { deletionTimestamp: '2024-01-01T00:00:00Z', finalizers: ['a/b'] }, 'the volume is marked for deletion "disk"'],
])('a claim %j that names the volume %j: %s', (claimSpec, metadata, message) => {
  const { claim, volume } = pair(claimSpec, {}, metadata);
  expect(checkVolumeSatisfyClaim(claim, volume)).toBe(message);
});

test('a claim that names its volume is compared in whole bytes, one that looks for a volume exactly', () => {
  const { claim, volume } = pair({ resources: { requests: { storage: '1500m' } } }, { capacity: { storage: '1200m' } });
  expect(checkVolumeSatisfyClaim(claim, volume)).toBeUndefined();
  expect(failed(FIND_MATCHING_VOLUME, claim, volume).map(({ name }) => name)).toEqual(['capacity']);
});
