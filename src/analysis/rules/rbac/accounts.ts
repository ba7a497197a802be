import { names } from '../../../core/words';
import { flagOf } from '../../../kubernetes/args';
import { about, rule } from '../rule';
import { controllers } from '../shared/csi';
import { accountOf, grantsOf, may } from '../shared/rbac';

export const RBA005 = rule('RBA005', function* (view) {
  for (const pod of view.pods) {
    const name = accountOf(pod);
    if (name === 'default' || view.find('ServiceAccount', pod.namespace, name)) continue;
    const field = !pod.spec.serviceAccountName ? 'serviceAccount' : 'serviceAccountName';
    yield about(pod.item, `${pod.path}.${field}`, `the input has no ServiceAccount "${name}" in namespace "${pod.namespace}".`);
  }
});

export const RBA008 = rule('RBA008', function* (view) {
  for (const { pod, sidecars } of controllers(view)) {
    const granted = grantsOf(view, pod.namespace, accountOf(pod));
    if (!granted || granted.open) continue;
    const leases = granted.grants.filter((grant) => may([{ rule: grant.rule }], 'coordination.k8s.io', 'leases', ['create', 'update']));
    for (const [name, container] of sidecars) {
      const flag = flagOf(container.args, 'leader-election');
      const namespace = flagOf(container.args, 'leader-election-namespace') || pod.namespace;
      if (flag === undefined || flag === 'false' || !leases.length || leases.some((grant) => [undefined, namespace].includes(grant.namespace))) {
        continue;
      }
      yield about(pod.item, `${container.path}.args`,
        `${name} keeps its lease in namespace "${namespace}", but has permission only in `
          + `${names([...new Set(leases.map((grant) => grant.namespace!))])}.`);
    }
  }
});
