/*
 * Releases that users derive from known ones: private builds, and versions newer than this library.
 */
import { imagesOf, isObject, mapImages } from './profile';
import { invalid, refuse } from '../core/errors';
import { imageName, requireImage } from '../kubernetes/images';

type Fields = { [key: string]: any };

/**
 * A copy of `base` with `changes` merged over it. Objects are merged key by key. Lists of named items are merged if the change is an object with
 * these names as keys: `{ containers: { 'csi-attacher': { … }, 'mine': { … }, 'csi-resizer': null } }`. Everything else is replaced; null removes.
 *
 * @param known Profiles whose names are known; a change to any other name is a typing error
 * @param levels Depth to which names are checked; below it are labels and fields of Kubernetes
 */
export function overlaid<T>(base: T, changes: Fields = {}, known: unknown[] = [], levels = 1): T {
  requireKnown('profile', changes, [base, ...known], levels);
  return laidOver('profile', base, changes);
}

/** A copy of `profile` that replaces every image whose last name component is a key of `images`. */
export function withImages<T extends object>(profile: T, images: { [name: string]: string } = {}): T {
  requireNames('images', Object.keys(images), imagesOf(profile).map(imageName));
  for (const [name, image] of Object.entries(images)) requireImage(`images[${JSON.stringify(name)}]`, image);
  return mapImages(profile, (image) => images[imageName(image)] ?? image);
}

/** Throws for unknown names. */
export function requireNames(property: string, given: string[], there: string[]): void {
  const unknown = given.find((name) => !there.includes(name));
  if (unknown !== undefined) {
    refuse(property, `names "${unknown}", which the release does not have (known: `
    + `${[...new Set(there)].sort().join(', ')})`);
  }
}

function laidOver(path: string, base: any, changes: Fields): any {
  const result: Fields = { ...base };
  for (const [key, change] of Object.entries(changes)) {
    if (change === null) delete result[key];
    else result[key] = changed(`${path}.${key}`, result[key], change);
  }
  return result;
}

function changed(path: string, base: any, change: any): any {
  if (base === undefined || base === null) return change;
  if (isObject(base)) return isObject(change) ? laidOver(path, base, change) : invalid(path, change, 'an object, or null to remove it');
  if (!Array.isArray(base)) return typeof change !== 'object' ? change : invalid(path, change, 'a plain value, or null to remove it');
  if (Array.isArray(change)) return change;
  if (isObject(change) && base.every((entry) => isObject(entry) && typeof entry.name === 'string')) return listLaidOver(path, base, change);
  return invalid(path, change, 'a list, or null to remove it');
}

function listLaidOver(path: string, base: Fields[], changes: Fields): Fields[] {
  const byName = Object.fromEntries(base.map((entry) => [entry.name, entry]));
  return Object.entries(laidOver(path, byName, changes)).map(([name, entry]) => ({ name, ...entry as Fields }));
}

function requireKnown(path: string, changes: Fields, profiles: any[], levels: number): void {
  const known = new Set(profiles.flatMap((profile) => Object.keys(profile ?? {})));
  for (const [key, change] of Object.entries(changes)) {
    if (!known.has(key)) refuse(`${path}.${key}`, `is not part of a release profile (known: ${[...known].sort().join(', ')})`);
    if (levels > 1 && isObject(change)) requireKnown(`${path}.${key}`, change, profiles.map((profile) => profile?.[key]), levels - 1);
  }
}
