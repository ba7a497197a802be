import { fields } from '../../../core/fields';
import { DEFAULT_CLASS_ANNOTATIONS } from '../../../kubernetes/default-class';
import { Rule } from '../rule';
import { shown } from '../shared/words';

export const CLS003: Rule = {
  id: 'CLS003',
  severity: 'error',
  title: 'The default annotation is not the text "true"',
  why: 'Only the text true makes a class the default. "True", "yes" and "1" are ignored without a word; true without quotes is a boolean, which no annotation may be, and the API '
    + 'server refuses the object.',
  fix: 'Write "true", with quotes.',
  source: 'pkg/volume/util/storageclass.go IsDefaultAnnotation',
  * check(view) {
    for (const item of view.classes) {
      for (const key of DEFAULT_CLASS_ANNOTATIONS) {
        const value = fields(item.metadata.annotations)[key];
        if (value === undefined || value === null || ['true', 'false', ''].includes(value)) continue;
        const effect = typeof value === 'string' ? 'is ignored: the class is not the default' : 'is no text: the API server refuses the class';
        yield { on: item, path: `metadata.annotations[${key}]`, message: `the value ${shown(value)} ${effect}.` };
      }
    }
  },
};
