import { refuse } from '../../../core/errors';
import { requireDistinct, requireDnsLabel } from '../../../core/names';
import { PodOptions } from '../../pod-options';
import { checkPodOptions, container, definedOf, overlay, volume } from '../../private/workload';

type Fields = { [key: string]: any };

/** What a workload adds to the options of its pods. */
export interface PodFacts {
  /** Labels of the selector; the options can't change them. */
  readonly selector: { [key: string]: string };
  /** Name of the main container. */
  readonly containerName: string;
  /** Fields of the main container besides those of the options. */
  readonly container?: Fields;
  /** Volumes besides `extraVolumes`. */
  readonly volumes?: Fields[];
  /** Names of the volumes that come from claim templates. */
  readonly claimTemplates?: string[];
  readonly mounts?: Fields[];
  readonly devices?: Fields[];
  /** Fields of the pod spec besides those of the options. */
  readonly spec?: Fields;
}

/** The pod template of a workload whose image and settings are the user's. */
export function podTemplate(options: PodOptions, facts: PodFacts): Fields {
  checkPodOptions(options);
  const volumes = overlay(facts.volumes ?? [], (options.extraVolumes ?? []).map(volume), ({ name }) => name) ?? [];
  requireConsistent(options, facts, volumes.map(({ name }) => name));
  return {
    metadata: { labels: { ...options.labels, ...options.podLabels, ...facts.selector }, annotations: options.podAnnotations },
    spec: {
      ...definedOf({
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
      }),
      ...definedOf(facts.spec ?? {}),
      containers: [mainContainer(options, facts), ...options.extraContainers ?? []],
      ...volumes.length && { volumes },
      ...options.podSpec,
    },
  };
}

function mainContainer(options: PodOptions, facts: PodFacts): Fields {
  const { image } = options;
  if (!image) return refuse('image', 'is required, such as "docker.io/library/nginx:1.27"');
  return container({
    name: requireDnsLabel('containerName', facts.containerName),
    image,
    ...facts.container,
    volumeMounts: facts.mounts as any,
    ...facts.devices?.length && { volumeDevices: facts.devices },
  }, options);
}

/** Mounts name volumes that exist, and no path is used twice. What `podSpec` replaces is not looked at. */
function requireConsistent(options: PodOptions, facts: PodFacts, podVolumes: string[]): void {
  const volumes = [...podVolumes, ...facts.claimTemplates ?? []];
  const mounts = [...facts.mounts ?? [], ...options.extraVolumeMounts ?? []];
  requireDistinct('volumes', volumes);
  requireDistinct('extraEnv', (options.extraEnv ?? []).map(({ name }) => name));
  requireDistinct('mount paths', [...mounts.map((m) => m.mountPath.replace(/(.)\/+$/, '$1')), ...(facts.devices ?? []).map((d) => d.devicePath)]);
  const dangling = options.podSpec?.volumes ? undefined : mounts.find(({ name }) => !volumes.includes(name));
  if (dangling) {
    refuse('extraVolumeMounts', `names the volume "${dangling.name}", but the volumes are ${volumes.join(', ') || 'none'}. Add it to extraVolumes`);
  }
}

function joined<T>(...lists: (T[] | undefined)[]): T[] | undefined {
  const all = lists.flatMap((list) => list ?? []);
  return all.length ? all : undefined;
}
