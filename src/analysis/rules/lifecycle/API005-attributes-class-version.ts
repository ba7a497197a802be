import { API005 as judgement, attributesClassVersion } from '../../../kubernetes/judgements/attributes-class';
import { on, rule } from '../rule';

export const API005 = rule(judgement, function* (view) {
  for (const item of view.of('VolumeAttributesClass')) yield* on(item, attributesClassVersion(item, view.minor));
});
