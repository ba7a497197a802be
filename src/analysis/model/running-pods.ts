/* Pods that are in the cluster already, as its objects say. */
import { ObjectIndex } from './object-index';
import { fields, text } from '../../core/fields';

/** Claims that pods with a node use, as "namespace/name". */
export function claimsOfRunningPods(objects: ObjectIndex): Set<string> {
  const sources = objects.accepted('', 'Pod').flatMap((item) => objects.podIn(item) ?? []).filter(({ spec }) => text(spec.nodeName));
  return new Set(sources.flatMap(({ namespace, volumes }) => (
    volumes.map(({ value }) => `${namespace}/${text(fields(value.persistentVolumeClaim).claimName) ?? ''}`))));
}

/**
 * Pods that have been created, as "namespace/name". One under the name of a StatefulSet's pod is that pod, where it runs, or keeps it from being
 * created.
 */
export function podsThatExist(objects: ObjectIndex): Set<string> {
  return new Set(objects.accepted('', 'Pod').filter(({ metadata }) => text(metadata.uid)).map(({ namespace, name }) => `${namespace}/${name}`));
}
