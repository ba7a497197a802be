import { fields, list, text } from '../../../core/fields';
import { Verdict } from '../../../core/judgement';
import { missingClaimFeatures, missingVolumeFeatures } from '../../../kubernetes/features';
import { attributesClassVersion, unservedVersion } from '../../../kubernetes/judgements/api-versions';
import { recycled, replacedAnnotations } from '../../../kubernetes/judgements/volume';
import { missingAutoscalerFeatures, missingPodFeatures, missingStatefulSetFeatures } from '../../../kubernetes/judgements/workloads';
import { specPath } from '../../model/claim-sources';
import type { ManifestObject } from '../../model/manifest-object';
import type { View } from '../../model/view';
import { about, each, on, rule } from '../rule';

export const API001 = rule('API001', function* (view) {
  const served = definedVersions(view);
  for (const item of view.items) {
    const defined = served.get(`${item.group}/${item.kind}`);
    yield* on(item, defined ? unservedByDefinition(item, defined) : unservedVersion(item, view.minor));
  }
});

/** Versions that the CustomResourceDefinitions of the input serve, by "group/kind". */
function definedVersions(view: View): Map<string, string[]> {
  return new Map(view.of('CustomResourceDefinition').map(({ spec }) => {
    const versions = list(spec.versions).map(fields).filter(({ served }) => served !== false).map(({ name }) => text(name) ?? '');
    return [`${text(spec.group)}/${text(fields(spec.names).kind)}`, versions.length || !text(spec.version) ? versions : [spec.version]];
  }));
}

function* unservedByDefinition({ apiVersion, group, kind }: ManifestObject, versions: readonly string[]): Iterable<Verdict> {
  if (!versions.length || versions.some((version) => apiVersion === `${group}/${version}`)) return;
  yield {
    path: 'apiVersion',
    message: `the CustomResourceDefinition of ${kind} in the input does not serve ${apiVersion}, but ${versions.join(', ')}.`,
    fix: `Write apiVersion: ${group}/${versions[0]}.`,
  };
}

export const API005 = rule('API005', each((view) => view.of('VolumeAttributesClass'), (item, view) => attributesClassVersion(item, view.minor)));

export const API006 = rule('API006', each((view) => view.volumes, (item) => recycled(item.object)));

export const API011 = rule('API011', function* (view) {
  for (const item of view.of('PersistentVolume', 'PersistentVolumeClaim', 'StorageClass')) yield* on(item, replacedAnnotations(item.object));
});

export const API012 = rule('API012', function* (view) {
  for (const { item, spec, path } of view.pods) {
    if (!text(spec.serviceAccount) || text(spec.serviceAccountName)) continue;
    yield about(item, `${path}.serviceAccount`, 'serviceAccount is a deprecated alias of serviceAccountName.');
  }
});

export const API015 = rule('API015', function* (view) {
  for (const item of view.volumes) yield* on(item, missingVolumeFeatures(item.spec, view.minor));
  for (const claim of view.claims) yield* on(claim.item, missingClaimFeatures(claim.spec, view.minor, specPath(claim)));
  for (const item of view.of('StatefulSet')) yield* on(item, missingStatefulSetFeatures(item.object, view.minor));
  for (const { item, spec, path } of view.pods) yield* on(item, missingPodFeatures(spec, view.minor, path));
  for (const item of view.of('HorizontalPodAutoscaler')) yield* on(item, missingAutoscalerFeatures(item.object, view.minor));
});
