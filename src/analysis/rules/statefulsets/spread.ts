import { fields, list, strings, textList } from '../../../core/fields';
import { names } from '../../../core/words';
import { ZONE } from '../../../kubernetes/labels';
import { labelSelector, matches } from '../../../kubernetes/selectors';
import { Volume } from '../../model/admitted';
import { ClaimSource, claimTitle } from '../../model/claim-sources';
import { PodSource } from '../../model/pod-sources';
import type { View } from '../../model/view';
import { about, rule } from '../rule';
import { isStatic } from '../shared/near-miss';

export const STS016 = rule('STS016', function* (view) {
  for (const item of view.of('StatefulSet')) {
    const pod = view.podIn(item);
    if (!pod || view.mostReplicas(item) < 2) continue;
    for (const { key, path } of spreads(pod)) {
      for (const claim of view.templatesOf(item)) {
        const places = placesOf(view, claim, key);
        if (places.size !== 1) continue;
        yield about(item, path, `the pods spread by ${key}, but all volumes for ${claimTitle(claim)} are in ${names([...places])}.`);
      }
    }
  }
});

/** Topology keys by which the pods of a workload must be spread. */
function* spreads({ item, spec, path }: PodSource): Iterable<{ key: string; path: string }> {
  for (const [i, { whenUnsatisfiable, topologyKey }] of list(spec.topologySpreadConstraints).map(fields).entries()) {
    if (whenUnsatisfiable !== 'ScheduleAnyway' && typeof topologyKey === 'string') {
      yield { key: topologyKey, path: `${path}.topologySpreadConstraints[${i}]` };
    }
  }
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  for (const [i, term] of list(fields(fields(spec.affinity).podAntiAffinity)[required]).map(fields).entries()) {
    const selector = labelSelector(term.labelSelector);
    const own = strings(fields(fields(item.spec.template).metadata).labels);
    if (typeof term.topologyKey !== 'string' || !selector || !matches(selector, own)) continue;
    yield { key: term.topologyKey, path: `${path}.affinity.podAntiAffinity.${required}[${i}]` };
  }
}

/** The values of a node label with access to the volumes of a claim: of existing volumes, or those that its class allows. */
function placesOf(view: View, claim: ClaimSource, key: string): ReadonlySet<string> {
  if (isStatic(view, claim)) {
    return new Set(view.inventory.volumes.filter(({ className }) => className === view.className(claim)).flatMap((volume) => valuesOf(volume, key)));
  }
  const allowed = list(view.classOf(claim)?.object.allowedTopologies).flatMap((term) => list(fields(term).matchLabelExpressions)).map(fields);
  return new Set(allowed.filter((expression) => sameLabel(expression.key, key)).flatMap(({ values }) => textList(values)));
}

/** Whether a topology key of a driver stands for a node label: the zone of a driver is the zone of the node. */
function sameLabel(ofDriver: unknown, ofNode: string): boolean {
  return ofDriver === ofNode || (ofNode === ZONE && typeof ofDriver === 'string' && /^topology\..*\/zone$/.test(ofDriver));
}

/** The values of a node label with access to a volume. */
function valuesOf(volume: Volume, key: string): string[] {
  return (volume.nodeAffinity ?? []).flatMap((term) => term.labels.filter((r) => r.key === key && r.operator === 'In').flatMap((r) => [...r.values]));
}
