import { Fields } from '../../../core/fields';
import { Rule } from '../rule';
import { changed, same } from '../shared/changes';

export const CLS006: Rule = {
  id: 'CLS006',
  severity: 'error',
  title: 'An immutable field of a StorageClass changed',
  why: 'parameters, provisioner, reclaimPolicy and volumeBindingMode of a class cannot be changed: the API server refuses the update, and kubectl apply or a GitOps sync stops '
    + 'there. Mount options, expansion and allowedTopologies can.',
  fix: 'Give the changed class a new name, or delete the old one first; existing volumes do not notice either.',
  source: 'pkg/apis/storage/validation/validation.go ValidateStorageClassUpdate',
  * check(view) {
    const defaults: Fields = { parameters: {}, reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' };
    for (const { item, before } of changed(view, 'StorageClass')) {
      for (const field of ['parameters', 'provisioner', 'reclaimPolicy', 'volumeBindingMode']) {
        if (same(item.object[field] ?? defaults[field], before.object[field] ?? defaults[field])) continue;
        yield { on: item, path: field, message: `${field} differs from the last render, and cannot be changed.` };
      }
    }
  },
};
