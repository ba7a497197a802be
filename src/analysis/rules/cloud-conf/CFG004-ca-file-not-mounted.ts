import { Fields, fields } from '../../../core/fields';
import { shown } from '../../../core/words';
import { mountOf } from '../../model/pod-sources';
import { rule } from '../rule';
import { confFiles, globalOf } from '../shared/cloud-conf-files';
import { placesOf } from '../shared/openstack';

/** Directories with the CA certificates of the images. */
const IN_IMAGE = /^\/etc\/(ssl|pki)\//;

export const CFG004 = rule('CFG004', function* (view) {
  for (const file of confFiles(view)) {
    const { value } = globalOf(file, view).find(({ row }) => row.key === 'ca-file') ?? {};
    if (typeof value !== 'string' || !value || IN_IMAGE.test(value)) continue;
    for (const { pod, container, needless } of file.readers) {
      if (needless) continue;
      const places = placesOf(pod, container, value);
      if (!places.length && !mountOf(container, value)) {
        yield {
          on: pod.item,
          path: `${container.path}.volumeMounts`,
          message: `ca-file of ${file.key} is ${shown(value)}, but container "${container.name}" mounts nothing there.`,
        };
      }
      for (const { kind, name, key } of places) {
        const holder = kind === 'other' ? undefined : view.find(kind, pod.namespace, name);
        if (!holder || holds(holder.object, key)) continue;
        yield {
          on: pod.item,
          path: `${container.path}.volumeMounts`,
          message: `ca-file of ${file.key} is ${shown(value)}, but ${kind} "${name}" has no key "${key}".`,
        };
      }
    }
  }
});

function holds(object: Fields, key: string): boolean {
  return [object.data, object.stringData, object.binaryData].some((map) => fields(map)[key] !== undefined);
}
