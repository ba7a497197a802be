import { hostsOf } from './hosts';
import { fields, text } from '../../../core/fields';
import { addTo } from '../../../core/multimap';
import { nodeTerms } from '../../../kubernetes/selectors';
import type { ManifestObject } from '../../model/manifest-object';
import { tidy } from '../../model/pod-sources';
import { rule } from '../rule';
import { sourceOf } from '../shared/volumes';

export const LOC004 = rule('LOC004', function* (view) {
  const taken = new Map<string, Array<{ item: ManifestObject; path: string }>>();
  for (const item of view.volumes) {
    const source = sourceOf(item);
    const path = source === 'local' || source === 'hostPath' ? text(item.spec[source].path) : undefined;
    if (!path) continue;
    const hosts = hostsOf(nodeTerms(fields(item.spec.nodeAffinity).required) ?? []) ?? [''];
    const places = hosts.length ? hosts : [''];
    const other = places.flatMap((host) => near(taken, host, path)).at(0);
    if (other) {
      yield {
        on: item,
        path: `spec.${source}.path`,
        severity: source === 'local' || other.path === tidy(path) ? undefined : 'warning',
        message: other.path === tidy(path) ? `volume "${other.item.name}" uses the same directory.` : 'this directory and that of volume '
          + `"${other.item.name}" contain one another.`,
      };
    }
    for (const host of places) for (const key of keys(host, path)) addTo(taken, key, { item, path: tidy(path) });
  }
});

type Taken = Map<string, Array<{ item: ManifestObject; path: string }>>;

/** A volume whose directory equals the path, contains it or is inside it. */
function near(taken: Taken, host: string, path: string): Array<{ item: ManifestObject; path: string }> {
  const own = tidy(path);
  const places = [`at ${host} ${own}`, ...ancestors(own).map((directory) => `at ${host} ${directory}`), `in ${host} ${own}`];
  return places.map((place) => taken.get(place)?.[0]).filter((found) => found !== undefined).slice(0, 1);
}

/** The lookup keys of a directory: itself and its ancestors. */
function keys(host: string, path: string): string[] {
  const own = tidy(path);
  return [`at ${host} ${own}`, ...ancestors(own).map((directory) => `in ${host} ${directory}`)];
}

function ancestors(path: string): string[] {
  const steps = path.split('/').filter(Boolean);
  return steps.slice(1).map((_, i) => `/${steps.slice(0, i + 1).join('/')}`);
}
