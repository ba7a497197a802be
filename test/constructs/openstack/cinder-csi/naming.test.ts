import { ControllerKind, HelmNamingOptions, Naming, Release } from '../../../../src';
import { argsOf, cinder, containerOf } from '../../../support/cinder-csi';

const helm = (options: Partial<HelmNamingOptions> = {}) => Naming.helmChart({ release: 'prod', ...options });
const selector = (component: string, app = 'openstack-cinder-csi') => ({ component, app, release: 'prod' });

test('a Helm release is taken over: names, labels and selectors', () => {
  const output = cinder({ naming: helm(), metrics: { podMonitor: true }, podDisruptionBudget: true });
  for (const [kind, component] of [['Deployment', 'controllerplugin'], ['DaemonSet', 'nodeplugin']]) {
    const { metadata, spec } = output.get(kind, `openstack-cinder-csi-${component}`);
    const labels = { ...selector(component), chart: 'openstack-cinder-csi-2.36.0', heritage: 'Helm' };
    expect(spec.selector.matchLabels).toEqual(selector(component));
    expect([metadata.labels, spec.template.metadata.labels]).toEqual([labels, labels]);
  }
  expect(output.get('PodMonitor').spec).toMatchObject({ jobLabel: 'component', selector: { matchLabels: selector('controllerplugin') } });
  expect(output.get('PodDisruptionBudget')).toMatchSnapshot();
});

test('the defaults of the chart come with its names', () => {
  const pod = (kind: string) => cinder({ naming: helm() }).get(kind);
  expect(pod('Deployment')).toMatchSnapshot();
  expect(pod('DaemonSet')).toMatchSnapshot();
});

test('the provisioner has the rules of the chart, which are fewer', () => {
  const rules = (naming?: Naming) => JSON.stringify(cinder({ naming }).get('ClusterRole', 'csi-provisioner-role').rules);
  expect([rules().includes('volumeattachments'), rules(helm()).includes('volumeattachments')]).toEqual([true, false]);
});

test('overrides do what they do in the chart', () => {
  const output = cinder({ naming: helm({ nameOverride: 'my-cinder', fullnameOverride: 'unused', chartVersion: '2.36.9' }) });
  const { metadata, spec } = output.get('Deployment');
  expect(metadata.name).toBe('my-cinder-controllerplugin');
  expect(metadata.labels.chart).toBe('openstack-cinder-csi-2.36.9');
  expect(spec.selector.matchLabels).toEqual(selector('controllerplugin', 'my-cinder'));
});

test('long names are cut as the chart cuts them', () => {
  const nameOverride = `${'a'.repeat(62)}-b`;
  const output = cinder({ naming: helm({ nameOverride, chartVersion: '2.36.0+build.1' }) });
  expect(output.get('Deployment').metadata.name).toBe(`${'a'.repeat(62)}-controllerplugin`);
  expect(output.get('Deployment').metadata.labels.chart).toBe('openstack-cinder-csi-2.36.0_build.1');
});

test('a StatefulSet of an older chart keeps its Service, which leads nowhere', () => {
  const output = cinder({ naming: helm() }, { release: Release.V1_22 });
  expect(output.get('StatefulSet').spec.serviceName).toBe('openstack-cinder-csi-controllerplugin');
  expect(output.get('Service').spec).toEqual({ clusterIP: 'None' });
  expect(output.get('Service').metadata.labels).toEqual({ ...selector('controllerplugin'), chart: 'openstack-cinder-csi-1.4.9', heritage: 'Helm' });
});

test('a Service that you ask for leads to the pods', () => {
  const { spec } = cinder({ naming: helm(), controllerKind: ControllerKind.STATEFUL_SET }).get('Service');
  expect(spec).toMatchObject({ clusterIP: 'None', selector: selector('controllerplugin') });
  expect(spec.ports).toHaveLength(1);
  expect(() => cinder({ naming: helm({ nameOverride: 'a.b' }), controllerKind: ControllerKind.STATEFUL_SET })).toThrow('naming.nameOverride must be a DNS label');
});

test('each of several clouds is selected by a component of its own', () => {
  const clouds = ['one', 'two'].map((name) => ({ name, nodeSelector: { region: name } }));
  const output = cinder({ naming: helm(), clouds });
  for (const name of ['one', 'two']) {
    expect(output.get('DaemonSet', `openstack-cinder-csi-nodeplugin-${name}`).spec.selector.matchLabels).toEqual(selector(`nodeplugin-${name}`));
  }
});

test('labels of your own never reach the selector', () => {
  const output = cinder({ controller: { labels: { app: 'mine', team: 'storage' } } });
  const { metadata, spec } = output.get('StatefulSet');
  expect(metadata.labels).toEqual({ app: 'mine', team: 'storage' });
  expect(spec.template.metadata.labels).toEqual({ app: 'csi-cinder-controllerplugin', team: 'storage' });
  expect(spec.selector.matchLabels).toEqual({ app: 'csi-cinder-controllerplugin' });
});

describe('pods of the chart do not restart for another order', () => {
  const output = cinder({
    naming: helm(),
    verbosity: 5,
    topology: false,
    cloudConfigHostPath: '/etc/config',
    controller: { extraVolumes: [{ name: 'ca', emptyDir: {} }], extraVolumeMounts: [{ name: 'ca', mountPath: '/etc/ca' }] },
    node: { extraVolumes: [{ name: 'ca', emptyDir: {} }], extraVolumeMounts: [{ name: 'cloud-config', mountPath: '/etc/config' }, { name: 'ca', mountPath: '/etc/ca' }] },
  });
  const mounts = (kind: string) => containerOf(output, output.get(kind).metadata.name, 'cinder-csi-plugin').volumeMounts.map((m: any) => m.mountPath);

  test('flags that are changed keep their place', () => {
    expect(argsOf(output, 'openstack-cinder-csi-controllerplugin', 'csi-provisioner')).toEqual([
      '-v=5', '--csi-address=$(ADDRESS)', '--timeout=3m', '--leader-election=true', '--default-fstype=ext4', '--feature-gates=Topology=false', '--extra-create-metadata',
    ]);
  });

  test('the mount of the cloud config comes last, or where it is given', () => {
    expect(mounts('Deployment')).toEqual(['/csi', '/etc/ca', '/etc/config']);
    expect(mounts('DaemonSet').slice(-2)).toEqual(['/etc/config', '/etc/ca']);
  });
});
