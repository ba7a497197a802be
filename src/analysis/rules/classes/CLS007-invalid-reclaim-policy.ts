import { shown } from '../../../core/words';
import { rule } from '../rule';

export const CLS007 = rule('CLS007', function* (view) {
  for (const item of view.classes) {
    const policy = item.object.reclaimPolicy;
    if (policy === undefined || policy === null || ['Delete', 'Retain'].includes(policy)) continue;
    yield { on: item, path: 'reclaimPolicy', message: `reclaim policy ${shown(policy)} is not allowed in a StorageClass.` };
  }
});
