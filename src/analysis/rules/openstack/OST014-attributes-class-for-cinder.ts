import { attributesClassVerdicts, OST014 as judgement } from '../../../drivers/judgements/class-parameters';
import { on, rule } from '../rule';

export const OST014 = rule(judgement, function* (view) {
  for (const item of view.of('VolumeAttributesClass')) yield* on(item, attributesClassVerdicts(item.object));
});
