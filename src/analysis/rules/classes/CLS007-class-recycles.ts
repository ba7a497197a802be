import { Rule } from '../rule';
import { shown } from '../shared/words';

export const CLS007: Rule = {
  id: 'CLS007',
  severity: 'error',
  title: 'A StorageClass with the policy Recycle',
  why: 'Volumes know Recycle (deprecated), classes do not: the API server takes Delete and Retain only.',
  fix: 'Use Retain, or Delete.',
  source: 'pkg/apis/storage/validation/validation.go validateReclaimPolicy',
  * check(view) {
    for (const item of view.classes) {
      const policy = item.object.reclaimPolicy;
      if (policy === undefined || policy === null || ['Delete', 'Retain'].includes(policy)) continue;
      yield { on: item, path: 'reclaimPolicy', message: `a class cannot have the policy ${shown(policy)}.` };
    }
  },
};
