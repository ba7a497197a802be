import { CLS011 as judgement, inTreeProvisioner } from '../../../kubernetes/judgements/plugins';
import { on, Rule } from '../rule';

export const CLS011: Rule = {
  ...judgement,
  * check(view) {
    for (const item of view.classes) yield* on(item, inTreeProvisioner(item.object, view.minor));
  },
};
