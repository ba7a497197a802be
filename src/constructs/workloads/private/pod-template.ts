import { refuse } from '../../../core/errors';
import { requireDistinct, requireDnsLabel } from '../../../kubernetes/names';
import { confined, SECCOMP } from '../../../releases/hardening';
import { PodOptions } from '../../pod-options';
import { checkPodOptions, checkProbePorts } from '../../private/pod-checks';
import { container, definedOf, hostAliases, overlay, volume } from '../../private/workload';

type Fields = { [key: string]: any };

/** What a workload adds to the options of its pods. */
interface PodFacts {
  /** Labels of the selector; the options can't change them. */
  readonly selector: { [key: string]: string };
  /** Name of the main container. */
  readonly containerName: string;
  /** Fields of the main container in addition to those of the options. */
  readonly container?: Fields;
  /** Volumes in addition to `extraVolumes`. */
  readonly volumes?: Fields[];
  /** Names of the volumes that come from claim templates. */
  readonly claimTemplates?: string[];
  readonly mounts?: Fields[];
  readonly devices?: Fields[];
  /** Takes away what few images need; options win, field by field. */
  readonly hardened?: boolean;
  /** Fields of the pod spec in addition to those of the options. */
  readonly spec?: Fields;
}

/** The pod template of a workload whose image and settings are the user's. */
export function podTemplate(given: PodOptions, workload: PodFacts): Fields {
  checkPodOptions(given);
  const [options, facts] = workload.hardened ? hardened(given, workload) : [given, workload];
  const volumes = overlay(facts.volumes ?? [], (options.extraVolumes ?? []).map(volume), ({ name }) => name) ?? [];
  const spec = {
    ...definedOf({
      nodeSelector: options.nodeSelector,
      tolerations: joined(options.tolerations, options.extraTolerations),
      affinity: options.affinity,
      topologySpreadConstraints: options.topologySpreadConstraints,
      priorityClassName: options.priorityClassName,
      imagePullSecrets: options.imagePullSecrets?.map((name) => ({ name })),
      securityContext: options.podSecurityContext,
      dnsPolicy: options.dnsPolicy,
      hostAliases: hostAliases(options.hostAliases),
      terminationGracePeriodSeconds: options.terminationGracePeriodSeconds,
      initContainers: options.extraInitContainers,
    }),
    ...definedOf(facts.spec ?? {}),
    containers: [mainContainer(options, facts), ...options.extraContainers ?? []],
    ...volumes.length && { volumes },
    ...options.podSpec,
  };
  requireConsistent(facts, spec);
  return {
    metadata: { labels: { ...options.labels, ...options.podLabels, ...facts.selector }, annotations: options.podAnnotations },
    spec,
  };
}

/** Options and facts of a pod without root, capabilities and API token, which writes to its mounts and to /tmp only. */
function hardened(options: PodOptions, facts: PodFacts): [PodOptions, PodFacts] {
  const mounted = [...facts.mounts ?? [], ...options.extraVolumeMounts ?? []].some(({ mountPath }) => /^\/tmp\/?$/.test(mountPath));
  return [{
    ...options,
    podSecurityContext: { runAsNonRoot: true, ...SECCOMP, ...options.podSecurityContext },
    securityContext: { ...confined(), ...options.securityContext },
  }, {
    ...facts,
    spec: { automountServiceAccountToken: facts.spec?.serviceAccountName === undefined ? false : undefined, ...facts.spec },
    ...!mounted && {
      volumes: [...facts.volumes ?? [], { name: 'tmp', emptyDir: {} }],
      mounts: [...facts.mounts ?? [], { name: 'tmp', mountPath: '/tmp' }],
    },
  }];
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

/** Mounts name volumes that exist, no path or container is there twice, and probes ask ports that are there. */
function requireConsistent(facts: PodFacts, spec: Fields): void {
  const volumes = [...(spec.volumes ?? []).map(({ name }: Fields) => name), ...facts.claimTemplates ?? []];
  const containers: Fields[] = [...spec.initContainers ?? [], ...spec.containers];
  requireDistinct('volumes', volumes);
  requireDistinct('containers', containers.map(({ name }) => name));
  for (const { name, volumeMounts = [], volumeDevices = [] } of containers) {
    requireDistinct('mount paths', [...volumeMounts.map((m: Fields) => m.mountPath.replace(/(.)\/+$/, '$1')),
      ...volumeDevices.map((d: Fields) => d.devicePath)]);
    const dangling = [...volumeMounts, ...volumeDevices].find((use: Fields) => !volumes.includes(use.name));
    if (dangling) {
      refuse('extraVolumeMounts', `of container "${name}" names the volume "${dangling.name}", but the volumes are ${volumes.join(', ') || 'none'}. `
        + 'Add it to extraVolumes');
    }
  }
  checkProbePorts(spec);
}

function joined<T>(...lists: (T[] | undefined)[]): T[] | undefined {
  const all = lists.flatMap((list) => list ?? []);
  return all.length ? all : undefined;
}
