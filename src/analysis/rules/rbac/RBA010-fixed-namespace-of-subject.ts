import { fields, list, text } from '../../../core/fields';
import { Rule } from '../rule';

export const RBA010: Rule = {
  id: 'RBA010',
  severity: 'info',
  title: 'Binding with a fixed namespace for a ServiceAccount without one',
  why: 'The ServiceAccount is created in whichever namespace it is applied to, but the binding names a fixed one. Applied to any other '
    + 'namespace, the pods run without permissions.',
  fix: 'Set the same namespace on the ServiceAccount and on the workloads that use it.',
  source: 'pkg/registry/rbac/validation/rule.go appliesToUser',
  * check(view) {
    for (const item of view.of('RoleBinding', 'ClusterRoleBinding')) {
      for (const [i, { kind, name, namespace }] of list(item.object.subjects).map(fields).entries()) {
        const account = kind === 'ServiceAccount' && text(namespace) ? view.find('ServiceAccount', namespace, name) : undefined;
        if (!account || account.placed) continue;
        yield {
          on: item,
          path: `subjects[${i}].namespace`,
          message: `the subject is fixed to namespace "${namespace}", but ServiceAccount "${account.name}" sets none.`,
        };
      }
    }
  },
};
