import { Fields } from '../../../core/fields';
import { Rule } from '../rule';
import { changed, same } from '../shared/changes';

export const STS003: Rule = {
  id: 'STS003',
  severity: 'error',
  title: 'Immutable field of a StatefulSet changed',
  why: 'Only replicas, ordinals, template, updateStrategy, revisionHistoryLimit, minReadySeconds and the claim retention policy of a '
    + 'StatefulSet can change. The API server rejects other updates.',
  fix: 'Delete the set with --cascade=orphan and apply it again, or give it a new name.',
  source: 'pkg/apis/apps/validation/validation.go ValidateStatefulSetUpdate',
  * check(view) {
    for (const { item, before } of changed(view, 'StatefulSet')) {
      for (const field of ['selector', 'serviceName', 'podManagementPolicy']) {
        const value = (set: Fields) => set[field] ?? (field === 'podManagementPolicy' ? 'OrderedReady' : undefined);
        if (same(value(item.spec), value(before.spec))) continue;
        yield { on: item, path: `spec.${field}`, message: `${field} differs from the previous render, but is immutable.` };
      }
    }
  },
};
