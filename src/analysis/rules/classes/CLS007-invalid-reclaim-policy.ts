import { shown } from '../../../core/words';
import { Rule } from '../rule';

export const CLS007: Rule = {
  id: 'CLS007',
  severity: 'error',
  title: 'Invalid reclaim policy of a StorageClass',
  why: 'A StorageClass accepts Delete and Retain only. Recycle is deprecated and exists only for PersistentVolumes, so the API server '
    + 'rejects the class.',
  fix: 'Use Retain or Delete.',
  source: 'pkg/apis/storage/validation/validation.go validateReclaimPolicy',
  * check(view) {
    for (const item of view.classes) {
      const policy = item.object.reclaimPolicy;
      if (policy === undefined || policy === null || ['Delete', 'Retain'].includes(policy)) continue;
      yield { on: item, path: 'reclaimPolicy', message: `reclaim policy ${shown(policy)} is not allowed in a StorageClass.` };
    }
  },
};
