import { ACM006 as judgement, exclusiveWithoutCsi } from '../../../kubernetes/judgements/volume';
import { on, rule } from '../rule';

export const ACM006 = rule(judgement, function* (view) {
  for (const item of view.volumes) yield* on(item, exclusiveWithoutCsi(item.object, view.minor));
});
