import { text } from '../../../core/fields';
import { Rule } from '../rule';

export const API012: Rule = {
  id: 'API012',
  severity: 'info',
  preset: 'strict',
  title: 'The ServiceAccount of a pod is named by its old field',
  why: 'serviceAccount is a deprecated alias of serviceAccountName. The API server fills in the one from the other, so tools that compare manifests with the cluster show a field that nobody wrote, and policies that read only serviceAccountName see none.',
  fix: 'Write serviceAccountName.',
  source: 'staging/src/k8s.io/api/core/v1/types.go PodSpec.DeprecatedServiceAccount',
  * check(view) {
    for (const { item, spec, path } of view.pods) {
      if (!text(spec.serviceAccount) || text(spec.serviceAccountName)) continue;
      yield { on: item, path: `${path}.serviceAccount`, message: 'serviceAccount is a deprecated name for serviceAccountName.' };
    }
  },
};
