import { bindsBeforeScheduling, CLS005 as judgement } from '../../../drivers/class-judgements';
import { ZONE } from '../../../kubernetes/labels';
import { on, Rule } from '../rule';
import { surroundingsOf } from '../shared/local-path';

export const CLS005: Rule = {
  ...judgement,
  * check(view) {
    const zones = new Set(view.inventory.nodes.flatMap(({ labels }) => labels[ZONE] ?? [])).size || undefined;
    for (const item of view.classes) yield* on(item, bindsBeforeScheduling(item.object, { ...surroundingsOf(view, item), zones }));
  },
};
