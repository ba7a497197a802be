import { isIP } from 'net';
import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import {
  requireApi, requireCertSans, requireComponent, requireEndpoint, requireExternalEtcd, requireFlags, requireLivingFlags,
  requireNetworking, requireNode,
} from './kubeadm-checks';
import { component, etcd, merged, nodeRegistration } from './kubeadm-documents';
import { invalid, refuse } from '../../../core/errors';
import { CHANGED_IN } from '../../../kubernetes/changes';
import { isAtLeast, minorNumber } from '../../../kubernetes/minor';
import { requireAbsolutePath, requirePort } from '../../../kubernetes/names';
import { Cluster } from '../../cluster';
import { HostPathType } from '../../core-v1';
import { secretForFile, TOKEN, TOKEN_FORM } from '../../files/private/secret-file';
import { compact } from '../../files/private/yaml';
import { KubeadmApi } from '../kubeadm-api';
import { KubeadmConfigProps, KubeadmJoinOptions } from '../kubeadm-config-props';
import { KubeadmApiEndpoint, KubeadmComponent } from '../kubeadm-options';

const CERTIFICATE_KEY = /^[0-9a-fA-F]{64}$/;

/** Resolved properties that all documents of a cluster share. */
export interface KubeadmFacts {
  readonly api: KubeadmApi;
  /** Minor such as "1.36". */
  readonly minor: string;
  /** kubernetesVersion in the documents: a version or a label such as "stable-1.36". */
  readonly version: string;
  readonly external: boolean;
  readonly controllerManager?: KubeadmComponent;
}

export function resolveKubeadm(scope: Construct, props: KubeadmConfigProps): KubeadmFacts {
  const given = props.kubernetesVersion ?? Cluster.of(scope).kubernetesVersion;
  if (!/^v?1\.\d+(\.\d+(-[0-9A-Za-z.-]+)?)?$/.test(given)) invalid('kubernetesVersion', given, 'a version such as "v1.36.3" or "1.36"');
  const minor = `1.${minorNumber(given)}`;
  const api = props.api ?? KubeadmApi.ofKubernetes(minor);
  api._requireReadBy(minor);
  const controllerManager = withFiles(props, minor);
  check(props, api, minor, controllerManager);
  return {
    api,
    minor,
    version: /\.\d+\./.test(given) ? `v${given.replace(/^v/, '')}` : `stable-${minor}`,
    external: props.externalCloudProvider ?? true,
    controllerManager,
  };
}

export function initDocuments(facts: KubeadmFacts, props: KubeadmConfigProps): any[] {
  const { api, external, version, controllerManager } = facts;
  const timeout = seconds(props.controlPlaneTimeout);
  const v1beta4 = api._isAtLeast(KubeadmApi.V1BETA4);
  const token = props.bootstrapToken && secretForFile('bootstrapToken', props.bootstrapToken, TOKEN, TOKEN_FORM);
  const init = compact({
    bootstrapTokens: token && [compact({ token, ttl: seconds(props.bootstrapTokenTtl) })],
    nodeRegistration: nodeRegistration(api, props.node, external),
    localAPIEndpoint: endpoint(props.localApiEndpoint),
    skipPhases: props.skipPhases,
    patches: props.patchesDirectory && { directory: props.patchesDirectory },
    timeouts: v1beta4 && timeout ? { controlPlaneComponentHealthCheck: timeout } : undefined,
  });
  const cluster = compact({
    kubernetesVersion: version,
    clusterName: props.clusterName,
    controlPlaneEndpoint: props.controlPlaneEndpoint,
    networking: compact({ serviceSubnet: props.serviceSubnet, podSubnet: props.podSubnet, dnsDomain: props.dnsDomain }),
    apiServer: compact({
      ...component(api, props.apiServer),
      certSANs: props.apiServerCertSans,
      timeoutForControlPlane: v1beta4 ? undefined : timeout,
    }),
    controllerManager: component(api, controllerManager),
    scheduler: component(api, props.scheduler),
    etcd: etcd(api, props),
  });
  return [
    merged({ apiVersion: api.apiVersion, kind: 'InitConfiguration', ...init }, props.extraInit),
    merged({ apiVersion: api.apiVersion, kind: 'ClusterConfiguration', ...cluster }, props.extraCluster),
    merged({
      apiVersion: 'kubelet.config.k8s.io/v1beta1',
      kind: 'KubeletConfiguration',
      cgroupDriver: props.systemdCgroup === false ? 'cgroupfs'
        : 'systemd',
    }, props.kubelet),
    ...props.kubeProxy ? [{ apiVersion: 'kubeproxy.config.k8s.io/v1alpha1', kind: 'KubeProxyConfiguration', ...props.kubeProxy }] : [],
  ];
}

export function joinDocuments(facts: KubeadmFacts, options: KubeadmJoinOptions): { documents: any[]; needsFilling: boolean } {
  const { api, external } = facts;
  checkPhases(api, options.skipPhases, options.patchesDirectory);
  checkNode(api, 'node', options.node, external);
  const { controlPlane = false, certificateKey, localApiEndpoint } = options;
  if (!controlPlane && (certificateKey || localApiEndpoint)) {
    refuse(certificateKey ? 'certificateKey' : 'localApiEndpoint', 'applies to joining control-plane nodes only. Set controlPlane: true');
  }
  requireApi(api, KubeadmApi.V1BETA2, 'certificateKey', certificateKey);
  const timeout = seconds(options.discoveryTimeout);
  const v1beta4 = api._isAtLeast(KubeadmApi.V1BETA4);
  const join = compact({
    discovery: compact({ ...options.discovery._document, timeout: v1beta4 ? undefined : timeout }),
    nodeRegistration: nodeRegistration(api, options.node, external),
    controlPlane: controlPlane ? compact({
      localAPIEndpoint: endpoint(localApiEndpoint),
      certificateKey: certificateKey && secretForFile('certificateKey', certificateKey, CERTIFICATE_KEY, '64 hexadecimal digits'),
    }) : undefined,
    skipPhases: options.skipPhases,
    patches: options.patchesDirectory && { directory: options.patchesDirectory },
    timeouts: v1beta4 && timeout ? { discovery: timeout } : undefined,
  }, controlPlane ? ['controlPlane'] : []);
  const document = merged({ apiVersion: api.apiVersion, kind: 'JoinConfiguration', ...join }, options.extraJoin);
  return { documents: [document], needsFilling: JSON.stringify(options.discovery._document).includes('${') };
}

function check(props: KubeadmConfigProps, api: KubeadmApi, minor: string, controllerManager?: KubeadmComponent): void {
  requireLivingFlags(minor, props.apiServer, controllerManager);
  requireComponent('apiServer', props.apiServer, api);
  requireCertSans(props.apiServerCertSans);
  requireComponent('controllerManager', controllerManager, api);
  requireComponent('scheduler', props.scheduler, api);
  requireNetworking(props, controllerManager?.extraArgs);
  for (const property of ['etcdDataDir', 'etcdExtraArgs'] as const) {
    if (props[property] && props.externalEtcd) refuse(property, 'and externalEtcd are mutually exclusive. Remove one');
  }
  if (props.etcdDataDir !== undefined) requireAbsolutePath('etcdDataDir', props.etcdDataDir, '/var/lib/etcd');
  requireFlags('etcdExtraArgs', props.etcdExtraArgs);
  if (props.externalEtcd) requireExternalEtcd(props.externalEtcd);
  if (props.controlPlaneEndpoint !== undefined) requireEndpoint('controlPlaneEndpoint', props.controlPlaneEndpoint, false);
  checkNode(api, 'node', props.node, props.externalCloudProvider ?? true);
  checkPhases(api, props.skipPhases, props.patchesDirectory);
  if (props.bootstrapTokenTtl && !props.bootstrapToken) refuse('bootstrapTokenTtl', 'needs bootstrapToken');
}

function checkNode(api: KubeadmApi, property: string, node: KubeadmConfigProps['node'], external: boolean): void {
  requireNode(property, node, api);
  const provider = node?.kubeletExtraArgs?.['cloud-provider'];
  if (provider !== undefined && (provider === 'external') !== external) {
    refuse(`${property}.kubeletExtraArgs["cloud-provider"]`, `is "${provider}", but externalCloudProvider is ${external}. Remove the flag`);
  }
}

function checkPhases(api: KubeadmApi, skipPhases?: string[], patchesDirectory?: string): void {
  requireApi(api, KubeadmApi.V1BETA3, 'skipPhases', skipPhases);
  requireApi(api, KubeadmApi.V1BETA3, 'patchesDirectory', patchesDirectory);
  if (patchesDirectory !== undefined) requireAbsolutePath('patchesDirectory', patchesDirectory, '/etc/kubernetes/patches');
}

/** The controller manager with the files that properties of their own bring: those of the in-tree plugin, and templates of recycler pods. */
function withFiles({ controllerManager: own, ...props }: KubeadmConfigProps, minor: string): KubeadmComponent | undefined {
  const plugin = volumePlugin(props, minor);
  const templates = props.recyclerPodTemplates ?? [];
  if (!plugin && !templates.length) return own;
  const flags = templates.map(({ flag }) => flag);
  const repeated = flags.find((flag, i) => flags.indexOf(flag) !== i);
  if (repeated) refuse('recyclerPodTemplates', `has two templates for --${repeated}. Remove one`);
  const mounts = templates.map(({ flag, hostPath }) => ({ name: flag.replace('-pod-template-filepath', ''), hostPath, pathType: HostPathType.FILE }));
  return {
    ...own,
    extraArgs: { ...plugin?.extraArgs, ...Object.fromEntries(templates.map(({ flag, hostPath }) => [flag, hostPath])), ...own?.extraArgs },
    extraVolumes: [...plugin?.extraVolumes ?? [], ...mounts, ...own?.extraVolumes ?? []],
  };
}

/** The three flags of the in-tree plugin, and mounts of the file and the CA bundle that they need. */
function volumePlugin({ inTreeVolumePlugin, cloudConfigPath }: KubeadmConfigProps, minor: string): KubeadmComponent | undefined {
  if (!inTreeVolumePlugin) {
    return cloudConfigPath === undefined ? undefined : refuse('cloudConfigPath', 'has no effect without inTreeVolumePlugin. Remove it');
  }
  if (isAtLeast(minor, CHANGED_IN.inTreeOpenStack)) {
    refuse('inTreeVolumePlugin', `needs Kubernetes 1.25 or older, but the cluster has ${minor}. Remove it, and use the Cinder CSI driver`);
  }
  const path = requireAbsolutePath('cloudConfigPath', cloudConfigPath ?? '/etc/kubernetes/cloud-config', '/etc/kubernetes/cloud-config');
  const ca = inTreeVolumePlugin.caCertificate;
  return {
    extraArgs: { 'cloud-provider': 'external', 'external-cloud-volume-plugin': 'openstack', 'cloud-config': path },
    extraVolumes: [
      { name: 'cloud-config', hostPath: path, pathType: HostPathType.FILE },
      ...ca ? [{ name: 'openstack-ca', hostPath: ca.path, pathType: HostPathType.FILE }] : [],
    ],
  };
}

function endpoint(options?: KubeadmApiEndpoint): any {
  if (options?.bindPort !== undefined) requirePort('localApiEndpoint.bindPort', options.bindPort);
  const address = options?.advertiseAddress;
  if (address !== undefined && (!isIP(address) || /^(127\.|::1$)/.test(address))) {
    invalid('localApiEndpoint.advertiseAddress', address, 'an IP address of the node such as "192.168.1.4"');
  }
  return options && compact({ advertiseAddress: options.advertiseAddress, bindPort: options.bindPort });
}

/** A duration in the format of Go. */
function seconds(duration?: Duration): string | undefined {
  return duration && `${duration.toSeconds()}s`;
}
