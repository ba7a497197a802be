import { Rule } from '../rule';
import { accountOf } from '../shared/rbac';

export const RBA005: Rule = {
  id: 'RBA005',
  severity: 'error',
  openWorld: 'lower',
  title: 'Workload with a missing ServiceAccount',
  why: 'The API server rejects pods whose ServiceAccount does not exist. The Deployment is created, but no pod appears; only an event '
    + 'of its ReplicaSet tells why.',
  fix: 'Add the ServiceAccount to the namespace, or correct serviceAccountName.',
  source: 'plugin/pkg/admission/serviceaccount/admission.go',
  * check(view) {
    for (const pod of view.pods) {
      const name = accountOf(pod);
      if (name === 'default' || view.find('ServiceAccount', pod.namespace, name)) continue;
      const field = pod.spec.serviceAccountName === undefined ? 'serviceAccount' : 'serviceAccountName';
      yield { on: pod.item, path: `${pod.path}.${field}`, message: `the input has no ServiceAccount "${name}" in namespace "${pod.namespace}".` };
    }
  },
};
