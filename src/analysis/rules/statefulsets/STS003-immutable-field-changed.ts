import { Fields } from '../../../core/fields';
import { rule } from '../rule';
import { changed, same } from '../shared/changes';

export const STS003 = rule('STS003', function* (view) {
  for (const { item, before } of changed(view, 'StatefulSet')) {
    for (const field of ['selector', 'serviceName', 'podManagementPolicy']) {
      const value = (set: Fields) => set[field] ?? (field === 'podManagementPolicy' ? 'OrderedReady' : undefined);
      if (same(value(item.spec), value(before.spec))) continue;
      yield { on: item, path: `spec.${field}`, message: `${field} differs from the previous render, but is immutable.` };
    }
  }
});
