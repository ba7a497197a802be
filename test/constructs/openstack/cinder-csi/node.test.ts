import { createHash } from 'crypto';
import { Auth, CinderCsi, CinderNodeConfig, CloudConfig, cloudConf, ImagePullPolicy, MetadataSource, SecretText } from '../../../../src';
import { argsOf, cinder, containerOf } from '../../../support/cinder-csi';
import { Output, stderrOf } from '../../../support/synth';

const NODE = 'csi-cinder-nodeplugin';
const PLUGIN = 'cinder-csi-plugin';
const CHECKSUM = 'cdk8s-openstack/cloud-config-checksum';
const config = { secretName: 'cloud', secretKey: 'os.conf', checksum: 'abc' };

const pod = (output: Output, kind = 'DaemonSet') => output.get(kind).spec.template;
const volume = (output: Output, name: string, kind?: string) => pod(output, kind).spec.volumes.find((v: any) => v.name === name);

test('the kubelet directory reaches every path', () => {
  const output = cinder({ kubeletDir: '/var/data/kubelet/' });
  expect(pod(output).spec.volumes.filter((v: any) => v.hostPath).map((v: any) => v.hostPath.path)).toEqual([
    '/var/data/kubelet/plugins/cinder.csi.openstack.org', '/var/data/kubelet/plugins_registry/', '/var/data/kubelet', '/dev',
  ]);
  expect(containerOf(output, NODE, 'node-driver-registrar').env).toContainEqual(
    { name: 'DRIVER_REG_SOCK_PATH', value: '/var/data/kubelet/plugins/cinder.csi.openstack.org/csi.sock' });
  expect(containerOf(output, NODE, PLUGIN).volumeMounts).toContainEqual(
    { name: 'kubelet-dir', mountPath: '/var/data/kubelet', mountPropagation: 'Bidirectional' });
});

describe('the cloud config', () => {
  test('is the Secret and key of the config, and rolls the pods when it changes', () => {
    const output = cinder({ cloudConfig: config });
    for (const kind of ['DaemonSet', 'StatefulSet']) {
      expect(volume(output, 'secret-cinderplugin', kind)).toEqual({ name: 'secret-cinderplugin', secret: { secretName: 'cloud' } });
      expect(pod(output, kind).metadata.annotations).toEqual({ [CHECKSUM]: 'abc' });
    }
    expect(containerOf(output, NODE, PLUGIN).env).toContainEqual({ name: 'CLOUD_CONFIG', value: '/etc/config/os.conf' });
  });

  test('can lie on the nodes, where nobody knows its checksum', () => {
    const output = cinder({ cloudConfig: config, cloudConfigHostPath: '/etc/openstack' });
    for (const kind of ['DaemonSet', 'StatefulSet']) {
      expect(volume(output, 'secret-cinderplugin', kind)).toEqual({ name: 'secret-cinderplugin', hostPath: { path: '/etc/openstack' } });
      expect(pod(output, kind).metadata.annotations).toBeUndefined();
    }
  });

  test('can come from somebody else: no volume and no mount', () => {
    const output = cinder({ mountCloudConfig: false });
    for (const kind of ['DaemonSet', 'StatefulSet']) expect(JSON.stringify(pod(output, kind))).not.toContain('secret-cinderplugin');
  });

  test('can come from a volume of your own', () => {
    const own = { name: 'secret-cinderplugin', projected: { sources: [] } };
    const output = cinder({ cloudConfigHostPath: '/etc/openstack', node: { extraVolumes: [own] } });
    expect(pod(output).spec.volumes.filter((v: any) => v.name === own.name)).toEqual([own]);
  });
});

describe('without credentials', () => {
  const text = (nodeConfig?: CinderNodeConfig) => cinder({ nodeCredentials: false, nodeConfig }).get('ConfigMap').data['cloud.conf'];

  test('node plugins read a ConfigMap, and the controller the Secret', () => {
    const output = cinder({ cloudConfig: { ...config, caCertificate: { secretName: 'ca', secretKey: 'ca.pem', path: '/etc/ca/ca.pem' } }, nodeCredentials: false });
    expect(output.get('ConfigMap')).toMatchSnapshot();
    expect(volume(output, 'secret-cinderplugin')).toEqual({ name: 'secret-cinderplugin', configMap: { name: 'csi-cinder-nodeplugin-config' } });
    expect(JSON.stringify(pod(output))).not.toMatch(/secretName|ca-cert/);
    expect(volume(output, 'secret-cinderplugin', 'StatefulSet')).toEqual({ name: 'secret-cinderplugin', secret: { secretName: 'cloud' } });
    expect(volume(output, 'ca-cert', 'StatefulSet')).toBeDefined();
  });

  test('what they read rolls their pods when it changes', () => {
    const checksum = createHash('sha256').update('[BlockStorage]\nnode-volume-attach-limit = 25\n').digest('hex');
    expect(pod(cinder({ nodeCredentials: false, nodeConfig: { volumeAttachLimit: 25 } })).metadata.annotations).toEqual({ [CHECKSUM]: checksum });
  });

  test('they read their sections of a cloud config that is known', () => {
    const build = (props: object) => Output.of((chart) => new CinderCsi(chart, 'Cinder', {
      cloudConfig: new cloudConf.CloudConfigFile(chart, 'Config', { text: '[Global]\nauth-url = https://k:5000/v3\n[BlockStorage]\nnode-volume-attach-limit = 25\n' }),
      nodeCredentials: false,
      ...props,
    })).get('ConfigMap').data['cloud.conf'];
    stderrOf(() => {
      expect(build({})).toBe('[BlockStorage]\nnode-volume-attach-limit = 25\n');
      expect(build({ nodeConfig: { volumeAttachLimit: 20 } })).toBe('[BlockStorage]\nnode-volume-attach-limit = 20\n');
    });
  });

  test('they read their sections of typed ones, with a password in a store', () => {
    const output = Output.of((chart) => new CinderCsi(chart, 'Cinder', {
      cloudConfig: new CloudConfig(chart, 'Config', {
        global: { authUrl: 'https://k:5000/v3', region: 'r', auth: Auth.applicationCredential({ id: 'i', secret: SecretText.fromStore({ store: 's', key: 'k' }) }) },
        blockStorage: { nodeVolumeAttachLimit: 25 },
      }),
      nodeCredentials: false,
    }));
    expect(output.get('ConfigMap').data['cloud.conf']).toBe('[BlockStorage]\nnode-volume-attach-limit = 25\n');
  });

  test('they read what they use, and nothing that is not set', () => {
    expect(text()).toBe('[BlockStorage]\n');
    const metadataSearchOrder = [MetadataSource.METADATA_SERVICE, MetadataSource.CONFIG_DRIVE];
    expect(text({ volumeAttachLimit: 25, rescanOnResize: true, metadataSearchOrder })).toBe(
      '[BlockStorage]\nnode-volume-attach-limit = 25\nrescan-on-resize = true\n\n[Metadata]\nsearch-order = metadataService,configDrive\n');
  });
});

describe('several clouds', () => {
  const clouds = [
    { name: 'one', nodeSelector: { region: 'one' }, topology: { 'topology.kubernetes.io/region': 'one' } },
    { name: 'two', nodeSelector: { region: 'two' }, topology: { 'topology.kubernetes.io/region': 'two' } },
  ];
  const output = cinder({ clouds, additionalTopology: { rack: 'a' }, node: { nodeSelector: { worker: 'true' } } });

  test('have a DaemonSet each, on their own nodes', () => {
    for (const name of ['one', 'two']) {
      const workload = `${NODE}-${name}`;
      const { selector, template } = output.get('DaemonSet', workload).spec;
      expect(selector.matchLabels).toEqual({ app: workload });
      expect(template.metadata.labels).toEqual({ app: workload });
      expect(template.spec.nodeSelector).toEqual({ worker: 'true', region: name });
      expect(argsOf(output, workload, PLUGIN).slice(-3)).toEqual([
        `--cloud-name=${name}`, '--additional-topology=rack=a', `--additional-topology=topology.kubernetes.io/region=${name}`,
      ]);
    }
  });

  test('are all known to the controller', () => {
    expect(argsOf(output, 'csi-cinder-controllerplugin', PLUGIN).slice(-2)).toEqual(['--cloud-name=one', '--cloud-name=two']);
  });

  test('let the sidecars read Secrets; an empty list does not', () => {
    const mayRead = (props: object) => cinder(props).objects.filter(({ kind }) => kind === 'ClusterRole').some(({ rules }) => rules.some(({ resources }: any) => resources.includes('secrets')));
    expect([{ clouds }, { clouds: [] }, {}].map(mayRead)).toEqual([true, false, false]);
  });

  test('one cloud keeps the one DaemonSet', () => {
    const single = cinder({ clouds: [{ name: 'one' }] });
    expect(argsOf(single, NODE, PLUGIN)).toContain('--cloud-name=one');
    expect(single.get('DaemonSet').metadata.name).toBe(NODE);
  });
});

describe('knobs', () => {
  test('reach the node pod and its containers', () => {
    const output = cinder({
      node: {
        labels: { team: 'storage' },
        annotations: { note: 'x' },
        podAnnotations: { pod: 'y' },
        updateStrategy: { type: 'OnDelete' },
        resources: { requests: { cpu: '50m' } },
        livenessProbe: { timeoutSeconds: 7 },
        sidecars: { resources: { requests: { cpu: '5m' } }, imagePullPolicy: ImagePullPolicy.ALWAYS },
        registrar: { resources: { requests: { cpu: '6m' } }, withoutFlags: ['csi-address'] },
        livenessSidecar: { extraArgs: ['--probe-timeout=5s'] },
        withoutFlags: ['cloud-config'],
      },
    });
    expect(output.get('DaemonSet')).toMatchSnapshot();
  });

  test('a whole probe takes the place of the shipped one', () => {
    const livenessProbe = { tcpSocket: { port: 9808 } };
    expect(containerOf(cinder({ node: { livenessProbe } }), NODE, PLUGIN).livenessProbe).toEqual(livenessProbe);
  });

  test('images come from a mirror, are overridden or pinned, each in the pod that has it', () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    const output = cinder({ images: { registryMirror: 'mirror.example.com', overrides: { 'csi-attacher': 'x/attacher:v1' }, digests: { livenessprobe: digest }, imagePullSecrets: ['reg'] } });
    expect(containerOf(output, 'csi-cinder-controllerplugin', 'csi-attacher').image).toBe('x/attacher:v1');
    expect(containerOf(output, NODE, 'liveness-probe').image).toBe(`mirror.example.com/sig-storage/livenessprobe:v2.17.0@${digest}`);
    expect(pod(output).spec.imagePullSecrets).toEqual([{ name: 'reg' }]);
  });
});
