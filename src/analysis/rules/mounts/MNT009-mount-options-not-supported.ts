import { MNT009 as judgement, refusedMountOptions } from '../../../kubernetes/judgements/volume';
import { on, Rule } from '../rule';

export const MNT009: Rule = {
  ...judgement,
  * check(view) {
    for (const item of view.volumes) yield* on(item, refusedMountOptions(item.object, view.minor));
  },
};
