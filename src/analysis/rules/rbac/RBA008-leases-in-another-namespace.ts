import { names } from '../../../core/words';
import { flagOf } from '../../../kubernetes/args';
import { rule } from '../rule';
import { controllers } from '../shared/csi';
import { accountOf, grantsOf, may } from '../shared/rbac';

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
      yield {
        on: pod.item,
        path: `${container.path}.args`,
        message: `${name} keeps its lease in namespace "${namespace}", but has permission only in `
          + `${names([...new Set(leases.map((grant) => grant.namespace!))])}.`,
      };
    }
  }
});
