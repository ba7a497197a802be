import { fields, text } from '../../../core/fields';
import type { ManifestObject } from '../../model/manifest-object';
import type { View } from '../../model/view';
import { about, rule } from '../rule';
import { annotation, hasWave, waveOf } from '../shared/argo';
import { accountOf } from '../shared/rbac';
import { references } from '../shared/references';
import { waits } from '../shared/volumes';

export const GIT004 = rule('GIT004', function* (view) {
  for (const [item, needed] of needs(view)) {
    const [own, other] = [waveOf(item), waveOf(needed)];
    if (own === undefined || other === undefined || own >= other || !(hasWave(item) || hasWave(needed))) continue;
    yield about(item, annotation('sync-wave'), `the object is in wave ${own}, but requires ${needed.kind} "${needed.name}" of wave ${other}.`);
  }
});

/** Pairs of an object and another one that it requires, each once. */
function* needs(view: View): Iterable<[ManifestObject, ManifestObject]> {
  const kinds = new Map(view.of('CustomResourceDefinition').map((crd) => [`${text(crd.spec.group)}/${text(fields(crd.spec.names).kind)}`, crd]));
  for (const item of view.items) {
    const crd = kinds.get(`${item.group}/${item.kind}`);
    if (crd) yield [item, crd];
    const namespace = item.placed && item.namespace ? view.find('Namespace', '', item.namespace) : undefined;
    if (namespace) yield [item, namespace];
    const pod = view.podIn(item);
    const found = [pod && view.find('ServiceAccount', item.namespace, accountOf(pod)), pod?.spec.priorityClassName
      && view.find('PriorityClass', '', pod.spec.priorityClassName)];
    for (const other of found) if (other) yield [item, other];
  }
  const pairs = new Set<string>();
  for (const { pod, kind, name } of references(view)) {
    const found = view.find(kind, pod.namespace, name);
    const pair = `${pod.item.index} ${found?.index}`;
    if (found && !pairs.has(pair)) yield [pod.item, found];
    pairs.add(pair);
  }
  for (const claim of view.claims) {
    const found = view.classOf(claim);
    if (found) yield [claim.item, found];
    const driver = found && view.find('CSIDriver', '', found.object.provisioner);
    for (const { item } of driver ? view.users(claim) : []) {
      const pair = `${item.index} ${driver!.index}`;
      if (!pairs.has(pair)) yield [item, driver!];
      pairs.add(pair);
    }
    const volume = text(claim.spec.volumeName);
    const named = volume && view.find('PersistentVolume', '', volume);
    if (named) yield [claim.item, named];
  }
}

export const GIT005 = rule('GIT005', function* (view) {
  for (const claim of view.claims) {
    const users = view.users(claim).map(({ item }) => waveOf(item));
    const own = waveOf(claim.item);
    if (claim.kind !== 'claim' || own === undefined || !users.length || !waits(view.classOf(claim)) || text(claim.spec.volumeName)) continue;
    const first = Math.min(...users.map((wave) => wave ?? -Infinity));
    if (first <= own) continue;
    yield about(claim.item, annotation('sync-wave'), `claim "${claim.name}" is in wave ${own}, but its first consumer is in wave ${first}.`);
  }
});
