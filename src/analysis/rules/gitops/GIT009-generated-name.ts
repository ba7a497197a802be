import { text } from '../../../core/fields';
import { rule } from '../rule';
import { isHook } from '../shared/argo';

export const GIT009 = rule('GIT009', function* (view) {
  for (const item of view.items) {
    if (text(item.metadata.generateName) && !text(item.metadata.name) && !isHook(item)) {
      yield { on: item, path: 'metadata.generateName', message: 'each apply creates another object.' };
    }
  }
});
