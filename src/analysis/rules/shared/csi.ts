/* The parts of CSI drivers in the input: controllers, sidecars and their sockets. */
import { CINDER } from './volumes';
import { fields, text } from '../../../core/fields';
import { oncePer } from '../../../core/once';
import { NFS_DRIVER, NFS_IMAGE } from '../../../drivers/nfs';
import { flagOf } from '../../../kubernetes/args';
import { imageName } from '../../../kubernetes/images';
import { ContainerSource, mountOf, PodSource, tidy } from '../../model/pod-sources';
import type { View } from '../../model/view';

export const SIDECARS = ['csi-attacher', 'csi-provisioner', 'csi-resizer', 'csi-snapshotter'] as const;
type Sidecar = typeof SIDECARS[number];

/** A pod with the controller sidecars of a CSI driver. */
export interface Controller {
  readonly pod: PodSource;
  readonly sidecars: ReadonlyMap<Sidecar, ContainerSource>;
  /** Name of its driver, if it can be determined. */
  readonly driver?: string;
}

/** The CSI controllers of the input. */
export const controllers = oncePer((view: View): Controller[] => view.pods.flatMap((pod): Controller[] => {
  const sidecars = new Map(pod.containers.flatMap((c) => {
    const name = sidecarOf(c);
    return name ? [[name, c] as const] : [];
  }));
  return sidecars.size ? [{ pod, sidecars, driver: driverIn(view, pod) }] : [];
}));

/** The controllers of one driver. */
export function controllersOf(view: View, driver: string): Controller[] {
  return controllers(view).filter((controller) => controller.driver === driver);
}

function sidecarOf(container: ContainerSource): Sidecar | undefined {
  const name = imageName(container.image);
  return SIDECARS.find((sidecar) => name === sidecar || name === `external-${sidecar.slice(4)}`);
}

export function isCinder(container: ContainerSource): boolean {
  return imageName(container.image) === 'cinder-csi-plugin';
}

/** The driver of a pod, by its image or by the only CSIDriver that its arguments name. */
export function driverIn(view: View, pod: PodSource): string | undefined {
  if (pod.containers.some(isCinder)) return CINDER;
  if (pod.containers.some(({ image }) => imageName(image) === NFS_IMAGE)) return NFS_DRIVER;
  const drivers = view.of('CSIDriver');
  const served = drivers.filter(({ name }) => pod.containers.some(({ args }) => args.some((arg) => arg.includes(name))));
  return served.length === 1 ? served[0].name : undefined;
}

/** The socket of a driver as a container sees it: the volume and the path in it. */
export interface Socket {
  readonly volume: string;
  readonly path: string;
  /** Path in the container. */
  readonly address: string;
}

/** The socket that a driver listens on (--endpoint, CSI_ENDPOINT) or that a sidecar connects to (--csi-address). */
export function socketOf(container: ContainerSource, flag: 'endpoint' | 'csi-address'): Socket | undefined {
  const address = addressOf(container, flag);
  const mount = address === undefined ? undefined : mountOf(container, address);
  if (address === undefined || !mount || typeof mount.name !== 'string') return undefined;
  const inside = tidy(`/${text(mount.subPath) ?? ''}/${address.slice(tidy(String(mount.mountPath)).length)}`);
  return { volume: mount.name, path: inside, address };
}

/** The path of such a socket in the container, unless it depends on a variable; it is not necessarily on a volume. */
export function addressOf(container: ContainerSource, flag: 'endpoint' | 'csi-address'): string | undefined {
  const given = flagOf(container.args, flag);
  return !given || given.includes('$(') || /^tcp:/.test(given) ? undefined : tidy(`/${given.replace(/^unix:/, '')}`);
}

/** The host path of a socket on a hostPath volume. */
export function hostSocket(pod: PodSource, socket: Socket): string | undefined {
  const volume = pod.volumes.find(({ name }) => name === socket.volume);
  const host = text(fields(volume?.value.hostPath).path);
  return host === undefined ? undefined : tidy(`${host}/${socket.path}`);
}
