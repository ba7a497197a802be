/* plugin/argocd-cm.yaml, by Argo CD's own reader of settings, its Lua and its comparison; and all that the library renders, as the API server defaults it. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { objectsOf, output, Run } from './run';
import { Manifest } from './server';

const ROOT = join(__dirname, '../../..');
const SETTINGS = (parse(readFileSync(join(ROOT, 'plugin/argocd-cm.yaml'), 'utf8')) as { data: { [key: string]: string } }).data;

interface Health { readonly status?: string; readonly message?: string; readonly error?: string }

const PROVISIONER = 'volume.kubernetes.io/storage-provisioner';
const claim = (phase: string | undefined, spec: object, annotations: object = {}, status: object = {}): Manifest => ({
  apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'a', annotations }, spec, ...phase === undefined ? {} : { status: { phase, ...status } },
});
const imported = (phase?: string, conditions: object[] = []): Manifest => ({
  apiVersion: 'cdi.kubevirt.io/v1beta1', kind: 'DataVolume', metadata: { name: 'a' }, ...phase === undefined ? {} : { status: { phase, conditions } },
});
const ssd = { storageClassName: 'ssd' };

/** What is asked, and what Argo CD says: with the file, and without it where that differs. */
const CASES: ReadonlyArray<readonly [name: string, object: Manifest, expected: string, builtIn?: string]> = [
  ['a claim that waits for a pod', claim('Pending', ssd), 'Healthy: Waiting for a pod that uses it', 'Progressing'],
  ['a claim whose pod has a node', claim('Pending', ssd, { 'volume.kubernetes.io/selected-node': 'n1', [PROVISIONER]: 'cinder.csi.openstack.org' }),
    'Progressing: A volume is being provisioned for node n1'],
  ['a claim whose volume is being provisioned', claim('Pending', ssd, { [PROVISIONER]: 'cinder.csi.openstack.org' }), 'Progressing: A volume is being provisioned'],
  ['a claim that names a volume', claim('Pending', { ...ssd, volumeName: 'pv1' }), 'Progressing: Waiting for volume pv1'],
  ['a claim that asks for no class', claim('Pending', { storageClassName: '' }), 'Progressing: Waiting for a volume without class'],
  ['a claim without class', claim('Pending', {}), 'Progressing: It has no class: waiting for a default class or a volume'],
  ['a claim of a class that is listed as Immediate', claim('Pending', { storageClassName: 'now' }), 'Progressing: Waiting for a volume of class now'],
  ['a bound claim', claim('Bound', { ...ssd, volumeName: 'pv1' }), 'Healthy: Bound to pv1'],
  ['a bound claim that grows', claim('Bound', { volumeName: 'pv1' }, {}, { allocatedResourceStatuses: { storage: 'ControllerResizeInProgress' } }), 'Healthy: Bound to pv1'],
  ['a bound claim that cannot grow', claim('Bound', { volumeName: 'pv1' }, {}, { allocatedResourceStatuses: { storage: 'ControllerResizeInfeasible' } }),
    'Degraded: The volume cannot grow to the size of the claim', 'Healthy'],
  ['a claim whose volume is gone', claim('Lost', { ...ssd, volumeName: 'pv1' }), 'Degraded: Its volume is gone'],
  ['a claim without status', claim(undefined, ssd), 'Progressing: Waiting for the status', 'Unknown'],
  ['an import that waits for a pod', imported('WaitForFirstConsumer'), 'Healthy: Waiting for a pod that uses it', 'Progressing'],
  ['an import by a populator that waits for a pod', imported('PendingPopulation'), 'Healthy: Waiting for a pod that uses it', 'Progressing'],
  ['an import that goes on', imported('ImportInProgress', [{ type: 'Running', status: 'True' }]), 'Progressing: ImportInProgress'],
  ['an import that fails again and again', imported('ImportInProgress', [{ type: 'Running', status: 'False', reason: 'Error', message: '404 Not Found' }]), 'Degraded: 404 Not Found'],
  ['a finished import', imported('Succeeded'), 'Healthy: Succeeded'],
  ['a failed import', imported('Failed'), 'Degraded: Failed'],
  ['a paused import', imported('Paused'), 'Suspended: Paused'],
  ['an import without status', imported(), 'Progressing: Waiting for the status'],
];

const secret = (remoteRef: object, from: object = {}): Manifest => ({
  apiVersion: 'external-secrets.io/v1',
  kind: 'ExternalSecret',
  metadata: { name: 'a', namespace: 'b' },
  spec: { data: [{ secretKey: 'x', remoteRef: { key: 'k', ...remoteRef } }], dataFrom: [{ extract: { key: 'all', ...from } }], target: { name: 'a' } },
});

export async function customisations({ table, binary, folder }: Run): Promise<void> {
  table.title('Health and differences, by Argo CD');
  const ask = <T>(command: string, question: object): T => {
    const { status, stdout, stderr } = spawnSync(binary, [command], { input: JSON.stringify(question), encoding: 'utf8', maxBuffer: 2 ** 30 });
    if (status !== 0) throw new Error(stderr.slice(-1000));
    return JSON.parse(stdout) as T;
  };
  const objects = CASES.map(([, wanted]) => ({ wanted }));
  const listed = Object.fromEntries(Object.entries(SETTINGS).map(([key, text]) => [key, text.replace('local immediate = {}', 'local immediate = { now = true }')]));
  const told = ask<Health[]>('health', { data: listed, objects });
  const builtIn = ask<Health[]>('health', { data: {}, objects });
  for (const [i, [name, , expected, without]] of CASES.entries()) {
    await table.check(`health: ${name}`, () => {
      const { status, message, error } = told[i];
      if (error ?? `${status}: ${message}` !== expected) return error ?? `${status}: ${message}`;
      return without === undefined || builtIn[i].status === without ? undefined : `without the file ${builtIn[i].status} for ${without}`;
    });
  }

  const different = (data: object, wanted: Manifest, live: Manifest) => ask<unknown[]>('diff', { data, serverSideApply: true, objects: [{ wanted, live }] })[0] !== null;
  const defaults = { nullBytePolicy: 'Ignore' };
  await table.check('differences: the default that External Secrets writes is none', () => different({}, secret({}), secret(defaults, defaults))
    && !different(SETTINGS, secret({}), secret(defaults, defaults)));
  await table.check('differences: another key, and another value of that field, are', () => different(SETTINGS, secret({}), secret({ ...defaults, key: 'other' }))
    && different(SETTINGS, secret({}), secret({ nullBytePolicy: 'Fail' })));
  await table.check('differences: nothing that the examples render is changed by the defaults of Kubernetes', () => {
    const outdir = join(folder, 'examples');
    output(['--import', require.resolve('tsx'), join(ROOT, 'examples/synth.ts')], folder, {
      ...process.env, CDK8S_OUTDIR: outdir, CDK8S_OPENSTACK_FILES_DIR: `${outdir}-files`, TSX_TSCONFIG_PATH: join(ROOT, 'examples/tsconfig.json'),
    });
    const rendered = readdirSync(outdir, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yaml'))
      .flatMap((path) => objectsOf(readFileSync(join(outdir, path), 'utf8')));
    const found = ask<unknown[]>('diff', { data: SETTINGS, objects: rendered.map((wanted) => ({ wanted })) });
    table.note(`${rendered.length} objects compared`);
    const wrong = rendered.filter((_, i) => found[i] !== null);
    if (rendered.length < 50) return 'too few objects';
    return wrong.length ? JSON.stringify(wrong.map(({ kind, metadata }) => [kind, metadata])).slice(0, 500) : undefined;
  });
}
