import { LOC015 as judgement, unsupportedExpansion } from '../../../drivers/class-judgements';
import { on, Rule } from '../rule';
import { surroundingsOf } from '../shared/local-path';

export const LOC015: Rule = {
  ...judgement,
  * check(view) {
    for (const item of view.classes) yield* on(item, unsupportedExpansion(item.object, surroundingsOf(view, item)));
  },
};
