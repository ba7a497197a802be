import { Duration } from 'cdk8s';
import { controllerFlags } from './flags';
import { CinderCsiControllerOptions } from './options';
import { pluginPod } from './pod';
import { CinderCsiFacts } from './resolve';
import { newestVersion } from '../../../kubernetes/api-versions';
import { requireDnsLabel } from '../../../kubernetes/names';
import { PodProfile } from '../../../releases/workload-profile';
import { Manifest } from '../../private/emit';
import { scrapeInterval } from '../../private/go-duration';
import { definedOf } from '../../private/workload';


/** The property with the knobs of each sidecar. */
export function controllerSidecars(options: CinderCsiControllerOptions) {
  return {
    'csi-attacher': { property: 'attacher', options: options.attacher },
    'csi-provisioner': { property: 'provisioner', options: options.provisioner },
    'csi-snapshotter': { property: 'snapshotter', options: options.snapshotter },
    'csi-resizer': { property: 'resizer', options: options.resizer },
    'liveness-probe': { property: 'livenessSidecar', options: options.livenessSidecar },
  };
}

/** The pod of the release, without what is switched off. */
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
    ports: props.metrics && [{ containerPort: props.metrics.port ?? 8080, name: 'http', protocol: 'TCP' }],
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

/** The Service that a StatefulSet needs; a Deployment has none. That of the charts is headless and leads nowhere. */
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

/** Keeps all but one controller pod running while nodes are drained. */
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

/** Lets Prometheus scrape the controller pods; the upstream chart's has the same form. */
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

/** Upstream's manifests label the pods alone, its chart the objects too. */
function ownLabels({ names }: CinderCsiFacts): { [key: string]: string } | undefined {
  return names.controller.labels && { ...names.controller.labels, ...names.controller.selector };
}

function workloadMetadata(facts: CinderCsiFacts): { labels?: { [key: string]: string }; annotations?: { [key: string]: string } } {
  const { labels, annotations } = facts.props.controller ?? {};
  const own = ownLabels(facts);
  return definedOf({ labels: labels || own ? { ...labels, ...own } : undefined, annotations });
}

/** Two controllers side by side, as a rolling update has them, act on each volume twice unless they elect a leader. */
function strategy({ props, profile, leaderElection }: CinderCsiFacts): object | undefined {
  return props.controller?.updateStrategy ?? (leaderElection ? profile.controller.strategy : { type: 'Recreate' });
}
