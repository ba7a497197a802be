import { API015 as judgement, missingClaimFeatures, missingVolumeFeatures } from '../../../kubernetes/features';
import { missingAutoscalerFeatures, missingPodFeatures, missingStatefulSetFeatures } from '../../../kubernetes/judgements/workloads';
import { specPath } from '../../model/claim-sources';
import { on, rule } from '../rule';

export const API015 = rule(judgement, function* (view) {
  for (const item of view.volumes) yield* on(item, missingVolumeFeatures(item.spec, view.minor));
  for (const claim of view.claims) yield* on(claim.item, missingClaimFeatures(claim.spec, view.minor, specPath(claim)));
  for (const item of view.of('StatefulSet')) yield* on(item, missingStatefulSetFeatures(item.object, view.minor));
  for (const { item, spec, path } of view.pods) yield* on(item, missingPodFeatures(spec, view.minor, path));
  for (const item of view.of('HorizontalPodAutoscaler')) yield* on(item, missingAutoscalerFeatures(item.object, view.minor));
});
