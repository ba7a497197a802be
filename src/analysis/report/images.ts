import { list, strings, text } from '../../core/fields';
import type { ObjectIndex } from '../model/object-index';

/** An image and the objects that use it. */
export interface UsedImage {
  readonly image: string;
  readonly usedBy: string[];
}

/** An image in a pod that a ConfigMap holds as text, such as the helper pod of the local-path provisioner. */
const EMBEDDED = /^\s*(?:-\s+)?"?image"?\s*:\s*["']?([^\s"',}]+)/gm;

/** The images in the pods of manifests, in volumes of images, and in pods that ConfigMaps hold, by name. */
export function imagesIn(indexes: readonly ObjectIndex[]): UsedImage[] {
  const images = new Map<string, Set<string>>();
  const add = (image: unknown, { kind, namespace, name }: { kind: string; namespace: string; name: string }) => {
    if (typeof image !== 'string' || !image.trim()) return;
    const users = images.get(image.trim()) ?? new Set();
    images.set(image.trim(), users.add(`${kind}/${[namespace, name].filter(Boolean).join('/')}`));
  };
  for (const { pods, items } of indexes) {
    for (const { item, containers, volumes } of pods) {
      for (const { value } of containers) add(value.image, item);
      for (const { value } of volumes) add(text(value.image?.reference), item);
    }
    for (const item of items) {
      if (item.kind === 'ConfigMap') {
        for (const content of Object.values(strings(item.object.data))) {
          for (const [,
            image] of content.matchAll(EMBEDDED)) add(image, item);
        }
      }
      if (item.kind === 'DataVolume') for (const url of list([item.spec.source?.registry?.url])) add(text(url)?.replace(/^docker:\/\//, ''), item);
    }
  }
  return [...images].sort(([a], [b]) => (a < b ? -1 : 1)).map(([image, users]) => ({ image, usedBy: [...users].sort() }));
}
