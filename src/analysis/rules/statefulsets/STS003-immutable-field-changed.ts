import { Fields } from '../../../core/fields';
import { Rule } from '../rule';
import { changed, same } from '../shared/changes';

export const STS003: Rule = {
  id: 'STS003',
  severity: 'error',
  title: 'An immutable field of a StatefulSet changed',
  why: 'Of a StatefulSet only replicas, ordinals, template, updateStrategy, revisionHistoryLimit, minReadySeconds and the retention policy of claims can be changed. The API server refuses everything else.',
  fix: 'Delete the set with --cascade=orphan and apply it again, or give it a new name.',
  source: 'pkg/apis/apps/validation/validation.go ValidateStatefulSetUpdate',
  * check(view) {
    for (const { item, before } of changed(view, 'StatefulSet')) {
      for (const field of ['selector', 'serviceName', 'podManagementPolicy']) {
        const value = (set: Fields) => set[field] ?? (field === 'podManagementPolicy' ? 'OrderedReady' : undefined);
        if (same(value(item.spec), value(before.spec))) continue;
        yield { on: item, path: `spec.${field}`, message: `${field} differs from the last render, and cannot be changed.` };
      }
    }
  },
};
