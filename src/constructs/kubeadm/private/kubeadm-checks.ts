import { isIP } from 'net';
import { invalid, refuse } from '../../../core/errors';
import { CHANGED_IN } from '../../../kubernetes/changes';
import { overlap, requireCidr } from '../../../kubernetes/cidr';
import { KUBELET_LABELS } from '../../../kubernetes/labels';
import { isAtLeast } from '../../../kubernetes/minor';
import {
  isAbsolutePath, isDnsSubdomain, requireAbsolutePath, requireDnsLabel, requireDnsSubdomain, requireLabels,
  requirePort,
} from '../../../kubernetes/names';
import { KubeadmApi } from '../kubeadm-api';
import { KubeadmComponent, KubeadmExternalEtcd, KubeadmHostMount, KubeadmNode } from '../kubeadm-options';

const FLAG = /^[a-z][a-z0-9.-]*$/;

/** kubeadm's default service subnet. */
const SERVICE_SUBNET = '10.96.0.0/12';


/** Throws if `property` is set but the format does not support it. */
export function requireApi(api: KubeadmApi, since: KubeadmApi, property: string, value: unknown): void {
  if (value === undefined || api._isAtLeast(since)) return;
  refuse(property, `needs ${since.apiVersion}, and this configuration is ${api.apiVersion}. Remove it, or raise kubernetesVersion`);
}

export function requireFlags(property: string, flags: { [flag: string]: string } = {}): void {
  for (const [name, value] of Object.entries(flags)) {
    if (!FLAG.test(name)) invalid(property, name, 'names of flags without dashes, such as "audit-log-maxage"');
    if (typeof value !== 'string') invalid(`${property}[${JSON.stringify(name)}]`, value, 'a string', 'Quote the value: flags are strings');
  }
}

export function requireComponent(property: string, component: KubeadmComponent = {}, api: KubeadmApi): void {
  requireFlags(`${property}.extraArgs`, component.extraArgs);
  requireApi(api, KubeadmApi.V1BETA4, `${property}.repeatedArgs`, component.repeatedArgs);
  requireApi(api, KubeadmApi.V1BETA4, `${property}.extraEnv`, component.extraEnv);
  for (const [flag, values] of Object.entries(component.repeatedArgs ?? {})) {
    values.forEach((value) =>
      requireFlags(`${property}.repeatedArgs`, { [flag]: value }));
  }
  component.extraVolumes?.forEach((mount, i) => requireMount(`${property}.extraVolumes[${i}]`, mount));
  const names = (component.extraVolumes ?? []).map((mount) => mount.name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice) refuse(`${property}.extraVolumes`, `has the duplicate volume name "${twice}". Rename one`);
}

/** Rejects flags that were removed from the components: with one of them a component does not start. */
export function requireLivingFlags(kubernetesVersion: string, apiServer: KubeadmComponent = {}, controllerManager: KubeadmComponent = {}): void {
  const plugin = controllerManager.extraArgs?.['external-cloud-volume-plugin'];
  if (plugin !== undefined && isAtLeast(kubernetesVersion, CHANGED_IN.inTreeOpenStack)) {
    refuse('controllerManager.extraArgs["external-cloud-volume-plugin"]', 'names the in-tree plugin, which was removed in Kubernetes 1.26: '
      + `kube-controller-manager ${kubernetesVersion} does not start with it. Remove it, and use the Cinder CSI driver`);
  }
  for (const flag of ['cloud-provider', 'cloud-config']) {
    if (apiServer.extraArgs?.[flag] !== undefined && isAtLeast(kubernetesVersion, CHANGED_IN.cloudFlagsOfApiServer)) {
      refuse(`apiServer.extraArgs["${flag}"]`, 'was removed from kube-apiserver in Kubernetes 1.33. Remove it: kube-apiserver does not need the '
        + 'cloud provider');
    }
  }
}

export function requireNode(property: string, node: KubeadmNode = {}, api: KubeadmApi): void {
  if (node.name !== undefined) requireDnsSubdomain(`${property}.name`, node.name);
  if (node.criSocket !== undefined && !isAbsolutePath(node.criSocket.replace(/^unix:\/\//, ''))) {
    invalid(`${property}.criSocket`, node.criSocket, 'a socket such as "unix:///run/containerd/containerd.sock"');
  }
  for (const taint of node.taints ?? []) {
    requireLabels(`${property}.taints`, { [taint.key]: taint.value ?? '' });
  }
  requireLabels(`${property}.labels`, node.labels);
  requireOwnLabels(`${property}.labels`, Object.keys(node.labels ?? {}));
  requireFlags(`${property}.kubeletExtraArgs`, node.kubeletExtraArgs);
  if (node.labels && node.kubeletExtraArgs?.['node-labels'] !== undefined) {
    refuse(`${property}.labels`, 'and kubeletExtraArgs["node-labels"] are mutually exclusive. Use labels');
  }
  requireApi(api, KubeadmApi.V1BETA2, `${property}.ignorePreflightErrors`, node.ignorePreflightErrors);
  requireApi(api, KubeadmApi.V1BETA3, `${property}.imagePullPolicy`, node.imagePullPolicy);
}

/** Labels of Kubernetes' own domains that a kubelet may set. With any other it does not start: a node must not assign itself a role. */
function requireOwnLabels(property: string, keys: string[]): void {
  const refused = keys.find((key) => /(^|\.)(kubernetes|k8s)\.io\//.test(key) && !KUBELET_LABELS.test(key));
  if (refused !== undefined) {
    invalid(property, refused, 'a label that a kubelet is allowed to set',
      'Set labels such as node-role.kubernetes.io/worker with kubectl after the node has joined, or use the prefix node.kubernetes.io/');
  }
}

/** Rejects names that a certificate cannot contain. */
export function requireCertSans(names: string[] = []): void {
  for (const name of names) {
    if (!isIP(name) && !isDnsSubdomain(name.replace(/^\*\./, ''))) {
      invalid('apiServerCertSans', name, 'a DNS name or an IP address such as "api.example.com"');
    }
  }
}

/**
 * kubeadm's limits: a service subnet has 4 to 20 host bits, and a pod subnet must have room for the blocks of the nodes. Flags of
 * kube-controller-manager set their size; it defaults to /24 and /64.
 */
export function requireNetworking(
  networking: { readonly serviceSubnet?: string; readonly podSubnet?: string; readonly dnsDomain?: string }, flags: { [flag: string]: string } = {},
): void {
  const services = requireSubnets('serviceSubnet', networking.serviceSubnet ?? SERVICE_SUBNET);
  const pods = requireSubnets('podSubnet', networking.podSubnet);
  for (const cidr of services) {
    const bits = (cidr.family === 4 ? 32 : 128) - cidr.prefix;
    if (bits > 20 || bits < 4) invalid('serviceSubnet', cidr.text, 'a block of 4 to 20 host bits, such as "10.96.0.0/12"');
  }
  const tiny = pods.find((cidr) => cidr.last - cidr.first < 13n);
  if (tiny) invalid('podSubnet', tiny.text, 'a block of at least 14 addresses such as "10.224.0.0/16"');
  for (const cidr of flags['allocate-node-cidrs'] === 'false' ? [] : pods) {
    const flag = `node-cidr-mask-size-ipv${cidr.family}`;
    const node = Number(flags[flag] ?? (cidr.family === 4 ? 24 : 64));
    if (!Number.isInteger(node)) invalid(`controllerManager.extraArgs["${flag}"]`, flags[flag], 'the length of a prefix such as "26"');
    if (cidr.prefix > node || node - cidr.prefix > 16) {
      invalid('podSubnet', cidr.text, `between /${node - 16} and /${node}, because every node is allocated a /${node}`);
    }
  }
  for (const pod of pods) {
    const clash = services.find((service) => overlap(pod, service));
    if (clash) refuse('podSubnet', `${pod.text} overlaps the serviceSubnet ${clash.text}. Move one of them`);
  }
  if (networking.dnsDomain !== undefined) requireDnsSubdomain('dnsDomain', networking.dnsDomain);
}

export function requireExternalEtcd(etcd: KubeadmExternalEtcd): void {
  if (!etcd.endpoints?.length) refuse('externalEtcd.endpoints', 'needs at least one member, such as "https://10.0.0.11:2379"');
  const tls = etcd.caFile !== undefined;
  for (const url of etcd.endpoints) {
    const scheme = tls ? /^https:\/\/[^/\s]+$/ : /^https?:\/\/[^/\s]+$/;
    if (!scheme.test(url)) invalid('externalEtcd.endpoints', url, `${tls ? 'an https' : 'a'} URL such as "https://10.0.0.11:2379"`);
  }
  for (const [key, path] of Object.entries({ caFile: etcd.caFile, certFile: etcd.certFile, keyFile: etcd.keyFile })) {
    if (path !== undefined) requireAbsolutePath(`externalEtcd.${key}`, path, '/etc/kubernetes/pki/etcd/ca.crt');
  }
  if ((etcd.certFile === undefined) !== (etcd.keyFile === undefined)) refuse('externalEtcd', 'must have both certFile and keyFile');
  if (etcd.certFile !== undefined && !tls) refuse('externalEtcd.caFile', 'is required with certFile and keyFile');
}

/** "192.168.1.7:6443", "api.example.com:6443", "[2001:db8::1]:6443", or, unless `port` is required, the host alone, which has no brackets then. */
export function requireEndpoint(property: string, value: string, port: boolean): string {
  const [, bracketed, named, number] = /^(?:\[([^\]]*)\]|([^:[\]]*)):(\d+)$/.exec(value) ?? [];
  const host = bracketed ?? named ?? value;
  const valid = isIP(host) === 6 ? named === undefined : isIP(host) === 4 || isDnsSubdomain(host);
  if (!valid || (bracketed !== undefined && isIP(host) !== 6) || (port && number === undefined)) {
    invalid(property, value, `a host${port ? ' with port' : ''} such as "192.168.1.7:6443", an IP address or a lower-case DNS name`);
  }
  if (number !== undefined) requirePort(property, Number(number));
  return value;
}

function requireSubnets(property: string, value: string | undefined) {
  const cidrs = value === undefined ? [] : value.split(',').map((part) => requireCidr(property, part));
  if (cidrs.length > 2 || (cidrs.length === 2 && cidrs[0].family === cidrs[1].family)) {
    invalid(property, value, 'one CIDR block, or one of IPv4 and one of IPv6');
  }
  return cidrs;
}

function requireMount(property: string, mount: KubeadmHostMount): void {
  requireDnsLabel(`${property}.name`, mount.name);
  requireAbsolutePath(`${property}.hostPath`, mount.hostPath, '/etc/kubernetes/cloud-config');
  if (mount.mountPath !== undefined) requireAbsolutePath(`${property}.mountPath`, mount.mountPath, '/etc/kubernetes/cloud-config');
}
