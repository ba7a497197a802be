/*
 * The output of Helm for sample values, from typed code with the names of the charts: `<chart>/<value set>/`. The functions are in the files beside this
 * one; docs/helm-parity.md lists the property for each value.
 */
import { join } from 'path';
import { App, Chart, Duration } from 'cdk8s';
import { Advice, Auth, CloudConfig, Cluster, EndpointType, ICloudConfig, MetadataSource, Naming, SecretText } from 'cdk8s-openstack';
import * as ccm from './ccm';
import * as cinderCsi from './cinder-csi';
import * as localPath from './local-path-provisioner';
import * as localStatic from './local-static-provisioner';
import * as manilaCsi from './manila-csi';

const outdir = process.env.CDK8S_OUTDIR ?? 'dist';

function render(chart: string, valueSet: string, namespace: string, build: (scope: Chart) => void): void {
  const app = new App({ outdir: join(outdir, chart, valueSet) });
  const scope = new Chart(app, chart, { namespace, disableResourceNameHashes: true });
  Cluster.boundary(scope, { severalDefaultClasses: true });
  build(scope);
  for (const id of new Set(Advice.of(app).open.map((note) => note.id))) Advice.of(app).acknowledge(id, 'The values of the chart say so.');
  app.synth();
}

/** The Secret of the chart's `cloudConfig` values: the keys are the same, sections and lists are typed. */
function kitchenSinkConfig(scope: Chart, secretName: string): ICloudConfig {
  return new CloudConfig(scope, 'CloudConfig', {
    secretName,
    naming: Naming.helmChart({ release: 'occm', nameOverride: 'occm' }),
    annotations: { 'example.com/owner': 'platform', 'argocd.argoproj.io/sync-wave': '-5' },
    global: {
      authUrl: 'https://keystone.example.com:5000/v3',
      region: 'RegionOne',
      auth: Auth.password({
        username: 'k8s',
        password: SecretText.unsafe('pa;ss#wo"rd\\ \té€'),
        tenantId: '14ba698c0aec4fd6b7dc8c310f664009',
        domainId: 'default',
      }),
      tlsInsecure: false,
      osEndpointType: EndpointType.INTERNAL,
    },
    networking: { publicNetworkName: ['public'], internalNetworkName: ['net-a', 'net-b'], ipv6SupportDisabled: false },
    loadBalancer: { enabled: true, monitorDelay: Duration.seconds(5), monitorMaxRetries: 3, maxSharedLb: 10000000 },
    metadata: { searchOrder: [MetadataSource.CONFIG_DRIVE, MetadataSource.METADATA_SERVICE], requestTimeout: Duration.seconds(30) },
    route: { routerId: '0bc1f0f8-4c54-4d4b-8b8b-000000000000' },
  });
}

/** The Secret of the driver's chart, in a file of another name. */
function driverConfig(scope: Chart): ICloudConfig {
  return new CloudConfig(scope, 'CloudConfig', {
    secretName: 'my-cloud',
    secretKey: 'os.conf',
    global: {
      authUrl: 'https://keystone.local:5000/v3',
      auth: Auth.applicationCredential({ id: 'abc', secret: SecretText.unsafe('def') }),
      region: 'RegionOne',
      caFile: '/etc/ssl/certs/ca.pem',
    },
    blockStorage: { nodeVolumeAttachLimit: 25, rescanOnResize: true, ignoreVolumeAz: true, ignoreVolumeMicroversion: false },
  });
}

render('ccm', 'default', 'kube-system', (scope) => ccm.defaultValues(scope, CloudConfig.fromSecretName('cloud-config')));
render('ccm', 'kitchen-sink', 'kube-system', (scope) => ccm.kitchenSink(scope, kitchenSinkConfig(scope, 'my-cloud-config')));
render('cinder-csi', 'default', 'kube-system', (scope) => cinderCsi.defaultValues(scope));
render('cinder-csi', 'kitchen-sink', 'kube-system', (scope) => cinderCsi.kitchenSink(scope, driverConfig(scope)));
render('local-static-provisioner', 'default', 'kube-system', (scope) => localStatic.defaultValues(scope));
render('local-static-provisioner', 'kitchen-sink', 'kube-system', (scope) => localStatic.kitchenSink(scope));
render('local-path-provisioner', 'default', 'kube-system', (scope) => localPath.defaultValues(scope));
render('local-path-provisioner', 'kitchen-sink', 'kube-system', (scope) => localPath.kitchenSink(scope));
render('manila-csi', 'default', 'manila', (scope) => manilaCsi.defaultValues(scope));
render('manila-csi', 'kitchen-sink', 'manila', (scope) => manilaCsi.kitchenSink(scope));
