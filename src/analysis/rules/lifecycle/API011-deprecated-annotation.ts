import { API011 as judgement, replacedAnnotations } from '../../../kubernetes/judgements/volume';
import { on, Rule } from '../rule';

export const API011: Rule = {
  ...judgement,
  * check(view) {
    for (const item of view.of('PersistentVolume', 'PersistentVolumeClaim', 'StorageClass')) yield* on(item, replacedAnnotations(item.object));
  },
};
