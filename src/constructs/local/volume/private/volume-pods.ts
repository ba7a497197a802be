import { createHash } from 'crypto';
import { VolumeClasses } from './volume-classes';
import { taintKey } from './volume-config';
import { invalid, isGivenIn, refuse, within } from '../../../../core/errors';
import { LocalStaticRelease } from '../../../../releases';
import { LocalStaticNames, LocalStaticPod } from '../../../../releases/local-static-profile';
import { MatchOperator, MountPropagation, PodVolumeMount } from '../../../core-v1';
import { PodOptions } from '../../../pod-options';
import { Manifest } from '../../../private/emit';
import { imagesFor, resolveImage } from '../../../private/images';
import { definedOf, podTemplate } from '../../../private/workload';
import { VolumeMode } from '../../../storage';
import { Identity } from '../../private/identity';
import { LocalVolumeClass } from '../local-volume-class';
import { LocalVolumeProvisionerProps } from '../local-volume-provisioner-props';

/** Everything that the objects of a provisioner depend on. */
export interface ProvisionerFacts {
  readonly props: LocalVolumeProvisionerProps;
  readonly release: LocalStaticRelease;
  readonly identity: Identity<LocalStaticNames>;
  /** Namespace of the objects' metadata: undefined if the release states none and the user neither. */
  readonly namespace?: string;
  /** Namespace that bindings name. */
  readonly podNamespace: string;
  readonly serviceAccountName: string;
  readonly volumes: VolumeClasses;
  readonly config: { [key: string]: string };
}

/** Whether pods see the devices of their node: as the release has it, but where hardened only if a class has some. */
export function mountsDevices({ mountDev, hardened, classes }: LocalVolumeProvisionerProps, pod: LocalStaticPod): boolean {
  return mountDev ?? (hardened ? hasDevices(classes) : pod.dev.byDefault);
}

function hasDevices(classes: LocalVolumeClass[]): boolean {
  return classes.some(({ volumeMode, fsType, blockCleaner }) => volumeMode === VolumeMode.BLOCK || fsType !== undefined
    || blockCleaner !== undefined);
}

/** The DaemonSet for Linux nodes. */
export function linuxDaemonSet(facts: ProvisionerFacts): Manifest {
  const { props, release, identity: { names } } = facts;
  const ofRelease = release._profile.linux;
  const isFree = !props.privileged && !mountsDevices(props, ofRelease) && props.mountPropagation !== MountPropagation.BIDIRECTIONAL;
  const confined = props.hardened && isFree;
  const [shipped, ...others] = ofRelease.pod.containers;
  const pod = confined ? { ...ofRelease, pod: { ...ofRelease.pod, containers: [{ ...shipped, securityContext: undefined }, ...others] } } : ofRelease;
  const key = taintKey(props, release);
  return daemonSet(facts, names.daemonSet, release._profile.selector, pod, {
    ...props,
    nodeSelector: nodeSelector(pod, props.nodeSelector),
    extraTolerations: [...props.extraTolerations ?? [], ...(key ? [{ key, operator: MatchOperator.EXISTS }] : [])],
    securityContext: confined ? props.securityContext : {
      ...shipped.securityContext,
      ...(props.privileged !== undefined && { privileged: props.privileged }),
      ...props.securityContext,
    },
    podSpec: { ...pod.podSpec, ...(props.hostPid !== undefined && { hostPID: props.hostPid }), ...props.podSpec },
  });
}

/** The DaemonSet for Windows nodes; undefined if the release has none. */
export function windowsDaemonSet(facts: ProvisionerFacts): Manifest {
  const { props, release, identity: { names } } = facts;
  const { windows: pod, windowsSelector } = release._profile;
  if (!pod || !windowsSelector || !names.windowsDaemonSet) {
    refuse('windows', `works since v2.5.0 of the provisioner; ${release.version} runs on Linux only`);
  }
  return within('windows', () => daemonSet(facts, names.windowsDaemonSet!, windowsSelector, pod, {
    ...props,
    securityContext: undefined,
    ...definedOf(props.windows!),
    nodeSelector: nodeSelector(pod, props.windows!.nodeSelector),
    tolerations: props.windows!.tolerations ?? [...pod.pod.tolerations as object[] ?? [], ...props.tolerations ?? []],
  }), isGivenIn(props.windows));
}

/** Checksum of a configuration, for an annotation that replaces pods when it changes. */
export function checksum(config: { [key: string]: string }): string {
  return createHash('sha256').update(JSON.stringify(config)).digest('hex');
}

function daemonSet(
  facts: ProvisionerFacts, name: string, ownSelector: { [key: string]: string }, pod: LocalStaticPod, options: PodOptions,
): Manifest {
  const { props, release, identity, config, serviceAccountName } = facts;
  const selector = identity.selector ?? ownSelector;
  const directories = directoriesOf(facts, pod, options);
  const labels = { ...identity.labels, ...(identity.selector ? {} : selector), ...props.commonLabels, ...options.labels };
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: definedOf({ name, namespace: facts.namespace, labels, annotations: options.annotations }),
    spec: definedOf({
      selector: { matchLabels: selector },
      updateStrategy: options.updateStrategy ?? release._profile.updateStrategy,
      template: podTemplate(pod.pod, { serviceAccountName }, {
        selector,
        main: pod.pod.containers[0].name,
        options: { ...options, ...directories },
        images: imagesFor(props.images, [pod.pod.containers[0].image]),
        values: {
          configMap: identity.names.configMap,
          image: options.image ?? resolveImage(pod.pod.containers[0].image, props.images),
        },
        annotations: { 'checksum/config': props.restartOnConfigChange === false ? undefined : checksum(config) },
        labels: props.commonLabels,
        hardened: props.hardened && pod !== release._profile.windows,
      }),
    }),
  };
}

/** The devices of the node and the directories of the classes, before what users mount beside them. */
function directoriesOf({ props, volumes }: ProvisionerFacts, pod: LocalStaticPod, options: PodOptions): PodOptions {
  const mountPropagation = props.mountPropagation ?? pod.mountPropagation as MountPropagation;
  if (![MountPropagation.HOST_TO_CONTAINER, MountPropagation.BIDIRECTIONAL].includes(mountPropagation)) {
    invalid('mountPropagation', mountPropagation, '"HostToContainer" or "Bidirectional"', 'With any other the provisioner '
      + 'does not see mounts of the node');
  }
  const dev = mountsDevices(props, pod);
  const mounts: PodVolumeMount[] = volumes.mounts.map(({ name, mountPath }) => ({ name, mountPath, mountPropagation }));
  const [extraVolumes, extraVolumeMounts] = [options.extraVolumes ?? [], options.extraVolumeMounts ?? []];
  for (const { name } of extraVolumes) {
    if (volumes.mounts.some((m) => m.name === name)) {
      refuse('extraVolumes', `use the name "${name}", which the volume of a class has: rename the volume`);
    }
  }
  for (const { mountPath } of extraVolumeMounts) {
    if (mounts.some((m) => m.mountPath === mountPath)) {
      refuse('extraVolumeMounts', `mount at ${mountPath}, where a class is mounted: choose another path`);
    }
  }
  return {
    extraVolumes: [
      ...(dev ? [pod.dev.volume] : []),
      ...volumes.mounts.map(({ name, hostPath }) => ({ name, hostPath: { path: hostPath } })),
      ...extraVolumes,
    ],
    extraVolumeMounts: [...(dev ? [pod.dev.mount] : []), ...mounts, ...extraVolumeMounts],
  };
}

/** Pods stay on their operating system, whatever else the selector asks for. */
function nodeSelector(pod: LocalStaticPod, given?: { [key: string]: string }): { [key: string]: string } | undefined {
  return given || pod.pod.nodeSelector ? { ...pod.pod.nodeSelector, ...given } : undefined;
}
