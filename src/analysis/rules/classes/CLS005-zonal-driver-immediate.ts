import { bindsBeforeScheduling, CLS005 as judgement } from '../../../drivers/judgements/class-settings';
import { ZONE } from '../../../kubernetes/labels';
import { on, rule } from '../rule';
import { surroundingsOf } from '../shared/local-path';

export const CLS005 = rule(judgement, function* (view) {
  const zones = new Set(view.inventory.nodes.flatMap(({ labels }) => labels[ZONE] ?? [])).size || undefined;
  for (const item of view.classes) yield* on(item, bindsBeforeScheduling(item.object, { ...surroundingsOf(view, item), zones }));
});
