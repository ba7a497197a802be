import { MNT009 as judgement, refusedMountOptions } from '../../../kubernetes/judgements/volume';
import { on, rule } from '../rule';

export const MNT009 = rule(judgement, function* (view) {
  for (const item of view.volumes) yield* on(item, refusedMountOptions(item.object, view.minor));
});
