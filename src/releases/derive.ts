/*
 * Releases that users derive from known ones: private builds, and versions that are newer than this library.
 */
import { invalid, refuse } from '../core/errors';

/** A copy of `base` with `changes` laid over it: objects are merged key by key, everything else is replaced; null removes a key. */
export function overlaid<T>(base: T, changes: { [key: string]: any } = {}): T {
  const result: any = { ...base };
  for (const [key, change] of Object.entries(changes)) {
    if (change === null) delete result[key];
    else result[key] = isObject(change) && isObject(result[key]) ? overlaid(result[key], change) : change;
  }
  return result;
}

/** A copy of `profile` with the images replaced whose last part of the name is a key of `images`. */
export function withImages<T>(profile: T, images: { [name: string]: string } = {}): T {
  const known = imagesOf(profile).map(lastPart);
  for (const [name, image] of Object.entries(images)) {
    if (!known.includes(name)) refuse('images', `name "${name}", which the release does not have; it has ${[...new Set(known)].join(', ')}`);
    if (!image.trim() || /\s/.test(image)) invalid(`images[${JSON.stringify(name)}]`, image, 'an image such as "registry.example.com/group/name:v1"');
  }
  return replaced(profile, images);
}

/** Every image of a profile, sorted, each once. */
export function imagesOf(profile: unknown): string[] {
  const found = new Set<string>();
  walk(profile, (key, value) => { if (key === 'image' && typeof value === 'string') found.add(value); });
  return [...found].sort();
}

function replaced(value: any, images: { [name: string]: string }): any {
  if (Array.isArray(value)) return value.map((item) => replaced(item, images));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => (
    [key, key === 'image' && typeof item === 'string' ? images[lastPart(item)] ?? item : replaced(item, images)])));
}

function walk(value: any, visit: (key: string, value: unknown) => void): void {
  if (value === null || typeof value !== 'object') return;
  for (const [key, item] of Object.entries(value)) {
    visit(key, item);
    walk(item, visit);
  }
}

function lastPart(image: string): string {
  return image.split('@')[0].split('/').pop()!.split(':')[0];
}

function isObject(value: unknown): value is { [key: string]: any } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
