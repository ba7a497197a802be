import { compact } from '../../files/private/yaml';
import { KubeadmApi } from '../kubeadm-api';
import { KubeadmConfigProps } from '../kubeadm-config-props';
import { KubeadmComponent, KubeadmHostMount, KubeadmNode } from '../kubeadm-options';

/** Flags as a map, or since v1beta4 as a list, in which a flag may be repeated. */
export function args(api: KubeadmApi, flags: { [flag: string]: string } = {}, repeated: { [flag: string]: string[] } = {}): any {
  if (!api._isAtLeast(KubeadmApi.V1BETA4)) return { ...flags };
  const all = [...Object.entries(flags), ...Object.entries(repeated).flatMap(([name, values]) => values.map((value) => [name, value] as const))];
  return all.map(([name, value]) => ({ name, value }));
}

export function component(api: KubeadmApi, options: KubeadmComponent = {}): any {
  return compact({
    extraArgs: args(api, options.extraArgs, options.repeatedArgs),
    extraVolumes: options.extraVolumes?.map(mount),
    extraEnvs: options.extraEnv,
  });
}

export function nodeRegistration(api: KubeadmApi, node: KubeadmNode = {}, external: boolean): any {
  const labels = node.labels && Object.entries(node.labels).map(([key, value]) => `${key}=${value}`).join(',');
  const flags = {
    ...external ? { 'cloud-provider': 'external' } : {},
    ...labels ? { 'node-labels': labels } : {},
    ...node.kubeletExtraArgs,
  };
  return compact({
    name: node.name,
    criSocket: node.criSocket,
    taints: node.taints?.map(({ key, value, effect }) => compact({ key, value, effect })),
    kubeletExtraArgs: args(api, flags),
    ignorePreflightErrors: node.ignorePreflightErrors,
    imagePullPolicy: node.imagePullPolicy,
  }, ['taints']);
}

export function etcd(api: KubeadmApi, { etcdDataDir, etcdExtraArgs, externalEtcd: external }: KubeadmConfigProps): any {
  return compact({
    local: (etcdDataDir ?? etcdExtraArgs) && { dataDir: etcdDataDir ?? '/var/lib/etcd', ...compact({ extraArgs: args(api, etcdExtraArgs) }) },
    // The three file names are required by the format; empty ones mean a connection without TLS.
    external: external && {
      endpoints: external.endpoints,
      caFile: external.caFile ?? '',
      certFile: external.certFile ?? '',
      keyFile: external.keyFile ?? '',
    },
  });
}

/** Deep-merges two maps; values of `own` win. */
export function merged(base: any, own: any): any {
  if (!isMap(base) || !isMap(own)) return own === undefined ? base : own;
  return Object.fromEntries([...new Set([...Object.keys(base), ...Object.keys(own)])].map((key) => [key, merged(base[key], own[key])]));
}

function mount(options: KubeadmHostMount): any {
  return compact({
    name: options.name,
    hostPath: options.hostPath,
    mountPath: options.mountPath ?? options.hostPath,
    readOnly: options.readOnly ?? true,
    pathType: options.pathType,
  });
}

function isMap(value: any): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
