import { CLS012 as judgement, neverDeleted } from '../../../kubernetes/judgements/volume';
import { sourceOf } from '../../../kubernetes/volume-plugins';
import { on, rule } from '../rule';

export const CLS012 = rule(judgement, function* (view) {
  const staticProvisioner = view.pods.some((pod) => pod.containers.some(({ image }) => /local-volume-provisioner/.test(image)));
  for (const item of view.volumes) {
    if (!staticProvisioner || sourceOf(item.spec) !== 'local') yield* on(item, neverDeleted(item.object, view.minor));
  }
});
