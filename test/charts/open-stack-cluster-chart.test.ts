import { App } from 'cdk8s';
import {
  Auth, CloudConfig, CloudConfigProps, ControllerKind, Naming, OpenStackClusterChart, OpenStackClusterChartProps, Release, SecretText,
} from '../../src';
import { Output } from '../support/synth';

const secret = SecretText.fromStore({ store: 'vault', key: 'openstack/prod-1', property: 'secret' });
const CLOUD: CloudConfigProps = {
  global: { authUrl: 'https://openstack.example.com:5000/v3', region: 'RegionOne', auth: Auth.applicationCredential({ id: '21dced0f', secret }) },
  loadBalancer: { floatingNetworkId: 'bc8a590a-5d65-4525-98f3-f7ef29c727d5' },
};

function cluster(props: Partial<OpenStackClusterChartProps> = {}, more: (chart: OpenStackClusterChart) => void = () => {}): Output {
  const app = new App({ outdir: '/nonexistent' });
  more(new OpenStackClusterChart(app, 'prod-1', { clusterName: 'prod-1', cloudConfig: CLOUD, ...props }));
  return Output.ofApp(app);
}

/** apiVersion, kind, namespace, name and selector: what must never change by accident, as others refer to it. */
function contract({ objects }: Output): string {
  return objects.map((o) => {
    const selector = o.spec?.selector?.matchLabels ?? (o.kind === 'Service' ? o.spec.selector : undefined);
    const labels = selector ? ` {${Object.entries(selector).map(([k, v]) => `${k}=${v}`).join(',')}}` : '';
    return `${o.apiVersion} ${o.kind} ${o.metadata.namespace ?? '-'} ${o.metadata.name}${labels}`;
  }).join('\n');
}

describe('contract: apiVersion, kind, namespace, name and selector of every object', () => {
  const everything: Partial<OpenStackClusterChartProps> = {
    cloudControllerManager: { metrics: {} },
    cinder: { replicas: 2, metrics: { podMonitor: true } },
    localVolumes: { classes: [{ name: 'local-disks', hostDir: '/mnt/disks' }] },
  };
  test('with the names of the manifests', () => expect(contract(cluster(everything))).toMatchSnapshot());
  test('with the names of the Helm charts', () => {
    expect(contract(cluster({ ...everything, localVolumes: undefined, naming: Naming.helmChart({ release: 'prod' }) }))).toMatchSnapshot();
  });
  test.each(['1.15', '1.22', '1.29'])('of release %s, as upstream shipped it', (minor) => {
    const existing = { cloudConfig: CloudConfig.fromSecretName('cloud-config') };
    expect(contract(cluster({ ...existing, release: Release.of(minor), cinder: { controllerKind: ControllerKind.UPSTREAM } }))).toMatchSnapshot();
  });
});

test('a cluster with a store has an ExternalSecret and no Secret', () => {
  const { objects } = cluster();
  expect(objects.map((o) => o.kind)).toContain('ExternalSecret');
  expect(objects.map((o) => o.kind)).not.toContain('Secret');
});

test('namespace, release, naming and images reach every component', () => {
  const output = cluster({ namespace: 'openstack', release: Release.V1_35, images: { registryMirror: 'registry.example.com/mirror' } });
  const namespaces = new Set(output.objects.map((o) => o.metadata.namespace).filter(Boolean));
  const images = output.objects.flatMap((o) => o.spec?.template?.spec?.containers ?? []).map((c) => c.image);
  expect([...namespaces]).toEqual(['openstack']);
  expect(images.filter((image) => !image.startsWith('registry.example.com/mirror/'))).toEqual([]);
  expect(images).toContain('registry.example.com/mirror/provider-os/openstack-cloud-controller-manager:v1.35.0');
});

test('the name of the cluster reaches the load balancers and the volumes', () => {
  const output = cluster();
  const clusterName = (kind: string, name: string) => output.get(kind, name).spec.template.spec.containers
    .flatMap((c: any) => c.env ?? []).find((e: any) => e.name === 'CLUSTER_NAME')?.value;
  expect(clusterName('DaemonSet', 'openstack-cloud-controller-manager')).toBe('prod-1');
  expect(clusterName('StatefulSet', 'csi-cinder-controllerplugin')).toBe('prod-1');
});

describe('images', () => {
  const image = (output: Output, kind: string, name: string, container: string) =>
    output.get(kind, name).spec.template.spec.containers.find((c: any) => c.name === container).image;

  test('an override reaches the one component that uses the image', () => {
    const output = cluster({ images: { overrides: { 'csi-attacher': 'registry.example.com/attacher:v1', 'openstack-cloud-controller-manager': 'registry.example.com/ccm:v1' } } });
    expect(image(output, 'StatefulSet', 'csi-cinder-controllerplugin', 'csi-attacher')).toBe('registry.example.com/attacher:v1');
    expect(image(output, 'DaemonSet', 'openstack-cloud-controller-manager', 'openstack-cloud-controller-manager')).toBe('registry.example.com/ccm:v1');
  });

  test('a name that no component uses is an error', () => {
    expect(() => cluster({ images: { overrides: { 'csi-atacher': 'registry.example.com/attacher:v1' } } }))
      .toThrow('prod-1: images.overrides names "csi-atacher", which no container uses; there are cinder-csi-plugin, csi-attacher');
  });
});

describe('an existing cloud config', () => {
  test('is mounted, and none is emitted', () => {
    const output = cluster({ cloudConfig: CloudConfig.fromSecretName('my-config') });
    const volumes = output.get('DaemonSet', 'openstack-cloud-controller-manager').spec.template.spec.volumes;
    expect(volumes.map((v: any) => v.secret?.secretName)).toContain('my-config');
    expect(output.objects.map((o) => o.kind).filter((kind) => /Secret/.test(kind))).toEqual([]);
  });
  test('or its properties are needed', () => {
    const choice = 'an ICloudConfig, such as CloudConfig.fromSecretName(…) or new CloudConfig(…) or new CloudConfigFile(…), or an object with global, '
      + 'extraClouds, loadBalancer, … (CloudConfigProps)';
    expect(() => cluster({ cloudConfig: undefined })).toThrow(`prod-1: cloudConfig is missing: give ${choice}`);
    expect(() => cluster({ cloudConfig: 'hunter2' as any })).toThrow(`prod-1: cloudConfig must be ${choice}, got a string`);
  });
});

describe('a component that something else installs', () => {
  test('is left out, and classes refer to what is installed', () => {
    const output = cluster({ createCloudControllerManager: false, createCinder: false }, (chart) => {
      expect([chart.cinderCsi, chart.cloudControllerManager, chart.localVolumes]).toEqual([undefined, undefined, undefined]);
      chart.cinder.addStorageClass('ssd', { volumeType: 'ssd' });
    });
    expect(output.inventory()).toEqual(['ExternalSecret/kube-system/cloud-config', 'StorageClass/ssd']);
    expect(output.get('StorageClass').provisioner).toBe('cinder.csi.openstack.org');
  });
  test('the others are there', () => {
    cluster({}, (chart) => {
      expect([chart.cinderCsi!.controllerPlugin.kind, chart.cinder, chart.cloudControllerManager!.daemonSet.kind]).toEqual(['StatefulSet', chart.cinderCsi, 'DaemonSet']);
    });
  });
});

test('knobs of a component win over those of the cluster', () => {
  const output = cluster({ cinder: { images: { registryMirror: 'other.example.com' } }, images: { registryMirror: 'registry.example.com' } });
  const [container] = output.get('StatefulSet', 'csi-cinder-controllerplugin').spec.template.spec.containers;
  expect(container.image).toMatch(/^other\.example\.com\//);
});

describe('errors about a component name the property of the chart that holds its knobs', () => {
  test.each<[string, Partial<OpenStackClusterChartProps>]>([
    ['prod-1: cinder.node.extraTolerations[0].operator must be one of In, NotIn, Exists, DoesNotExist, Equal, Gt, Lt, got "Foo"', { cinder: { node: { extraTolerations: [{ operator: 'Foo' as any }] } } }],
    ['prod-1/Cinder: cinder.controller.image of container "cinder-csi-plugin" must be an image', { cinder: { controller: { image: 'A B' } } }],
    ['prod-1/Cinder: cinder.controller.attacher.resources.limits.cpu must be a quantity', { cinder: { controller: { attacher: { resources: { limits: { cpu: 'x' } } } } } }],
    ['prod-1/CloudControllerManager: cloudControllerManager.priorityClassName must be', { cloudControllerManager: { priorityClassName: 'Very High' } }],
    ['prod-1/LocalVolumes: localVolumes.classes', { localVolumes: { classes: [] } }],
    ['prod-1/CloudConfig: cloudConfig.secretName must be', { cloudConfig: { ...CLOUD, secretName: 'A' } }],
    ['prod-1/CloudControllerManager: clusterName must be', { clusterName: 'a/b', cloudControllerManager: {} }],
  ])('%s', (message, props) => expect(() => cluster(props)).toThrow(message));
});

describe('a proxy', () => {
  const variables = ({ objects }: Output) => Object.fromEntries(objects.filter(({ spec }) => spec?.template).flatMap(({ metadata, spec }) => (
    spec.template.spec.containers.map((c: any) => [`${metadata.name}/${c.name}`, (c.env ?? []).filter(({ name }: any) => /PROXY/.test(name))]))).filter(([, env]) => env.length));

  test('reaches what speaks to OpenStack, and nothing else', () => {
    const given = variables(cluster({ proxy: 'http://proxy.example.com:3128', noProxy: ['10.96.0.0/12', '.internal'] }));
    const direct = 'localhost,127.0.0.1,::1,169.254.169.254,.svc,.cluster.local,$(KUBERNETES_SERVICE_HOST),10.96.0.0/12,.internal';
    const env = [...['HTTP_PROXY', 'HTTPS_PROXY'].map((name) => ({ name, value: 'http://proxy.example.com:3128' })), { name: 'NO_PROXY', value: direct }];
    expect(given).toEqual({
      'openstack-cloud-controller-manager/openstack-cloud-controller-manager': env,
      'csi-cinder-controllerplugin/cinder-csi-plugin': env,
      'csi-cinder-nodeplugin/cinder-csi-plugin': env,
    });
  });

  test('a variable of a component wins', () => {
    const given = variables(cluster({
      proxy: 'http://proxy.example.com:3128/',
      cinder: { node: { extraEnv: [{ name: 'NO_PROXY', value: '*' }] } },
    }));
    expect(given['openstack-cloud-controller-manager/openstack-cloud-controller-manager'].map(({ name, value }: any) => `${name}=${value}`).slice(0, 2))
      .toEqual(['HTTP_PROXY=http://proxy.example.com:3128/', 'HTTPS_PROXY=http://proxy.example.com:3128/']);
    expect(given['csi-cinder-nodeplugin/cinder-csi-plugin'].map(({ name, value }: any) => `${name}=${value}`))
      .toEqual(['NO_PROXY=*', 'HTTP_PROXY=http://proxy.example.com:3128/', 'HTTPS_PROXY=http://proxy.example.com:3128/']);
  });

  test.each<[object, string]>([
    [{ noProxy: ['a'] }, 'prod-1: noProxy needs a proxy'],
    [{ proxy: 'proxy.example.com:3128' }, 'prod-1: proxy must be a URL such as http://proxy.example.com:3128, got "proxy.example.com:3128"'],
    [{ proxy: 'http://u:planted-Zx81@proxy.example.com:3128' }, 'prod-1: proxy must be a URL without a password'],
    [{ proxy: 'http://proxy:3128', noProxy: ['a,b'] }, 'prod-1: noProxy[0] must be a host'],
    [{ proxy: { http: 'http://proxy:3128' } }, 'prod-1: proxy must be'],
  ])('%j is refused', (props, message) => {
    expect(() => cluster(props)).toThrow(message);
    expect(() => cluster(props)).not.toThrow('planted');
  });
});

test('clusters side by side in an app do not meet', () => {
  const app = new App({ outdir: '/nonexistent' });
  for (const name of ['prod-1', 'prod-2']) new OpenStackClusterChart(app, name, { clusterName: name, cloudConfig: CLOUD });
  expect(Output.ofApp(app).objects.filter((o) => o.kind === 'CSIDriver')).toHaveLength(2);
});

test('sync waves put RBAC and configuration before workloads', () => {
  const waves = new Map(cluster({ syncWaves: true }).objects.map((o) => [o.kind, o.metadata.annotations?.['argocd.argoproj.io/sync-wave']]));
  expect(Object.fromEntries(waves)).toEqual({
    ExternalSecret: '-1', ServiceAccount: '-1', ClusterRole: '-1', ClusterRoleBinding: '-1', CSIDriver: '-1', DaemonSet: undefined, Service: undefined, StatefulSet: undefined,
  });
});

test('labels of every object are checked', () => {
  expect(() => cluster({ labels: { 'a b': 'c' } })).toThrow('prod-1: labels must be label keys of the form "name" or "example.com/name", got "a b"');
  expect(cluster({ labels: { team: 'storage' } }).objects.every((o) => o.metadata.labels.team === 'storage')).toBe(true);
});
