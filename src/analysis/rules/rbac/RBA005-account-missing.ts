import { rule } from '../rule';
import { accountOf } from '../shared/rbac';

export const RBA005 = rule('RBA005', function* (view) {
  for (const pod of view.pods) {
    const name = accountOf(pod);
    if (name === 'default' || view.find('ServiceAccount', pod.namespace, name)) continue;
    const field = pod.spec.serviceAccountName === undefined ? 'serviceAccount' : 'serviceAccountName';
    yield { on: pod.item, path: `${pod.path}.${field}`, message: `the input has no ServiceAccount "${name}" in namespace "${pod.namespace}".` };
  }
});
