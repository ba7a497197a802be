import { Fields, fields, list, text } from '../../../core/fields';
import { DEPRECATED_NODE_LABELS } from '../../../kubernetes/labels';
import { IMAGES_MOVED_BEFORE, MOVED_IMAGES } from '../../../kubernetes/registries';
import type { View } from '../../model/view';
import { about, rule } from '../rule';

export const API007 = rule('API007', function* (view) {
  for (const { item, key, path } of uses(view)) {
    if (typeof key === 'string' && Object.hasOwn(DEPRECATED_NODE_LABELS, key)) {
      yield about(item, path, `node label ${key} is deprecated.`, { fix: `Use ${DEPRECATED_NODE_LABELS[key]}.` });
    }
  }
});

/** References to node labels. */
function* uses(view: View) {
  for (const item of view.volumes) {
    for (const key of Object.keys(item.labels)) yield { item, key, path: `metadata.labels[${key}]` };
    for (const { key, path } of terms(fields(fields(item.spec.nodeAffinity).required).nodeSelectorTerms,
      'spec.nodeAffinity.required.nodeSelectorTerms')) {
      yield { item, key, path };
    }
  }
  for (const item of view.classes) {
    for (const [i, term] of list(item.object.allowedTopologies).entries()) {
      for (const [j, expression] of list(fields(term).matchLabelExpressions).entries()) {
        yield { item, key: fields(expression).key, path: `allowedTopologies[${i}].matchLabelExpressions[${j}].key` };
      }
    }
  }
  for (const { item, spec, path } of view.pods) {
    for (const key of Object.keys(fields(spec.nodeSelector))) yield { item, key, path: `${path}.nodeSelector[${key}]` };
    const required = 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms';
    const given = required.split('.').reduce((at: unknown, step) => fields(at)[step], spec);
    for (const term of terms(given, `${path}.${required}`)) yield { item, ...term };
    for (const found of affinityTerms(spec, path)) yield { item, ...found };
    for (const [i, constraint] of list(spec.topologySpreadConstraints).entries()) {
      yield { item, key: fields(constraint).topologyKey, path: `${path}.topologySpreadConstraints[${i}].topologyKey` };
    }
  }
}

/** The topology keys of affinities between pods, and the labels of preferred nodes. */
function* affinityTerms(spec: Fields, path: string): Iterable<{ key: unknown; path: string }> {
  const [required, preferred] = ['requiredDuringSchedulingIgnoredDuringExecution', 'preferredDuringSchedulingIgnoredDuringExecution'];
  for (const kind of ['podAffinity', 'podAntiAffinity']) {
    const affinity = fields(fields(spec.affinity)[kind]);
    for (const [i, term] of list(affinity[required]).entries()) {
      yield {
        key: fields(term).topologyKey,
        path: `${path}.affinity.${kind}.${required}[${i}].topologyKey`,
      };
    }
    for (const [i, term] of list(affinity[preferred]).entries()) {
      yield {
        key: fields(fields(term).podAffinityTerm).topologyKey,
        path: `${path}.affinity.${kind}.${preferred}[${i}].podAffinityTerm.topologyKey`,
      };
    }
  }
  for (const [i, term] of list(fields(fields(spec.affinity).nodeAffinity)[preferred]).entries()) {
    const at = `${path}.affinity.nodeAffinity.${preferred}[${i}].preference.matchExpressions`;
    for (const [j, { key }] of list(fields(fields(term).preference).matchExpressions).map(fields).entries()) yield { key, path: `${at}[${j}].key` };
  }
}

function terms(given: unknown, path: string) {
  return list(given).flatMap((term, i) => list(fields(term).matchExpressions).map((expression, j) => ({
    key: text(fields(expression).key), path: `${path}[${i}].matchExpressions[${j}].key`,
  })));
}

export const API008 = rule('API008', function* (view) {
  for (const pod of view.pods) {
    for (const { image, path } of pod.containers) {
      const [from, what, to] = MOVED_IMAGES.find(([pattern]) => pattern.test(image)) ?? [];
      if (!from) continue;
      yield about(pod.item, `${path}.image`, `${from.exec(image)![0].replace(/\/$/, '')} ${what}.`, { fix: `Use ${to}.` });
    }
  }
}, { from: IMAGES_MOVED_BEFORE });
