import { Construct } from 'constructs';
import { LinuxFamily, NodeFile, NodeRuntime, NodeSetupProps } from './node-setup-props';
import { PackageRepository } from './package-repository';
import { cloudConfigText, NodeFacts } from './private/cloud-init';
import { invalid, refuse } from '../../core/errors';
import { CHANGED_IN } from '../../kubernetes/changes';
import { isAtLeast, minorNumber } from '../../kubernetes/minor';
import { isDnsSubdomain, requireAbsolutePath } from '../../kubernetes/names';
import { Advice } from '../advice';
import { Cluster } from '../cluster';
import { OutputFile } from '../files/output-file';
import { requireFilePath } from '../files/private/file-path';
import { at, propsOf } from '../private/at';

const CURRENT_SYSCTLS = { 'net.bridge.bridge-nf-call-iptables': '1', 'net.bridge.bridge-nf-call-ip6tables': '1', 'net.ipv4.ip_forward': '1' };

/** Maximum length of user data in Nova, in base64. */
const NOVA_USER_DATA_LIMIT = 65_535;

/**
 * cloud-init user data that prepares a virtual machine for kubeadm: kernel modules and parameters, the container runtime,
 * kubelet, kubeadm and kubectl.
 *
 * The output is a file: `openstack server create --user-data FILE …`. Every process on the machine can read user data from the metadata
 * service, so it must not contain secrets.
 *
 * @see https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/install-kubeadm/
 */
export class NodeSetup extends Construct {
  /** The file with the user data. */
  public readonly file: OutputFile;

  constructor(scope: Construct, id: string, props: NodeSetupProps = {}) {
    props = propsOf(new.target, 'NodeSetup', scope, id, props);
    super(scope, id);
    const facts = at(this, () => resolve(this, props));
    const content = at(this, () => requireFits(cloudConfigText(facts)));
    this.file = new OutputFile(this, 'File', {
      path: props.path ?? at(this, () => requireFilePath('path', `cloud-init/${id}.yaml`)),
      content,
      confidential: props.kubeadmFile?.confidential,
    });
    if (props.kubeadmFile?.confidential) {
      Advice._give(this, 'SECRET_IN_USER_DATA', `${this.file.path} includes ${props.kubeadmFile.path}, which contains a secret, and every process `
        + 'on the machine can read user data.',
      'Remove kubeadmFile and copy the file to the machine, or remove the secret from it.');
    }
    if (facts.packages._retired) {
      Advice._give(this, 'RETIRED_PACKAGE_REPOSITORY', facts.packages._retired, 'Use PackageRepository.mirror(...) with a copy of the packages.');
    }
  }
}

function resolve(scope: Construct, props: NodeSetupProps): NodeFacts {
  const version = props.kubernetesVersion ?? Cluster.of(scope).kubernetesVersion;
  if (!/^v?1\.\d+(\.\d+)?$/.test(version)) invalid('kubernetesVersion', version, 'a version such as "v1.36.3" or "1.36"');
  const minor = minorNumber(version);
  const { family = LinuxFamily.DEBIAN, runtime = NodeRuntime.CONTAINERD, hostname } = props;
  if (runtime === NodeRuntime.DOCKER && isAtLeast(version, CHANGED_IN.dockershim)) {
    refuse('runtime', `is Docker, which the kubelet of 1.${minor} does not support: dockershim was removed in Kubernetes `
      + `${CHANGED_IN.dockershim}. Use NodeRuntime.CONTAINERD`);
  }
  if (props.dockerOptions && runtime !== NodeRuntime.DOCKER) refuse('dockerOptions', 'needs runtime: NodeRuntime.DOCKER');
  if (props.sandboxImage && runtime !== NodeRuntime.CONTAINERD) refuse('sandboxImage', 'needs runtime: NodeRuntime.CONTAINERD');
  if (props.selinuxPermissive && family !== LinuxFamily.RED_HAT) refuse('selinuxPermissive', 'applies to LinuxFamily.RED_HAT only. Remove it');
  if (hostname !== undefined && !isDnsSubdomain(hostname)) invalid('hostname', hostname, 'a name that a node can have, such as "worker-1"');
  const sysctls = props.sysctls ?? CURRENT_SYSCTLS;
  const kernelModules = props.kernelModules ?? ['overlay', 'br_netfilter'];
  requireWords('kernelModules', kernelModules, /^[A-Za-z0-9_-]+$/, 'names of kernel modules such as "br_netfilter"');
  requireWords('sysctls', Object.keys(sysctls), /^[A-Za-z0-9_/-]+(\.[A-Za-z0-9_/*-]+)+$/, 'names of kernel parameters such as "net.ipv4.ip_forward"');
  requireWords('sysctls', Object.values(sysctls), /^[^\n]+$/, 'values on one line');
  if (props.runtimePackage !== undefined) {
    requireWords('runtimePackage', [props.runtimePackage], /^[A-Za-z0-9][A-Za-z0-9.+~:=*_-]*$/, 'a package such as "containerd.io"');
  }
  return {
    version: version.replace(/^v/, ''),
    redHat: family === LinuxFamily.RED_HAT,
    docker: runtime === NodeRuntime.DOCKER,
    runtimePackage: props.runtimePackage,
    systemd: props.systemdCgroup ?? true,
    packages: props.packages ?? PackageRepository.kubernetes(),
    kernelModules,
    sysctls,
    dockerOptions: props.dockerOptions,
    sandboxImage: props.sandboxImage,
    hostname,
    permissive: props.selinuxPermissive ?? family === LinuxFamily.RED_HAT,
    files: [
      ...props.kubeadmFile ? [{ path: '/etc/kubernetes/kubeadm.yaml', content: props.kubeadmFile.content, permissions: '0600' }] : [],
      ...(props.files ?? []).map(nodeFile),
    ],
    commands: props.commands ?? [],
  };
}

function nodeFile(file: NodeFile, i: number): NodeFile {
  requireAbsolutePath(`files[${i}].path`, file.path, '/etc/kubernetes/ca.pem');
  if (file.permissions !== undefined && !/^0[0-7]{3}$/.test(file.permissions)) {
    invalid(`files[${i}].permissions`, file.permissions, 'a file mode such as "0644"');
  }
  return file;
}

function requireWords(property: string, values: string[], form: RegExp, expected: string): void {
  const wrong = values.find((value) => typeof value !== 'string' || !form.test(value));
  if (wrong !== undefined) invalid(property, wrong, expected);
}

function requireFits(text: string): string {
  const size = 4 * Math.ceil(Buffer.byteLength(text) / 3);
  return size <= NOVA_USER_DATA_LIMIT ? text : refuse('files', `make the user data ${size} bytes long in base64, but the limit of Nova is `
    + `${NOVA_USER_DATA_LIMIT}. Download large files on the machine`);
}
