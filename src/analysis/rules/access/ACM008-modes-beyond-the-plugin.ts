import { ACM008 as judgement, unsupportedModes } from '../../../drivers/volume-judgements';
import { on, Rule } from '../rule';

export const ACM008: Rule = {
  ...judgement,
  * check(view) {
    for (const item of view.volumes) yield* on(item, unsupportedModes(item.object, view.minor));
  },
};
