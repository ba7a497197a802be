import { ACM006 as judgement, exclusiveWithoutCsi } from '../../../kubernetes/judgements/volume';
import { on, Rule } from '../rule';

export const ACM006: Rule = {
  ...judgement,
  * check(view) {
    for (const item of view.volumes) yield* on(item, exclusiveWithoutCsi(item.object, view.minor));
  },
};
