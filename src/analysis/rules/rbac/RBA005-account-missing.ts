import { Rule } from '../rule';
import { accountOf } from '../shared/rbac';

export const RBA005: Rule = {
  id: 'RBA005',
  severity: 'error',
  openWorld: 'lower',
  title: 'A workload runs as a ServiceAccount that does not exist',
  why: 'Pods of a missing ServiceAccount are refused: the Deployment is there, and no pod appears. Only its ReplicaSet has the event.',
  fix: 'Add the ServiceAccount to the namespace, or correct serviceAccountName.',
  source: 'plugin/pkg/admission/serviceaccount/admission.go',
  * check(view) {
    for (const pod of view.pods) {
      const name = accountOf(pod);
      if (name === 'default' || view.find('ServiceAccount', pod.namespace, name)) continue;
      const field = pod.spec.serviceAccountName === undefined ? 'serviceAccount' : 'serviceAccountName';
      yield { on: pod.item, path: `${pod.path}.${field}`, message: `there is no ServiceAccount "${name}" in the namespace "${pod.namespace}".` };
    }
  },
};
