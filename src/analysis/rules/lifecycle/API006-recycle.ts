import { API006 as judgement, recycled } from '../../../kubernetes/judgements/volume';
import { on, Rule } from '../rule';

export const API006: Rule = {
  ...judgement,
  * check(view) {
    for (const item of view.volumes) yield* on(item, recycled(item.object));
  },
};
