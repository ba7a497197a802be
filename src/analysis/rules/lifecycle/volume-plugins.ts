import { fields, isObject, text } from '../../../core/fields';
import { missingInK3s, removedPlugin, supersededPlugin } from '../../../kubernetes/judgements/plugins';
import { VOLUME_PLUGINS, volumePlugin } from '../../../kubernetes/volume-plugins';
import type { ManifestObject } from '../../model/manifest-object';
import type { View } from '../../model/view';
import { on, rule } from '../rule';
import { isServed } from '../shared/volumes';

export const API002 = rule('API002', function* (view) {
  const versions = view.of('Node').map((node) => text(fields(fields(node.object.status).nodeInfo).kubeletVersion) ?? '');
  const k3s = [view.inventory.world.kubernetesVersion, ...versions].some((version) => version.includes('+k3s'));
  for (const { item, source, path } of volumeSources(view)) {
    yield* on(item, removedPlugin(source, path, view.minor));
    if (k3s) yield* on(item, missingInK3s(source, path, view.minor));
  }
});

export const API003 = rule('API003', function* (view) {
  for (const { item, source, path } of volumeSources(view)) {
    const driver = volumePlugin(source)?.driver;
    const severity = driver && isServed(view, driver) ? 'info' : undefined;
    for (const verdict of supersededPlugin(source, path, view.minor)) yield { on: item, severity, ...verdict };
  }
});

/** Every source of a volume plugin in the volumes and pods of the input. */
function* volumeSources(view: View): Iterable<{ item: ManifestObject; source: string; path: string }> {
  for (const item of view.volumes) {
    for (const { source } of VOLUME_PLUGINS) if (isObject(item.spec[source])) yield { item, source, path: `spec.${source}` };
  }
  for (const pod of view.pods) {
    for (const { value, path } of pod.volumes) {
      for (const { source } of VOLUME_PLUGINS) if (isObject(value[source])) yield { item: pod.item, source, path: `${path}.${source}` };
    }
  }
}
