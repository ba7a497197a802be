/* Claims that several workloads use, with the access mode that decides whether that works. */
import { stringify } from 'yaml';
import { findings, said } from '../support/judged';
import { claim, node, pod, statefulSet, storageClass, WAIT } from '../support/objects';

const yaml = (...objects: object[]) => objects.map((object) => stringify(object)).join('---\n');
const SSD = storageClass('ssd', 'cinder.csi.openstack.org', WAIT);
const files = (more: object = {}) => claim('files', '5Gi', { storageClassName: 'ssd', ...more });
const spec = (more: object = {}) => pod('any', ['files'], more).spec;
const labelled = (app: string, podSpec: object) => ({ metadata: { labels: { app } }, spec: podSpec });

function deployment(name: string, podSpec: object = spec(), more: object = {}): any {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'default' },
    spec: { replicas: 1, strategy: { type: 'Recreate' }, selector: { matchLabels: { app: name } }, template: labelled(name, podSpec), ...more },
  };
}

function job(name: string, podSpec: object = spec(), more: object = {}): any {
  return { apiVersion: 'batch/v1', kind: 'Job', metadata: { name, namespace: 'default' }, spec: { template: labelled(name, { restartPolicy: 'Never', ...podSpec }), ...more } };
}

const cronJob = (name: string, more: object = {}) => (
  { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name, namespace: 'default' }, spec: { schedule: '5 4 * * *', jobTemplate: { spec: job(name).spec }, ...more } });
const daemonSet = (name: string) => (
  { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name, namespace: 'default' }, spec: { selector: { matchLabels: { app: name } }, template: labelled(name, spec()) } });
const near = (app: string, kind = 'podAffinity', topologyKey = 'kubernetes.io/hostname') => (
  { affinity: { [kind]: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey, labelSelector: { matchLabels: { app } } }] } } });
const at = (host: string) => ({ nodeSelector: { 'kubernetes.io/hostname': host } });
const told = (...objects: object[]) => findings('ACM010', yaml(SSD, files(), ...objects)).map(({ severity, object }) => `${severity} ${object.kind}/${object.name}`);

describe('users of a ReadWriteOnce claim', () => {
  test.each<[string, object[], string[]]>([
    ['one Deployment', [deployment('a')], []],
    ['two Deployments', [deployment('a'), deployment('b')], ['warning Deployment/b']],
    ['three of them: each after the first', [deployment('a'), deployment('b'), pod('c', ['files'])], ['warning Deployment/b', 'warning Pod/c']],
    ['what ends is told, wherever it stands', [job('seed'), deployment('a')], ['warning Job/seed']],
    ['a CronJob and a StatefulSet', [statefulSet('db', 1, [], {}, spec()), cronJob('dump')], ['warning CronJob/dump']],
    ['two Jobs take turns', [job('one'), job('two')], ['info Job/two']],
    ['two pods that end', [pod('a', ['files'], { restartPolicy: 'Never' }), pod('b', ['files'], { restartPolicy: 'OnFailure' })], ['info Pod/b']],
    ['a suspended CronJob has no pods', [deployment('a'), cronJob('dump', { suspend: true })], []],
    ['nor has a suspended Job', [deployment('a'), job('dump', spec(), { suspend: true })], []],
    ['nor a Deployment that is scaled to none', [deployment('a'), deployment('b', spec(), { replicas: 0 })], []],
    ['one node for all', [node('n1'), deployment('a'), deployment('b')], []],
    ['DaemonSets have a rule of their own', [daemonSet('agent'), deployment('a')], []],
  ])('%s', (_, objects, expected) => {
    expect(told(...objects)).toEqual(expected);
  });

  test.each<[string, object[], string[]]>([
    ['affinity of the second to the first', [deployment('a'), deployment('b', spec(near('a')))], []],
    ['affinity of the first to the second', [deployment('a', spec(near('b'))), deployment('b')], []],
    ['affinity within a zone does not help', [deployment('a'), deployment('b', spec(near('a', 'podAffinity', 'topology.kubernetes.io/zone')))], ['warning Deployment/b']],
    ['affinity to others does not help', [deployment('a'), deployment('b', spec(near('c')))], ['warning Deployment/b']],
    ['anti-affinity keeps them apart', [deployment('a'), deployment('b', spec(near('a', 'podAntiAffinity')))], ['error Deployment/b']],
    ['the same host', [pod('a', ['files'], at('w1')), pod('b', ['files'], { nodeName: 'w1' })], []],
    ['two hosts', [pod('a', ['files'], at('w1')), pod('b', ['files'], { nodeName: 'w2' })], ['error Pod/b']],
    ['two hosts by affinity', [pod('a', ['files'], at('w1')), pod('b', ['files'], {
      affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['w2'] }] }] } } },
    })], ['error Pod/b']],
    ['two zones', [pod('a', ['files'], { nodeSelector: { zone: 'east' } }), pod('b', ['files'], { nodeSelector: { zone: 'west' } })], ['error Pod/b']],
    ['labels of different keys', [pod('a', ['files'], { nodeSelector: { disk: 'x' } }), pod('b', ['files'], { nodeSelector: { zone: 'y' } })], ['warning Pod/b']],
    ['known nodes, of which each pod may use another', [node('n1', { role: 'db' }), node('n2', { role: 'web' }),
      pod('a', ['files'], { nodeSelector: { role: 'db' } }), pod('b', ['files'], { nodeSelector: { role: 'web' } })], ['error Pod/b']],
    ['known nodes, of which both may use one', [node('n1', { role: 'db' }), node('n2'),
      pod('a', ['files'], { nodeSelector: { role: 'db' } }), pod('b', ['files'], at('n1'))], []],
    ['a Job for another host waits for the one before', [job('a', spec(at('w1'))), job('b', spec(at('w2')))], ['warning Job/b']],
  ])('%s', (_, objects, expected) => {
    expect(told(...objects)).toEqual(expected);
  });

  test('the text names both, and the fix belongs to the case', () => {
    const [backup] = findings('ACM010', yaml(SSD, files(), deployment('web'), cronJob('dump')));
    expect(backup).toMatchObject({
      path: 'spec.jobTemplate.spec.template.spec.volumes[0].persistentVolumeClaim.claimName',
      message: 'claim "files" is ReadWriteOnce, and Deployment "web" uses it too. On another node, the pod cannot attach the volume.',
      fix: expect.stringMatching(/^Add a required podAffinity .* to the pods of Deployment "web"/),
    });
    const [apart] = findings('ACM010', yaml(SSD, files(), pod('a', ['files'], at('w1')), pod('b', ['files'], at('w2'))));
    expect(apart).toMatchObject({ message: expect.stringMatching(/must run on different nodes, so they never run at the same time\.$/), fix: expect.stringMatching(/^Let the pods run on the same node/) });
    expect(findings('ACM010', yaml(SSD, files(), deployment('a'), deployment('b')))[0].fix).toMatch(/^Give each workload its own claim/);
  });

  test('the claim of one replica of a StatefulSet, which a Job uses by its name', () => {
    const set = statefulSet('db', 2, [claim('data', '5Gi', { storageClassName: 'ssd' })]);
    const dump = (name: string) => job('dump', pod('any', [name]).spec);
    expect(said('ACM010', yaml(SSD, set, dump('data-db-1')))).toEqual([expect.stringMatching(/^warning Job\/dump .*claim "data-db-1" .* StatefulSet "db" uses it too/)]);
    expect(said('ACM010', yaml(SSD, set, dump('data-db-2')))).toEqual([]);
    expect(said('ACM010', yaml(SSD, set, dump('data-db-0'), { ...dump('data-db-1'), metadata: { name: 'other', namespace: 'default' } }))).toHaveLength(2);
    expect(said('ACM010', yaml(SSD, set))).toEqual([]);
  });

  test('a dump of a cluster holds a Deployment with its ReplicaSet and its pods: one user', () => {
    const owned = (object: any, kind: string, name: string) => ({ ...object, metadata: { ...object.metadata, ownerReferences: [{ apiVersion: 'apps/v1', kind, name, uid: 'u', controller: true }] } });
    const replicaSet = { ...deployment('web-5d'), kind: 'ReplicaSet' };
    const all = [deployment('web'), owned(replicaSet, 'Deployment', 'web'), owned(pod('web-5d-x', ['files']), 'ReplicaSet', 'web-5d')];
    expect(told(...all)).toEqual([]);
    expect(told(...all, deployment('other'))).toEqual(['warning Deployment/other']);
  });

  test('other modes and other storage', () => {
    const both = [deployment('a'), deployment('b')];
    expect(said('ACM010', yaml(SSD, files({ accessModes: ['ReadWriteMany'] }), ...both))).toEqual([]);
    expect(said('ACM010', yaml(SSD, files({ accessModes: ['ReadWriteOncePod'] }), ...both))).toEqual([]);
    const shared = { apiVersion: 'storage.k8s.io/v1', kind: 'CSIDriver', metadata: { name: 'nfs.csi.k8s.io' }, spec: { attachRequired: false } };
    expect(said('ACM010', yaml(storageClass('ssd', 'nfs.csi.k8s.io'), shared, files(), ...both))).toEqual([]);
    const local = storageClass('ssd', 'rancher.io/local-path', WAIT);
    expect(said('ACM010', yaml(local, files(), ...both))).toEqual([]);
    expect(said('ACM010', yaml(local, files(), deployment('a', spec(at('w1'))), deployment('b', spec(at('w2')))))).toEqual([expect.stringMatching(/^error Deployment\/b/)]);
  });
});

describe('users of a ReadWriteOncePod claim', () => {
  const alone = files({ accessModes: ['ReadWriteOncePod'] });

  test('two workloads, also on one node', () => {
    expect(said('ACM003', yaml(SSD, alone, deployment('a'), cronJob('dump'), node('n1'))))
      .toEqual([expect.stringMatching(/^error CronJob\/dump .*claim "files" allows one pod \(ReadWriteOncePod\), but Deployment "a" uses it too\.$/)]);
    expect(said('ACM003', yaml(SSD, alone, deployment('a'), cronJob('dump', { suspend: true })))).toEqual([]);
  });

  test('the claim of a replica, and a Job beside it', () => {
    const set = statefulSet('db', 3, [claim('data', '5Gi', { storageClassName: 'ssd', accessModes: ['ReadWriteOncePod'] })]);
    expect(said('ACM003', yaml(SSD, set))).toEqual([]);
    expect(said('ACM003', yaml(SSD, set, job('dump', pod('any', ['data-db-0']).spec)))).toEqual([expect.stringMatching(/^error Job\/dump .*claim "data-db-0" .* StatefulSet "db" uses it too/)]);
  });

  test('a rolling update, parallel pods and a DaemonSet', () => {
    expect(said('ACM003', yaml(SSD, alone, deployment('a', spec(), { strategy: { type: 'RollingUpdate' } })))).toEqual([expect.stringMatching(/rolling update/)]);
    expect(said('ACM003', yaml(SSD, alone, job('a', spec(), { parallelism: 3, completions: 3 })))).toEqual([expect.stringMatching(/up to 3 pods use it/)]);
    expect(said('ACM003', yaml(SSD, alone, daemonSet('a')))).toEqual([expect.stringMatching(/every node runs one/)]);
  });
});

describe('ReadWriteMany from drivers of block storage, where they document it', () => {
  const shared = (provisioner: string, parameters: object, volumeMode: string) => said('ACM004', yaml(
    storageClass('ssd', provisioner, { parameters }), files({ accessModes: ['ReadWriteMany'], volumeMode })));

  test.each<[string, object]>([
    ['cinder.csi.openstack.org', { type: 'shared-ssd' }],
    ['ebs.csi.aws.com', { type: 'io2' }],
    ['disk.csi.azure.com', { maxShares: '2', cachingMode: 'None' }],
    ['pd.csi.storage.gke.io', { type: 'hyperdisk-balanced' }],
    ['rbd.csi.ceph.com', {}],
  ])('%s with %j: for raw block volumes only', (provisioner, parameters) => {
    expect(shared(provisioner, parameters, 'Block')).toEqual([]);
    expect(shared(provisioner, parameters, 'Filesystem')).toHaveLength(1);
  });

  test.each<[string, object, RegExp]>([
    ['ebs.csi.aws.com', { type: 'gp3' }, /Set type io2/],
    ['disk.csi.azure.com', {}, /maxShares/],
  ])('%s with %j: what the class lacks', (provisioner, parameters, fix) => {
    const [found] = findings('ACM004', yaml(storageClass('ssd', provisioner, { parameters }), files({ accessModes: ['ReadWriteMany'], volumeMode: 'Block' })));
    expect(found.fix).toMatch(fix);
  });
});
