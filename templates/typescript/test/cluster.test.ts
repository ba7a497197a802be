// What must hold for a cluster, whatever changes in it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { App } from 'cdk8s';
import { ClaimOutcome, FindingSeverity, StorageAnalysis, StoragePlan } from 'cdk8s-openstack';
import { addCluster } from '../cluster';

const cluster = addCluster(new App(), '__NAME__');

test('every claim gets a volume', () => {
  const { claims } = StoragePlan.of(cluster);
  assert.equal(claims.length, 3);
  assert.deepEqual(claims.filter(({ outcome }) => outcome === ClaimOutcome.PENDING), []);
});

test('the manifests have no errors', () => {
  assert.deepEqual(StorageAnalysis.of(cluster).findings.filter(({ severity }) => severity === FindingSeverity.ERROR), []);
});
