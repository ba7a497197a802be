import { App, Chart } from 'cdk8s';
import { Auth, charts, CinderCsi, CloudConfig, CloudControllerManager, SecretText } from '../../src';
import { Output } from '../support/synth';

test('a chart for each component renders what the whole cluster renders, in files of their own', () => {
  const app = new App({ outdir: '/nonexistent' });
  const secret = SecretText.fromStore({ store: 'vault', key: 'openstack' });
  const { cloudConfig } = new charts.CloudConfigChart(app, 'config', { global: { authUrl: 'https://a.example.com/v3', auth: Auth.applicationCredential({ id: 'x', secret }) } });
  const { cloudControllerManager } = new charts.CloudControllerManagerChart(app, 'ccm', { cloudConfig, clusterName: 'prod-1' });
  const { cinder } = new charts.CinderCsiChart(app, 'cinder', { cloudConfig, clusterName: 'prod-1' });
  const { localVolumes } = new charts.LocalVolumeChart(app, 'local', { classes: [{ name: 'local-disks', hostDir: '/mnt/disks' }] });
  expect(app.charts.map((chart) => chart.node.id).sort()).toEqual(['ccm', 'cinder', 'config', 'local']);
  expect([cloudControllerManager.daemonSet.name, cinder.nodePlugin.name, localVolumes.daemonSet.name])
    .toEqual(['openstack-cloud-controller-manager', 'csi-cinder-nodeplugin', 'local-volume-provisioner']);
  expect(Output.ofApp(app).inventory()).toMatchSnapshot();
});

test('components stay in one namespace, whatever that of their charts is: pods read Secrets of their own namespace only', () => {
  const app = new App({ outdir: '/nonexistent' });
  const auth = Auth.applicationCredential({ id: 'x', secret: SecretText.fromStore({ store: 'vault', key: 'openstack' }) });
  const [config, ccm, csi] = ['config', 'ccm', 'csi'].map((name) => new Chart(app, name, { namespace: `of-${name}` }));
  const cloudConfig = new CloudConfig(config, 'CloudConfig', { global: { authUrl: 'https://a.example.com/v3', auth } });
  new CloudControllerManager(ccm, 'Manager', { cloudConfig, clusterName: 'prod-1' });
  new CinderCsi(csi, 'Cinder', { cloudConfig, clusterName: 'prod-1' });
  const namespaces = Output.ofApp(app).objects.flatMap(({ metadata }) => metadata.namespace ?? []);
  expect(new Set(namespaces)).toEqual(new Set(['kube-system']));
});
