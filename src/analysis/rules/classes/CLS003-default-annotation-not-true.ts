import { fields } from '../../../core/fields';
import { shown } from '../../../core/words';
import { DEFAULT_CLASS_ANNOTATIONS } from '../../../kubernetes/default-class';
import { rule } from '../rule';

export const CLS003 = rule('CLS003', function* (view) {
  for (const item of view.classes) {
    for (const key of DEFAULT_CLASS_ANNOTATIONS) {
      const value = fields(item.metadata.annotations)[key];
      if (value === undefined || value === null || ['true', 'false', ''].includes(value)) continue;
      const effect = typeof value === 'string' ? 'is ignored, so the class is not the default' : 'is not a string, so the API server '
        + 'rejects the class';
      yield { on: item, path: `metadata.annotations[${key}]`, message: `value ${shown(value)} ${effect}.` };
    }
  }
});
