import { API005 as judgement, attributesClassVersion } from '../../../kubernetes/judgements/attributes-class';
import { on, Rule } from '../rule';

export const API005: Rule = {
  ...judgement,
  * check(view) {
    for (const item of view.of('VolumeAttributesClass')) yield* on(item, attributesClassVersion(item, view.minor));
  },
};
