import { StoragePlan } from '../../../src/analysis';
import {
  ANY_NODE, BINDING_NEVER_COMPLETES, isPlaced, isRunning, isUnbound, LOST, NO_NODE, nodeOfPod, provisioningOn, UNBOUND, UNBOUND_DEFAULTED,
  UNKNOWN_NODE,
} from '../../../src/analysis/binding/state-encoding';

/** A state holds 16-bit numbers. */
const stored = (value: number) => Int16Array.of(value)[0];

test.each([0, 1, 9_989, 9_990, 10_000, 19_999, ANY_NODE, UNKNOWN_NODE])('a pod on node %d, running or waiting for provisioning', (node) => {
  const running = stored(node);
  const waiting = stored(provisioningOn(node));
  expect([isPlaced(running), isRunning(running), nodeOfPod(running)]).toEqual([true, true, node]);
  expect([isPlaced(waiting), isRunning(waiting), nodeOfPod(waiting)]).toEqual([true, false, node]);
});

test.each([NO_NODE, BINDING_NEVER_COMPLETES])('a pod with the value %d has no node', (value) => {
  expect([isPlaced(value), isRunning(value)]).toEqual([false, false]);
});

test('a claim is unbound before and after it gets the default class, not when it is bound or Lost', () => {
  expect([UNBOUND, UNBOUND_DEFAULTED, LOST, 0, 7].map(isUnbound)).toEqual([true, true, false, false, false]);
});

test('pods run on the last of 10,001 nodes', () => {
  const last = 'n10000';
  const pod = (name: string) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'shop' },
    spec: { containers: [{ name: 'web', image: 'nginx' }], volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] },
  });
  const plan = StoragePlan.ofManifests([
    {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'local' },
      provisioner: 'kubernetes.io/no-provisioner',
      volumeBindingMode: 'WaitForFirstConsumer',
    },
    ...Array.from({ length: 10_001 }, (_, i) => ({ apiVersion: 'v1', kind: 'Node', metadata: { name: `n${i}`, labels: { 'kubernetes.io/hostname': `n${i}` } } })),
    {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: 'disk' },
      spec: {
        storageClassName: 'local',
        accessModes: ['ReadWriteOnce'],
        capacity: { storage: '5Gi' },
        local: { path: '/mnt/a' },
        nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [last] }] }] } },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data', namespace: 'shop' },
      spec: { storageClassName: 'local', accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '5Gi' } } },
    },
    pod('first'),
    pod('second'),
  ], { closedWorld: true });
  expect(plan.pods.map(({ outcome, nodes }) => [outcome, nodes])).toEqual([['schedulable', [last]], ['schedulable', [last]]]);
});
