import { text } from '../../../core/fields';
import { missingClaimFeatures, missingVolumeFeatures } from '../../../kubernetes/features';
import { attributesClassVersion, unservedVersion } from '../../../kubernetes/judgements/api-versions';
import { recycled, replacedAnnotations } from '../../../kubernetes/judgements/volume';
import { missingAutoscalerFeatures, missingPodFeatures, missingStatefulSetFeatures } from '../../../kubernetes/judgements/workloads';
import { specPath } from '../../model/claim-sources';
import { about, each, on, rule } from '../rule';

export const API001 = rule('API001', each((view) => view.items, (item, view) => unservedVersion(item, view.minor)));

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
