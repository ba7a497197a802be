import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { Inventory } from '../../../src/analysis/model/inventory';
import { compare } from '../../../src/gitops/diff/compare';
import { Program } from '../../../src/gitops/migrate/code';
import { documentName, renderedYaml, toYaml } from '../../../src/gitops/migrate/document';
import { CHARTS, migrate, rendered } from '../../../src/gitops/migrate/helm';
import { migrateManifests } from '../../../src/gitops/migrate/manifests';
import type { Fault } from '../../../src/gitops/render/source';
import { cli } from '../../cli/support';

const SCHEMA = JSON.parse(readFileSync(join(__dirname, '../../../schema/cluster.schema.json'), 'utf8'));
const isValid = new Ajv({ strict: true, strictTypes: false, strictRequired: false, inlineRefs: false, code: { optimize: false } }).compile(SCHEMA);

const of = (chart: string, values: object) => migrate({ chart, release: 'rel', namespace: 'kube-system', values });
const render = (program: Program) => {
  const faults: Fault[] = [];
  const manifests = renderedYaml(toYaml(program), program, faults);
  expect(faults).toEqual([]);
  return Inventory.ofTexts([{ text: manifests, file: 'a.yaml' }]).items.map(({ object }) => object);
};

/** Values that need each way of spelling: names, factories with one and several arguments, durations, references, files and variables. */
const VALUES: { readonly [chart: string]: object } = {
  'openstack-cloud-controller-manager': {
    cloudConfig: { global: { 'auth-url': 'https://a', 'password': 'correct-horse', 'username': 'u', 'tenant-id': 't', 'domain-id': 'd' } },
    enabledControllers: ['route', 'cloud-node'],
    tolerations: [{ key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 5 }],
    podAnnotations: { 'yes': 'no', '1.30': '0x1F', 'a': '# b: c', 'e': '' },
    dnsPolicy: 'Default',
    podSecurityContext: { runAsUser: 1001, seLinuxOptions: { level: '123', type: 'off' } },
  },
  'openstack-cinder-csi': {
    timeout: '90s',
    secret: { enabled: true, name: 'mine', filename: 'os.conf' },
    storageClass: {
      delete: { isDefault: true },
      retain: { isDefault: true },
      custom: 'kind: StorageClass\napiVersion: storage.k8s.io/v1\nmetadata: {name: x}\n'
      + 'provisioner: cinder.csi.openstack.org\nparameters: {type: "1e3"}\n',
    },
  },
  'openstack-manila-csi': { shareProtocols: [{ protocolSelector: 'CEPHFS', fsGroupPolicy: 'File', fwdNodePluginEndpoint: { dir: '/a', sockFile: 'b' } }], driverName: 'x.y' },
  'local-path-provisioner': {
    nodePathMap: [{ node: 'DEFAULT_PATH_FOR_NON_LISTED_NODES', paths: ['/data'] }, { node: 'n1', paths: [] }],
    defaultSettings: { registrySecret: 's' },
    privateRegistry: { registryUrl: 'reg.example.com', registryUser: 'u', registryPasswd: 'correct-horse' },
    configmap: { setup: '#!/bin/sh\nset -eu\n\n  mkdir -m 0777 -p "$VOL_DIR"\n' },
  },
  'local-static-provisioner': {
    minResyncPeriod: '1h30m',
    classes: [
      { name: 'a', hostDir: '/a', blockCleanerCommand: ['/scripts/shred.sh', '3'] }, { name: 'b', hostDir: '/b', blockCleanerCommand: ['/scripts/blkdiscard.sh'] },
      { name: 'c', hostDir: '/c', blockCleanerCommand: ['/x', 'y'] },
    ],
  },
};

test.each(Object.keys(CHARTS).flatMap((chart) => [[chart, {}], [chart, VALUES[chart]]] as const))('the document of %s renders what the program does: %j', (chart, values) => {
  const { program } = of(chart, values);
  expect(render(program)).toEqual(rendered(program));
  expect(isValid(parse(toYaml(program)))).toBe(true);
  expect(toYaml(program)).not.toContain('correct-horse');
});

test('files and variables stand for secrets, and the variable of the machine is left as it was', () => {
  const config = toYaml(of('openstack-cloud-controller-manager', VALUES['openstack-cloud-controller-manager']).program);
  expect(parse(config).cloudConfigFiles.CloudConfig.text).toEqual({ fromFile: 'cloud.conf' });
  const { program } = of('local-path-provisioner', VALUES['local-path-provisioner']);
  process.env.REGISTRY_PASSWORD = 'own';
  expect(JSON.stringify(render(program))).toContain(Buffer.from('u:correct-horse').toString('base64').slice(0, 8));
  expect(process.env.REGISTRY_PASSWORD).toBe('own');
  delete process.env.REGISTRY_PASSWORD;
  render(program);
  expect(process.env).not.toHaveProperty('REGISTRY_PASSWORD');
  expect(parse(toYaml(program)).localPathProvisioners.LocalPath.registryCredentials.password).toEqual({ fromEnv: 'REGISTRY_PASSWORD' });
});

test('it is spelled as a person would', () => {
  const { cinderCsis: { Cinder }, storageClasses, severalDefaultClasses } = parse(toYaml(of('openstack-cinder-csi', VALUES['openstack-cinder-csi']).program));
  expect(Cinder).toMatchObject({ release: '1.36', timeout: '90s', cloudConfig: { fromSecretName: { secretName: 'mine', secretKey: 'os.conf' } } });
  expect(storageClasses['csi-cinder-sc-retain']).toMatchObject({ reclaimPolicy: 'Retain', provisioner: 'cinder.csi.openstack.org' });
  expect(severalDefaultClasses).toBe(true);
  const { LocalVolumes } = parse(toYaml(of('local-static-provisioner', VALUES['local-static-provisioner']).program)).localVolumeProvisioners;
  expect(LocalVolumes.classes.map(({ blockCleaner }: any) => blockCleaner)).toEqual([{ shred: 3 }, { discard: {} }, { command: ['/x', 'y'] }]);
  expect(LocalVolumes.minResyncPeriod).toBe('90m');
});

test('manifests become objects as they are, whatever their texts look like', () => {
  const data = { a: 'yes', b: '0x1F', c: '1_000', d: '2026-01-01', e: 'a: b # c', f: ' x\n  y \n\n', g: '', h: '~', i: '- a', j: '"', k: '1.' };
  const objects = [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'A.b', namespace: 'x', labels: { on: 'off' } }, data },
    { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w' }, spec: { count: 3, share: 0.5, on: true, none: null, list: [1, 'two', []], map: {} } },
  ];
  const { program } = migrateManifests('My_Manifests.v2', Inventory.ofManifests(objects));
  expect(parse(toYaml(program))).toMatchObject({ kind: 'Chart', name: 'my-manifests-v2' });
  expect(render(program)).toEqual(rendered(program));
  expect(render(program)[0].data).toEqual(data);
  expect(isValid(parse(toYaml(program)))).toBe(true);
});

test.each([['occm', 'occm'], ['a.b', 'a-b'], ['__', 'manifests'], ['X'.repeat(80), 'x'.repeat(63)]])('the document of %s is called %s', (given, name) => {
  expect(documentName(given)).toBe(name);
});

test('the reference cluster comes out of the values of its charts, where it has their names', async () => {
  const folder = join(__dirname, '../../../examples/reference/helm');
  const silent = jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
  const { out } = await cli(['render', '-f', join(folder, 'cluster.yaml'), '--stdout']);
  silent.mockRestore();
  const releases: ReadonlyArray<readonly [string, string, string, string]> = [
    ['occm', 'openstack-cloud-controller-manager', 'reference', 'kube-system'], ['cinder-csi', 'openstack-cinder-csi', 'cinder-csi', 'kube-system'],
    ['local-volumes', 'local-static-provisioner', 'local-volumes', 'local-volumes'],
  ];
  const migrated = releases.map(([file, chart, release, namespace]) => {
    const values = parse(readFileSync(join(folder, `${file}.values.yaml`), 'utf8'));
    const { program, problems } = migrate({ chart, release, namespace, values });
    expect(problems).toEqual([]);
    return program;
  });
  const { program } = migrateManifests('manifests', Inventory.ofTexts([{ file: 'a', text: readFileSync(join(folder, 'manifests.yaml'), 'utf8') }]));
  const objects = [...migrated, program].flatMap(render);
  expect(compare(Inventory.ofTexts([{ file: 'a', text: out }]), Inventory.ofManifests(objects))).toEqual([]);
  expect(objects.length).toBeGreaterThan(30);
});
