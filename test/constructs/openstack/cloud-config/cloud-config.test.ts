import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { App, Chart, Duration } from 'cdk8s';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import {
  Advice, Auth, CaCertificate, CinderCsi, CloudConfig, cloudConf, CloudConfigProps, CloudControllerManager, Cluster, ICloudConfig,
  Naming, Release,
  SecretStoreKind, SecretText,
} from '../../../../src';
import { readGcfg } from '../../../../src/openstack/cloud-conf/gcfg-reader';
import { Output, scope, stderrOf } from '../../../support/synth';

const CA = CaCertificate.fromFile('test/fixtures/ca.pem');
const stored = SecretText.fromStore({ store: 'vault', key: 'openstack/prod-1', property: 'secret' });
const url = 'https://openstack.example.com:5000/v3';
const network = 'bc8a590a-5d65-4525-98f3-f7ef29c727d5';

function withSecret(secret: SecretText): CloudConfigProps {
  return { global: { authUrl: url, region: 'RegionOne', auth: Auth.applicationCredential({ id: '21dced0f', secret }) }, loadBalancer: { floatingNetworkId: network } };
}

/** What a chart with one config emits; advice is kept out of the test's output. */
function synth(props: CloudConfigProps): Output {
  let output!: Output;
  stderrOf(() => { output = Output.of((chart) => new CloudConfig(chart, 'CloudConfig', props)); });
  return output;
}

/** The advice of one config. */
function advice(build: (chart: Chart) => void): Array<[string, string]> {
  const chart = scope() as Chart;
  build(chart);
  return Advice.of(chart).open.map(({ id, message }) => [id, message]);
}

describe('the object', () => {
  test('is a Secret when every value is known', () => {
    const output = synth(withSecret(SecretText.unsafe('p#a"s\\s')));
    expect(output.inventory()).toEqual(['Secret/kube-system/cloud-config']);
    expect(output.get('Secret')).toMatchSnapshot();
  });

  test('is an ExternalSecret when a value comes from a store', () => {
    const output = synth(withSecret(stored));
    expect(output.inventory()).toEqual(['ExternalSecret/kube-system/cloud-config']);
    expect(output.get('ExternalSecret')).toMatchSnapshot();
  });

  test('takes names, namespace, interval and several stores', () => {
    const other = SecretText.fromStore({ store: 'aws', storeKind: SecretStoreKind.CLUSTER_SECRET_STORE, key: 'r2', version: '7' });
    const { spec, metadata } = synth({
      ...withSecret(stored),
      secretName: 'cc',
      secretKey: 'c.conf',
      namespace: 'openstack',
      refreshInterval: Duration.minutes(90),
      extraClouds: { r2: { authUrl: url, auth: Auth.applicationCredential({ id: 'b', secret: other }) } },
    }).get('ExternalSecret');
    expect(metadata).toEqual({ name: 'cc', namespace: 'openstack' });
    expect([spec.refreshInterval, spec.target.name, Object.keys(spec.target.template.data)]).toEqual(['90m', 'cc', ['c.conf']]);
    expect(spec.data[1]).toEqual({
      secretKey: 'applicationCredentialSecret2',
      remoteRef: { key: 'r2', version: '7', conversionStrategy: 'Default', decodingStrategy: 'None', metadataPolicy: 'None' },
      sourceRef: { storeRef: { name: 'aws', kind: 'ClusterSecretStore' } },
    });
    expect(spec.data[0].sourceRef).toBeUndefined();
  });

  describe('of a Helm release', () => {
    const naming = Naming.helmChart({ release: 'occm', nameOverride: 'cloud' });
    const chart = {
      'app.kubernetes.io/name': 'cloud',
      'helm.sh/chart': 'openstack-cloud-controller-manager-2.36.0',
      'app.kubernetes.io/instance': 'occm',
      'app.kubernetes.io/managed-by': 'Helm',
      'app.kubernetes.io/version': 'v1.36.0',
    };
    const text = '[Global]\nauth-url = https://k\napplication-credential-id = a\napplication-credential-secret = b\n';
    const file = (props: object) => {
      let output!: Output;
      stderrOf(() => { output = Output.of((scoped) => new cloudConf.CloudConfigFile(scoped, 'CloudConfig', { text, ...props })); });
      return output.get('Secret').metadata.labels;
    };

    test('has the labels of the chart that made it, and more', () => {
      expect(synth({ ...withSecret(stored), naming, labels: { a: 'b' }, release: Release.V1_36 }).get('ExternalSecret').metadata.labels).toEqual({ ...chart, a: 'b' });
      expect(file({ naming, release: Release.V1_36 })).toEqual(chart);
    });

    test('has none where the chart of the release gave it none, or of the manifests', () => {
      expect(file({ naming, release: Release.V1_29 })).toBeUndefined();
      expect(file({ naming: Naming.manifests() })).toBeUndefined();
    });
  });

  test.each([[Duration.hours(2), '2h'], [Duration.seconds(90), '90s'], [Duration.days(1), '24h'], [Duration.seconds(120), '2m']])('is refreshed every %s', (refreshInterval, text) => {
    expect(synth({ ...withSecret(stored), refreshInterval }).get('ExternalSecret').spec.refreshInterval).toBe(text);
  });

  test('carries every text through YAML that cloud.conf can carry', () => {
    const carried = fc.oneof(fc.string({ unit: 'binary', minLength: 1 }), fc.string({ minLength: 1, unit: fc.constantFrom(...'a \n\t"\'\\#:-\u0001\u0085\u00a0\u2028\ufeff😀') }))
      .filter((text) => !/[\0\r]|\p{Cs}/u.test(text));
    fc.assert(fc.property(carried, (value) => {
      const app = new App({ outdir: '/nonexistent' });
      new CloudConfig(new Chart(app, 'test'), 'CloudConfig', withSecret(SecretText.unsafe(value)));
      let yaml = '';
      stderrOf(() => { yaml = app.synthYaml(); });
      const { stringData, data } = parse(yaml);
      const text = stringData?.['cloud.conf'] ?? Buffer.from(data['cloud.conf'], 'base64').toString();
      expect(readGcfg(text).items).toContainEqual(expect.objectContaining({ key: 'application-credential-secret', value }));
    }), { numRuns: 200 });
  });

  test('has nothing that YAML cannot show', () => {
    const { data, stringData } = synth(withSecret(SecretText.unsafe('a\u0001'))).get('Secret');
    expect(stringData).toBeUndefined();
    expect(Buffer.from(data['cloud.conf'], 'base64').toString()).toContain('application-credential-secret = "a\u0001"\n');
  });

  test('is reachable for patches', () => {
    const config = new CloudConfig(scope(), 'CloudConfig', withSecret(stored));
    expect([config.apiObject.kind, config.apiObject.name, config.caCertificateObject]).toEqual(['ExternalSecret', 'cloud-config', undefined]);
  });
});

describe('the checksum', () => {
  test('is that of the bytes', () => {
    const config = new CloudConfig(scope(), 'CloudConfig', withSecret(SecretText.unsafe('é')));
    const text = config.apiObject.toJson().stringData['cloud.conf'];
    expect(config.checksum).toBe(`sha256-${createHash('sha256').update(Buffer.from(text)).digest('hex').slice(0, 5)}`);
  });

  test('keeps 20 bits: many a wrong guess of a password has the same', () => {
    const of = (secret: string) => new CloudConfig(scope(), 'CloudConfig', withSecret(SecretText.unsafe(secret))).checksum!;
    expect(of('hunter2')).toMatch(/^sha256-[0-9a-f]{5}$/);
    expect(new cloudConf.CloudConfigFile(scope(), 'C', { text: '[Global]\nauth-url = https://x\npassword = hunter2\n' }).checksum).toMatch(/^sha256-[0-9a-f]{5}$/);
  });

  test('follows a secret', () => {
    const of = (secret: string) => new CloudConfig(scope(), 'CloudConfig', withSecret(SecretText.unsafe(secret))).checksum;
    expect(of('a')).toBe(of('a'));
    expect(of('a')).not.toBe(of('b'));
  });

  test('is not known with a value from a store', () => {
    expect(new CloudConfig(scope(), 'CloudConfig', withSecret(stored)).checksum).toBeUndefined();
  });
});

describe('the release', () => {
  const old: CloudConfigProps = { global: { authUrl: url, auth: Auth.password({ username: 'u', domainId: 'default', tenantId: 't', password: stored }) }, blockStorage: { bsVersion: 'v2' } };

  test('is that of the props', () => {
    expect(() => new CloudConfig(scope(), 'C', { ...old, release: Release.V1_23 })).not.toThrow();
    expect(() => new CloudConfig(scope(), 'C', { ...old, release: Release.V1_24 })).toThrow('test/C: blockStorage.bsVersion (bs-version) was removed in 1.24; the release is 1.24');
  });

  test('is that of the cluster otherwise', () => {
    const app = new App({ outdir: '/nonexistent' });
    const chart = (release?: Release) => new Chart(new Cluster(app, release?.minor ?? 'latest', { release }), 'chart');
    expect(() => new CloudConfig(chart(Release.V1_15), 'C', old)).not.toThrow();
    expect(() => new CloudConfig(chart(), 'C', old)).toThrow(`was removed in 1.24; the release is ${Release.latest().minor}`);
  });
});

describe('errors name the construct and hold no secret', () => {
  test.each<[string, object, string]>([
    ['a value', { loadBalancer: { subnetId: 'x' } }, 'test/C: loadBalancer.subnetId must be a UUID'],
    ['a name', { secretName: 'A' }, 'test/C: secretName must be a DNS subdomain'],
    ['a key', { secretKey: '' }, 'test/C: secretKey must be letters'],
    ['a namespace', { namespace: 'a.b' }, 'test/C: namespace must be a DNS label'],
    ['an interval', { refreshInterval: 5 }, 'test/C: refreshInterval must be a Duration, such as Duration.millis(…)'],
    ['a CA bundle', { caCertificate: '/etc/ca.pem' }, 'test/C: caCertificate must be an ICaCertificate, such as CaCertificate.fromFile(…)'],
    ['the path of a CA bundle', { caCertificate: { secretName: 'ca', secretKey: 'ca.pem', path: 'ca.pem' } }, 'test/C: caCertificate.path must be an absolute path'],
    ['the name of a CA bundle', { caCertificate: { secretName: 'C A', secretKey: 'ca.pem', path: '/ca/ca.pem' } }, 'test/C: caCertificate.secretName must be a DNS subdomain'],
    ['the key of a CA bundle', { caCertificate: { secretName: 'ca', secretKey: 'a/b', path: '/ca/ca.pem' } }, 'test/C: caCertificate.secretKey must be letters'],
    ['a section', { loadbalancer: {} }, 'test/C: loadbalancer is unknown: did you mean loadBalancer?'],
    ['a secret', { global: { authUrl: url, auth: Auth.token({ token: SecretText.unsafe('hidden\0') }) } }, 'test/C: global.auth.token contains the NUL character'],
  ])('%s', (_, props, message) => {
    expect(() => new CloudConfig(scope(), 'C', { ...withSecret(stored), ...props } as any)).toThrow(message);
    expect(() => new CloudConfig(scope(), 'C', { ...withSecret(stored), ...props } as any)).not.toThrow('hidden');
  });

  test('without props', () => expect(() => new CloudConfig(scope(), 'C', undefined as any)).toThrow('test/C: global is missing: give an object with auth, authUrl, region, … (GlobalSection)'));

  test('nor does the construct tree', () => {
    const chart = scope() as Chart;
    new CloudConfig(chart, 'C', withSecret(SecretText.unsafe('hidden-value')));
    const everything = chart.node.findAll().map((c) => inspect([c.node.metadata, c], { depth: 8, showHidden: true, getters: false })).join('\n');
    expect(everything).not.toContain('hidden-value');
  });
});

describe('a credential in the output', () => {
  test('is reported once, with every property and source', () => {
    process.env.TEST_OS_SECRET = 'hidden';
    const app = new App({ outdir: '/nonexistent' });
    new CloudConfig(new Chart(app, 'test'), 'C', {
      ...withSecret(SecretText.fromEnv('TEST_OS_SECRET')), extraClouds: { r2: { authUrl: url, auth: Auth.applicationCredential({ id: 'x', secret: SecretText.unsafe('hidden') }) } },
    });
    const stderr = stderrOf(() => app.synthYaml());
    expect(stderr).toBe('warning SEC008 test/C/Secret stringData[cloud.conf]: "cloud.conf" holds [Global] application-credential-secret in plain text. '
      + 'Use SecretText.fromStore, or keep the output out of Git and acknowledge this.\n');
    delete process.env.TEST_OS_SECRET;
  });

  test('can be acknowledged', () => {
    expect(advice((chart) => {
      const config = new CloudConfig(chart, 'C', withSecret(SecretText.unsafe('x')));
      Advice.of(config).acknowledge('SEC008', 'the output goes straight to kubectl');
    })).toEqual([]);
  });

  test('is none when the value comes from a store', () => {
    expect(advice((chart) => new CloudConfig(chart, 'C', withSecret(stored)))).toEqual([]);
  });
});

test('what is likely wrong is advice', () => {
  expect(advice((chart) => new CloudConfig(chart, 'C', { ...withSecret(stored), loadBalancer: { internalLb: true, floatingNetworkId: network } }))).toEqual([
    ['CFG014', 'loadBalancer.floatingNetworkId is never used: with internalLb = true no Service gets a floating IP.'],
  ]);
});

describe('the CA bundle', () => {
  test('becomes a Secret and ca-file', () => {
    const output = synth({ ...withSecret(SecretText.unsafe('x')), caCertificate: CA });
    expect(output.inventory()).toEqual(['Secret/kube-system/cloud-config', 'Secret/kube-system/openstack-ca-cert']);
    expect(output.get('Secret', 'openstack-ca-cert')).toMatchSnapshot();
    expect(output.get('Secret', 'cloud-config').stringData['cloud.conf']).toContain('ca-file = "/etc/openstack-ca/ca.pem"\n');
  });

  test('is passed on to the components', () => {
    const config = new CloudConfig(scope(), 'C', { ...withSecret(stored), caCertificate: CA });
    expect(config.caCertificate).toBe(CA);
    expect(config.caCertificateObject?.name).toBe('openstack-ca-cert');
  });

  test('of an existing Secret is not emitted', () => {
    const config = new CloudConfig(scope(), 'C', { ...withSecret(stored), caCertificate: CaCertificate.fromSecretName('my-ca') });
    expect(config.caCertificateObject).toBeUndefined();
    expect(JSON.stringify(config.apiObject.toJson())).toContain('ca-file = \\"/etc/openstack-ca/ca.pem\\"');
  });

  test('is emitted once for configs that share it, and again for another namespace or cluster', () => {
    const app = new App({ outdir: '/nonexistent' });
    for (const name of ['a', 'b']) {
      const chart = new Chart(new Cluster(app, name), 'chart');
      new CloudConfig(chart, 'One', { ...withSecret(stored), caCertificate: CA });
      new CloudConfig(chart, 'Two', { ...withSecret(stored), secretName: 'two', caCertificate: CA });
      new CloudConfig(chart, 'Three', { ...withSecret(stored), namespace: 'three', caCertificate: CA });
    }
    const secrets = Output.ofApp(app).inventory().filter((name) => name.endsWith('openstack-ca-cert'));
    expect(secrets).toEqual(['Secret/kube-system/openstack-ca-cert', 'Secret/three/openstack-ca-cert', 'Secret/kube-system/openstack-ca-cert', 'Secret/three/openstack-ca-cert']);
  });

  test('goes with no other path', () => {
    const global = { ...withSecret(stored).global, caFile: '/other/ca.pem' };
    expect(() => new CloudConfig(scope(), 'C', { global, caCertificate: CA }))
      .toThrow('test/C: global.caFile is /other/ca.pem, but caCertificate is mounted at /etc/openstack-ca/ca.pem. Remove global.caFile');
    expect(() => new CloudConfig(scope(), 'C', { global: { ...global, caFile: CA.path }, caCertificate: CA })).not.toThrow();
  });

  test('goes with no text in the file', () => {
    expect(() => new CloudConfig(scope(), 'C', { global: { ...withSecret(stored).global, caFileContents: 'x' }, caCertificate: CA }))
      .toThrow('test/C: global.caFileContents and caCertificate are mutually exclusive. Remove one');
  });

  test('needs a Secret of its own', () => {
    expect(() => new CloudConfig(scope(), 'C', { ...withSecret(stored), secretName: 'openstack-ca-cert', caCertificate: CA }))
      .toThrow('test/C: caCertificate has the name of the cloud config\'s own Secret, "openstack-ca-cert". Give one of them another name');
  });
});

describe('components', () => {
  const PEM = readFileSync('test/fixtures/ca.pem', 'utf8');
  const bundles = (ca?: CaCertificate) => {
    let output!: Output;
    stderrOf(() => {
      output = Output.of((chart) => {
        const cloudConfig = new CloudConfig(chart, 'CloudConfig', { ...withSecret(stored), caCertificate: ca });
        new CloudControllerManager(chart, 'Ccm', { clusterName: 'c', cloudConfig });
        new CinderCsi(chart, 'Csi', { cloudConfig });
      });
    });
    return output.objects.filter(({ spec }) => spec?.template?.spec?.containers)
      .map(({ spec }) => spec.template.metadata.annotations?.['cdk8s-openstack/ca-cert-checksum'] as string | undefined);
  };

  test('roll when the CA bundle changes, which they read at their start', () => {
    const checksum = createHash('sha256').update(PEM).digest('hex');
    expect(bundles(CaCertificate.fromPem(PEM))).toEqual([checksum, checksum, checksum]);
    expect(new Set(bundles(CaCertificate.fromPem(PEM + PEM)))).not.toEqual(new Set([checksum]));
    expect(bundles(CaCertificate.fromSecretName('my-ca'))).toEqual([undefined, undefined, undefined]);
    expect(bundles()).toEqual([undefined, undefined, undefined]);
  });

  test.each<[string, (chart: Chart, props: CloudConfigProps) => ICloudConfig]>([
    ['a config', (chart, props) => new CloudConfig(chart, 'CloudConfig', props)],
    ['a file', (chart, { namespace }) => new cloudConf.CloudConfigFile(chart, 'CloudConfig', { text: '[Global]\nuse-clouds = true\n', namespace })],
  ])('refuse %s of another namespace, whose Secret no pod of theirs can mount', (_, make) => {
    const build = (component: (chart: Chart, cloudConfig: ICloudConfig) => void, namespace: string) => () => {
      const chart = scope() as Chart;
      component(chart, make(chart, { ...withSecret(stored), namespace }));
    };
    for (const component of [
      (chart: Chart, cloudConfig: ICloudConfig) => new CloudControllerManager(chart, 'C', { clusterName: 'c', cloudConfig, namespace: 'openstack' }),
      (chart: Chart, cloudConfig: ICloudConfig) => new CinderCsi(chart, 'C', { cloudConfig, namespace: 'openstack' }),
    ]) {
      expect(build(component, 'openstack')).not.toThrow();
      expect(build(component, 'other')).toThrow('test/C: cloudConfig lies in namespace other, but pods of namespace openstack mount it. Give both the same namespace; or, where something '
        + 'copies the Secret, CloudConfig.fromSecretName("cloud-config")');
    }
  });

  test('create one from its properties, in their namespace, and share it', () => {
    const output = Output.of((chart) => {
      const { cloudConfig } = new CloudControllerManager(chart, 'Manager', { clusterName: 'c', namespace: 'openstack', cloudConfig: withSecret(stored) });
      const csi = new CinderCsi(chart, 'Csi', { namespace: 'openstack', cloudConfig });
      expect([csi.cloudConfig, (cloudConfig as CloudConfig).node.path]).toEqual([cloudConfig, 'test/Manager/CloudConfig']);
    });
    const configs = output.objects.filter(({ kind }) => /Secret$/.test(kind));
    expect(configs.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)).toEqual(['openstack/cloud-config']);
    const separate = Output.of((chart) => {
      const cloudConfig = new CloudConfig(chart, 'CloudConfig', { ...withSecret(stored), namespace: 'openstack' });
      new CloudControllerManager(chart, 'Manager', { clusterName: 'c', namespace: 'openstack', cloudConfig });
      new CinderCsi(chart, 'Csi', { namespace: 'openstack', cloudConfig });
    });
    expect(new Set(output.objects.map((o) => JSON.stringify(o)))).toEqual(new Set(separate.objects.map((o) => JSON.stringify(o))));
  });

  test('create one for their own release, whose keys it may have', () => {
    const old = { global: { authUrl: url, auth: Auth.password({ username: 'u', domainId: 'default', tenantId: 't', password: stored }) }, blockStorage: { trustDevicePath: true } };
    const build = (release: Release) => () => new CinderCsi(scope(), 'Csi', { cloudConfig: old, release });
    expect(build(Release.V1_15)).not.toThrow();
    expect(build(Release.V1_36)).toThrow('test/Csi/CloudConfig: cloudConfig.blockStorage.trustDevicePath');
  });

  test.each<[object, string]>([
    [{ globl: {} }, 'test/C: cloudConfig.globl is unknown: did you mean cloudConfig.global?'],
    [{ secretName: 'a', secretKey: 'b', globl: {} }, 'test/C: cloudConfig.globl is unknown: did you mean cloudConfig.global?'],
    [{ global: { auth: { password: 'hidden' } } }, /^test\/C: cloudConfig.global.auth must be an Auth, .*, got \{ password \}$/ as any],
    [{ ...withSecret(stored), secretName: 'A' }, 'test/C/CloudConfig: cloudConfig.secretName must be'],
    [{ ...withSecret(stored), namespace: 'other' }, 'test/C: cloudConfig lies in namespace other, but pods of namespace kube-system mount it'],
  ])('refuse properties of one with a mistake: %j', (cloudConfig, message) => {
    expect(() => new CloudControllerManager(scope(), 'C', { clusterName: 'c', cloudConfig: cloudConfig as any })).toThrow(message);
    expect(() => new CinderCsi(scope(), 'C', { cloudConfig: cloudConfig as any })).toThrow(message);
  });

  test.each([['a text', 'hidden'], ['nothing', undefined]])('refuse %s in the place of a config', (_, given) => {
    for (const build of [
      () => new CloudControllerManager(scope(), 'C', { clusterName: 'c', cloudConfig: given as any }),
      () => new CinderCsi(scope(), 'C', { cloudConfig: given as any }),
    ]) {
      expect(build).toThrow(/^test\/C: cloudConfig (must be|is missing: give) an ICloudConfig, such as CloudConfig.fromSecretName\(…\)/);
      expect(build).not.toThrow('hidden');
    }
  });
});

describe('CloudConfigFile', () => {
  const text = `[Global]\nauth-url = ${url}\napplication-credential-id = a\napplication-credential-secret = hidden\nca-file = /etc/openstack-ca/ca.pem\n`;

  test('takes the file as it is', () => {
    let output!: Output;
    stderrOf(() => { output = Output.of((chart) => new cloudConf.CloudConfigFile(chart, 'C', { text, secretName: 'cc', caCertificate: CA })); });
    expect(output.inventory()).toEqual(['Secret/kube-system/cc', 'Secret/kube-system/openstack-ca-cert']);
    expect(output.get('Secret', 'cc').stringData).toEqual({ 'cloud.conf': text });
  });

  test('is a reference like any other', () => {
    const config = new cloudConf.CloudConfigFile(scope(), 'C', { text, secretKey: 'x' });
    expect(config).toMatchObject({ secretName: 'cloud-config', secretKey: 'x', checksum: `sha256-${createHash('sha256').update(text).digest('hex').slice(0, 5)}` });
    expect(config.caCertificate).toBeUndefined();
  });

  test('reports credentials, and what a component ignores', () => {
    expect(advice((chart) => new cloudConf.CloudConfigFile(chart, 'C', { text: `${text}[Networking]\nfoo = 1\n[Route]\nrouter-id = x\n` }))).toEqual([
      ['CFG006', 'line 7 of cloud.conf: [Networking] the key "foo" is read by no component.'],
      ['SEC008', '"cloud.conf" holds [Global] application-credential-secret in plain text.'],
    ]);
  });

  test.each<[string, string, string]>([
    ['cannot be read', '[Global\n', 'test/C: text (line 1) cannot be parsed: expected subsection name or right bracket (column 8), and no component starts with it. Write the section in brackets'],
    ['stops a component', `${text}[LoadBalancer]\nmonitor-delay = 5\n`, 'test/C: text (line 7) [LoadBalancer] monitor-delay must be a number with a unit, such as 5s or 1m30s: the cloud controller manager does not start. Correct the value.'],
    ['stops Cinder CSI only', `${text}[BlockStorage]\nrescan-on-resize = maybe\n`, 'test/C: text (line 7) [BlockStorage] rescan-on-resize must be true or false: Cinder CSI does not start.'],
  ])('refuses what %s', (_, wrong, message) => {
    expect(() => new cloudConf.CloudConfigFile(scope(), 'C', { text: wrong })).toThrow(message);
  });

  test('refuses a text without the path of the CA bundle', () => {
    expect(() => new cloudConf.CloudConfigFile(scope(), 'C', { text: text.replace(/ca-file.*/, ''), caCertificate: CA }))
      .toThrow('test/C: text does not name the CA bundle, which is mounted at /etc/openstack-ca/ca.pem. Add ca-file = /etc/openstack-ca/ca.pem to [Global]');
  });

  test('refuses what is no text', () => {
    expect(() => new cloudConf.CloudConfigFile(scope(), 'C', { text: undefined as any })).toThrow('test/C: text is missing: give a string');
  });

  test('judges by the release', () => {
    const old = (release: Release) => advice((chart) => new cloudConf.CloudConfigFile(chart, 'C', { text: `${text}[LoadBalancer]\nuse-octavia = true\n`, release })).map(([id]) => id);
    expect(old(Release.V1_25)).toEqual(['SEC008']);
    expect(old(Release.V1_26)).toEqual(['CFG010', 'SEC008']);
  });
});

describe('fromSecretName', () => {
  test('refers to what exists', () => {
    expect(CloudConfig.fromSecretName('cc')).toEqual({ secretName: 'cc', secretKey: 'cloud.conf', caCertificate: undefined });
    expect(CloudConfig.fromSecretName('cc', { secretKey: 'x', caCertificate: CA })).toEqual({ secretName: 'cc', secretKey: 'x', caCertificate: CA });
  });

  test('checks its names', () => {
    expect(() => CloudConfig.fromSecretName('A')).toThrow('secretName must be a DNS subdomain');
    expect(() => CloudConfig.fromSecretName('a', { secretKey: 'a b' })).toThrow('secretKey must be letters');
    expect(() => CloudConfig.fromSecretName('a', { caCertificate: '/ca.pem' as any })).toThrow('caCertificate must be an ICaCertificate, such as CaCertificate.fromFile(…)');
  });
});
