import { Duration } from 'cdk8s';
import { controllerFlags } from './flags';
import { CinderCsiControllerOptions } from './options';
import { pluginPod } from './pod';
import { CinderCsiOptions } from './props';
import { CinderCsiFacts } from './resolve';
import { newestVersion } from '../../../kubernetes/api-versions';
import { requireDnsLabel } from '../../../kubernetes/names';
import { PodProfile } from '../../../releases/workload-profile';
import { Manifest } from '../../private/emit';
import { scrapeInterval } from '../../private/go-duration';
import { definedOf } from '../../private/workload';


/** The property that holds the options of each sidecar. */
export function controllerSidecars(options: CinderCsiControllerOptions) {
  return {
    'csi-attacher': { property: 'attacher', options: options.attacher },
    'csi-provisioner': { property: 'provisioner', options: options.provisioner },
    'csi-snapshotter': { property: 'snapshotter', options: options.snapshotter },
    'csi-resizer': { property: 'resizer', options: options.resizer },
    'liveness-probe': { property: 'livenessSidecar', options: options.livenessSidecar },
  };
}

/** The pod of the release, without disabled containers. */
export function controllerPodProfile({ pods, snapshots }: CinderCsiFacts): PodProfile {
  const pod = pods.controller;
  return { ...pod, containers: pod.containers.filter((c) => snapshots || c.name !== 'csi-snapshotter') };
}

/** The StatefulSet or Deployment of the controller plugin. */
export function controllerPlugin(facts: CinderCsiFacts): Manifest {
  const { props, names, kind, replicas } = facts;
  const options = props.controller ?? {};
  const template = pluginPod(facts, controllerPodProfile(facts), {
    property: 'controller',
    options,
    sidecars: controllerSidecars(options),
    flags: (container) => controllerFlags(facts, container),
    serviceAccount: facts.accounts.controller,
    selector: names.controller.selector,
    labels: names.controller.labels,
    checksum: props.cloudConfigHostPath === undefined ? props.cloudConfig.checksum : undefined,
    needsCa: true,
    replicas,
    ports: props.metrics && [{ containerPort: metricsPort(props), name: 'http', protocol: 'TCP' }],
  });
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { ...workloadMetadata(facts), name: names.controller.name, namespace: facts.namespace },
    spec: {
      replicas,
      ...kind === 'StatefulSet' ? { serviceName: names.service.name, updateStrategy: options.updateStrategy } : { strategy: strategy(facts) },
      selector: { matchLabels: names.controller.selector },
      template,
    },
  };
}

/** Where the controller plugin serves metrics. */
export function metricsPort({ metrics }: CinderCsiOptions): number {
  return metrics?.port ?? 8080;
}

/** The governing Service of a StatefulSet; a Deployment has none. That of the charts is headless and selects no pods. */
export function controllerService({ kind, headless, names, namespace, profile }: CinderCsiFacts): Manifest | undefined {
  if (kind !== 'StatefulSet') return undefined;
  const ofChart = names.helm && !headless;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: requireDnsLabel('naming.nameOverride', names.service.name), namespace, labels: names.service.labels },
    spec: definedOf({
      clusterIP: headless || ofChart ? 'None' : undefined,
      selector: ofChart ? undefined : names.controller.selector,
      ports: ofChart ? undefined : profile.controller.service.ports,
    }),
  };
}

/** PodDisruptionBudget that lets a drain evict one controller pod at a time. */
export function podDisruptionBudget(facts: CinderCsiFacts): Manifest | undefined {
  const { props, replicas, names, namespace, kubernetesVersion } = facts;
  if (!(props.podDisruptionBudget ?? replicas > 1)) return undefined;
  return {
    apiVersion: newestVersion('PodDisruptionBudget', kubernetesVersion),
    kind: 'PodDisruptionBudget',
    metadata: { name: names.controller.name, namespace, labels: ownLabels(facts) },
    spec: { maxUnavailable: 1, selector: { matchLabels: names.controller.selector } },
  };
}

/** PodMonitor of the controller pods, in the form of the upstream chart. */
export function podMonitor(facts: CinderCsiFacts): Manifest | undefined {
  const { props: { metrics }, names, namespace } = facts;
  if (!metrics?.podMonitor) return undefined;
  const interval = scrapeInterval('metrics.interval', metrics.interval ?? Duration.seconds(30));
  const { labels, annotations } = workloadMetadata(facts);
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PodMonitor',
    metadata: definedOf({ name: names.controller.name, namespace, labels: { ...labels, ...metrics.podMonitorLabels }, annotations }),
    spec: {
      jobLabel: names.helm ? 'component' : undefined,
      podMetricsEndpoints: [{ port: 'http', scheme: 'http', interval }],
      selector: { matchLabels: names.controller.selector },
    },
  };
}

/** The upstream manifests label the pods only; the chart labels the workload too. */
function ownLabels({ names }: CinderCsiFacts): { [key: string]: string } | undefined {
  return names.controller.labels && { ...names.controller.labels, ...names.controller.selector };
}

function workloadMetadata(facts: CinderCsiFacts): { labels?: { [key: string]: string }; annotations?: { [key: string]: string } } {
  const { labels, annotations } = facts.props.controller ?? {};
  const own = ownLabels(facts);
  return definedOf({ labels: labels || own ? { ...labels, ...own } : undefined, annotations });
}

/** Without leader election, two controllers that run at the same time during a rolling update act on each volume twice. */
function strategy({ props, profile, leaderElection }: CinderCsiFacts): object | undefined {
  return props.controller?.updateStrategy ?? (leaderElection ? profile.controller.strategy : { type: 'Recreate' });
}
