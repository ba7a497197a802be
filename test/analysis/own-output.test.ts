import { App, Chart } from 'cdk8s';
import {
  Auth, CinderCsi, ClusterOptions, CloudConfig, CloudControllerManager, Cluster, LocalPathProvisioner, Release, SecretText, StorageAnalysis,
} from '../../src';

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

test('the components of the newest release have no warning but for the wide roles of the upstream cloud controller manager', () => {
  expect(complaints({}).filter((line) => !/RBA006 ClusterRole system:cloud-/.test(line))).toEqual([]);
});
