import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cli } from './support';
import { claim, node, pod, statefulSet, storageClass, volume } from '../analysis/support/objects';

/*
 * A kubectl that records how it is called, and answers from files. It would hand out values of Secrets to whoever asks for them in another form than the
 * table.
 */
const KUBECTL = `#!/bin/sh
dir=\${0%/*}
printf '%s\\037' "$@" >> "$dir/calls"
echo >> "$dir/calls"
if [ -e "$dir/fails" ]; then cat "$dir/fails" >&2; exit 1; fi
case "$*" in
api-resources*) printf '%s\\n' nodes pods secrets configmaps persistentvolumes persistentvolumeclaims storageclasses.storage.k8s.io statefulsets.apps ;;
version*) echo '{"serverVersion": {"major": "1", "minor": "33+"}}' ;;
*secret*-o*|*-o*secret*|*secret*--output*|*--output*secret*) echo VALUE-OF-A-SECRET ;;
*secret*) printf '%s\\n' 'shop   registry   kubernetes.io/dockerconfigjson   1   3d' 'kube-system   cloud-config   Opaque   2   9d' ;;
*) cat "$dir/cluster.json" ;;
esac
`;

const path = process.env.PATH;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cluster-'));
  writeFileSync(join(folder, 'kubectl'), KUBECTL);
  chmodSync(join(folder, 'kubectl'), 0o755);
  process.env.PATH = `${folder}:${path}`;
});
afterEach(() => {
  process.env.PATH = path;
  rmSync(folder, { recursive: true });
});

function holds(...objects: any[]): void {
  const placed = (object: any) => (['PersistentVolumeClaim', 'Pod'].includes(object.kind) ? { ...object, metadata: { namespace: 'default', ...object.metadata } } : object);
  writeFileSync(join(folder, 'cluster.json'), JSON.stringify({ kind: 'List', items: objects.map(placed) }));
}

const calls = (): string[][] => readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n').map((line) => line.split('\u001f').slice(0, -1));
const yaml = (...objects: any[]) => objects.map((object) => JSON.stringify(object)).join('\n---\n');
const plan = async (input: string, ...args: string[]) => JSON.parse((await cli(['plan', '-', '--cluster', '--format', 'json', ...args], input)).out);

const DISKS = storageClass('disks', 'kubernetes.io/no-provisioner');
const wanted = claim('wanted', '1Gi', { storageClassName: 'disks' });
const disk = (name: string, spec: object = {}) => volume(name, '1Gi', { storageClassName: 'disks', ...spec });

test('the plan is that of the manifests in the cluster: its volumes serve them, those in use do not', async () => {
  const taken = { ...claim('old', '1Gi', { storageClassName: 'disks', volumeName: 'd1' }), metadata: { name: 'old', uid: 'u1', annotations: { 'pv.kubernetes.io/bind-completed': 'yes' } } };
  const used = disk('d1', { claimRef: { namespace: 'default', name: 'old', uid: 'u1' } });
  holds(node('n1'), DISKS, used, taken);
  expect((await plan(yaml(wanted))).claims).toMatchObject([{ name: 'old', outcome: 'bound', volume: 'd1' }, { name: 'wanted', outcome: 'pending' }]);
  holds(node('n1'), DISKS, used, taken, disk('d2'));
  expect((await plan(yaml(wanted))).claims).toMatchObject([{ name: 'old', volume: 'd1' }, { name: 'wanted', outcome: 'bound', volume: 'd2' }]);
});

test('what both have is taken from the manifests', async () => {
  holds(node('n1'), DISKS, disk('d1'));
  expect((await plan(yaml(wanted, { ...disk('d1'), spec: { ...disk('d1').spec, storageClassName: 'other' } }))).claims).toMatchObject([{ outcome: 'pending' }]);
  const { volumes } = await plan(yaml(disk('d1')));
  expect(volumes).toHaveLength(1);
});

describe('what is applied again', () => {
  const bound = (name: string, on: string, more: object = {}) => ({
    ...claim(name, '1Gi', { storageClassName: 'disks', volumeName: on, ...more }, { uid: `uid-${name}`, annotations: { 'pv.kubernetes.io/bind-completed': 'yes' } }),
    status: { phase: 'Bound', capacity: { storage: '1Gi' } },
  });
  const taken = (name: string, by: string) => disk(name, { claimRef: { namespace: 'default', name: by, uid: `uid-${by}` } });

  test('a bound claim keeps its volume, a volume its claim', async () => {
    holds(node('n1'), DISKS, disk('a'), taken('d1', 'wanted'), bound('wanted', 'd1'));
    const { claims, volumes } = await plan(yaml(wanted));
    expect(claims).toMatchObject([{ name: 'wanted', outcome: 'bound', volume: 'd1' }]);
    expect(volumes).toMatchObject([{ name: 'a', phase: 'Available' }, { name: 'd1', phase: 'Bound' }]);
    expect((await plan(yaml(disk('d1'), claim('other', '1Gi', { storageClassName: 'disks' })))).claims).toMatchObject([{ name: 'wanted', volume: 'd1' }, { name: 'other', volume: 'a' }]);
  });

  test('what is there comes before what is new, in an order that is as it stands too', async () => {
    holds(node('n1'), DISKS, taken('d1', 'wanted'), bound('wanted', 'd1'));
    const { claims } = await plan(yaml(claim('first', '1Gi', { storageClassName: 'disks' }), wanted, disk('d1')), '--arrival', 'oneByOne');
    expect(claims.map(({ name, volume: of }: any) => [name, of]).sort()).toEqual([['first', null], ['wanted', 'd1']]);
  });

  test('a claim on its way out goes all the same', async () => {
    const going = { ...bound('wanted', 'd1'), metadata: { ...bound('wanted', 'd1').metadata, deletionTimestamp: '2030-01-01T00:00:00Z', finalizers: ['kubernetes.io/pvc-protection'] } };
    holds(node('n1'), DISKS, taken('d1', 'wanted'), going);
    expect((await plan(yaml(wanted))).claims[0].message).toMatch(/delet/);
  });

  test('fields of the last apply that are no longer there go, those of controllers stay', async () => {
    const last = (object: any) => ({ ...object, metadata: { ...object.metadata, annotations: { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(object) } } });
    holds(node('n1'), DISKS, last(disk('d1', { claimRef: { namespace: 'default', name: 'somebody' } })));
    expect((await plan(yaml(disk('d1'), wanted))).claims).toMatchObject([{ name: 'wanted', outcome: 'bound', volume: 'd1' }]);
    holds(node('n1'), DISKS, disk('d1', { claimRef: { namespace: 'default', name: 'somebody' } }));
    expect((await plan(yaml(disk('d1'), wanted))).claims).toMatchObject([{ name: 'wanted', outcome: 'pending' }]);
  });

  test.each([
    ['the class of a bound claim', bound('wanted', 'd1'), claim('wanted', '1Gi', { storageClassName: 'other' }), 'spec.storageClassName'],
    ['less than a bound claim has got', bound('wanted', 'd1'), claim('wanted', '512Mi', { storageClassName: 'disks' }), 'spec.resources.requests.storage'],
    ['more than the class allows', bound('wanted', 'd1'), claim('wanted', '2Gi', { storageClassName: 'disks' }), 'spec.resources.requests.storage'],
    ['the size of a claim without volume', { ...wanted, metadata: { ...wanted.metadata, uid: 'u' } }, claim('wanted', '2Gi', { storageClassName: 'disks' }), 'spec.resources.requests.storage'],
  ])('what the API server refuses stays as it is: %s', async (_, live, change, field) => {
    holds(node('n1'), DISKS, taken('d1', 'wanted'), live);
    const { out, err } = await cli(['plan', '-', '--cluster', '--format', 'json'], yaml(change));
    expect(err).toBe(`cdk8s-openstack: PersistentVolumeClaim/default/wanted stays as it is in the cluster: it changes ${field}, which cannot be changed in place. `
      + 'To change it, create a new claim and copy the data; deleting this one may delete its data\n');
    const [before] = (await plan('{}', '-')).claims;
    expect(JSON.parse(out).claims).toMatchObject([{ outcome: before.outcome }]);
    expect((await cli(['check', '-', '--cluster'], yaml(change))).err).toBe(err);
  });

  test('a claim that is bound grows', async () => {
    holds(node('n1'), { ...DISKS, allowVolumeExpansion: true }, taken('d1', 'wanted'), bound('wanted', 'd1'));
    const { out, err } = await cli(['plan', '-', '--cluster', '--format', 'json'], yaml(claim('wanted', '4Gi', { storageClassName: 'disks' })));
    expect(err).toBe('');
    expect((await cli(['plan', '-', '--cluster'], yaml(claim('wanted', '1024Mi', { storageClassName: 'disks' })))).err).toBe('');
    expect(JSON.parse(out).claims).toMatchObject([{ outcome: 'bound', volume: 'd1' }]);
  });

  test('a pod stays on its node, with what the API server has added to it', async () => {
    const given = pod('app', ['wanted'], { serviceAccountName: 'default' });
    const live = structuredClone(given);
    Object.assign(live.metadata, { uid: 'u' });
    Object.assign(live.spec, { nodeName: 'n2', tolerations: [{ key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }] });
    live.spec.volumes.push({ name: 'kube-api-access-x', projected: { sources: [] } });
    live.spec.containers[0] = { ...live.spec.containers[0], env: [{ name: 'A', value: 'b' }], volumeMounts: [...live.spec.containers[0].volumeMounts, { name: 'kube-api-access-x', mountPath: '/var/run' }] };
    given.spec.containers[0].env = [{ name: 'A', value: 'b' }];
    holds(node('n1'), node('n2'), DISKS, taken('d1', 'wanted'), bound('wanted', 'd1'), live);
    const { out, err } = await cli(['plan', '-', '--cluster', '--format', 'json'], yaml(given));
    expect(err).toBe('');
    expect(JSON.parse(out).pods).toMatchObject([{ name: 'app', nodes: ['n2'] }]);
    const refused = async (spec: object) => /it changes ([^ ]+),/.exec((await cli(['plan', '-', '--cluster'], yaml({ ...given, spec: { ...given.spec, ...spec } }))).err)?.[1];
    expect(await refused({ nodeName: 'n1' })).toBe('spec.nodeName');
    expect(await refused({ tolerations: [{ operator: 'Exists' }] })).toBe('spec.tolerations');
    expect(await refused({ tolerations: [{ key: 'a', operator: 'Exists' }] })).toBeUndefined();
    Object.assign(live.spec, { nodeName: undefined });
    holds(node('n1'), live);
    expect(await refused({ nodeName: 'n1' })).toBe('spec.nodeName');
  });
});

test('limits that come now do not reach what is there', async () => {
  const there = { ...wanted, metadata: { ...wanted.metadata, uid: 'u' } };
  const limit = { apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'small', namespace: 'default' }, spec: { limits: [{ type: 'PersistentVolumeClaim', max: { storage: '1Mi' } }] } };
  holds(node('n1'), DISKS, disk('d1'), there);
  expect((await plan(yaml(limit, wanted))).claims).toMatchObject([{ name: 'wanted', volume: 'd1' }]);
  holds(node('n1'), DISKS, disk('d1'));
  expect((await plan(yaml(limit, wanted))).claims).toEqual([]);
});

test('a StatefulSet of the cluster goes on: its pods are those that run, and the next ones get what comes', async () => {
  const set = statefulSet('db', 2, [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'disks', resources: { requests: { storage: '1Gi' } } } }]);
  const first = {
    ...pod('db-0', ['data-db-0'], { nodeName: 'n2' }),
    metadata: { name: 'db-0', namespace: 'default', uid: 'u', ownerReferences: [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db', uid: 's' }] },
  };
  const [own, waiting] = [0, 1].map((i) => ({ ...claim(`data-db-${i}`, '1Gi', { storageClassName: 'disks' }), metadata: { name: `data-db-${i}`, namespace: 'default', uid: `c${i}` } }));
  Object.assign(own.spec, { volumeName: 'd0' });
  Object.assign(own.metadata, { annotations: { 'pv.kubernetes.io/bind-completed': 'yes' } });
  holds(node('n1'), node('n2'), DISKS, set, first, disk('d0', { claimRef: { namespace: 'default', name: 'data-db-0', uid: 'c0' } }), own, waiting);
  const stuck = await plan(yaml(disk('small', { capacity: { storage: '1Mi' } })));
  const podsOf = ({ pods }: any, field: string) => pods.map((one: any) => [one.name, one[field]]).sort();
  expect(podsOf(stuck, 'nodes')).toEqual([['db-0', ['n2']], ['db-1', []]]);
  const free = await plan(yaml(disk('d1')));
  expect(free.claims).toMatchObject([{ name: 'data-db-0', volume: 'd0' }, { name: 'data-db-1', volume: 'd1' }]);
  expect(podsOf(free, 'outcome')).toEqual([['db-0', 'schedulable'], ['db-1', 'schedulable']]);
  // Applied again with more replicas, it is planned from where it stands.
  const grown = await plan(yaml({ ...set, spec: { ...set.spec, replicas: 3 } }, disk('d1')));
  const gone = await plan(yaml({ ...set, spec: { ...set.spec, replicas: 0 } }));
  expect(gone.pods).toEqual([]);
  expect(podsOf(grown, 'outcome')).toEqual([['db-0', 'schedulable'], ['db-1', 'schedulable'], ['db-2', 'unschedulable']]);
});

test('live pods of a workload of the manifests are planned anew, pods that ended use nothing', async () => {
  const owned = (kind: string, name: string, pods: string) => ({ ...pod(pods, []), metadata: { name: pods, namespace: 'shop', ownerReferences: [{ apiVersion: 'apps/v1', kind, name, uid: 'u' }] } });
  holds(
    node('n1'), owned('ReplicaSet', 'web-5f6d', 'web-5f6d-x'), owned('ReplicaSet', 'web-api-77', 'web-api-77-y'), owned('DaemonSet', 'agent', 'agent-z'),
    { ...owned('Job', 'other', 'other-1'), status: { phase: 'Succeeded' } },
  );
  const workload = (kind: string, name: string) => ({ apiVersion: 'apps/v1', kind, metadata: { name, namespace: 'shop' }, spec: { selector: { matchLabels: { a: 'b' } }, template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'c', image: 'i' }] } } } });
  const { pods } = await plan(yaml(workload('Deployment', 'web'), workload('DaemonSet', 'agent')));
  expect(pods.map(({ name }: any) => name)).toEqual(['web-api-77-y']);
});

test('the cluster alone is planned as it is', async () => {
  holds(node('n1'), DISKS, disk('d1'), wanted);
  const { code, out } = await cli(['plan', '--cluster', '--format', 'json']);
  expect(code).toBe(0);
  expect(JSON.parse(out).claims).toMatchObject([{ name: 'wanted', outcome: 'bound', volume: 'd1' }]);
});

test('Secrets are asked for as a table, everything else by kinds that the cluster serves, in one context', async () => {
  holds(DISKS, { ...pod('live', []), spec: { containers: [{ name: 'c', image: 'i', env: [{ name: 'PASSWORD', value: 'VALUE-OF-A-VARIABLE' }], args: ['--token=VALUE-OF-AN-ARGUMENT'] }] } });
  for (const command of ['check', 'plan']) {
    const { out, err } = await cli([command, '-', '--cluster', '--context', 'prod 1', '--format', 'json'], yaml(wanted));
    expect(out + err).not.toMatch(/VALUE-OF/);
  }
  expect(calls().slice(0, 4)).toEqual([
    ['api-resources', '--verbs=list', '--output=name', '--context=prod 1'],
    ['get', 'nodes,persistentvolumes,persistentvolumeclaims,pods,storageclasses.storage.k8s.io,statefulsets.apps', '--all-namespaces', '--output=json', '--context=prod 1'],
    ['get', 'secrets', '--all-namespaces', '--no-headers', '--context=prod 1'],
    ['version', '--output=json', '--context=prod 1'],
  ]);
  expect(calls().map(([verb]) => verb)).not.toEqual(expect.arrayContaining([expect.stringMatching(/apply|create|delete|edit|patch|replace/)]));
});

test('check reports what is wrong with the manifests, with the Secrets, classes and the version of the cluster', async () => {
  const puller = { ...pod('app', []), metadata: { name: 'app', namespace: 'shop' }, spec: { containers: [{ name: 'c', image: 'i:1' }], volumes: [{ name: 's', secret: { secretName: 'registry' } }, { name: 'm', secret: { secretName: 'missing' } }] } };
  holds(DISKS, volume('broken', '1Gi', { claimRef: { name: 'x' } }));
  const { out } = await cli(['check', '-', '--cluster', '--closed-world', '--format', 'json'], yaml(wanted, puller));
  const { findings } = JSON.parse(out);
  expect(findings.filter(({ rule }: any) => rule === 'MNT015').map(({ message }: any) => message)).toEqual([expect.stringContaining('"missing"')]);
  expect(findings.filter(({ object }: any) => object.name === 'broken')).toEqual([]);
  expect(findings.map(({ rule }: any) => rule)).not.toContain('CLS001');
  const attributes = await cli(['check', '-', '--cluster', '--format', 'json'], yaml(claim('v', '1Gi', { storageClassName: 'disks', volumeAttributesClassName: 'gold' })));
  expect(JSON.parse(attributes.out).findings.map(({ rule }: any) => rule)).toContain('CLS017');
});

test('failures are a line and exit code 2', async () => {
  writeFileSync(join(folder, 'fails'), 'error: context "x" does not exist\nmore\n');
  expect(await cli(['plan', '-', '--cluster'], yaml(wanted))).toMatchObject({ code: 2, out: '', err: 'cdk8s-openstack: kubectl api-resources failed: error: context "x" does not exist\n' });
  process.env.PATH = join(folder, 'empty');
  expect(await cli(['plan', '-', '--cluster'], yaml(wanted))).toMatchObject({ code: 2, err: 'cdk8s-openstack: --cluster needs kubectl, which is not in the PATH\n' });
  expect(await cli(['plan', '-', '--context', 'a'], yaml(wanted))).toMatchObject({ code: 2, err: expect.stringContaining('--context is the context of --cluster') });
  expect(await cli(['plan', '--each', '.', '--cluster'])).toMatchObject({ code: 2, err: expect.stringContaining('cannot be combined with --each') });
});
