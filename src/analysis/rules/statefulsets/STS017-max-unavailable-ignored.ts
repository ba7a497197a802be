import { fields } from '../../../core/fields';
import { NEWEST_KNOWN_MINOR } from '../../../kubernetes/minor';
import { Rule } from '../rule';

export const STS017: Rule = {
  id: 'STS017',
  severity: 'info',
  minors: { to: NEWEST_KNOWN_MINOR },
  title: 'maxUnavailable of a StatefulSet is ignored',
  why: 'The field requires the feature gate MaxUnavailableStatefulSet, which is disabled by default up to Kubernetes 1.36. The API '
    + 'server drops it, and pods are replaced one at a time.',
  fix: 'Remove it, or enable the feature gate.',
  source: 'pkg/registry/apps/statefulset/strategy.go dropStatefulSetDisabledFields',
  * check(view) {
    for (const item of view.of('StatefulSet')) {
      if (fields(fields(item.spec.updateStrategy).rollingUpdate).maxUnavailable === undefined) continue;
      yield {
        on: item,
        path: 'spec.updateStrategy.rollingUpdate.maxUnavailable',
        message: 'maxUnavailable has no effect unless the feature gate MaxUnavailableStatefulSet is enabled.',
      };
    }
  },
};
