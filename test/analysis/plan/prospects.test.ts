import { planSummary, toldClaims } from '../../../src/analysis/plan/prospects';
import { StoragePlan } from '../../../src/analysis/plan/storage-plan';
import { planText } from '../../../src/analysis/report/plan-text';
import { claim, node, pod, storageClass, volume } from '../support/objects';

const WAITS = { volumeBindingMode: 'WaitForFirstConsumer' };
const CINDER = 'cinder.csi.openstack.org';
const cinder = storageClass('ssd', CINDER, WAITS);
const disks = storageClass('disks', 'kubernetes.io/no-provisioner', WAITS);

function told(objects: any[], options: object = { closedWorld: true }) {
  const plan = StoragePlan.ofManifests(objects, options);
  const claims = toldClaims(plan);
  const parts = { claims, volumes: plan.volumes, pods: plan.pods, rejected: plan.rejected };
  const futures = claims.map(({ name, prospect }) => [name, prospect?.words, prospect?.needsAttention]);
  return { summary: planSummary(parts), text: planText(parts), claims: futures };
}

const of = (name: string, className: string) => claim(name, '1Gi', { storageClassName: className });

test('a claim that a provisioner serves, and one whose pod comes later, are on their way', () => {
  const { summary, claims, text } = told([cinder, of('used', 'ssd'), of('idle', 'ssd'), pod('app', ['used']), node('n1')]);
  expect(claims).toEqual([['used', `provisioned by ${CINDER}`, false], ['idle', `provisioned by ${CINDER} once a pod uses it`, false]]);
  expect(summary).toBe(`2 claims: 1 provisioned by ${CINDER}, 1 waits for a pod that uses it`);
  expect(text).toContain(`default/idle  waiting       provisioned by ${CINDER} once a pod uses it  ssd\n`);
  expect(text.endsWith(`\n\n${summary}\n`)).toBe(true);
});

test('a claim of a pod that no node takes needs attention', () => {
  const stuck = { ...pod('app', ['data']), spec: { ...pod('app', ['data']).spec, nodeSelector: { disk: 'nvme' } } };
  const { summary, claims } = told([cinder, of('data', 'ssd'), stuck, node('n1')]);
  expect(claims).toEqual([['data', `provisioned by ${CINDER} once pod app is scheduled`, true]]);
  expect(summary).toBe(`1 claim: 1 provisioned by ${CINDER} once its pod runs; 1 pod cannot run`);
});

test('claims of local disks wait for them, which is normal where the disks are not in the input', () => {
  expect(told([disks, of('a', 'disks'), of('b', 'disks'), pod('app', ['a', 'b']), node('n1')], {}).summary).toBe('2 claims: 2 wait for local disks');
  const closed = told([disks, of('a', 'disks'), pod('app', ['a']), node('n1')]);
  expect(closed.claims).toEqual([['a', 'a local disk once pod app is scheduled', true]]);
  expect(closed.summary).toBe('1 claim: 1 waits for a local disk; 1 pod cannot run');
});

test('a class that is said to be in the cluster answers for its claims', () => {
  const { summary, claims, text } = told([of('a', 'fast'), pod('app', ['a'])], { knownClasses: ['fast'] });
  expect(claims).toEqual([['a', 'by class fast of the cluster', false]]);
  expect(summary).toBe('1 claim: 1 uses class fast of the cluster');
  expect(text).not.toContain('not found');
  expect(told([of('a', 'fast')], {}).summary).toBe('1 claim: 1 depends on what the cluster holds');
});

test('what binds, what never does, and what is decided by order', () => {
  const pv = (name: string) => volume(name, '1Gi', { storageClassName: 'static' });
  const { summary, claims } = told([pv('v1'), of('a', 'static'), of('b', 'static'), claim('huge', '9Ti', { storageClassName: 'static' })]);
  expect(claims.map(([, , needsAttention]) => needsAttention)).toEqual([true, true, true]);
  expect(summary).toBe('3 claims: 2 bind as order or ties decide, 1 never bound');
  expect(told([pv('v1'), of('a', 'static')]).summary).toBe('1 claim: 1 bound');
  expect(told([pv('v1')]).summary).toBe('no claims, 1 volume');
  expect(told([pv('v1'), claim('bad', 'lots')]).summary).toBe('no claims, 1 volume; 1 object rejected by the API server');
});

test('a pod that waits for volumes on their way shows no message of the scheduler', () => {
  const { text } = told([storageClass('now', CINDER), of('a', 'now'), pod('app', ['a']), node('n1')]);
  expect(text).toMatch(/default\/app +waiting +n1\n/);
  expect(text).not.toContain('0/1 nodes are available');
});
