import { API011 as judgement, replacedAnnotations } from '../../../kubernetes/judgements/volume';
import { on, rule } from '../rule';

export const API011 = rule(judgement, function* (view) {
  for (const item of view.of('PersistentVolume', 'PersistentVolumeClaim', 'StorageClass')) yield* on(item, replacedAnnotations(item.object));
});
