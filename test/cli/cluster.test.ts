import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cli } from './support';
import { claim, node, pod, storageClass, volume } from '../analysis/support/objects';

/*
 * A kubectl that records how it is called, and answers from a file. It would hand out values of Secrets to whoever asks for them in another form than the table.
 */
const KUBECTL = `#!/usr/bin/env node
const { appendFileSync, readFileSync } = require('fs');
const args = process.argv.slice(2);
appendFileSync(__dirname + '/calls', JSON.stringify(args) + '\\n');
const { objects, fails } = JSON.parse(readFileSync(__dirname + '/cluster.json', 'utf8'));
if (fails) { process.stderr.write(fails + '\\nmore\\n'); process.exit(1); }
if (args[0] === 'api-resources') console.log('nodes\\npods\\nsecrets\\nconfigmaps\\npersistentvolumes\\npersistentvolumeclaims\\nstorageclasses.storage.k8s.io');
else if (args[0] === 'version') console.log(JSON.stringify({ serverVersion: { major: '1', minor: '33+' } }));
else if (args.some((arg) => /secret/.test(arg))) console.log(args.some((arg) => /^(-o|--output)/.test(arg)) ? 'VALUE-OF-A-SECRET' : 'shop   registry   kubernetes.io/dockerconfigjson   1   3d\\nkube-system   cloud-config   Opaque   2   9d');
else console.log(JSON.stringify({ kind: 'List', items: objects }));
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
  writeFileSync(join(folder, 'cluster.json'), JSON.stringify({ objects: objects.map(placed) }));
}

const calls = (): string[][] => readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n').map((line) => JSON.parse(line));
const yaml = (...objects: any[]) => objects.map((object) => JSON.stringify(object)).join('\n---\n');
const plan = async (input: string, ...args: string[]) => JSON.parse((await cli(['plan', '-', '--cluster', '--format', 'json', ...args], input)).out);

const DISKS = storageClass('disks', 'kubernetes.io/no-provisioner');
const wanted = claim('wanted', '1Gi', { storageClassName: 'disks' });
const disk = (name: string, spec: object = {}) => volume(name, '1Gi', { storageClassName: 'disks', ...spec });

test('the plan is that of the manifests in the cluster: its volumes serve them, those in use do not', async () => {
  const taken = { ...claim('old', '1Gi', { storageClassName: 'disks', volumeName: 'd1' }), metadata: { name: 'old', uid: 'u1', annotations: { 'pv.kubernetes.io/bind-completed': 'yes' } } };
  const used = disk('d1', { claimRef: { namespace: 'default', name: 'old', uid: 'u1' } });
  holds(node('n1'), DISKS, used, taken);
  expect((await plan(yaml(wanted))).claims).toMatchObject([{ name: 'wanted', outcome: 'pending' }, { name: 'old', outcome: 'bound', volume: 'd1' }]);
  holds(node('n1'), DISKS, used, taken, disk('d2'));
  expect((await plan(yaml(wanted))).claims).toMatchObject([{ name: 'wanted', outcome: 'bound', volume: 'd2' }, { name: 'old', volume: 'd1' }]);
});

test('what both have is taken from the manifests', async () => {
  holds(node('n1'), DISKS, disk('d1'));
  expect((await plan(yaml(wanted, { ...disk('d1'), spec: { ...disk('d1').spec, storageClassName: 'other' } }))).claims).toMatchObject([{ outcome: 'pending' }]);
  const { volumes } = await plan(yaml(disk('d1')));
  expect(volumes).toHaveLength(1);
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
    ['get', 'nodes,persistentvolumes,persistentvolumeclaims,pods,storageclasses.storage.k8s.io', '--all-namespaces', '--output=json', '--context=prod 1'],
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
  writeFileSync(join(folder, 'cluster.json'), JSON.stringify({ fails: 'error: context "x" does not exist' }));
  expect(await cli(['plan', '-', '--cluster'], yaml(wanted))).toMatchObject({ code: 2, out: '', err: 'cdk8s-openstack: kubectl api-resources failed: error: context "x" does not exist\n' });
  process.env.PATH = join(folder, 'empty');
  expect(await cli(['plan', '-', '--cluster'], yaml(wanted))).toMatchObject({ code: 2, err: 'cdk8s-openstack: --cluster needs kubectl, which is not in the PATH\n' });
  expect(await cli(['plan', '-', '--context', 'a'], yaml(wanted))).toMatchObject({ code: 2, err: expect.stringContaining('--context is the context of --cluster') });
  expect(await cli(['plan', '--each', '.', '--cluster'])).toMatchObject({ code: 2, err: expect.stringContaining('cannot be combined with --each') });
});
