import { text } from '../../../core/fields';
import { shown } from '../../../core/words';
import { CHANGED_IN } from '../../../kubernetes/changes';
import { isDnsLabel } from '../../../kubernetes/names';
import { Rule } from '../rule';

export const STS007: Rule = {
  id: 'STS007',
  severity: 'error',
  minors: { from: CHANGED_IN.governingServiceName },
  title: 'serviceName is not a DNS label',
  why: 'The name becomes the subdomain of the pods. Since Kubernetes 1.33 the API server rejects a set whose serviceName is not a DNS '
    + 'label. Before, it rejected its pods.',
  fix: 'Use lower-case letters, digits and "-", at most 63 characters, no dots.',
  source: 'pkg/apis/apps/validation/validation.go ValidateStatefulSetSpec',
  * check(view) {
    for (const item of view.of('StatefulSet')) {
      const name = text(item.spec.serviceName);
      if (name && !isDnsLabel(name)) yield { on: item, path: 'spec.serviceName', message: `"${shown(name)}" is not a DNS label.` };
    }
  },
};
