/* Comparison with the previous render. */
import { refusals } from '../../../kubernetes/updates/immutable';
import type { ManifestObject } from '../../model/manifest-object';
import type { View } from '../../model/view';
import { about, Draft } from '../rule';

/** The objects of some kinds that also are in the previous render. */
export function* changed(view: View, ...kinds: readonly string[]): Iterable<{ item: ManifestObject; before: ManifestObject }> {
  if (!view.previous) return;
  for (const item of view.of(...kinds)) {
    const before = view.previous.find(item.kind, item.namespace, item.name);
    if (before) yield { item, before };
  }
  for (const item of kinds.includes('DataVolume') ? view.custom('cdi.kubevirt.io', 'DataVolume') : []) {
    const before = view.previous.custom(item.group, item.kind).find(({ namespace, name }) => namespace === item.namespace && name === item.name);
    if (before) yield { item, before };
  }
}

/** A finding for each immutable field that differs from the previous render, of some kinds. */
export function* immutable(view: View, kinds: readonly string[], isTold: (path: string) => boolean = () => true): Iterable<Draft> {
  for (const { item, before } of changed(view, ...kinds)) {
    for (const { path, what } of refusals(item.object, before.object, view.minor)) {
      if (isTold(path)) yield about(item, path, `${what}, but is immutable.`);
    }
  }
}
