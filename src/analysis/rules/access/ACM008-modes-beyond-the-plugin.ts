import { ACM008 as judgement, unsupportedModes } from '../../../drivers/judgements/volume';
import { on, rule } from '../rule';

export const ACM008 = rule(judgement, function* (view) {
  for (const item of view.volumes) yield* on(item, unsupportedModes(item.object, view.minor));
});
