import { text } from '../../../core/fields';
import { Rule } from '../rule';

export const API012: Rule = {
  id: 'API012',
  severity: 'info',
  preset: 'strict',
  title: 'Deprecated field serviceAccount',
  why: 'serviceAccount is a deprecated alias of serviceAccountName. The API server sets each from the other, so diffs against the '
    + 'cluster show an additional field, and policies that read only serviceAccountName miss it.',
  fix: 'Use serviceAccountName.',
  source: 'staging/src/k8s.io/api/core/v1/types.go PodSpec.DeprecatedServiceAccount',
  * check(view) {
    for (const { item, spec, path } of view.pods) {
      if (!text(spec.serviceAccount) || text(spec.serviceAccountName)) continue;
      yield { on: item, path: `${path}.serviceAccount`, message: 'serviceAccount is a deprecated alias of serviceAccountName.' };
    }
  },
};
