import { CinderCsiProfile } from './cinder-csi-profile';
import { CloudControllerManagerProfile } from './cloud-controller-manager-profile';
import { ManilaCsiProfile } from './manila-csi-profile';
import { oncePer } from '../core/once';
import { Minor } from '../kubernetes/minor';

/** Everything that one minor of cloud-provider-openstack shipped: the schema of `data/<minor>.json`. */
export interface ReleaseProfile {
  /** Minor version, such as "1.36". */
  readonly minor: Minor;
  /** The OpenStack cloud-controller-manager. */
  readonly cloudControllerManager: CloudControllerManagerProfile;
  /** Oldest Kubernetes minor that its sidecars run on. */
  readonly minimumKubernetes: Minor;
  /** The Cinder CSI driver. */
  readonly cinderCsi: CinderCsiProfile;
  /** The Manila CSI driver; undefined before 1.16. */
  readonly manilaCsi?: ManilaCsiProfile;
}

/** A copy of a profile, or of a part of one, with `change` applied to every container. */
export function mapContainers<T>(part: T, change: (container: any) => any): T {
  return mapObjects(part, (object) => (typeof object.image === 'string' ? change(object) : object));
}

/** A copy with `change` applied to every image: those of containers, and those in maps named `images`. */
export function mapImages<T>(part: T, change: (image: string) => string): T {
  return mapObjects(part, (object) => ({
    ...object,
    ...typeof object.image === 'string' && { image: change(object.image) },
    ...isObject(object.images) && { images: Object.fromEntries(Object.entries(object.images).map(([k, v]) => [k, change(v as string)])) },
  }));
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

/** Every image of a profile, sorted, without duplicates. */
export function imagesOf(part: object): string[] {
  return [...imagesIn(part)];
}

const imagesIn = oncePer((part: object): string[] => {
  const found = new Set<string>();
  mapImages(part, (image) => {
    found.add(image);
    return image;
  });
  return [...found].sort();
});

function mapObjects<T>(part: T, change: (object: any) => any): T {
  if (Array.isArray(part)) return part.map((x) => mapObjects(x, change)) as T;
  if (!isObject(part)) return part;
  return change(Object.fromEntries(Object.entries(part).map(([k, v]) => [k, mapObjects(v, change)])));
}

/** Whether a part of a profile is an object with fields, not a list. */
export function isObject(value: unknown): value is { [key: string]: any } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
