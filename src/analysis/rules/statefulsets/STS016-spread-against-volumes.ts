import { fields, list, strings, textList } from '../../../core/fields';
import { ZONE } from '../../../kubernetes/labels';
import { matches, labelSelector } from '../../../kubernetes/selectors';
import { ClaimSource, claimTitle } from '../../model/claim-sources';
import { Volume } from '../../model/model';
import { PodSource } from '../../model/pod-sources';
import type { View } from '../../model/view';
import { Rule } from '../rule';
import { isStatic } from '../shared/near-miss';
import { names } from '../shared/words';

export const STS016: Rule = {
  id: 'STS016',
  severity: 'info',
  title: 'Pods are spread over zones that their volumes do not reach',
  why: 'A constraint or an affinity keeps the pods in zones apart, while all volumes that fit are in one, or may be made in one only. The first pods take their place; the others find zones without volumes, and volumes in zones where they may not go.',
  fix: 'Spread the volumes like the pods, or use whenUnsatisfiable: ScheduleAnyway or a preferred affinity.',
  source: 'pkg/scheduler/framework/plugins/podtopologyspread',
  * check(view) {
    for (const item of view.of('StatefulSet')) {
      const pod = view.podIn(item);
      if (!pod || view.mostReplicas(item) < 2) continue;
      for (const { key, path } of spreads(pod)) {
        for (const claim of view.templatesOf(item)) {
          const places = placesOf(view, claim, key);
          if (places.size !== 1) continue;
          yield { on: item, path, message: `the pods spread by ${key}, and all volumes for ${claimTitle(claim)} are in ${names([...places])}.` };
        }
      }
    }
  },
};

/** Labels of nodes by which the pods of a workload must keep apart. */
function* spreads({ item, spec, path }: PodSource): Iterable<{ key: string; path: string }> {
  for (const [i, { whenUnsatisfiable, topologyKey }] of list(spec.topologySpreadConstraints).map(fields).entries()) {
    if (whenUnsatisfiable !== 'ScheduleAnyway' && typeof topologyKey === 'string') yield { key: topologyKey, path: `${path}.topologySpreadConstraints[${i}]` };
  }
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  for (const [i, term] of list(fields(fields(spec.affinity).podAntiAffinity)[required]).map(fields).entries()) {
    const selector = labelSelector(term.labelSelector);
    const own = strings(fields(fields(item.spec.template).metadata).labels);
    if (typeof term.topologyKey !== 'string' || !selector || !matches(selector, own)) continue;
    yield { key: term.topologyKey, path: `${path}.affinity.podAntiAffinity.${required}[${i}]` };
  }
}

/** The values of a node label from which the volumes that a claim can get are reached: those that exist, or those that its class allows. */
function placesOf(view: View, claim: ClaimSource, key: string): ReadonlySet<string> {
  if (isStatic(view, claim)) {
    return new Set(view.inventory.volumes.filter(({ className }) => className === view.className(claim)).flatMap((volume) => valuesOf(volume, key)));
  }
  const allowed = list(view.classOf(claim)?.object.allowedTopologies).flatMap((term) => list(fields(term).matchLabelExpressions)).map(fields);
  return new Set(allowed.filter((expression) => sameLabel(expression.key, key)).flatMap(({ values }) => textList(values)));
}

/** The zone of a driver of its own is the zone of the node. */
function sameLabel(ofDriver: unknown, ofNode: string): boolean {
  return ofDriver === ofNode || (ofNode === ZONE && typeof ofDriver === 'string' && /^topology\..*\/zone$/.test(ofDriver));
}

/** The values of a node label that a volume can be reached from. */
function valuesOf(volume: Volume, key: string): string[] {
  return (volume.nodeAffinity ?? []).flatMap((term) => term.labels.filter((r) => r.key === key && r.operator === 'In').flatMap((r) => [...r.values]));
}
