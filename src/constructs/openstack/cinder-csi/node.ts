import { createHash } from 'crypto';
import { nodeFlags } from './flags';
import { CinderCloud, CinderNodeConfig } from './options';
import { pluginPod } from './pod';
import { CinderCsiFacts } from './resolve';
import { requireInteger } from '../../../kubernetes/names';
import { Manifest } from '../../private/emit';
import { definedOf } from '../../private/workload';


/** The DaemonSet of the node plugin; with several clouds, that of one cloud. */
export function nodePlugin(facts: CinderCsiFacts, cloud?: CinderCloud): Manifest {
  const { props, names } = facts;
  const given = props.node ?? {};
  const options = {
    ...given,
    nodeSelector: cloud?.nodeSelector ? { ...given.nodeSelector, ...cloud.nodeSelector } : given.nodeSelector,
  };
  const { name, selector, labels } = names.node(cloud?.nodeSelector && cloud.name);
  const text = nodeConfigText(facts);
  const template = pluginPod(facts, facts.pods.node, {
    property: 'node',
    options,
    sidecars: {
      'node-driver-registrar': { property: 'registrar', options: given.registrar },
      'liveness-probe': { property: 'livenessSidecar', options: given.livenessSidecar },
    },
    flags: (container) => nodeFlags(facts, container, cloud),
    serviceAccount: facts.accounts.node,
    selector,
    labels,
    cloudConfig: text === undefined ? undefined : { name: names.cloudConfigVolume, configMap: { name: configMapName(facts) }, secret: undefined },
    checksum: text === undefined ? sharedChecksum(facts) : createHash('sha256').update(text).digest('hex'),
    needsCa: facts.nodeCredentials,
  });
  const own = labels && { ...labels, ...selector };
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: definedOf({
      name,
      namespace: facts.namespace,
      labels: given.labels || own ? { ...given.labels, ...own } : undefined,
      annotations: given.annotations,
    }),
    spec: { updateStrategy: given.updateStrategy, selector: { matchLabels: selector }, template },
  };
}

/** Configuration of node plugins without credentials. */
export function nodeConfigMap(facts: CinderCsiFacts): Manifest | undefined {
  const text = nodeConfigText(facts);
  if (text === undefined) return undefined;
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: configMapName(facts), namespace: facts.namespace },
    data: { [facts.values.cloudConfigFile]: text },
  };
}

function configMapName({ names }: CinderCsiFacts): string {
  return `${names.node().name}-config`;
}

function sharedChecksum({ props }: CinderCsiFacts): string | undefined {
  return props.cloudConfigHostPath === undefined ? props.cloudConfig.checksum : undefined;
}

/** Undefined if node plugins read the whole cloud config. */
function nodeConfigText({ props, nodeCredentials }: CinderCsiFacts): string | undefined {
  if (nodeCredentials) return undefined;
  return props.nodeConfig ? textOf(props.nodeConfig) : props.cloudConfig.nodeConfig || '[BlockStorage]\n';
}

function textOf({ volumeAttachLimit, rescanOnResize, metadataSearchOrder }: CinderNodeConfig): string {
  const lines = ['[BlockStorage]'];
  if (volumeAttachLimit !== undefined) {
    lines.push(`node-volume-attach-limit = ${requireInteger('nodeConfig.volumeAttachLimit', volumeAttachLimit, 1, 256)}`);
  }
  if (rescanOnResize !== undefined) lines.push(`rescan-on-resize = ${rescanOnResize}`);
  if (metadataSearchOrder !== undefined) lines.push('', '[Metadata]', `search-order = ${metadataSearchOrder.join(',')}`);
  return `${lines.join('\n')}\n`;
}
