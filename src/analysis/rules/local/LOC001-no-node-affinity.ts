import { fields, list } from '../../../core/fields';
import { rule } from '../rule';
import { sourceOf } from '../shared/volumes';

export const LOC001 = rule('LOC001', function* (view) {
  for (const item of view.volumes) {
    if (sourceOf(item) !== 'local') continue;
    if (!list(fields(fields(item.spec.nodeAffinity).required).nodeSelectorTerms).length) {
      yield { on: item, path: 'spec.nodeAffinity', message: `local volume "${item.name}" has no nodeAffinity.` };
    }
  }
});
