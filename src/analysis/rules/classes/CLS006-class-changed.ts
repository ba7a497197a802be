import { Fields } from '../../../core/fields';
import { Rule } from '../rule';
import { changed, same } from '../shared/changes';

export const CLS006: Rule = {
  id: 'CLS006',
  severity: 'error',
  title: 'Immutable StorageClass field changed',
  why: 'parameters, provisioner, reclaimPolicy and volumeBindingMode are immutable. The API server rejects the update, and kubectl '
    + 'apply or a GitOps sync stops there. Mount options, allowVolumeExpansion and allowedTopologies can change.',
  fix: 'Create a class with a new name, or delete the old class first. Existing volumes are not affected.',
  source: 'pkg/apis/storage/validation/validation.go ValidateStorageClassUpdate',
  * check(view) {
    const defaults: Fields = { parameters: {}, reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' };
    for (const { item, before } of changed(view, 'StorageClass')) {
      for (const field of ['parameters', 'provisioner', 'reclaimPolicy', 'volumeBindingMode']) {
        if (same(item.object[field] ?? defaults[field], before.object[field] ?? defaults[field])) continue;
        yield { on: item, path: field, message: `${field} differs from the previous render, but is immutable.` };
      }
    }
  },
};
