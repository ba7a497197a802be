import { text } from '../../../core/fields';
import { rule } from '../rule';

export const API012 = rule('API012', function* (view) {
  for (const { item, spec, path } of view.pods) {
    if (!text(spec.serviceAccount) || text(spec.serviceAccountName)) continue;
    yield { on: item, path: `${path}.serviceAccount`, message: 'serviceAccount is a deprecated alias of serviceAccountName.' };
  }
});
