/* Clusters in YAML, which is all that the plugin renders unless its sidecar says otherwise. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { difference, names, objectsOf, output, repository, Run } from './run';
import { Announced, CLUSTER_VERSION } from './server';

const REFERENCE = readFileSync(join(__dirname, '../../../examples/reference/cluster.yaml'), 'utf8');
const RELEASE = /^release: (.*)$/m.exec(REFERENCE)![1];
const path = 'clusters/prod';
const CLAIM = 'apiVersion: cdk8s-openstack/v1\nkind: Chart\npersistentVolumeClaims: {data: {size: 1Gi, storageClass: {fromStorageClassName: ssd}}}\n';
const secret = (password: string) => `apiVersion: cdk8s-openstack/v1
kind: CloudConfigChart
global: {authUrl: 'https://keystone.example.com', auth: {password: {username: u, tenantId: t, domainId: d, password: ${password}}}}
`;

export async function yamlProjects(run: Run): Promise<void> {
  const { table, folder, bundle } = run;
  table.title('Clusters in YAML');
  const server = await run.start('yaml', { SIDECAR_PASSWORD: 'of the sidecar', SIDECAR_REGION: 'RegionOne', CDK8S_OPENSTACK_READABLE_ENV: 'SIDECAR_REGION' });
  const repo = (files: { readonly [path: string]: string }) => repository(folder, Object.fromEntries(Object.entries(files).map(([name, text]) => [`${path}/${name}`, text])));
  const asked = (files: { readonly [path: string]: string }) => ({ root: repo(files), path });
  const render = (root: string, ...files: string[]) => objectsOf(output([bundle, 'render', ...files, '--stdout'], join(root, path)));
  const reference = asked({ 'cluster.yaml': REFERENCE });

  await table.check('CheckPluginConfiguration: discovery is configured', async () => {
    const { value } = await server.ask<{ isDiscoveryConfigured?: boolean }>('CheckPluginConfiguration', reference);
    return value?.isDiscoveryConfigured;
  });
  const matches = async (files: { readonly [path: string]: string }) => {
    const { value, error } = await server.ask<{ isSupported?: boolean }>('MatchRepository', asked(files));
    if (error !== undefined) throw new Error(error);
    return value?.isSupported === true;
  };
  await table.check('MatchRepository: a folder with a cluster is supported', () => matches({ 'a/b/prod.yaml': CLAIM }));
  const foreign: { readonly [what: string]: { readonly [path: string]: string } } = {
    'of manifests': { 'a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n' },
    'with a chart of Helm': { 'Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\n', 'templates/a.yaml': '{{ if .Values.a }}' },
    'with another program': { 'package.json': '{}', 'dist/app.js': '' },
  };
  for (const [what, files] of Object.entries(foreign)) await table.check(`MatchRepository: a folder ${what} is not`, async () => !await matches(files));

  await table.check('GenerateManifest: the reference cluster is what render prints', async () => difference(await server.generate(reference), render(reference.root, 'cluster.yaml')));
  await table.check('GenerateManifest: several files, and a base outside of the folder of the Application', async () => {
    const root = repository(folder, {
      'base.yaml': CLAIM.replace('kind: Chart', 'kind: ChartBase'),
      [`${path}/a.yaml`]: 'apiVersion: cdk8s-openstack/v1\nkind: Chart\nextends: ../../base.yaml\nnamespace: apps\n',
      [`${path}/b/c.yaml`]: REFERENCE,
    });
    return difference(await server.generate({ root, path }), render(root, 'a.yaml', 'b/c.yaml'));
  });
  await table.check('parameters: the release, and one of several clusters', async () => {
    const root = repo({ 'a.yaml': REFERENCE, 'b.yaml': CLAIM });
    const found = await server.generate({ root, path, parameters: [{ name: 'release', string: '1.35' }, { name: 'clusters', array: ['reference'] }] });
    const other = repo({ 'a.yaml': REFERENCE.replace(/^release: .*$/m, 'release: 1.35') });
    return difference(found, render(other, 'a.yaml'));
  });
  await table.check('parameters: the version of the cluster chooses the release', async () => {
    const files = { 'a.yaml': REFERENCE.replace(/^release: .*\n/m, '') };
    const found = await server.generate({ ...asked(files), parameters: [{ name: 'kubernetesVersion', string: 'cluster' }] });
    return difference(found, render(repo({ 'a.yaml': REFERENCE.replace(/^release: .*$/m, `kubernetesVersion: ${CLUSTER_VERSION}`) }), 'a.yaml'));
  });
  await table.check('GetParametersAnnouncement: static and dynamic parameters', async () => {
    const { value, error } = await server.ask<{ parameterAnnouncements: Announced[] }>('GetParametersAnnouncement', reference);
    const found = new Map(value?.parameterAnnouncements.map((one) => [one.name, one]));
    if (found.get('release')?.string !== RELEASE || found.get('clusters')?.array?.[0] !== 'reference') return error ?? JSON.stringify([...found.values()]);
    return names([...found.keys()].join(' '), 'files', 'source', 'app', 'allowEmpty', 'kubernetesVersion');
  });

  const refused = (name: string, application: Parameters<typeof server.refusal>[0], ...parts: string[]) => table.check(name,
    async () => names(await server.refusal(application), ...parts));
  await refused('a mistake: file, line and field in what Argo CD shows', asked({ 'a.yaml': REFERENCE, 'b.yaml': `${CLAIM}volumesnapshots: {}\n` }),
    'b.yaml:4:1: volumesnapshots is unknown: did you mean volumeSnapshots?', 'exit status 2');
  const empty = 'apiVersion: cdk8s-openstack/v1\nkind: Chart\n';
  await refused('empty output is an error: Argo CD would prune every object', asked({ 'a.yaml': empty }), 'there are no manifests');
  await table.check('empty output that is asked for', async () => {
    const found = await server.generate({ ...asked({ 'a.yaml': empty }), parameters: [{ name: 'allowEmpty', string: 'true' }] });
    return found.length === 0;
  });
  for (const [what, parameter, problem] of [
    ['a path outside', { name: 'files', array: ['../../../../../etc'] }, 'lies outside of the folder of the Application'],
    ['a control character', { name: 'release', string: '\u001b[31m' }, 'parameter release must be a line'],
    ['a shell command', { name: 'release', string: '$(id)' }, 'release must be one of'],
    ['an unknown name', { name: 'relase', string: '1.35' }, 'did you mean release?'],
    ['another type', { name: 'files', string: 'a.yaml' }, 'parameter files must have an array'],
  ] as const) await refused(`parameters: ${what} is refused`, { ...asked({ 'a.yaml': CLAIM }), parameters: [parameter] }, problem);
  await refused('a program is refused', asked({ 'cdk8s.yaml': '', 'dist/app.js': 'console.log(1)' }), 'this plugin runs none', 'CDK8S_OPENSTACK_PROGRAMS=bundled');

  await table.check('env of an Application: {fromEnv} finds it without the prefix', async () => {
    const found = await server.generate({ ...asked({ 'a.yaml': secret('{fromEnv: OS_PASSWORD}') }), env: { OS_PASSWORD: 'of the app' } });
    return names(JSON.stringify(found), 'password = \\"of the app\\"');
  });
  await refused('variables of the sidecar cannot be read', asked({ 'a.yaml': secret('{fromEnv: SIDECAR_PASSWORD}') }), 'environment variable SIDECAR_PASSWORD is not set');
  await table.check('variables of the sidecar that it lists can be, and no Application replaces them', async () => {
    const found = await server.generate({ ...asked({ 'a.yaml': `${CLAIM}labels: {region: {fromEnv: SIDECAR_REGION}}\n` }), env: { SIDECAR_REGION: 'other' } });
    return names(JSON.stringify(found), '"region":"RegionOne"');
  });
  for (const file of ['/proc/self/environ', '../../../../../../../etc/hostname']) {
    await refused(`the file ${file} cannot be read`, asked({ 'a.yaml': secret(`{fromFile: ${file}}`) }), 'must not be read, as it lies outside of the repository');
  }
  await table.check('nothing is left of these requests', () => server.leftovers().join(', ') || undefined);
}
