import { API006 as judgement, recycled } from '../../../kubernetes/judgements/volume';
import { on, rule } from '../rule';

export const API006 = rule(judgement, function* (view) {
  for (const item of view.volumes) yield* on(item, recycled(item.object));
});
