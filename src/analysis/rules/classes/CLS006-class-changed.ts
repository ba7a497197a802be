import { Fields } from '../../../core/fields';
import { rule } from '../rule';
import { changed, same } from '../shared/changes';

export const CLS006 = rule('CLS006', function* (view) {
  const defaults: Fields = { parameters: {}, reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' };
  for (const { item, before } of changed(view, 'StorageClass')) {
    for (const field of ['parameters', 'provisioner', 'reclaimPolicy', 'volumeBindingMode']) {
      if (same(item.object[field] ?? defaults[field], before.object[field] ?? defaults[field])) continue;
      yield { on: item, path: field, message: `${field} differs from the previous render, but is immutable.` };
    }
  }
});
