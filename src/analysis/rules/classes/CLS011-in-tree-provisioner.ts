import { CLS011 as judgement, inTreeProvisioner } from '../../../kubernetes/judgements/plugins';
import { on, rule } from '../rule';

export const CLS011 = rule(judgement, function* (view) {
  for (const item of view.classes) yield* on(item, inTreeProvisioner(item.object, view.minor));
});
