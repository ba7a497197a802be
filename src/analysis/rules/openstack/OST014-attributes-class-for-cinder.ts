import { attributesClassVerdicts, OST014 as judgement } from '../../../drivers/judgements';
import { on, Rule } from '../rule';

export const OST014: Rule = {
  ...judgement,
  * check(view) {
    for (const item of view.of('VolumeAttributesClass')) yield* on(item, attributesClassVerdicts(item.object));
  },
};
