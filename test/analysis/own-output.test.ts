import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import * as cdk8s from 'cdk8s';
import { App, Chart } from 'cdk8s';
import * as ts from 'typescript';
import { parse } from 'yaml';
import * as library from '../../src';
import {
  Auth, CinderCsi, ClusterOptions, CloudConfig, CloudControllerManager, Cluster, LocalPathProvisioner, Naming, Release, SecretText, StorageAnalysis,
  StorageValidation,
} from '../../src';
import { isAtLeast } from '../../src/kubernetes/minor';
import { isUpstreamWildcard } from '../../src/openstack/upstream-roles';
import { stderrOf } from '../support/synth';

/** Errors and warnings of what the components of this library emit. */
function complaints(options: ClusterOptions): string[] {
  const app = new App({ outdir: '/nonexistent' });
  const chart = new Chart(new Cluster(app, 'prod', options), 'chart');
  const cloudConfig = new CloudConfig(chart, 'CloudConfig', {
    global: {
      authUrl: 'https://openstack.example.com:5000/v3',
      region: 'RegionOne',
      auth: Auth.password({ userId: '7a1b', password: SecretText.fromStore({ store: 'vault', key: 'openstack/prod-1', property: 'secret' }), tenantId: '9c2d' }),
    },
  });
  const cinder = new CinderCsi(chart, 'Cinder', { cloudConfig });
  cinder.addStorageClass('ssd', { volumeType: 'ssd', isDefault: true });
  new CloudControllerManager(chart, 'Ccm', { cloudConfig, clusterName: 'prod-1' });
  new LocalPathProvisioner(chart, 'LocalPath');
  return StorageAnalysis.of(app).findings.filter(({ severity }) => severity !== 'info')
    .map(({ rule, severity, object, message }) => `${severity} ${rule} ${object.kind} ${object.name}: ${message}`);
}

test.each(Release.all().map((release) => [release.minor, release] as const))('the components of release %s have no error', (_, release) => {
  expect(complaints({ release }).filter((line) => line.startsWith('error'))).toEqual([]);
});

test('the components of the newest release have no warning', () => expect(complaints({})).toEqual([]));

/** The chart exists since release 1.21. */
function namings({ minor }: Release): Naming[] {
  return isAtLeast(minor, '1.21') ? [Naming.manifests(), Naming.helmChart({ release: 'occm' })] : [Naming.manifests()];
}

test('what upstream grants with all verbs is what its releases say', () => {
  const wide = new Set<string>();
  const elsewhere = Release.all().flatMap((release) => namings(release).flatMap((naming) => {
    const app = new App({ outdir: '/nonexistent' });
    const chart = new Chart(new Cluster(app, 'prod', { release }), 'chart');
    new CloudControllerManager(chart, 'Ccm', { cloudConfig: CloudConfig.fromSecretName('cloud-config'), clusterName: 'prod-1', naming });
    const roles = chart.toJson().filter(({ kind }) => kind === 'ClusterRole');
    return roles.flatMap(({ metadata, rules }) => rules.filter(({ verbs }: any) => verbs.includes('*')).map(({ resources }: any) => {
      wide.add(metadata.name);
      return isUpstreamWildcard(metadata.name, resources) ? undefined : `${metadata.name} ${resources}`;
    })).filter(Boolean);
  }));
  expect(elsewhere).toEqual([]);
  expect([...wide].sort()).toEqual([
    'system:cloud-controller-manager', 'system:cloud-node-controller', 'system:openstack-cloud-controller-manager', 'system:pvl-controller',
  ]);
  expect(isUpstreamWildcard('system:cloud-controller-manager', ['nodes', 'secrets'])).toBe(false);
  expect(isUpstreamWildcard('own', ['nodes'])).toBe(false);
});

/** The programs of the README and of the quickstart, in which the storage takes the place of the last two lines. */
function quickstart(): App {
  const blocks = (page: string) => [...readFileSync(join(__dirname, '../..', page), 'utf8').matchAll(/^```ts\n([^]*?)^```/gm)].map(([, code]) => code);
  const [first] = blocks('README.md');
  const storage = blocks('docs/quickstart.md').find((code) => code.includes('new StatefulApplication'))!;
  const program = first.split('\n').slice(0, -3).concat(storage).join('\n');
  const code = ts.transpileModule(program.replace(/^import .*$/gm, '').replace('app.synth();', ''), { compilerOptions: { target: ts.ScriptTarget.ES2022 } }).outputText;
  const given = { ...cdk8s, ...library };
  return new Function(...Object.keys(given), `${code}\nreturn app;`)(...Object.values(given)) as App;
}

test('the program of the quickstart has no warning, and passes the validation that the docs show', async () => {
  const app = quickstart();
  expect(app.charts.flatMap((chart) => chart.toJson()).map(({ kind }) => kind)).toEqual(expect.arrayContaining(['StatefulSet', 'DaemonSet', 'StorageClass', 'ExternalSecret']));
  expect(StorageAnalysis.of(app).findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
  expect(stderrOf(() => app.synthYaml())).toBe('');

  const page = readFileSync(join(__dirname, '../../docs/storage-analysis.md'), 'utf8');
  const { validations: [{ properties }] } = parse(/^```yaml\n(validations:[^]*?)^```/m.exec(page)![1]);
  const folder = mkdtempSync(join(tmpdir(), 'quickstart-'));
  writeFileSync(join(folder, 'prod-1.k8s.yaml'), app.synthYaml());
  const report = { addViolation: jest.fn(), submit: jest.fn() };
  await new StorageValidation(properties).validate({ manifests: [join(folder, 'prod-1.k8s.yaml')], report });
  rmSync(folder, { recursive: true });
  expect(report.submit).toHaveBeenCalledWith('success', expect.objectContaining({ errors: '0', warnings: '0' }));
});
