import { App } from 'cdk8s';
import { Auth, CinderCsiChart, CloudConfigChart, CloudControllerManagerChart, LocalVolumeChart, SecretText } from '../../src';
import { Output } from '../support/synth';

test('a chart for each component renders what the whole cluster renders, in files of their own', () => {
  const app = new App({ outdir: '/nonexistent' });
  const secret = SecretText.fromStore({ store: 'vault', key: 'openstack' });
  const { cloudConfig } = new CloudConfigChart(app, 'config', { global: { authUrl: 'https://a.example.com/v3', auth: Auth.applicationCredential({ id: 'x', secret }) } });
  const { cloudControllerManager } = new CloudControllerManagerChart(app, 'ccm', { cloudConfig, clusterName: 'prod-1' });
  const { cinder } = new CinderCsiChart(app, 'cinder', { cloudConfig, clusterName: 'prod-1' });
  const { localVolumes } = new LocalVolumeChart(app, 'local', { classes: [{ name: 'local-disks', hostDir: '/mnt/disks' }] });
  expect(app.charts.map((chart) => chart.node.id).sort()).toEqual(['ccm', 'cinder', 'config', 'local']);
  expect([cloudControllerManager.daemonSet.name, cinder.nodePlugin.name, localVolumes.daemonSet.name])
    .toEqual(['openstack-cloud-controller-manager', 'csi-cinder-nodeplugin', 'local-volume-provisioner']);
  expect(Output.ofApp(app).inventory()).toMatchSnapshot();
});
