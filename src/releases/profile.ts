import { CinderCsiProfile } from './cinder-csi-profile';
import { CloudControllerManagerProfile } from './cloud-controller-manager-profile';
import { Minor } from '../core/minor';

/** Everything that one minor of cloud-provider-openstack shipped: the shape of `data/<minor>.json`. */
export interface ReleaseProfile {
  /** Minor version, such as "1.36". */
  readonly minor: Minor;
  /** The OpenStack cloud-controller-manager. */
  readonly cloudControllerManager: CloudControllerManagerProfile;
  /** Oldest Kubernetes minor that its sidecars run on. */
  readonly minimumKubernetes: Minor;
  /** The Cinder CSI driver. */
  readonly cinderCsi: CinderCsiProfile;
}

/** A copy of a profile, or of a part of one, in which `change` took the place of every container. */
export function mapContainers<T>(part: T, change: (container: any) => any): T {
  if (Array.isArray(part)) return part.map((x) => mapContainers(x, change)) as T;
  if (part === null || typeof part !== 'object') return part;
  const copy: any = Object.fromEntries(Object.entries(part).map(([k, v]) => [k, mapContainers(v, change)]));
  return typeof copy.image === 'string' ? change(copy) : copy;
}

/** Every container of a profile, in the order of the data. */
export function containersOf(part: unknown): any[] {
  const found: any[] = [];
  mapContainers(part, (container) => {
    found.push(container);
    return container;
  });
  return found;
}
