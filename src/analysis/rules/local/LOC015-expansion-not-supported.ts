import { LOC015 as judgement, unsupportedExpansion } from '../../../drivers/judgements/class-settings';
import { on, rule } from '../rule';
import { surroundingsOf } from '../shared/local-path';

export const LOC015 = rule(judgement, function* (view) {
  for (const item of view.classes) yield* on(item, unsupportedExpansion(item.object, surroundingsOf(view, item)));
});
