import { execFileSync } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Chart } from 'cdk8s';
import { parse } from 'yaml';
import { Advice, Cluster, kubeadm, nodes, SecretText } from '../../../src';
import { scope } from '../../support/synth';

const fixture = (name: string) => readFileSync(join(__dirname, '../../evidence/source-documents/files', name), 'utf8');
const SCRIPT = '/usr/local/sbin/kubernetes-node-setup';

/** The installation chapter of the document: CentOS, Docker 18.06, Kubernetes 1.15. */
const DOCUMENT: nodes.NodeSetupProps = {
  kubernetesVersion: 'v1.15.1',
  family: nodes.LinuxFamily.RED_HAT,
  runtime: nodes.NodeRuntime.DOCKER,
  runtimePackage: 'docker-ce-18.06.2.ce',
  kernelModules: ['br_netfilter'],
  sysctls: { 'net.bridge.bridge-nf-call-ip6tables': '1', 'net.bridge.bridge-nf-call-iptables': '1' },
  packages: nodes.PackageRepository.mirror({
    baseUrl: 'https://packages.cloud.google.com/yum/repos/kubernetes-el7-x86_64',
    gpgKeys: ['https://packages.cloud.google.com/yum/doc/yum-key.gpg', 'https://packages.cloud.google.com/yum/doc/rpm-package-key.gpg'],
  }),
};
const MIRROR = nodes.PackageRepository.mirror({ baseUrl: 'https://packages.example.com/deb/', gpgKeys: ['https://packages.example.com/key'], suite: 'stable main' });

const setup = (props: nodes.NodeSetupProps = {}) => new nodes.NodeSetup(scope(), 'node', props);
const userData = (props: nodes.NodeSetupProps = {}) => parse(setup(props).file.content);
const fileOf = (props: nodes.NodeSetupProps, path: string) => userData(props).write_files.find((f: any) => f.path === path);
const script = (props: nodes.NodeSetupProps = {}): string => fileOf(props, SCRIPT).content;

describe('the document', () => {
  test('daemon.json and the kernel parameters are its own', () => {
    expect(JSON.parse(fileOf(DOCUMENT, '/etc/docker/daemon.json').content)).toEqual(JSON.parse(fixture('docker-daemon.json')));
    expect(fileOf(DOCUMENT, '/etc/sysctl.d/k8s.conf').content).toBe(fixture('k8s-sysctl.conf'));
    expect(fileOf(DOCUMENT, '/etc/modules-load.d/k8s.conf').content).toBe('br_netfilter\n');
  });

  test('its repository, its packages and its steps', () => {
    expect(fileOf(DOCUMENT, '/etc/yum.repos.d/kubernetes.repo').content).toMatchSnapshot();
    expect(script(DOCUMENT)).toMatchSnapshot();
  });

  test('its repository went away, which is reported', () => {
    expect(Advice.of(setup(DOCUMENT)).open.map(({ id, message }) => `${id}: ${message}`)).toEqual([
      'RETIRED_PACKAGE_REPOSITORY: packages.cloud.google.com was shut down on 4 March 2024: nodes cannot install packages from https://packages.cloud.google.com/yum/repos/kubernetes-el7-x86_64.',
    ]);
  });

  test('an internal registry goes into daemon.json', () => {
    const dockerOptions = { 'insecure-registries': ['registry.example.com'], 'log-driver': 'journald' };
    expect(JSON.parse(fileOf({ ...DOCUMENT, dockerOptions }, '/etc/docker/daemon.json').content)).toMatchObject(dockerOptions);
  });
});

describe('today', () => {
  test('the user data, as a whole', () => {
    expect(setup({ kubernetesVersion: 'v1.36.3' }).file.content).toMatchSnapshot();
  });

  test('Red Hat family', () => {
    const props = { kubernetesVersion: '1.36', family: nodes.LinuxFamily.RED_HAT };
    expect(fileOf(props, '/etc/yum.repos.d/kubernetes.repo').content).toContain('baseurl=https://pkgs.k8s.io/core:/stable:/v1.36/rpm/\n');
    expect(fileOf(props, '/etc/yum.repos.d/kubernetes.repo').content).toContain('gpgkey=https://pkgs.k8s.io/core:/stable:/v1.36/rpm/repodata/repomd.xml.key\n');
    expect(script(props)).toContain("yum install -y 'containerd.io'\nyum install -y kubelet kubeadm kubectl --disableexcludes=kubernetes\n");
    expect(script(props)).toContain('SELINUX=permissive');
    expect(script({ ...props, selinuxPermissive: false })).not.toContain('SELINUX');
  });

  test('a patch is installed as it is, a minor means its newest patch, the cluster\'s unless given', () => {
    expect(script({ kubernetesVersion: 'v1.36.3' })).toContain("'kubelet=1.36.3-*' 'kubeadm=1.36.3-*' 'kubectl=1.36.3-*'");
    expect(script({ kubernetesVersion: '1.36' })).toContain('--allow-change-held-packages kubelet kubeadm kubectl\n');
    const cluster = new Cluster(new App({ outdir: '/nonexistent' }), 'c', { kubernetesVersion: '1.30' });
    expect(new nodes.NodeSetup(new Chart(cluster, 'chart'), 'node').file.content).toContain('https://pkgs.k8s.io/core:/stable:/v1.30/deb/ /');
  });

  test('containerd uses the driver of the kubelet, and a pause image of the user\'s', () => {
    const config = (props: nodes.NodeSetupProps) => fileOf(props, '/etc/containerd/config.toml').content;
    expect(config({})).toContain('SystemdCgroup = true\n');
    expect(config({ systemdCgroup: false })).toContain('SystemdCgroup = false\n');
    expect(config({})).not.toContain('sandbox_image');
    expect(config({ sandboxImage: 'registry.example.com/pause:3.10' })).toContain('[plugins."io.containerd.grpc.v1.cri"]\n  sandbox_image = "registry.example.com/pause:3.10"\n');
  });

  test('Docker on Debian', () => {
    const props = { kubernetesVersion: '1.23', runtime: nodes.NodeRuntime.DOCKER, packages: MIRROR, systemdCgroup: false };
    const daemon = JSON.parse(fileOf(props, '/etc/docker/daemon.json').content);
    expect(daemon['exec-opts']).toEqual(['native.cgroupdriver=cgroupfs']);
    expect(daemon).not.toHaveProperty('storage-opts');
    expect(script(props)).toContain("--force-confold 'docker.io'");
    expect(script(props)).toContain('systemctl restart docker');
    expect(script(props)).toContain("deb [signed-by=/etc/apt/keyrings/kubernetes-apt-keyring.gpg] https://packages.example.com/deb/ stable main'");
    const redHat = { ...props, family: nodes.LinuxFamily.RED_HAT };
    expect(script(redHat)).toContain("yum install -y 'docker-ce'\n");
  });

  test('a hostname is set and resolves', () => {
    expect(userData({ hostname: 'worker-1' })).toMatchObject({ hostname: 'worker-1', preserve_hostname: false, manage_etc_hosts: 'localhost' });
    expect(Object.keys(userData())).toEqual(['write_files', 'runcmd']);
  });

  test('files and commands of the user', () => {
    const props: nodes.NodeSetupProps = {
      files: [{ path: '/etc/kubernetes/ca.pem', content: 'PEM\n' }, { path: '/x', content: 'on', permissions: '0600' }],
      commands: ['kubeadm init --config /etc/kubernetes/kubeadm.yaml'],
    };
    expect(fileOf(props, '/etc/kubernetes/ca.pem')).toEqual({ path: '/etc/kubernetes/ca.pem', permissions: '0644', content: 'PEM\n' });
    expect(fileOf(props, '/x')).toEqual({ path: '/x', permissions: '0600', content: 'on' });
    expect(script(props)).toMatch(/systemctl enable --now kubelet\n\nkubeadm init --config \/etc\/kubernetes\/kubeadm.yaml\n$/);
  });

  test('starts with the line that cloud-init wants, and runs one script', () => {
    expect(setup().file.content).toMatch(/^#cloud-config\n/);
    expect(setup().file.path).toBe('cloud-init/node.yaml');
    expect(setup({ path: 'user-data.yaml' }).file.path).toBe('user-data.yaml');
    expect(userData().runcmd).toEqual([[SCRIPT]]);
    expect(fileOf({}, SCRIPT).permissions).toBe('0755');
  });

  test.each([DOCUMENT, { kubernetesVersion: 'v1.36.3' }, { kubernetesVersion: '1.36', family: nodes.LinuxFamily.RED_HAT, commands: ['echo done'] }])('the script is one that sh reads', (props) => {
    expect(() => execFileSync('sh', ['-n'], { input: script(props), stdio: 'pipe' })).not.toThrow();
  });
});

describe('kubeadm file', () => {
  test('lies where kubeadm is told to look, for root only', () => {
    const chart = scope();
    const { initFile } = new kubeadm.KubeadmConfig(chart, 'kubeadm');
    const node = new nodes.NodeSetup(chart, 'node', { kubeadmFile: initFile });
    expect(parse(node.file.content).write_files).toContainEqual({ path: '/etc/kubernetes/kubeadm.yaml', permissions: '0600', content: initFile.content });
    expect(Advice.of(chart).open).toEqual([]);
  });

  test('with a secret is reported: every process on the machine can read user data', () => {
    const chart = scope();
    const discovery = kubeadm.JoinDiscovery.bootstrapToken({ apiServerEndpoint: 'a:6443', token: SecretText.unsafe('0c0z4p.dnafh6vnmouus569') });
    const node = new nodes.NodeSetup(chart, 'node', { kubeadmFile: new kubeadm.KubeadmConfig(chart, 'kubeadm').addJoin('workers', { discovery }) });
    expect(node.file.confidential).toBe(true);
    expect(Advice.of(node).open.map(({ id, message }) => `${id}: ${message}`)).toEqual([
      'SECRET_IN_USER_DATA: cloud-init/node.yaml includes kubeadm/join-workers.yaml, which contains a secret, and every process on the machine can read user data.',
    ]);
  });
});

const REFUSED: Array<[nodes.NodeSetupProps, string]> = [
  [{ kubernetesVersion: 'latest' }, 'kubernetesVersion must be a version such as "v1.36.3" or "1.36"'],
  [{ kubernetesVersion: '1.24', runtime: nodes.NodeRuntime.DOCKER }, 'runtime is Docker, which the kubelet of 1.24 does not support: dockershim was removed in Kubernetes 1.24. Use NodeRuntime.CONTAINERD'],
  [{ kubernetesVersion: '1.23' }, 'packages is required: pkgs.k8s.io contains Kubernetes 1.24 and newer, not 1.23, and the older repositories were shut down'],
  [{ dockerOptions: {} }, 'dockerOptions needs runtime: NodeRuntime.DOCKER'],
  [{ ...DOCUMENT, sandboxImage: 'pause' }, 'sandboxImage needs runtime: NodeRuntime.CONTAINERD'],
  [{ selinuxPermissive: true }, 'selinuxPermissive applies to LinuxFamily.RED_HAT only. Remove it'],
  [{ hostname: 'Worker_1' }, 'hostname must be a name that a node can have, such as "worker-1", got "Worker_1"'],
  [{ kernelModules: ['a; reboot'] }, 'kernelModules must be names of kernel modules such as "br_netfilter", got "a; reboot"'],
  [{ sysctls: { 'ip forward': '1' } }, 'sysctls must be names of kernel parameters such as "net.ipv4.ip_forward"'],
  [{ sysctls: { 'net.ipv4.ip_forward': '1\n2' } }, 'sysctls must be values on one line'],
  [{ sysctls: { 'net.ipv4.ip_forward': 1 as any } }, 'sysctls["net.ipv4.ip_forward"] must be a string, got 1'],
  [{ runtimePackage: 'a b' }, 'runtimePackage must be a package such as "containerd.io"'],
  [{ files: [{ path: 'a', content: '' }] }, 'files[0].path must be an absolute path'],
  [{ files: [{ path: '/a', content: '', permissions: '644' }] }, 'files[0].permissions must be a file mode such as "0644", got "644"'],
  [{ files: [{ path: '/a', content: 'x'.repeat(60_000) }] }, 'files make the user data'],
];
test.each(REFUSED)('refuses %#', (props, message) => expect(() => setup(props)).toThrow(`test/node: ${message}`));

test('package repositories', () => {
  const gpgKeys = ['https://packages.example.com/key'];
  expect(() => nodes.PackageRepository.mirror({ baseUrl: 'http://packages.example.com', gpgKeys })).toThrow('baseUrl must be an https URL');
  expect(() => nodes.PackageRepository.mirror({ baseUrl: "https://a/'; reboot", gpgKeys })).toThrow('baseUrl must be an https URL');
  expect(() => nodes.PackageRepository.mirror({ baseUrl: 'https://a/', gpgKeys: [] })).toThrow('gpgKeys needs the key that signs the packages, because they run as root');
  expect(() => nodes.PackageRepository.mirror({ baseUrl: 'https://a/', gpgKeys: ['key'] })).toThrow('gpgKeys must be an https URL');
  expect(() => nodes.PackageRepository.mirror({ baseUrl: 'https://a/', gpgKeys, suite: "a'" })).toThrow('suite must be a suite and components');
  expect(Advice.of(setup({ kubernetesVersion: '1.15', packages: MIRROR })).open).toEqual([]);
});
