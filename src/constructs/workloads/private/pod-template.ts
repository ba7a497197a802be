import { requireDistinct } from './ports';
import { invalid, refuse } from '../../../core/errors';
import { requireAbsolutePath, requireDnsLabel, requireEnvName, requireLabels } from '../../../core/names';
import { Volume } from '../../core-v1';
import { PodOptions } from '../../pod-options';

type Fields = { [key: string]: any };

/** What a component adds to the options of its pods. */
export interface PodFacts {
  /** Labels of the selector; the options can't change them. */
  readonly selector: { [key: string]: string };
  /** Name of the main container. */
  readonly containerName: string;
  /** Fields of the main container besides those of the options. */
  readonly container?: Fields;
  /** Volumes besides `extraVolumes`, and those that the API server adds, as claim templates do. */
  readonly volumes?: Fields[];
  readonly claimTemplates?: string[];
  readonly mounts?: Fields[];
  readonly devices?: Fields[];
  /** Fields of the pod spec besides those of the options. */
  readonly spec?: Fields;
}

/** The pod template of a workload whose image and settings are the user's. */
export function podTemplate(options: PodOptions, facts: PodFacts): Fields {
  const labels = { ...options.labels, ...options.podLabels, ...facts.selector };
  requireLabels('podLabels', options.podLabels);
  const volumes = [...facts.volumes ?? [], ...(options.extraVolumes ?? []).map(volume)];
  const container = mainContainer(options, facts);
  requireConsistent(container, [...volumes.map(({ name }) => name), ...facts.claimTemplates ?? []], options.podSpec);
  const { podSpec } = options;
  return {
    metadata: { labels, annotations: options.podAnnotations },
    spec: {
      nodeSelector: options.nodeSelector,
      tolerations: joined(options.tolerations, options.extraTolerations),
      affinity: options.affinity,
      topologySpreadConstraints: options.topologySpreadConstraints,
      priorityClassName: options.priorityClassName,
      imagePullSecrets: options.imagePullSecrets?.map((name) => ({ name })),
      securityContext: options.podSecurityContext,
      dnsPolicy: options.dnsPolicy,
      hostAliases: options.hostAliases,
      terminationGracePeriodSeconds: options.terminationGracePeriodSeconds,
      initContainers: options.extraInitContainers,
      containers: joined([container], options.extraContainers),
      volumes: volumes.length ? volumes : undefined,
      ...facts.spec,
      ...podSpec,
    },
  };
}

/** A volume of the API: what `source` holds stands beside the name. */
function volume({ source, ...rest }: Volume): Fields {
  requireDnsLabel('extraVolumes name', rest.name);
  return { ...rest, ...source };
}

function mainContainer(options: PodOptions, facts: PodFacts): Fields {
  const { image } = options;
  if (!image || /\s/.test(image)) invalid('image', image, 'an image such as "docker.io/library/nginx:1.27"');
  for (const { name } of options.extraEnv ?? []) requireEnvName('extraEnv name', name);
  requireDistinct('extraEnv', (options.extraEnv ?? []).map(({ name }) => name));
  return {
    name: requireDnsLabel('containerName', facts.containerName),
    image,
    imagePullPolicy: options.imagePullPolicy,
    ...facts.container,
    args: joined(facts.container?.args, options.extraArgs),
    env: joined(facts.container?.env, options.extraEnv),
    resources: options.resources,
    volumeMounts: joined(facts.mounts, options.extraVolumeMounts),
    volumeDevices: joined(facts.devices),
    livenessProbe: options.livenessProbe,
    readinessProbe: options.readinessProbe,
    startupProbe: options.startupProbe,
    securityContext: options.securityContext,
  };
}

/** Mounts name volumes that exist, and no path is used twice. What `podSpec` replaces is not looked at. */
function requireConsistent({ volumeMounts = [], volumeDevices = [] }: Fields, volumes: string[], podSpec: Fields = {}): void {
  requireDistinct('volumes', volumes);
  requireDistinct('mount paths', [...volumeMounts.map((m: Fields) => m.mountPath.replace(/(.)\/+$/, '$1')), ...volumeDevices.map((d: Fields) => d.devicePath)]);
  for (const mount of volumeMounts) {
    requireAbsolutePath('extraVolumeMounts mountPath', mount.mountPath, '/data');
    if (!podSpec.volumes && !volumes.includes(mount.name)) {
      refuse('extraVolumeMounts', `names the volume "${mount.name}", but the volumes are ${volumes.join(', ') || 'none'}. Add it to extraVolumes`);
    }
  }
}

function joined<T>(...lists: (T[] | undefined)[]): T[] | undefined {
  const all = lists.flatMap((list) => list ?? []);
  return all.length ? all : undefined;
}
