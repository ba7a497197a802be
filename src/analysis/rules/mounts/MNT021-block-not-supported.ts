import { MNT021 as judgement, unsupportedBlock } from '../../../kubernetes/judgements/volume';
import { on, Rule } from '../rule';

export const MNT021: Rule = {
  ...judgement,
  * check(view) {
    for (const item of view.volumes) yield* on(item, unsupportedBlock(item.object, view.minor));
  },
};
