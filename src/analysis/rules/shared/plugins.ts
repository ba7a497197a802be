/* Volume sources of volumes and pods, and what became of the plugins behind them. */
import plugins from './data/volume-plugins.json';
import { isObject } from '../../../core/fields';
import type { ManifestObject } from '../../model/manifest-object';
import type { View } from '../../model/view';

interface Plugin {
  /** Field of the volume source. */
  readonly source: string;
  readonly title: string;
  /** First minor that has no such plugin. */
  readonly gone?: string;
  /** First minor that passes it on to the CSI driver by default. */
  readonly migrated?: string;
  readonly driver?: string;
}

const PLUGINS = plugins as Plugin[];

/** Every volume source of the input that has a history. */
export function* sources(view: View): Iterable<{ item: ManifestObject; plugin: Plugin; path: string }> {
  for (const item of view.volumes) {
    for (const plugin of PLUGINS) if (isObject(item.spec[plugin.source])) yield { item, plugin, path: `spec.${plugin.source}` };
  }
  for (const pod of view.pods) {
    for (const { value, path } of pod.volumes) {
      for (const plugin of PLUGINS) if (isObject(value[plugin.source])) yield { item: pod.item, plugin, path: `${path}.${plugin.source}` };
    }
  }
}

/** The CSI driver that serves the volumes of an old source, where there is one. */
export function inTreeDriver(source: string): string | undefined {
  return PLUGINS.find((plugin) => plugin.source === source)?.driver;
}
