import { MNT021 as judgement, unsupportedBlock } from '../../../kubernetes/judgements/volume';
import { on, rule } from '../rule';

export const MNT021 = rule(judgement, function* (view) {
  for (const item of view.volumes) yield* on(item, unsupportedBlock(item.object, view.minor));
});
