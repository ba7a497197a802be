import { Chart, App, Duration } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { Advice, CloudConfig, Cluster, ImagePullPolicy, kubeadm, SecretText, TaintEffect } from '../../../src';
import { scope } from '../../support/synth';

const TOKEN = '0c0z4p.dnafh6vnmouus569';
const KEY = 'ab'.repeat(32);
const HASH = `sha256:${'0f'.repeat(32)}`;

const parse = (text: string): any[] => parseAllDocuments(text).map((d) => d.toJS());
const config = (props: kubeadm.KubeadmConfigProps) => new kubeadm.KubeadmConfig(scope(), 'k', props);
const documents = (props: kubeadm.KubeadmConfigProps) => parse(config(props).initFile.content);
const initOf = (props: kubeadm.KubeadmConfigProps) => documents(props)[0];
const clusterOf = (props: kubeadm.KubeadmConfigProps) => documents(props)[1];
const joinOf = (options: Partial<kubeadm.KubeadmJoinOptions>, props: kubeadm.KubeadmConfigProps = {}) =>
  parse(config(props).addJoin('n', { discovery: kubeadm.JoinDiscovery.kubeconfig('/etc/kubernetes/discovery.conf'), ...options }).content)[0];

/** Everything that all formats since v1beta3 can say. */
const FULL: kubeadm.KubeadmConfigProps = {
  clusterName: 'prod-1',
  controlPlaneEndpoint: 'api.example.com:6443',
  serviceSubnet: '10.96.0.0/12',
  podSubnet: '10.224.0.0/16',
  dnsDomain: 'cluster.local',
  apiServerCertSans: ['api.example.com'],
  apiServer: { extraArgs: { 'audit-log-maxage': '30' }, extraVolumes: [{ name: 'audit', hostPath: '/var/log/audit', readOnly: false }] },
  scheduler: { extraArgs: { v: '2' } },
  etcdExtraArgs: { 'quota-backend-bytes': '8589934592' },
  node: {
    name: 'master1',
    criSocket: 'unix:///run/containerd/containerd.sock',
    taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: TaintEffect.NO_SCHEDULE }, { key: 'a', value: 'b', effect: TaintEffect.NO_EXECUTE }],
    labels: { 'example.com/zone': 'a', 'example.com/rack': '1' },
    kubeletExtraArgs: { 'max-pods': '200' },
    ignorePreflightErrors: ['NumCPU'],
    imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
  },
  localApiEndpoint: { advertiseAddress: '192.168.1.4', bindPort: 6443 },
  controlPlaneTimeout: Duration.minutes(5),
  skipPhases: ['addon/kube-proxy'],
  patchesDirectory: '/etc/kubernetes/patches',
  kubelet: { maxPods: 200 },
  kubeProxy: { mode: 'nftables' },
};

describe('formats', () => {
  test.each(['InitConfiguration', 'ClusterConfiguration', 'KubeletConfiguration', 'KubeProxyConfiguration'])('v1beta4 %s', (kind) => {
    const repeatedArgs = { 'tls-sni-cert-key': ['/a,/b', '/c,/d'] };
    const apiServer = { ...FULL.apiServer, repeatedArgs, extraEnv: [{ name: 'GODEBUG', value: 'on' }] };
    const made = documents({ ...FULL, kubernetesVersion: 'v1.36.3', apiServer });
    expect(made.find((d) => d.kind === kind)).toMatchSnapshot();
  });

  test.each(['InitConfiguration', 'ClusterConfiguration'])('v1beta3 %s', (kind) => {
    expect(documents({ ...FULL, kubernetesVersion: 'v1.30.2' }).find((d) => d.kind === kind)).toMatchSnapshot();
  });

  test('extra arguments are a list since v1beta4 and a map before', () => {
    const props = { scheduler: { extraArgs: { v: '2' } } };
    expect(clusterOf({ ...props, kubernetesVersion: '1.31' }).scheduler).toEqual({ extraArgs: [{ name: 'v', value: '2' }] });
    expect(clusterOf({ ...props, kubernetesVersion: '1.30' }).scheduler).toEqual({ extraArgs: { v: '2' } });
    expect(initOf({ kubernetesVersion: '1.31' }).nodeRegistration.kubeletExtraArgs).toEqual([{ name: 'cloud-provider', value: 'external' }]);
    expect(initOf({ kubernetesVersion: '1.30' }).nodeRegistration.kubeletExtraArgs).toEqual({ 'cloud-provider': 'external' });
  });

  test('a timeout stands where the format has it', () => {
    const controlPlaneTimeout = Duration.minutes(5);
    expect(initOf({ controlPlaneTimeout }).timeouts).toEqual({ controlPlaneComponentHealthCheck: '300s' });
    expect(clusterOf({ controlPlaneTimeout }).apiServer).toBeUndefined();
    expect(clusterOf({ controlPlaneTimeout, kubernetesVersion: '1.30' }).apiServer).toEqual({ timeoutForControlPlane: '300s' });
    const discoveryTimeout = Duration.seconds(90);
    expect(joinOf({ discoveryTimeout }).timeouts).toEqual({ discovery: '90s' });
    expect(joinOf({ discoveryTimeout }, { kubernetesVersion: '1.30' }).discovery.timeout).toBe('90s');
  });

  test('an older format can be asked for, where kubeadm still reads it', () => {
    expect(config({ kubernetesVersion: '1.36', api: kubeadm.KubeadmApi.V1BETA3 }).api).toBe(kubeadm.KubeadmApi.V1BETA3);
    expect(() => config({ kubernetesVersion: '1.36', api: kubeadm.KubeadmApi.V1BETA2 })).toThrow(
      'test/k: api is kubeadm.k8s.io/v1beta2, which is last read by 1.26; the kubeadm of 1.36 reads kubeadm.k8s.io/v1beta3 and kubeadm.k8s.io/v1beta4. '
      + 'Omit it to get the newest of these');
    expect(() => config({ kubernetesVersion: '1.21', api: kubeadm.KubeadmApi.V1BETA3 })).toThrow('api is kubeadm.k8s.io/v1beta3, which is first read by 1.22');
  });

  const LATER: Array<[string, kubeadm.KubeadmConfigProps, string]> = [
    ['apiServer.repeatedArgs', { kubernetesVersion: '1.30', apiServer: { repeatedArgs: {} } }, 'v1beta4'],
    ['scheduler.extraEnv', { kubernetesVersion: '1.30', scheduler: { extraEnv: [] } }, 'v1beta4'],
    ['skipPhases', { kubernetesVersion: '1.21', skipPhases: [] }, 'v1beta3'],
    ['patchesDirectory', { kubernetesVersion: '1.21', patchesDirectory: '/p' }, 'v1beta3'],
    ['node.imagePullPolicy', { kubernetesVersion: '1.21', node: { imagePullPolicy: ImagePullPolicy.ALWAYS } }, 'v1beta3'],
    ['node.ignorePreflightErrors', { kubernetesVersion: '1.14', node: { ignorePreflightErrors: [] } }, 'v1beta2'],
  ];
  test.each(LATER)('%s is refused before its format', (property, props, since) => {
    expect(() => config(props)).toThrow(`test/k: ${property} needs kubeadm.k8s.io/${since}, and this configuration is kubeadm.k8s.io/v1beta`);
  });
});

describe('versions', () => {
  test('a patch is installed as it is, a minor means its newest patch', () => {
    expect(clusterOf({ kubernetesVersion: '1.36.3' }).kubernetesVersion).toBe('v1.36.3');
    expect(clusterOf({ kubernetesVersion: 'v1.37.0-rc.1' }).kubernetesVersion).toBe('v1.37.0-rc.1');
    expect(clusterOf({ kubernetesVersion: 'v1.36' }).kubernetesVersion).toBe('stable-1.36');
  });

  test('the minor is that of the cluster unless given', () => {
    const cluster = new Cluster(new App({ outdir: '/nonexistent' }), 'old', { kubernetesVersion: '1.30' });
    const bootstrap = new kubeadm.KubeadmConfig(new Chart(cluster, 'chart'), 'k');
    expect(parse(bootstrap.initFile.content)[1]).toMatchObject({ apiVersion: 'kubeadm.k8s.io/v1beta3', kubernetesVersion: 'stable-1.30' });
  });

  test.each(['latest', '2.0', 'v1', 'stable-1.36'])('refuses %p', (kubernetesVersion) => {
    expect(() => config({ kubernetesVersion })).toThrow('test/k: kubernetesVersion must be a version such as "v1.36.3" or "1.36"');
  });
});

describe('cloud provider', () => {
  test('kubelets wait for the external provider unless told otherwise', () => {
    expect(initOf({ externalCloudProvider: false }).nodeRegistration).toBeUndefined();
    expect(joinOf({}).nodeRegistration.kubeletExtraArgs).toEqual([{ name: 'cloud-provider', value: 'external' }]);
    expect(joinOf({}, { externalCloudProvider: false }).nodeRegistration).toBeUndefined();
  });

  test('refuses a kubelet flag that says otherwise', () => {
    expect(() => config({ node: { kubeletExtraArgs: { 'cloud-provider': 'openstack' } } })).toThrow(
      'test/k: node.kubeletExtraArgs["cloud-provider"] is "openstack", but externalCloudProvider is true. Remove the flag');
    expect(() => config({ externalCloudProvider: false, node: { kubeletExtraArgs: { 'cloud-provider': 'external' } } })).toThrow('test/k: node.kubeletExtraArgs["cloud-provider"] is "external", but externalCloudProvider is false. Remove the flag');
    expect(initOf({ node: { kubeletExtraArgs: { 'cloud-provider': 'external' } } }).nodeRegistration.kubeletExtraArgs).toHaveLength(1);
  });

  const cloudConfig = CloudConfig.fromSecretName('cloud-config');

  test('the in-tree volume plugin reads the file it is told, beside what the user has', () => {
    const controllerManager = { extraArgs: { v: '2' }, extraVolumes: [{ name: 'x', hostPath: '/x', mountPath: '/y' }] };
    expect(clusterOf({ kubernetesVersion: '1.25', inTreeVolumePlugin: cloudConfig, cloudConfigPath: '/etc/openstack/cloud.conf', controllerManager }).controllerManager).toEqual({
      extraArgs: { 'cloud-provider': 'external', 'external-cloud-volume-plugin': 'openstack', 'cloud-config': '/etc/openstack/cloud.conf', 'v': '2' },
      extraVolumes: [
        { name: 'cloud-config', hostPath: '/etc/openstack/cloud.conf', mountPath: '/etc/openstack/cloud.conf', readOnly: true, pathType: 'File' },
        { name: 'x', hostPath: '/x', mountPath: '/y', readOnly: true },
      ],
    });
  });

  test('the in-tree volume plugin is refused where it is gone', () => {
    expect(() => config({ kubernetesVersion: '1.26', inTreeVolumePlugin: cloudConfig })).toThrow(
      'test/k: inTreeVolumePlugin needs Kubernetes 1.25 or older, but the cluster has 1.26. Remove it, and use the Cinder CSI driver');
    expect(() => config({ kubernetesVersion: '1.26', controllerManager: { extraArgs: { 'external-cloud-volume-plugin': 'openstack' } } })).toThrow(
      'test/k: controllerManager.extraArgs["external-cloud-volume-plugin"] names the in-tree plugin, which was removed in Kubernetes 1.26: kube-controller-manager 1.26 does not start with it. Remove it, and use the Cinder CSI driver');
    expect(() => config({ kubernetesVersion: '1.25', inTreeVolumePlugin: cloudConfig, cloudConfigPath: 'cloud.conf' })).toThrow('cloudConfigPath must be an absolute path');
  });

  test('flags that kube-apiserver no longer has are refused', () => {
    for (const flag of ['cloud-provider', 'cloud-config']) {
      expect(() => config({ kubernetesVersion: '1.33', apiServer: { extraArgs: { [flag]: 'external' } } })).toThrow(
        `apiServer.extraArgs["${flag}"] was removed from kube-apiserver in Kubernetes 1.33. Remove it`);
      expect(() => config({ kubernetesVersion: '1.32', apiServer: { extraArgs: { [flag]: 'external' } } })).not.toThrow();
    }
  });
});

describe('cgroup driver', () => {
  test('systemd unless told otherwise', () => {
    expect(documents({})[2]).toEqual({ apiVersion: 'kubelet.config.k8s.io/v1beta1', kind: 'KubeletConfiguration', cgroupDriver: 'systemd' });
    expect(documents({ systemdCgroup: false })[2].cgroupDriver).toBe('cgroupfs');
  });
});

describe('joining', () => {
  const discovery = kubeadm.JoinDiscovery.bootstrapToken({ apiServerEndpoint: '192.168.1.7:6443', token: SecretText.unsafe(TOKEN), caCertHashes: [HASH] });

  test('workers, v1beta4', () => {
    expect(joinOf({ discovery, node: { labels: { 'example.com/pool': 'a' } } })).toMatchSnapshot();
  });

  test('control-plane nodes, v1beta4', () => {
    expect(joinOf({
      discovery: kubeadm.JoinDiscovery.kubeconfig('https://config.example.com/discovery.conf'),
      controlPlane: true,
      certificateKey: SecretText.unsafe(KEY),
      localApiEndpoint: { advertiseAddress: '192.168.1.5' },
      skipPhases: ['preflight'],
      patchesDirectory: '/etc/kubernetes/patches',
      extraJoin: { dryRun: true },
    })).toMatchSnapshot();
  });

  test('a control-plane node needs no settings of its own', () => {
    expect(joinOf({ controlPlane: true }).controlPlane).toEqual({});
  });

  test('token and hash are placeholders unless given, and the file says how to fill them', () => {
    const file = config({}).addJoin('workers', { discovery: kubeadm.JoinDiscovery.bootstrapToken({ apiServerEndpoint: 'api.example.com:6443' }) });
    expect(file.path).toBe('kubeadm/join-workers.yaml');
    expect(file.confidential).toBe(false);
    expect(parse(file.content)[0].discovery.bootstrapToken).toEqual({
      apiServerEndpoint: 'api.example.com:6443', token: '${KUBEADM_TOKEN}', caCertHashes: ['${KUBEADM_CA_CERT_HASH}'],
    });
    expect(file.content).toMatch(/^# Set KUBEADM_TOKEN and KUBEADM_CA_CERT_HASH[^]*envsubst < FILE/);
    expect(Advice.of(file).open).toEqual([]);
  });

  test('a secret in a file is reported, the file is confidential, and neither errors nor advice show it', () => {
    const bootstrap = config({ bootstrapToken: SecretText.unsafe(TOKEN), bootstrapTokenTtl: Duration.hours(2) });
    const file = bootstrap.addJoin('masters', { discovery, controlPlane: true, certificateKey: SecretText.unsafe(KEY) });
    expect([bootstrap.initFile.confidential, file.confidential]).toEqual([true, true]);
    expect(parse(bootstrap.initFile.content)[0].bootstrapTokens).toEqual([{ token: TOKEN, ttl: '7200s' }]);
    const notes = Advice.of(bootstrap).open;
    expect(notes.map(({ id, message }) => `${id}: ${message}`)).toEqual([
      'SEC010: kubeadm/init.yaml: bootstrapTokens[0].token is in plain text and lets any machine join the cluster.',
      'SEC010: kubeadm/join-masters.yaml: discovery.bootstrapToken.token is in plain text and lets any machine join the cluster.',
      'SEC010: kubeadm/join-masters.yaml: controlPlane.certificateKey is in plain text and lets any machine join the cluster.',
    ]);
    expect(JSON.stringify(notes)).not.toMatch(/dnafh6|abab/);
  });

  test('refuses tokens and keys of another form without showing them', () => {
    const wrong = SecretText.unsafe('Not-A-Token');
    expect(() => kubeadm.JoinDiscovery.bootstrapToken({ apiServerEndpoint: 'a:6443', token: wrong })).toThrow(
      'token must be a bootstrap token: 6 and 16 lower-case letters and digits with a dot between them, which what is in a literal in the program is not');
    expect(() => config({ bootstrapToken: wrong })).toThrow('bootstrapToken must be a bootstrap token');
    expect(() => joinOf({ controlPlane: true, certificateKey: wrong })).toThrow('certificateKey must be 64 hexadecimal digits');
    for (const work of [() => config({ bootstrapToken: wrong }), () => joinOf({ controlPlane: true, certificateKey: wrong })]) {
      expect(work).not.toThrow('Not-A-Token');
    }
  });

  test('a value that only the cluster can read does not go into a file', () => {
    const token = SecretText.fromStore({ store: 'vault', key: 'kubeadm' });
    expect(() => kubeadm.JoinDiscovery.bootstrapToken({ apiServerEndpoint: 'a:6443', token })).toThrow(
      'token is key kubeadm in SecretStore vault, which only the cluster can read, and this is a file for a machine. Omit it to get a placeholder');
  });

  test('joining without a check of the CA is reported', () => {
    const file = config({}).addJoin('w', { discovery: kubeadm.JoinDiscovery.bootstrapToken({ apiServerEndpoint: '[2001:db8::1]:6443', unsafeSkipCaVerification: true }) });
    expect(parse(file.content)[0].discovery.bootstrapToken).toEqual({
      apiServerEndpoint: '[2001:db8::1]:6443', token: '${KUBEADM_TOKEN}', unsafeSkipCAVerification: true,
    });
    expect(Advice.of(file).open.map(({ id }) => id)).toEqual(['UNVERIFIED_CLUSTER_CA']);
  });

  test('refuses what kubeadm would', () => {
    const at = { apiServerEndpoint: 'a:6443' };
    expect(() => kubeadm.JoinDiscovery.bootstrapToken({ apiServerEndpoint: 'api.example.com' })).toThrow('apiServerEndpoint must be a host with port such as "192.168.1.7:6443"');
    expect(() => kubeadm.JoinDiscovery.bootstrapToken({ apiServerEndpoint: 'a:70000' })).toThrow('apiServerEndpoint must be a port number');
    expect(() => kubeadm.JoinDiscovery.bootstrapToken({ ...at, caCertHashes: ['md5:00'] })).toThrow('caCertHashes must be "sha256:" and 64 hexadecimal digits, got "md5:00"');
    expect(() => kubeadm.JoinDiscovery.bootstrapToken({ ...at, caCertHashes: [] })).toThrow('caCertHashes must not be empty');
    expect(() => kubeadm.JoinDiscovery.bootstrapToken({ ...at, caCertHashes: [HASH], unsafeSkipCaVerification: true })).toThrow('unsafeSkipCaVerification and caCertHashes are mutually exclusive');
    expect(() => kubeadm.JoinDiscovery.kubeconfig('discovery.conf')).toThrow('path must be an absolute path such as "/etc/kubernetes/discovery.conf"');
    expect(() => joinOf({ certificateKey: SecretText.unsafe(KEY) })).toThrow('certificateKey applies to joining control-plane nodes only. Set controlPlane: true');
    expect(() => joinOf({ localApiEndpoint: {} })).toThrow('test/k: localApiEndpoint applies to joining control-plane nodes only. Set controlPlane: true');
    expect(() => joinOf({ controlPlane: true, certificateKey: SecretText.unsafe(KEY) }, { kubernetesVersion: '1.14' })).toThrow('certificateKey needs kubeadm.k8s.io/v1beta2');
    expect(() => joinOf({ skipPhases: [] }, { kubernetesVersion: '1.21' })).toThrow('skipPhases needs kubeadm.k8s.io/v1beta3');
  });
});

describe('what kubeadm or a component would refuse', () => {
  const REFUSED: Array<[kubeadm.KubeadmConfigProps, string]> = [
    [{ serviceSubnet: '10.0.0.0/8' }, 'serviceSubnet must be a block of 4 to 20 host bits, such as "10.96.0.0/12", got "10.0.0.0/8"'],
    [{ serviceSubnet: '10.0.0.0/30' }, 'serviceSubnet must be a block of 4 to 20 host bits'],
    [{ podSubnet: '10.0.0.0/25' }, 'podSubnet must be between /8 and /24, because every node is allocated a /24, got "10.0.0.0/25"'],
    [{ podSubnet: 'fd00::/40' }, 'podSubnet must be between /48 and /64'],
    [{ podSubnet: '10.96.0.0/16', serviceSubnet: '10.96.0.0/12' }, 'podSubnet 10.96.0.0/16 overlaps the serviceSubnet 10.96.0.0/12. Move one of them'],
    [{ podSubnet: '10.100.0.0/16' }, 'podSubnet 10.100.0.0/16 overlaps the serviceSubnet 10.96.0.0/12. Move one of them'],
    [{ apiServerCertSans: ['api_1.example.com'] }, 'apiServerCertSans must be a DNS name or an IP address such as "api.example.com", got "api_1.example.com"'],
    [{ localApiEndpoint: { advertiseAddress: 'node-1' } }, 'localApiEndpoint.advertiseAddress must be an IP address of the node such as "192.168.1.4", got "node-1"'],
    [{ localApiEndpoint: { advertiseAddress: '127.0.0.1' } }, 'localApiEndpoint.advertiseAddress must be an IP address of the node'],
    [{ podSubnet: '10.1.0.0/16,10.2.0.0/16' }, 'podSubnet must be one CIDR block, or one of IPv4 and one of IPv6'],
    [{ podSubnet: '10.224.1.0/16' }, 'podSubnet must be a network address with all host bits zero, got "10.224.1.0/16". Write "10.224.0.0/16"'],
    [{ podSubnet: '10.224.0.0' }, 'podSubnet must be a CIDR block such as "192.168.1.0/24"'],
    [{ dnsDomain: 'Cluster' }, 'dnsDomain must be a DNS subdomain'],
    [{ apiServer: { extraArgs: { '--v': '2' } } }, 'apiServer.extraArgs must be names of flags without dashes, such as "audit-log-maxage", got "--v"'],
    [{ scheduler: { extraArgs: { v: 2 as any } } }, 'scheduler.extraArgs["v"] must be a string, got 2'],
    [{ apiServer: { repeatedArgs: { A: ['b'] } } }, 'apiServer.repeatedArgs must be names of flags'],
    [{ apiServer: { extraVolumes: [{ name: 'A', hostPath: '/a' }] } }, 'apiServer.extraVolumes[0].name must be a DNS label'],
    [{ apiServer: { extraVolumes: [{ name: 'a', hostPath: 'a' }] } }, 'apiServer.extraVolumes[0].hostPath must be an absolute path'],
    [{ apiServer: { extraVolumes: [{ name: 'a', hostPath: '/a', mountPath: 'a' }] } }, 'apiServer.extraVolumes[0].mountPath must be an absolute path'],
    [{ apiServer: { extraVolumes: [{ name: 'a', hostPath: '/a', pathType: 'Disk' as any }] } }, 'apiServer.extraVolumes[0].pathType must be one of DirectoryOrCreate'],
    [{ apiServer: { extraVolumes: [{ name: 'a', hostPath: '/a' }, { name: 'a', hostPath: '/b' }] } }, 'apiServer.extraVolumes has the duplicate volume name "a". Rename one'],
    [{ etcdDataDir: '/a', externalEtcd: { endpoints: ['https://a:2379'] } }, 'etcdDataDir and externalEtcd are mutually exclusive. Remove one'],
    [{ etcdDataDir: 'etcd' }, 'etcdDataDir must be an absolute path'],
    [{ etcdExtraArgs: { '-a': 'b' } }, 'etcdExtraArgs must be names of flags'],
    [{ cloudConfigPath: '/a' }, 'cloudConfigPath has no effect without inTreeVolumePlugin. Remove it'],
    [{ externalEtcd: { endpoints: [] } }, 'externalEtcd.endpoints needs at least one member, such as "https://10.0.0.11:2379"'],
    [{ externalEtcd: { endpoints: ['10.0.0.1:2379'] } }, 'externalEtcd.endpoints must be a URL such as "https://10.0.0.11:2379"'],
    [{ externalEtcd: { endpoints: ['http://a:2379'], caFile: '/ca' } }, 'externalEtcd.endpoints must be an https URL'],
    [{ externalEtcd: { endpoints: ['https://a:2379'], caFile: 'ca' } }, 'externalEtcd.caFile must be an absolute path'],
    [{ externalEtcd: { endpoints: ['https://a:2379'], caFile: '/ca', certFile: '/c' } }, 'externalEtcd must have both certFile and keyFile'],
    [{ externalEtcd: { endpoints: ['https://a:2379'], certFile: '/c', keyFile: '/k' } }, 'externalEtcd.caFile is required with certFile and keyFile'],
    [{ controlPlaneEndpoint: 'https://a' }, 'controlPlaneEndpoint must be a host such as "192.168.1.7:6443", an IP address or a lower-case DNS name, got "https://a"'],
    [{ localApiEndpoint: { bindPort: 0 } }, 'localApiEndpoint.bindPort must be a port number'],
    [{ patchesDirectory: 'patches' }, 'patchesDirectory must be an absolute path'],
    [{ bootstrapTokenTtl: Duration.hours(1) }, 'bootstrapTokenTtl needs bootstrapToken'],
  ];
  test.each(REFUSED)('%j', (props, message) => expect(() => config(props)).toThrow(`test/k: ${message}`));

  const NODES: Array<[kubeadm.KubeadmNode, string]> = [
    [{ labels: { 'node-role.kubernetes.io/worker': '' } }, 'node.labels must be a label that a kubelet is allowed to set, got "node-role.kubernetes.io/worker"'],
    [{ labels: { 'k8s.io/pool': 'a' } }, 'node.labels must be a label that a kubelet is allowed to set'],
    [{ name: 'Master_1' }, 'node.name must be a DNS subdomain'],
    [{ criSocket: 'containerd.sock' }, 'node.criSocket must be a socket such as "unix:///run/containerd/containerd.sock"'],
    [{ taints: [{ key: 'a', effect: 'Never' as any }] }, 'node.taints[0].effect must be one of NoSchedule, PreferNoSchedule, NoExecute, got "Never"'],
    [{ taints: [{ key: 'a b', effect: TaintEffect.NO_EXECUTE }] }, 'node.taints must be label keys'],
    [{ labels: { a: 'b c' } }, 'node.labels["a"] must be a label value'],
    [{ labels: { a: 'b' }, kubeletExtraArgs: { 'node-labels': 'a=b' } }, 'node.labels and kubeletExtraArgs["node-labels"] are mutually exclusive. Use labels'],
    [{ kubeletExtraArgs: { '--v': '1' } }, 'node.kubeletExtraArgs must be names of flags'],
    [{ imagePullPolicy: 'Sometimes' as any }, 'node.imagePullPolicy must be one of Always, IfNotPresent, Never'],
  ];
  test.each(NODES)('node %j', (node, message) => expect(() => config({ node })).toThrow(`test/k: ${message}`));
});

test('the blocks of the nodes decide how small the pod subnet may be', () => {
  const networking = { podSubnet: '10.224.0.0/25' };
  const controllerManager = (extraArgs: { [flag: string]: string }) => ({ ...networking, controllerManager: { extraArgs } });
  expect(() => config(networking)).toThrow('test/k: podSubnet must be between /8 and /24, because every node is allocated a /24, got "10.224.0.0/25"');
  expect(() => config(controllerManager({ 'node-cidr-mask-size-ipv4': '26' }))).not.toThrow();
  expect(() => config(controllerManager({ 'allocate-node-cidrs': 'false' }))).not.toThrow();
  expect(() => config(controllerManager({ 'node-cidr-mask-size-ipv4': 'x' }))).toThrow('controllerManager.extraArgs["node-cidr-mask-size-ipv4"] must be the length of a prefix');
  expect(() => config({ ...controllerManager({ 'allocate-node-cidrs': 'false' }), podSubnet: '10.224.0.0/29' }))
    .toThrow('podSubnet must be a block of at least 14 addresses such as "10.224.0.0/16", got "10.224.0.0/29"');
});

test.each(['kubernetes.io/hostname', 'node.kubernetes.io/pool', 'example.node.kubernetes.io/pool', 'topology.kubernetes.io/zone', 'example.com/role'])(
  'a kubelet may give itself the label %s', (key) => expect(() => config({ node: { labels: { [key]: 'a' } } })).not.toThrow());

test.each<[string, boolean]>([
  ['api.example.com', true], ['api.example.com:6443', true], ['192.168.1.7', true], ['192.168.1.7:6443', true], ['2001:db8::1', true], ['[2001:db8::1]:6443', true],
  ['[2001:db8::1]', false], ['2001:db8::1:6443x', false], ['Api.example.com', false], ['a..b', false], ['a.-b', false], ['a:', false], ['a:0', false], ['a:65536', false],
  ['[192.168.1.7]:6443', false], ['[2001:db8::g]:6443', false],
])('kubeadm takes the endpoint %s: %s', (controlPlaneEndpoint, fine) => {
  const build = () => config({ controlPlaneEndpoint });
  if (fine) expect(build).not.toThrow();
  else expect(build).toThrow('test/k: controlPlaneEndpoint must be');
});

test('both families of a dual-stack cluster pass', () => {
  const networking = { podSubnet: '10.224.0.0/16,fd00:10::/56', serviceSubnet: '10.96.0.0/16,fd00:20::/112' };
  expect(clusterOf(networking).networking).toEqual(networking);
});

test('external etcd, with and without TLS', () => {
  expect(clusterOf({ externalEtcd: { endpoints: ['https://a:2379'], caFile: '/ca', certFile: '/c', keyFile: '/k' } }).etcd).toEqual({
    external: { endpoints: ['https://a:2379'], caFile: '/ca', certFile: '/c', keyFile: '/k' },
  });
  expect(clusterOf({ externalEtcd: { endpoints: ['http://a:2379'] } }).etcd.external).toEqual({ endpoints: ['http://a:2379'], caFile: '', certFile: '', keyFile: '' });
});

test('an empty list of taints is kept: it means that any pod may run there', () => {
  expect(initOf({ node: { taints: [] } }).nodeRegistration.taints).toEqual([]);
});

test('fields that no property reaches are merged in', () => {
  expect(initOf({ extraInit: { nodeRegistration: { imagePullSerial: false }, dryRun: true } })).toMatchObject({
    nodeRegistration: { imagePullSerial: false, kubeletExtraArgs: [{ name: 'cloud-provider', value: 'external' }] }, dryRun: true,
  });
  expect(clusterOf({ clusterName: 'a', extraCluster: { clusterName: 'b', encryptionAlgorithm: 'ECDSA-P256' } })).toMatchObject({ clusterName: 'b', encryptionAlgorithm: 'ECDSA-P256' });
});

test('files are named by what they are for, and can be named otherwise', () => {
  const bootstrap = config({ path: 'a/first.yaml' });
  expect(bootstrap.initFile.path).toBe('a/first.yaml');
  expect(bootstrap.initFile.content).toMatch(/^# For the first control-plane node: kubeadm init --config FILE\n/);
  const file = bootstrap.addJoin('n', { discovery: kubeadm.JoinDiscovery.kubeconfig('/d'), path: 'a/next.yaml' });
  expect(file.path).toBe('a/next.yaml');
  expect(file.content).toMatch(/^# For nodes that join: kubeadm join --config FILE\n/);
});

test('words that YAML 1.1 reads as booleans or numbers are quoted', () => {
  expect(config({ clusterName: 'on', scheduler: { extraArgs: { a: 'yes', b: '0o7', c: '1_000' } } }).initFile.content).toMatch(/clusterName: "on"[^]*value: "yes"[^]*value: "1_000"/);
});
