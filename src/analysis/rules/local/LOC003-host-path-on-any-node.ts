import { hostPathOnAnyNode, LOC003 as judgement } from '../../../kubernetes/judgements/volume';
import { on, rule } from '../rule';

export const LOC003 = rule(judgement, function* (view) {
  const nodes = view.inventory.nodes.filter(({ item }) => item !== undefined);
  if (nodes.length !== 1) for (const item of view.volumes) yield* on(item, hostPathOnAnyNode(item.object));
});
