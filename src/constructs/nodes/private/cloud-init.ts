import { compact, yamlText } from '../../files/private/yaml';
import { NodeFile } from '../node-setup-props';
import { MirrorOptions, PackageRepository } from '../package-repository';

const SCRIPT = '/usr/local/sbin/kubernetes-node-setup';
const KEYRING = '/etc/apt/keyrings/kubernetes-apt-keyring.gpg';
const TOOLS = ['kubelet', 'kubeadm', 'kubectl'];

/** Validated input of the user data. */
export interface NodeFacts {
  readonly version: string;
  readonly redHat: boolean;
  readonly docker: boolean;
  readonly runtimePackage?: string;
  readonly systemd: boolean;
  readonly packages: PackageRepository;
  readonly kernelModules: string[];
  readonly sysctls: { [name: string]: string };
  readonly dockerOptions?: { [name: string]: any };
  readonly sandboxImage?: string;
  readonly hostname?: string;
  readonly permissive: boolean;
  readonly files: NodeFile[];
  readonly commands: string[];
}

/**
 * User data for cloud-init.
 *
 * The steps are one script that stops at the first failure, because cloud-init's `runcmd` continues after one. The script also installs the
 * packages, because cloud-init would install them before the key of their repository exists.
 *
 * @see https://cloudinit.readthedocs.io/en/latest/reference/modules.html
 */
export function cloudConfigText(facts: NodeFacts): string {
  const repository = facts.packages._resolve(facts.version, facts.redHat);
  const document = compact({
    hostname: facts.hostname,
    preserve_hostname: facts.hostname === undefined ? undefined : false,
    manage_etc_hosts: facts.hostname === undefined ? undefined : 'localhost',
    write_files: [
      file('/etc/modules-load.d/k8s.conf', facts.kernelModules.map((m) => `${m}\n`).join('')),
      file('/etc/sysctl.d/k8s.conf', Object.entries(facts.sysctls).map(([name, value]) => `${name} = ${value}\n`).join('')),
      facts.docker ? file('/etc/docker/daemon.json', daemonJson(facts)) : file('/etc/containerd/config.toml', containerdConfig(facts)),
      ...facts.redHat ? [file('/etc/yum.repos.d/kubernetes.repo', yumRepository(repository))] : [],
      ...facts.files.map(({ path, content, permissions }) => file(path, content, permissions)),
      file(SCRIPT, script(facts, repository), '0755'),
    ],
    runcmd: [[SCRIPT]],
  });
  return `#cloud-config\n${yamlText([document])}`;
}

function file(path: string, content: string, permissions = '0644'): any {
  return { path, permissions, content };
}

/** As in the documentation of Kubernetes 1.15; old kernels of the Red Hat family need an override for overlay2. */
function daemonJson({ systemd, redHat, dockerOptions }: NodeFacts): string {
  return JSON.stringify({
    'exec-opts': [`native.cgroupdriver=${systemd ? 'systemd' : 'cgroupfs'}`],
    'log-driver': 'json-file',
    'log-opts': { 'max-size': '100m' },
    'storage-driver': 'overlay2',
    ...redHat ? { 'storage-opts': ['overlay2.override_kernel_check=true'] } : {},
    ...dockerOptions,
  }, null, 2) + '\n';
}

/** Version 2 of the format: containerd 1.x reads it, and 2.x converts it. Some packages disable the CRI unless this file exists. */
function containerdConfig({ systemd, sandboxImage }: NodeFacts): string {
  return [
    'version = 2',
    ...sandboxImage ? ['', '[plugins."io.containerd.grpc.v1.cri"]', `  sandbox_image = ${JSON.stringify(sandboxImage)}`] : [],
    '',
    '[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]',
    '  runtime_type = "io.containerd.runc.v2"',
    '',
    '[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]',
    `  SystemdCgroup = ${systemd}`,
    '',
  ].join('\n');
}

function yumRepository({ baseUrl, gpgKeys }: MirrorOptions): string {
  return [
    '[kubernetes]',
    'name=Kubernetes',
    `baseurl=${baseUrl}`,
    'enabled=1',
    'gpgcheck=1',
    `gpgkey=${gpgKeys.join(' ')}`,
    'exclude=kubelet kubeadm kubectl cri-tools kubernetes-cni',
    '',
  ].join('\n');
}

function script(facts: NodeFacts, repository: MirrorOptions): string {
  const { redHat, docker, permissive, kernelModules, commands } = facts;
  const service = docker ? 'docker' : 'containerd';
  return [
    '#!/bin/sh',
    '# Makes this machine a node that kubeadm can use. It can be run again.',
    'set -eu',
    '',
    '# The kubelet does not start with swap on.',
    'swapoff -a',
    "sed -i -E '/^[^#].*[[:space:]]swap[[:space:]]/ s/^/#/' /etc/fstab",
    ...kernelModules.map((module) => `modprobe ${module}`),
    'sysctl --system',
    ...permissive ? ['setenforce 0 || true', "sed -i 's/^SELINUX=enforcing$/SELINUX=permissive/' /etc/selinux/config"] : [],
    '',
    ...redHat ? yumSteps(facts) : aptSteps(facts, repository),
    '',
    'systemctl daemon-reload',
    `systemctl enable ${service}`,
    `systemctl restart ${service}`,
    'systemctl enable --now kubelet',
    ...commands.length ? ['', ...commands] : [],
    '',
  ].join('\n');
}

function aptSteps({ version, docker, runtimePackage }: NodeFacts, { baseUrl, gpgKeys: [key], suite = '/' }: MirrorOptions): string[] {
  const tools = exact(version) ? TOOLS.map((tool) => `'${tool}=${version}-*'`) : TOOLS;
  return [
    'export DEBIAN_FRONTEND=noninteractive',
    'apt-get update',
    'apt-get install -y apt-transport-https ca-certificates curl gpg',
    'mkdir -p -m 755 /etc/apt/keyrings',
    `curl -fsSL '${key}' -o /tmp/kubernetes.key`,
    `gpg --dearmor --yes -o ${KEYRING} /tmp/kubernetes.key`,
    `echo 'deb [signed-by=${KEYRING}] ${baseUrl} ${suite}' > /etc/apt/sources.list.d/kubernetes.list`,
    'apt-get update',
    `apt-get install -y -o Dpkg::Options::=--force-confold '${runtimePackage ?? (docker ? 'docker.io' : 'containerd')}'`,
    `apt-get install -y --allow-change-held-packages ${tools.join(' ')}`,
    `apt-mark hold ${TOOLS.join(' ')}`,
  ];
}

function yumSteps({ version, docker, runtimePackage }: NodeFacts): string[] {
  const tools = exact(version) ? TOOLS.map((tool) => `${tool}-${version}`) : TOOLS;
  return [
    'yum install -y yum-utils',
    'yum-config-manager --add-repo https://download.docker.com/linux/centos/docker-ce.repo',
    `yum install -y '${runtimePackage ?? (docker ? 'docker-ce' : 'containerd.io')}'`,
    `yum install -y ${tools.join(' ')} --disableexcludes=kubernetes`,
  ];
}

/** Whether a version includes a patch number. */
function exact(version: string): boolean {
  return version.split('.').length === 3;
}
