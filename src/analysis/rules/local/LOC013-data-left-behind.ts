import { dataLeftBehind, LOC013 as judgement } from '../../../drivers/class-judgements';
import { on, Rule } from '../rule';
import { surroundingsOf } from '../shared/local-path';

export const LOC013: Rule = {
  ...judgement,
  * check(view) {
    for (const item of view.classes) yield* on(item, dataLeftBehind(item.object, surroundingsOf(view, item)));
  },
};
