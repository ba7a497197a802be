/* CSI node plugins in the input, and what they mount. */
import { fields, Fields, text } from '../../../core/fields';
import { flagOf } from '../../../kubernetes/args';
import { imageName } from '../../../kubernetes/images';
import { ContainerSource, isInside, PodSource, tidy, volumeNamed } from '../../model/pod-sources';

/** A pod that registers a CSI driver with the kubelet. */
export interface NodePlugin {
  readonly pod: PodSource;
  readonly registrar: ContainerSource;
  /** The containers that mount volumes: neither the registrar nor the liveness probe. */
  readonly drivers: ContainerSource[];
  /** Root of the kubelet on the host, as the mounts have it. */
  readonly root?: string;
}

/** The CSI node plugin in a pod, recognised by its registrar. */
export function nodePlugin(pod: PodSource): NodePlugin | undefined {
  const registrar = pod.containers.find(isRegistrar);
  if (!registrar) return undefined;
  const drivers = pod.containers.filter((c) => !c.init && !isRegistrar(c) && !/livenessprobe|liveness-probe/.test(imageName(c.image)));
  return { pod, registrar, drivers, root: kubeletRoot(pod) };
}

function isRegistrar(container: ContainerSource): boolean {
  return flagOf(container.args, 'kubelet-registration-path') !== undefined || /node-driver-registrar/.test(imageName(container.image));
}

/** Host directories that a container mounts. */
export function hostMounts(pod: PodSource, container: ContainerSource): Array<{ host: string; mount: Fields; path: string }> {
  return container.mounts.flatMap(({ value, path }) => {
    const host = text(fields(volumeNamed(pod, value.name)?.value.hostPath).path);
    return host === undefined ? [] : [{ host: tidy(host), mount: value, path }];
  });
}

/** The kubelet root directory that contains a hostPath of the pod: the part before /plugins_registry, /plugins or /pods. */
function kubeletRoot(pod: PodSource): string | undefined {
  for (const { value } of pod.volumes) {
    const root = rootOf(text(fields(value.hostPath).path) ?? '');
    if (root) return root;
  }
  return undefined;
}

/** The kubelet's root directory in a path below it. */
export function rootOf(path: string): string | undefined {
  const match = /^(.+?)\/(plugins_registry|plugins|pods|device-plugins)(\/|$)/.exec(tidy(path)) ?? /^(.*\/kubelet)$/.exec(tidy(path));
  return match?.[1];
}

/** Whether a host directory contains, or is in, the directory in which the kubelet keeps the volumes of pods. */
export function seesPods(host: string, root: string): boolean {
  return isInside(`${root}/pods`, host) || isInside(host, `${root}/pods`);
}

