/* Volume sources of volumes and pods. */
import { isObject } from '../../../core/fields';
import { VOLUME_PLUGINS } from '../../../kubernetes/volume-plugins';
import type { ManifestObject } from '../../model/manifest-object';
import type { View } from '../../model/view';

/** Every source of a volume plugin in the volumes and pods of the input. */
export function* volumeSources(view: View): Iterable<{ item: ManifestObject; source: string; path: string }> {
  for (const item of view.volumes) {
    for (const { source } of VOLUME_PLUGINS) if (isObject(item.spec[source])) yield { item, source, path: `spec.${source}` };
  }
  for (const pod of view.pods) {
    for (const { value, path } of pod.volumes) {
      for (const { source } of VOLUME_PLUGINS) if (isObject(value[source])) yield { item: pod.item, source, path: `${path}.${source}` };
    }
  }
}
