import { dataLeftBehind, LOC013 as judgement } from '../../../drivers/judgements/class-settings';
import { on, rule } from '../rule';
import { surroundingsOf } from '../shared/local-path';

export const LOC013 = rule(judgement, function* (view) {
  for (const item of view.classes) yield* on(item, dataLeftBehind(item.object, surroundingsOf(view, item)));
});
