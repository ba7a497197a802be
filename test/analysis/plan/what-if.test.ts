import { StoragePlan } from '../../../src/analysis';
import { consequencesOf, missingIn, WhatIf } from '../../../src/analysis/plan/what-if';
import { claim, localVolume, NO_PROVISIONER, node, pod, statefulSet, storageClass, volume, WAIT } from '../support/objects';

const told = (objects: any[], change: Partial<WhatIf>, closedWorld = true) => (
  consequencesOf(StoragePlan.ofManifests(objects, { closedWorld }), { deleted: [], gone: [], drained: [], ...change })
    .map(({ kind, name, before, after }) => `${kind} ${name}: ${before} -> ${after}`));
const LOCAL = [storageClass('local', NO_PROVISIONER, WAIT), node('n1'), node('n2'), localVolume('v', '1Gi', 'n1'),
  statefulSet('db', 1, [claim('data', '1Gi', { storageClassName: 'local' })])];
const NFS = [node('n1'), node('n2'), volume('v', '1Gi'), claim('c', '1Gi', { storageClassName: '' }), pod('p', ['c'])];

test('a claim that is deleted releases its volume', () => {
  expect(told(NFS, { deleted: ['PersistentVolumeClaim/default/c'] })).toEqual([
    'PersistentVolumeClaim c: bound to v -> gone', 'PersistentVolume v: Bound -> Released', 'Pod p: schedulable on n1, n2 -> unschedulable',
  ]);
});

test.each([true, false])('a volume that is deleted leaves its claim lost (closed world: %s)', (closedWorld) => {
  expect(told(NFS, { deleted: ['PersistentVolume/v'] }, closedWorld)).toEqual(expect.arrayContaining([
    'PersistentVolumeClaim c: bound to v -> lost', 'PersistentVolume v: Bound -> gone',
  ]));
});

test('the claim of a set keeps its volume when the set is deleted, unless its policy says otherwise, and comes anew when the claim is', () => {
  expect(told(LOCAL, { deleted: ['StatefulSet/db'] })).toEqual(['Pod db-0: schedulable on n1 -> gone']);
  const policy = LOCAL.map((one) => (one.kind === 'StatefulSet' ? { ...one, spec: { ...one.spec, persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' } } } : one));
  expect(told(policy, { deleted: ['StatefulSet/db'] })).toContain('PersistentVolume v: Bound -> Released');
  expect(told(LOCAL, { deleted: ['PersistentVolumeClaim/default/data-db-0'] })).toEqual([
    'PersistentVolumeClaim data-db-0: bound to v -> waiting', 'PersistentVolume v: Bound -> Released', 'Pod db-0: schedulable on n1 -> unschedulable',
  ]);
});

test('a node that goes or is drained strands pods with local volumes, and moves others', () => {
  for (const change of [{ gone: ['n1'] }, { drained: ['n1'] }]) {
    expect(told(LOCAL, change)).toEqual(['Pod db-0: schedulable on n1 -> unschedulable']);
    expect(told(NFS, change)).toEqual(['Pod p: schedulable on n1, n2 -> schedulable on n2']);
  }
  expect(told(LOCAL, { gone: ['n2'] })).toEqual([]);
});

test('what is not there is named', () => {
  expect(missingIn(StoragePlan.ofManifests(NFS), { deleted: ['PersistentVolumeClaim/c', 'PersistentVolume/w'], gone: ['n1'], drained: ['n9'] })).toEqual(['PersistentVolume/w', 'Node/n9']);
});
